"""What the letters of an appeal and the sheet for a call may say: the denial, its reasons, and their answers.

A template prints what stands here; every fact comes from the assessment and carries the page that shows it.
"""

from __future__ import annotations

from collections.abc import Iterable

from priorauth.appeals.answers import Answer, Verdict, answer_to
from priorauth.appeals.denial import Denial, Level, Reason
from priorauth.appeals.denial_reasons import MEANINGS, ReasonKind
from priorauth.case.model import CareStatus, Response
from priorauth.criteria.claim_evidence import on_one_line
from priorauth.criteria.model import Contrary, Fact, FailureClass, Origin, Result
from priorauth.criteria.outcome import View
from priorauth.domain.dates import long_date
from priorauth.letters.context import wording
from priorauth.letters.context.context_denial import (
    AppealFields,
    CallSheet,
    DenialCriterion,
    DenialDecision,
    DenialReason,
    LikelyQuestion,
    OpenCriterion,
)
from priorauth.letters.context.context_judgment import Fact as FactFields
from priorauth.letters.packet_pages import PacketPages, references, source_ref
from priorauth.letters.templates.filters import lower_first
from priorauth.submission.gate import Standing

PEER_TO_PEER = "peer_to_peer"
"""The template of the sheet for a call; it never goes out."""


def appeal_context(standing: Standing, packet: PacketPages | None, questions: int | None) -> AppealFields | None:
    """Give the denial with its answers, or ``None`` for a first request.

    ``questions`` is how many the sheet for a call has at most; ``None`` means all.
    """
    return None if standing.denial is None else _appeal(standing, standing.denial, packet, questions)


def _appeal(standing: Standing, denial: Denial, packet: PacketPages | None, questions: int | None) -> AppealFields:
    found = standing.answers
    reasons = [_reason(number, answer) for number, answer in enumerate(found, 1)]
    still_open = _open(standing, found)
    told = {result.id for answer in found for result in answer.results}
    others = [r for r in standing.assessment.of(Origin.PAYER) if r.id not in told and r.kind != "plan_coverage"]
    is_external = denial.level is Level.EXTERNAL
    return {
        "level": denial.level.value,
        "is_external": is_external,
        "whose": "the plan's" if is_external else "your",
        "denial": _denial(denial, standing),
        "reasons": reasons,
        "open": still_open,
        "all_else_shown": bool(others) and all(result.is_met for result in others) and not still_open,
        "has_gaps": bool(still_open) or not all(answer.verdict in _FULL for answer in found),
        "argues_exception": any(answer.verdict is Verdict.EXCEPTION for answer in found),
        "tells_generators": any(row["tells_generators"] for row in reasons),
        "call": _call(standing, found, packet, questions),
    }


_FULL = (Verdict.SHOWN, Verdict.EXCEPTION)


def _denial(denial: Denial, standing: Standing) -> DenialDecision:
    return {
        "denied_on": long_date(denial.denied_on),
        "reference": denial.reference,
        "appeal_by": wording.day(denial.appeal_by),
        "appeal_by_source": denial.appeal_by_source,
        "is_printed": denial.is_printed,
        "has_passed": denial.has_passed(standing.as_of),
    }


def _reason(number: int, answer: Answer) -> DenialReason:
    kinds = answer.reason.kinds
    is_exception = answer.verdict is Verdict.EXCEPTION
    return {
        "number": number,
        "heading": "; ".join(MEANINGS[kind].heading for kind in kinds),
        "says": "; ".join(MEANINGS[kind].says for kind in kinds),
        "quote": None if answer.reason.text is None else as_quoted(answer.reason.text),
        "verdict": answer.verdict.value,
        "cites_policy": answer.cites_policy,
        "rows": [_criterion(result) for result in answer.results],
        "tells_care": is_exception or ReasonKind.CONSERVATIVE_CARE in kinds,
        "tells_imaging": is_exception or ReasonKind.MODIC in kinds,
        "tells_generators": is_exception or ReasonKind.OTHER_GENERATOR in kinds,
    }


def as_quoted(text: str) -> str:
    """Give words that stand between quotation marks: on one line, with no such mark of their own."""
    return on_one_line(text).replace("“", "'").replace("”", "'").replace('"', "'").rstrip(".")


def _criterion(result: Result) -> DenialCriterion:
    return {
        "text": result.text,
        "status": wording.status(result),
        "is_met": result.is_met,
        "is_payers": result.origin is Origin.PAYER,
        "is_left_open": result.failure is FailureClass.UNDECIDABLE,
        "facts": _facts(result.facts),
    }


def _facts(facts: Iterable[Fact]) -> list[FactFields]:
    return [{"statement": fact.statement, "ref": source_ref(fact.source)} for fact in dict.fromkeys(facts)]


def _open(standing: Standing, found: Iterable[Answer]) -> list[OpenCriterion]:
    told = {result.id for answer in found for result in answer.results}
    payers = {r.facts for r in standing.assessment.open if r.origin is Origin.PAYER and r.facts}
    return [
        {"text": result.text, "status": wording.status(result)}
        for result in standing.assessment.open
        if result.id not in told and result.origin is not Origin.CHART
        # A point of the floor that the payer's own criterion leaves open on the same facts is not said twice.
        if not (result.origin is Origin.FLOOR and result.facts in payers)
    ]


def _call(
    standing: Standing, found: tuple[Answer, ...], packet: PacketPages | None, questions: int | None
) -> CallSheet:
    asked = [
        *(_about_reason(answer, packet) for answer in found),
        *(_about_contrary(item, packet) for item in standing.assessment.contrary),
        *(_about_open(row) for row in _open(standing, found)),
        *(_about_reason(answer, packet) for answer in _usual(standing, found)),
    ]
    kept = asked if questions is None else asked[:questions]
    return {
        "failed_care": [
            {"name": lower_first(wording.MODALITY[row.modality]), "ref": source_ref(row.source)}
            for row in standing.case.conservative_care
            if row.status in _DONE and row.response in _FAILED and row.source is not None
        ],
        "questions": kept,
        "left_out": len(asked) - len(kept),
    }


_DONE = (CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING)
_FAILED = (Response.NO_RELIEF, Response.TEMPORARY_RELIEF, Response.INADEQUATE_RELIEF, Response.WORSE)
_USUAL = (ReasonKind.MODIC, ReasonKind.CONSERVATIVE_CARE, ReasonKind.OTHER_GENERATOR)
"""What a reviewer asks about whatever the reasons were: what the procedure turns on."""


def _usual(standing: Standing, found: Iterable[Answer]) -> tuple[Answer, ...]:
    """Answer the usual questions that no reason has brought up."""
    if standing.denial is None:
        return ()
    told = {kind for answer in found for kind in answer.reason.kinds}
    reasons = tuple(Reason(kinds=(kind,)) for kind in _USUAL if kind not in told)
    view = View(standing.case, standing.as_of)
    return tuple(answer_to(reason, standing.assessment, standing.profile, view) for reason in reasons)


_EXCEPTION = "I do not argue that the policy covers it; I ask for an exception, on this patient's own record"
_MOST_FACTS = 4
"""Facts of one answer; what is said on the telephone is short, and the letter has the rest."""


def _about_reason(answer: Answer, packet: PacketPages | None) -> LikelyQuestion:
    question = " ".join(MEANINGS[kind].asks for kind in answer.reason.kinds)
    if answer.verdict is Verdict.EXCEPTION:
        return {"question": question, "answer": f"{_EXCEPTION}.", "pages": []}
    facts = list(dict.fromkeys(fact for result in answer.results if result.is_met for fact in result.facts))
    missing = [f"The record does not show: {r.text}" for r in answer.results if not r.is_met]
    said = [*dict.fromkeys(fact.statement for fact in facts[:_MOST_FACTS]), *missing]
    return {
        "question": question,
        "answer": ". ".join(said) + "." if said else "The record does not answer this, and the letter says so.",
        "pages": references((fact.source for fact in facts[:_MOST_FACTS]), packet),
    }


def _about_contrary(item: Contrary, packet: PacketPages | None) -> LikelyQuestion:
    answer = f"{item.answered_by}: {item.answer}" if item.answer else "Nobody has answered this in the chart yet."
    return {
        "question": f"What of this: {item.finding}?",
        "answer": answer,
        "pages": references((item.source, item.answer_source), packet),
    }


def _about_open(row: OpenCriterion) -> LikelyQuestion:
    return {
        "question": f"Does the record show this: {row['text']}?",
        "answer": "No. The record does not show it, and the letter says so.",
        "pages": [],
    }
