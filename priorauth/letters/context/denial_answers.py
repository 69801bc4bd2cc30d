"""What the letters of an appeal and the sheet for a call may say: the denial, its reasons, and their answers.

A template prints what stands here; every fact comes from the assessment and carries the page that shows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten
from typing import Annotated, TypedDict

from priorauth.appeals.answers import AnswerVerdict, ReasonAnswer, answer_to
from priorauth.appeals.denial import AppealLevel, Denial, DenialReason
from priorauth.appeals.denial_reasons import MEANINGS, ReasonKind
from priorauth.case.model import CareStatus, Response
from priorauth.criteria.claim_evidence import on_one_line
from priorauth.criteria.model import CaseFact, Contrary, FailureClass, Origin, Result
from priorauth.criteria.outcome import View
from priorauth.domain.dates import long_date
from priorauth.letters.context import wording
from priorauth.letters.context.field_docs import BILLING, CLINICIAN, PROFILE, TOOL, field_doc
from priorauth.letters.context.judgment import FactFields
from priorauth.letters.markdown.escaping import Markup
from priorauth.letters.packet_pages import PacketPages, references, source_ref
from priorauth.letters.templates.filters import lower_first
from priorauth.submission.gate import GatedCase

PEER_TO_PEER = "peer_to_peer"
"""The template of the sheet for a call; it never goes out."""


class DenialDecisionFields(TypedDict):
    """The denial itself, and the last day to appeal."""

    denied_on: Annotated[str, field_doc("the day of the denial, in words", BILLING)]
    reference: Annotated[str | None, field_doc("the payer's number for it", BILLING)]
    appeal_by: Annotated[
        str | None, field_doc("the last day to appeal, in words", BILLING, given=("appeal_by_source",))
    ]
    appeal_by_source: Annotated[str | None, field_doc("where that day stands", TOOL, given=("appeal_by",))]
    send_to: Annotated[str | None, field_doc("the address that the denial letter gives for the appeal", BILLING)]
    fax: Annotated[str | None, field_doc("the fax number that it gives for the appeal", BILLING)]
    call_by: Annotated[str | None, field_doc("the last day of its peer-to-peer window, in words", BILLING)]
    call_phone: Annotated[str | None, field_doc("the telephone number it gives for the call", BILLING)]
    earlier: Annotated[list[str], field_doc("the appeals before this one, each with its day", BILLING)]
    notice_note: Annotated[str | None, field_doc("what the office has to know of its model notice", TOOL)]
    has_passed: Annotated[bool, field_doc("whether it had passed on the letter's day", TOOL)]


class DenialCriterionFields(TypedDict):
    """A criterion that a reason is about."""

    text: Annotated[str, field_doc("what is asked", PROFILE)]
    status: Annotated[str, field_doc("met, not met, not documented, or left to the payer", TOOL)]
    is_met: Annotated[bool, field_doc("whether it is met", TOOL)]
    is_payers: Annotated[bool, field_doc("whether it is the payer's own, not one every request has to show", TOOL)]
    is_left_open: Annotated[bool, field_doc("whether the payer's own text does not decide it", TOOL)]
    facts: Annotated[list[FactFields], field_doc("what shows it, each with its page", TOOL)]


class DenialReasonFields(TypedDict):
    """A reason of the denial and its answer."""

    number: Annotated[int, field_doc("its place among the reasons, from 1", TOOL)]
    heading: Annotated[str, field_doc("what it is about", TOOL)]
    says: Annotated[str, field_doc("what a reason of its kind says, in our words", TOOL)]
    quote: Annotated[str | None, field_doc("the reason as the payer printed it", BILLING)]
    verdict: Annotated[str, field_doc("'shown', 'partly', 'open', 'exception', 'written' or 'by_hand'", TOOL)]
    answer: Annotated[str | None, field_doc("the physician's own answer, where one was given", CLINICIAN)]
    cites_policy: Annotated[bool, field_doc("whether the payer's own policy is held against it", TOOL)]
    rows: Annotated[list[DenialCriterionFields], field_doc("the criteria it is about", TOOL)]
    tells_care: Annotated[bool, field_doc("whether its answer shows the care", TOOL)]
    tells_imaging: Annotated[bool, field_doc("whether its answer shows the imaging", TOOL)]
    tells_generators: Annotated[bool, field_doc("whether its answer shows other sources of pain", TOOL)]


class OpenCriterionFields(TypedDict):
    """A criterion that no reason is about and that the record does not show."""

    text: Annotated[str, field_doc("what is asked", PROFILE)]
    status: Annotated[str, field_doc("not met, not documented, or left to the payer", TOOL)]


class LikelyQuestionFields(TypedDict):
    """A question the reviewer is likely to ask on the telephone."""

    question: Annotated[str, field_doc("the question", TOOL)]
    answer: Annotated[str, field_doc("what the record answers", TOOL)]
    pages: Annotated[list[Markup], field_doc("links to the pages that carry it, for 'join'", TOOL)]


class FailedCareFields(TypedDict):
    """A course of care that brought no lasting relief."""

    name: Annotated[str, field_doc("what was done", CLINICIAN)]
    ref: Annotated[Markup | None, field_doc("a link to the page that says so", BILLING)]


class CallSheetFields(TypedDict):
    """What the sheet for a call has besides the letter's facts."""

    quotes: Annotated[list[str], field_doc("the first reasons as the payer printed them, shortened", BILLING)]
    failed_care: Annotated[list[FailedCareFields], field_doc("care without lasting relief", CLINICIAN)]
    questions: Annotated[
        list[LikelyQuestionFields], field_doc("the likely questions, those of the reasons first", TOOL)
    ]
    left_out: Annotated[int, field_doc("how many questions the sheet has no room for", TOOL)]


class AppealFields(TypedDict):
    """Everything about an appeal."""

    level: Annotated[str, field_doc("'1', '2' or 'external'", BILLING)]
    is_external: Annotated[bool, field_doc("whether an outside reviewer reads it", BILLING)]
    whose: Annotated[str, field_doc("'your', or 'the plan's' to an outside reviewer", TOOL)]
    denial: Annotated[DenialDecisionFields, field_doc("what was decided", BILLING)]
    approved: Annotated[list[str], field_doc("what the payer approved, in its words", BILLING)]
    granted: Annotated[list[str], field_doc("what the payer grants, in its words", BILLING)]
    reasons: Annotated[list[DenialReasonFields], field_doc("the reasons, each with its answer", TOOL)]
    open: Annotated[list[OpenCriterionFields], field_doc("what else the record does not show", TOOL)]
    all_else_shown: Annotated[bool, field_doc("whether all criteria no reason is about are met, if any", TOOL)]
    has_gaps: Annotated[bool, field_doc("whether the letter names something the record does not show", TOOL)]
    argues_exception: Annotated[bool, field_doc("whether an exception to the policy is asked for", TOOL)]
    tells_generators: Annotated[bool, field_doc("whether a reason's answer shows other sources of pain", TOOL)]
    call: Annotated[CallSheetFields, field_doc("what the sheet for a call adds", TOOL)]


def appeal_context(gated: GatedCase, packet: PacketPages | None, questions: int | None) -> AppealFields | None:
    """Return the denial with its answers, or ``None`` for a first request.

    ``questions`` is how many the sheet for a call has at most; ``None`` means all.
    """
    return None if gated.denial is None else _appeal(gated, gated.denial, packet, questions)


def _appeal(gated: GatedCase, denial: Denial, packet: PacketPages | None, questions: int | None) -> AppealFields:
    found = gated.answers
    reasons = [_reason(number, answer) for number, answer in enumerate(found, 1)]
    still_open = _open(gated, found)
    told = {result.id for answer in found for result in answer.results}
    others = [r for r in gated.assessment.of(Origin.PAYER) if r.id not in told and r.kind != "plan_coverage"]
    is_external = denial.level is AppealLevel.EXTERNAL
    return {
        "level": denial.level.value,
        "is_external": is_external,
        "whose": "the plan's" if is_external else "your",
        "denial": _denial(denial, gated),
        "approved": [as_quoted(text) for text in denial.approved],
        "granted": [as_quoted(text) for text in denial.granted],
        "reasons": reasons,
        "open": still_open,
        "all_else_shown": bool(others) and all(result.is_met for result in others) and not still_open,
        "has_gaps": bool(still_open) or not all(answer.verdict in _FULL for answer in found),
        "argues_exception": any(answer.verdict is AnswerVerdict.EXCEPTION for answer in found),
        "tells_generators": any(row["tells_generators"] for row in reasons),
        "call": _call(gated, found, packet, questions),
    }


_FULL = (AnswerVerdict.SHOWN, AnswerVerdict.EXCEPTION, AnswerVerdict.WRITTEN)


def _denial(denial: Denial, gated: GatedCase) -> DenialDecisionFields:
    return {
        "denied_on": long_date(denial.denied_on),
        "reference": denial.reference,
        "appeal_by": wording.day(denial.appeal_by),
        "appeal_by_source": denial.appeal_by_source,
        "send_to": denial.send_to,
        "fax": denial.fax,
        "call_by": wording.day(denial.call_by),
        "call_phone": denial.call_phone,
        "earlier": list(denial.earlier),
        "notice_note": denial.notice_note,
        "has_passed": denial.has_passed(gated.as_of),
    }


def _reason(number: int, answer: ReasonAnswer) -> DenialReasonFields:
    kinds = answer.reason.kinds
    is_exception = answer.verdict is AnswerVerdict.EXCEPTION
    return {
        "number": number,
        "heading": "; ".join(MEANINGS[kind].heading for kind in kinds),
        "says": "; ".join(MEANINGS[kind].says for kind in kinds),
        "quote": None if answer.reason.text is None else as_quoted(answer.reason.text),
        "verdict": answer.verdict.value,
        "answer": answer.reason.answer,
        "cites_policy": answer.cites_policy,
        "rows": [_criterion(result) for result in answer.results],
        "tells_care": is_exception or ReasonKind.CONSERVATIVE_CARE in kinds,
        "tells_imaging": is_exception or ReasonKind.MODIC in kinds,
        "tells_generators": is_exception or ReasonKind.OTHER_GENERATOR in kinds,
    }


def as_quoted(text: str) -> str:
    """Return words that stand between quotation marks: on one line, with no such mark of their own."""
    return on_one_line(text).replace("“", "'").replace("”", "'").replace('"', "'").rstrip(".")


def _criterion(result: Result) -> DenialCriterionFields:
    return {
        "text": result.text,
        "status": wording.status(result),
        "is_met": result.is_met,
        "is_payers": result.origin is Origin.PAYER,
        "is_left_open": result.failure is FailureClass.UNDECIDABLE,
        "facts": _facts(result.facts),
    }


def _facts(facts: Iterable[CaseFact]) -> list[FactFields]:
    return [{"statement": fact.statement, "ref": source_ref(fact.source)} for fact in dict.fromkeys(facts)]


def _open(gated: GatedCase, found: Iterable[ReasonAnswer]) -> list[OpenCriterionFields]:
    told = {result.id for answer in found for result in answer.results}
    payers = {r.facts for r in gated.assessment.open if r.origin is Origin.PAYER and r.facts}
    return [
        {"text": result.text, "status": wording.status(result)}
        for result in gated.assessment.open
        if result.id not in told and result.origin is not Origin.CHART
        # A point of the floor that the payer's own criterion leaves open on the same facts is not said twice.
        if not (result.origin is Origin.FLOOR and result.facts in payers)
    ]


def _call(
    gated: GatedCase, found: tuple[ReasonAnswer, ...], packet: PacketPages | None, questions: int | None
) -> CallSheetFields:
    asked = [
        *(_about_reason(answer, packet) for answer in found),
        *(_about_contrary(item, packet) for item in gated.assessment.contrary),
        *(_about_open(row) for row in _open(gated, found)),
        *(_about_reason(answer, packet) for answer in _usual(gated, found)),
    ]
    kept = asked if questions is None else asked[:questions]
    quoted = [as_quoted(answer.reason.text) for answer in found if answer.reason.text is not None]
    return {
        "quotes": [shorten(text, _SHORT_QUOTE) for text in quoted[:_MOST_QUOTES]],
        "failed_care": [
            {"name": lower_first(wording.MODALITY[row.modality]), "ref": source_ref(row.source)}
            for row in gated.case.conservative_care
            if row.status in _DONE and row.response in _FAILED and row.source is not None
        ],
        "questions": kept,
        "left_out": len(asked) - len(kept),
    }


_SHORT_QUOTE = 120
_MOST_QUOTES = 3
_DONE = (CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING)
_FAILED = (Response.NO_RELIEF, Response.TEMPORARY_RELIEF, Response.INADEQUATE_RELIEF, Response.WORSE)
_USUAL = (ReasonKind.MODIC, ReasonKind.CONSERVATIVE_CARE, ReasonKind.OTHER_GENERATOR)
"""What a reviewer asks about whatever the reasons were: what the procedure turns on."""


def _usual(gated: GatedCase, found: Iterable[ReasonAnswer]) -> tuple[ReasonAnswer, ...]:
    """Answer the usual questions that no reason has brought up."""
    if gated.denial is None:
        return ()
    told = {kind for answer in found for kind in answer.reason.kinds}
    reasons = tuple(DenialReason(kinds=(kind,)) for kind in _USUAL if kind not in told)
    view = View(gated.case, gated.as_of)
    return tuple(answer_to(reason, gated.assessment, gated.profile, view) for reason in reasons)


_EXCEPTION = "I do not argue that the policy covers it; I ask for an exception, on this patient's own record"
_MOST_FACTS = 4
"""Facts of one answer; what is said on the telephone is short, and the letter has the rest."""


def _about_reason(answer: ReasonAnswer, packet: PacketPages | None) -> LikelyQuestionFields:
    question = " ".join(MEANINGS[kind].asks for kind in answer.reason.kinds)
    if answer.verdict is AnswerVerdict.EXCEPTION:
        return {"question": question, "answer": f"{_EXCEPTION}.", "pages": []}
    if answer.reason.answer is not None:
        return {"question": question, "answer": answer.reason.answer, "pages": []}
    shown = [result for result in answer.results if result.is_met or result.failure is FailureClass.UNDECIDABLE]
    facts = list(dict.fromkeys(fact for result in shown for fact in result.facts))
    missing = [f"The record does not show: {r.text}" for r in answer.results if r not in shown]
    said = [*dict.fromkeys(fact.statement for fact in facts[:_MOST_FACTS]), *missing]
    unanswered = (
        "Answer this in your own words."
        if answer.verdict is AnswerVerdict.BY_HAND
        else "The record does not answer this, and the letter says so."
    )
    return {
        "question": question,
        "answer": ". ".join(said) + "." if said else unanswered,
        "pages": references((fact.source for fact in facts[:_MOST_FACTS]), packet),
    }


def _about_contrary(item: Contrary, packet: PacketPages | None) -> LikelyQuestionFields:
    answer = f"{item.answered_by}: {item.answer}" if item.answer else "Nobody has answered this in the chart yet."
    return {
        "question": f"What of this: {item.finding}?",
        "answer": answer,
        "pages": references((item.source, item.answer_source), packet),
    }


def _about_open(row: OpenCriterionFields) -> LikelyQuestionFields:
    return {
        "question": f"Does the record show this: {row['text']}?",
        "answer": "No. The record does not show it, and the letter says so.",
        "pages": [],
    }
