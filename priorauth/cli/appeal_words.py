"""What `priorauth appeal` says: what the denial letter has, what the record answers, and what comes next."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from priorauth.cli.output import counted
from priorauth.operations.appeal.answer_denial import (
    AnswerVerdict,
    Denial,
    DenialLetter,
    FoundTerm,
    FoundText,
    LetterDay,
    LetterReading,
    ReasonAnswer,
    Start,
    Unit,
)
from priorauth.operations.appeal.prepare_appeal import AppealLevel
from priorauth.operations.build_packet import BuiltPacket, Result

_VERDICTS = {
    AnswerVerdict.SHOWN: "answered",
    AnswerVerdict.PARTLY: "answered in part; the letter says what is not shown",
    AnswerVerdict.OPEN: "NOT answered by the record; the letter says so",
    AnswerVerdict.WRITTEN: "answered in the physician's own words",
    AnswerVerdict.BY_HAND: "of no known kind; the physician has to answer it (--answer)",
    AnswerVerdict.EXCEPTION: "not argued; an exception is asked for",
}


def letter_as_lines(letter: DenialLetter | None) -> Iterator[str]:
    """Say what the denial letter has, each with its page and words."""
    if letter is None:
        return
    reading = letter.reading
    yield f"In the denial letter ({counted(letter.pages, 'page')}):"
    yield f"  decision: {reading.outcome.value}"
    form = reading.form
    yield f"  notice: {f'{form.name}. {form.note}' if form else 'not one of the model notices known here'}"
    for name, days in (("date", reading.dates), ("last day to appeal", reading.appeal_days)):
        yield from (f"  {name}: {found.day}{_how(found)}, page {found.page}: “{found.quote}”" for found in days)
    for term in reading.appeal_terms:
        yield f"  time to appeal: {_length(term)}, page {term.page}: “{term.quote}”"
    yield from (f"  reference: {found.value}, page {found.page}: “{found.quote}”" for found in reading.references)
    for found in reading.reasons:
        yield f"  reason ({', '.join(found.kinds)}), page {found.page}: “{found.text}”"
    yield from (f"  granted, page {said.page}: “{said.text}”" for said in reading.granted)
    yield from (f"  approved, page {said.page}: “{said.text}”" for said in reading.approved)
    for name, texts in (
        ("send the appeal to", reading.addresses),
        ("fax of the appeal", reading.faxes),
        ("peer-to-peer telephone", reading.call_phones),
    ):
        yield from (f"  {name}: {found.value}, page {found.page}: “{found.quote}”" for found in texts)
    yield from _other_times(reading)


def _other_times(reading: LetterReading) -> Iterator[str]:
    """Say every further date and period of the letter, each with what it is."""
    for day in reading.other_days:
        yield f"  {day.role.value}: {day.day}{_how(day)}, page {day.page}: “{day.quote}”"
    for term in reading.other_terms:
        yield f"  {term.role.value}: {_length(term)}, page {term.page}: “{term.quote}”"


def _length(term: FoundTerm) -> str:
    start = "" if term.start is Start.UNSTATED else f" from {term.start.value}"
    length = term.unit.value if term.unit is Unit.UNKNOWN else f"{term.count} {term.unit.value}"
    return f"{length}{start}"


def _how(found: LetterDay) -> str:
    return f" ({found.reading})" if found.reading else ""


def letter_as_data(letter: DenialLetter | None) -> dict[str, object] | None:
    """Return what the denial letter has as plain data; ``None`` without a letter."""
    if letter is None:
        return None
    reading = letter.reading
    return {
        "pages": letter.pages,
        "dates": [_day_as_data(found) for found in reading.dates],
        "references": [_text_as_data(found) for found in reading.references],
        "appeal_days": [_day_as_data(found) for found in reading.appeal_days],
        "outcome": reading.outcome.value,
        "form": reading.form.name if reading.form else None,
        "appeal_terms": [_term_as_data(term) for term in reading.appeal_terms],
        "other_days": [_day_as_data(found) for found in reading.other_days],
        "other_terms": [_term_as_data(term) for term in reading.other_terms],
        "granted": [{"quote": said.text, "page": said.page} for said in reading.granted],
        "approved": [{"quote": said.text, "page": said.page} for said in reading.approved],
        "appeal_addresses": [_text_as_data(found) for found in reading.addresses],
        "appeal_faxes": [_text_as_data(found) for found in reading.faxes],
        "peer_to_peer_phones": [_text_as_data(found) for found in reading.call_phones],
        "reasons": [{"kinds": list(f.kinds), "quote": f.text, "page": f.page} for f in reading.reasons],
    }


def _day_as_data(found: LetterDay) -> dict[str, object]:
    return {
        "day": found.day.isoformat(),
        "role": found.role.value,
        "reading": found.reading,
        "quote": found.quote,
        "page": found.page,
    }


def _term_as_data(term: FoundTerm) -> dict[str, object]:
    return {
        "count": term.count,
        "unit": term.unit.value,
        "role": term.role.value,
        "counted_from": term.start.value,
        "from_receipt": term.from_receipt,
        "quote": term.quote,
        "page": term.page,
    }


def _text_as_data(found: FoundText) -> dict[str, object]:
    return {"value": found.value, "quote": found.quote, "page": found.page}


def answers_as_lines(denial: Denial, answers: Sequence[ReasonAnswer]) -> Iterator[str]:
    """Say which reason the record answers, and until when the appeal can be made."""
    for number, answer in enumerate(answers, 1):
        yield f"Reason {number} ({', '.join(answer.reason.kinds)}): {_VERDICTS[answer.verdict]}"
    last = f"{denial.appeal_by} ({denial.appeal_by_source})" if denial.appeal_by else "not known"
    yield f"Last day to appeal: {last}"


def answers_as_data(answers: Sequence[ReasonAnswer]) -> list[dict[str, object]]:
    """Return each reason's verdict, and the criteria it was held against, as plain data."""
    return [
        {
            "kinds": list(answer.reason.kinds),
            "verdict": answer.verdict.value,
            "criteria": {result.id: result.status.value for result in answer.results},
        }
        for answer in answers
    ]


def open_as_lines(answers: Sequence[ReasonAnswer], is_open: Iterable[Result]) -> Iterator[str]:
    """Say what holds an appeal back: what each reason leaves open, what the chart brings up, and who must act."""
    for number, answer in enumerate(answers, 1):
        if not answer.is_answered:
            yield f"reason {number} ({', '.join(answer.reason.kinds)}) is not answered:"
            yield from _open_results(r for r in answer.results if not r.is_met)
    yield from _open_results(is_open)


def _open_results(results: Iterable[Result]) -> Iterator[str]:
    for result in results:
        yield f"  {result.status.value.replace('_', ' ')}: {result.text} [{result.id}]"
        for shortfall in result.shortfalls:
            yield f"    {shortfall.failure.value}, {shortfall.owner.value}: {shortfall.next_step}"


_INTERNAL = (
    "a plan may want the patient's written consent or its own form of representation (Medicaid: 42 CFR 438.402; "
    "in Medicare Advantage the treating physician may appeal before the service)"
)
_WHO_MAY_APPEAL = {
    AppealLevel.FIRST: _INTERNAL,
    AppealLevel.SECOND: _INTERNAL,
    AppealLevel.EXTERNAL: "the reviewer asks for the patient's signed consent and release of records and, where "
    "the denial says experimental, for the physician's certification; enclose the final denial",
}


def next_steps(packet: BuiltPacket, denial: Denial) -> list[str]:
    """Name what comes next, in order."""
    case_id, folder = packet.case_id, shlex.quote(str(packet.folder))
    told = [f"the notice: {denial.notice_note}"] if denial.notice_note else []
    return [
        *told,
        f"who may appeal: {_WHO_MAY_APPEAL[denial.level]}",
        "the physician reads and signs the letter; the sheet for the call (peer-to-peer) stays in the practice",
        f"priorauth verify {folder}",
        f"once it was sent: priorauth ledger appeal {case_id} --level {denial.level.value} --channel CHANNEL",
    ]
