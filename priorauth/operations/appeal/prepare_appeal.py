"""From what is known of a denial to the record an appeal answers: flags first, then the letter, then the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from priorauth.appeals.denial import AppealLevel as AppealLevel, Denial, DenialReason
from priorauth.appeals.denial_letter import DenialLetter, open_letter
from priorauth.appeals.denial_reading import LetterReading
from priorauth.appeals.denial_reasons import MEANINGS, ReasonKind as ReasonKind, kinds_in
from priorauth.appeals.last_day import (
    DENIAL_LETTER,
    TYPED,
    LastDay,
    by_record_or_clock,
    end_of,
    is_silent,
    said_as,
)
from priorauth.appeals.letter_outcome import LetterOutcome
from priorauth.appeals.letter_periods import Unit
from priorauth.case.model import Case
from priorauth.case.parties import LineOfBusiness
from priorauth.case.read_case import CaseSource, folder_of, read_case
from priorauth.case.request import Urgency
from priorauth.domain.dates import long_date
from priorauth.ledger.entry import LedgerEntry
from priorauth.ledger.states import State
from priorauth.operations.profiles.find_profiles import profiles_in_use
from priorauth.parsing.model import Line, Prose, unprintable
from priorauth.payers.clocks import clocks_of_the_law
from priorauth.payers.library import profile_for
from priorauth.payers.model import Clock, Profile
from priorauth.practice.settings import find_practice
from priorauth.problems import Problem, Refused, Where, problem

REASON_KINDS: Mapping[ReasonKind, str] = {kind: meaning.says for kind, meaning in MEANINGS.items()}
"""What each kind of reason says, as the end of ``the denial says that ...``."""


@dataclass(frozen=True, slots=True)
class AppealOptions:
    """How an appeal was asked for; what is ``None`` or empty comes from the denial letter, then from the ledger."""

    level: AppealLevel
    reasons: tuple[str, ...] = ()
    """Reasons as the payer printed them."""
    kinds: tuple[ReasonKind, ...] = ()
    """Kinds of reason: one for each reason, or alone."""
    answers: tuple[tuple[int, str], ...] = ()
    """The physician's own answers, each with the number of its reason, from 1."""
    letter: Path | None = None
    denied_on: date | None = None
    reference: str | None = None
    appeal_by: date | None = None


@dataclass(frozen=True, slots=True)
class AppealSubject:
    """The case an appeal is about, and the profile of its payer."""

    case: Case
    profile: Profile


@dataclass(frozen=True, slots=True)
class SettledDenial:
    """What was denied, when and why, and until when it can be appealed."""

    denial: Denial
    letter: DenialLetter | None
    """What the denial letter has, where one was named."""
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Bound:
    """What a payer's clock is bound to."""

    line_of_business: LineOfBusiness
    urgency: Urgency


def read_subject(source: CaseSource, *, as_of: date, payer: str | None, show_values: bool = False) -> AppealSubject:
    """Read the case an appeal is about, and its payer's profile. Raises `Refused` for one that cannot be read."""
    practice = find_practice(folder_of(source))
    defaults = practice.defaults if practice else None
    case = read_case(source, as_of=as_of, defaults=defaults, show_values=show_values).case
    library = profiles_in_use(folder_of(source), as_of)
    return AppealSubject(case, profile_for(case.coverage, case.facility, library, payer).profile)


def read_asked_letter(asked: AppealOptions, subject: AppealSubject) -> DenialLetter | None:
    """Open the denial letter, where there is one. Raises what `open_letter` raises."""
    return None if asked.letter is None else open_letter(asked.letter, subject.case, asked.level)


def prepare(
    asked: AppealOptions,
    subject: AppealSubject,
    letter: DenialLetter | None,
    entry: LedgerEntry | None,
    *,
    as_of: date,
) -> SettledDenial:
    """Settle what was denied, when and why, and the last day to appeal.

    ``entry`` is where the ledger has the case, ``None`` where it has not. Raises `Refused` with everything that is
    missing (PA1201, PA1202), doubtful (PA1203, PA1204, PA1208) or wrong (PA1216, PA1218).
    """
    recorded = entry if entry is not None and _is_of_this_level(entry, asked.level) else None
    reading = letter.reading if letter else None
    if reading is not None and reading.outcome is LetterOutcome.APPROVED and not asked.reasons:
        raise Refused([problem("PA1219")])
    gathered = _Gathered([])
    denied_on = gathered.settle(lambda: _denied_on(asked, reading, recorded))
    reference = gathered.settle(lambda: _reference(asked, reading, recorded))
    reasons = gathered.settle(lambda: _with_answers(_reasons(asked, reading, recorded), asked.answers))
    if denied_on is not None:
        ended = gathered.settle(lambda: _last_day(asked, reading, recorded, denied_on, subject))
        gathered.problems += _out_of_order(denied_on, ended[0] if ended else None, as_of)
    if gathered.problems or denied_on is None or reasons is None or ended is None:
        raise Refused(gathered.problems)
    day, doubts = ended
    denial = Denial(
        level=asked.level,
        denied_on=denied_on,
        reference=reference,
        appeal_by=day.day if day else None,
        appeal_by_source=day.source if day else None,
        earlier=_earlier(entry, asked.level, denied_on),
        reasons=reasons,
    )
    if reading is not None:
        denial = denial.model_copy(update=_told_by(reading, denied_on))
    warnings = (
        *(letter.warnings if letter else ()),
        *_of_ledger(entry),
        *_of_level(asked, reading),
        *doubts,
        *_lateness(denial, as_of),
    )
    return SettledDenial(denial, letter, warnings)


def _is_of_this_level(entry: LedgerEntry, level: AppealLevel) -> bool:
    """Whether what the ledger records of a denial is of the denial that is appealed, and not of one before it."""
    if entry.state is State.APPEALED:
        return entry.appeal_level == level.value
    return entry.state is State.DENIED


def _earlier(entry: LedgerEntry | None, level: AppealLevel, denied_on: date) -> tuple[str, ...]:
    """Say which appeal went before this one, and when it was decided, where the ledger has it."""
    if entry is None or entry.appealed_on is None or entry.appeal_level in (None, level.value):
        return ()
    name = {"1": "First-level appeal", "2": "Second-level appeal"}.get(entry.appeal_level or "", "Earlier review")
    return (f"{name} of {long_date(entry.appealed_on)}; denied again on {long_date(denied_on)}",)


def _told_by(reading: LetterReading, denied_on: date) -> dict[str, object]:
    """Return what the letter tells besides: what it approves and grants, where the appeal goes, and the call.

    Of several addresses, numbers or windows none is taken: a person reads them in the list.
    """
    starts = reading.dates[0].day if len(reading.dates) == 1 else denied_on
    calls = [found.day for found in reading.call_days] + [end_of(term, starts) for term in reading.call_terms]
    return {
        "approved": _words(said.text for said in reading.approved),
        "granted": _words(said.text for said in reading.granted),
        "send_to": _only([found.value for found in reading.addresses]),
        "fax": _only([found.value for found in reading.faxes]),
        "call_by": _only(calls),
        "call_phone": _only([found.value for found in reading.call_phones]),
        "notice_note": f"{reading.form.name}: {reading.form.note}" if reading.form else None,
    }


def _only(found: Sequence[T | None]) -> T | None:
    """Return the only value; ``None`` for none and for several."""
    distinct = set(found)
    return next(iter(distinct)) if len(distinct) == 1 else None


def _words(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the payer's words, once each, as far as a letter can print them."""
    found = dict.fromkeys(text for text in texts if len(text) <= _MOST_CHARACTERS and unprintable(text) is None)
    return tuple(found)[:_MOST_POINTS]


_MOST_POINTS = 6
_DENIED = (State.DENIED, State.APPEALED)
"""Where the ledger has a case whose latest decision is a denial."""


@dataclass(slots=True)
class _Gathered:
    """Problems of several settlements, so that all can be mended at once."""

    problems: list[Problem]

    def settle(self, settlement: Callable[[], T]) -> T | None:
        try:
            return settlement()
        except Refused as refused:
            self.problems += refused.problems
            return None


def _denied_on(asked: AppealOptions, reading: LetterReading | None, recorded: LedgerEntry | None) -> date:
    """Return the day of the denial. Raises `Refused` (PA1202) when nothing gives it."""
    if asked.denied_on is not None:
        return asked.denied_on
    known = recorded.decided_on if recorded else None
    days = tuple(found.day for found in reading.dates) if reading else ()
    day = _chosen(days, known, what="the day of the denial", flag="--denied-on") or known
    if day is None:
        raise Refused([problem("PA1202")])
    return day


def _reference(asked: AppealOptions, reading: LetterReading | None, recorded: LedgerEntry | None) -> str | None:
    if asked.reference is not None:
        return _printable(asked.reference, TypeAdapter(Line), flag="--reference", limit=200)
    known = recorded.reference if recorded else None
    numbers = tuple(found.value for found in reading.references) if reading else ()
    return _chosen(numbers, known, what="the payer's reference number", flag="--reference") or known


def _printable(text: str, form: TypeAdapter[str], *, flag: str, limit: int) -> str:
    """Return a text as a letter prints it. Raises `Refused` (PA1218) for one that is not of the ``form``."""
    try:
        return form.validate_python(text.strip())
    except ValidationError:
        raise Refused([problem("PA1218", flag=flag, limit=limit)]) from None


def _out_of_order(denied_on: date, day: LastDay | None, as_of: date) -> Iterator[Problem]:
    """Find a denial that lies ahead, and a last day that lies before the denial (PA1216)."""
    if denied_on > as_of:
        yield problem("PA1216", Where(field="--denied-on"), what="the day of the denial", why="it lies ahead")
    if day is not None and day.day < denied_on:
        why = "it lies before the denial"
        yield problem("PA1216", Where(field="--appeal-by"), what="the last day to appeal", why=why)


def _of_ledger(entry: LedgerEntry | None) -> Iterator[Problem]:
    if entry is not None and entry.state not in _DENIED:
        yield problem("PA1214", case=entry.case_id)


def _of_level(asked: AppealOptions, reading: LetterReading | None) -> Iterator[Problem]:
    """Warn (PA1224) of a first appeal against a letter that answers an appeal."""
    if reading is not None and reading.outcome is LetterOutcome.UPHELD and asked.level is AppealLevel.FIRST:
        yield problem("PA1224")


def _lateness(denial: Denial, as_of: date) -> Iterator[Problem]:
    """Warn (PA1210) of a last day that has passed."""
    if denial.has_passed(as_of):
        yield problem("PA1210", day=denial.appeal_by)


T = TypeVar("T")


def _chosen(found: Sequence[T], recorded: T | None, *, what: str, flag: str) -> T | None:
    """Return the only value, or among several the one the ledger has already; ``None`` when there is none.

    Raises `Refused` (PA1203) when there are several and nothing tells which is meant.
    """
    distinct = tuple(dict.fromkeys(found))
    if len(distinct) <= 1:
        return distinct[0] if distinct else None
    if recorded in distinct:
        return recorded
    raise Refused([problem("PA1203", count=len(distinct), what=what, flag=flag)])


_MOST_CHARACTERS = 2_000


def _reasons(
    asked: AppealOptions, reading: LetterReading | None, recorded: LedgerEntry | None
) -> tuple[DenialReason, ...]:
    """Return the reasons, each with its kinds.

    Raises `Refused`: PA1201 when none is known, PA1204 when kinds and reasons do not go together, PA1208 for a
    reason whose words name no kind and for which none was named, PA1218 for one that no letter can print.
    """
    if asked.reasons:
        return _as_printed(asked.reasons, asked.kinds)
    if reading is not None and reading.reasons:
        if asked.kinds:
            return _chosen_of_letter(reading, asked.kinds)
        return tuple(DenialReason(kinds=found.kinds, text=found.text, page=found.page) for found in reading.reasons)
    known = recorded.denial_reason if recorded else None
    if known is not None and len(asked.kinds) <= 1:
        return _as_printed((known,), asked.kinds)
    if asked.kinds:
        return _of_kinds(asked.kinds)
    raise Refused([problem("PA1201")])


def _with_answers(
    reasons: tuple[DenialReason, ...], answers: Sequence[tuple[int, str]]
) -> tuple[DenialReason, ...]:
    """Put the physician's answers to their reasons. Raises `Refused`: PA1223 for a number that none has, PA1218."""
    if wrong := [problem("PA1223", number=number) for number, _ in answers if not 1 <= number <= len(reasons)]:
        raise Refused(wrong)
    given = {
        number: _printable(text, TypeAdapter(Prose), flag="--answer", limit=_MOST_CHARACTERS)
        for number, text in answers
    }
    return tuple(
        reason.model_copy(update={"answer": given.get(number)}) for number, reason in enumerate(reasons, 1)
    )


def _of_kinds(kinds: Sequence[ReasonKind]) -> tuple[DenialReason, ...]:
    return tuple(DenialReason(kinds=(kind,)) for kind in dict.fromkeys(kinds))


def _chosen_of_letter(reading: LetterReading, kinds: Sequence[ReasonKind]) -> tuple[DenialReason, ...]:
    """Quote for each kind that was chosen the sentence that names it; a kind that none names stands alone."""
    reasons = []
    for kind in dict.fromkeys(kinds):
        found = next((reason for reason in reading.reasons if kind in reason.kinds), None)
        text, page = (found.text, found.page) if found else (None, None)
        reasons.append(DenialReason(kinds=(kind,), text=text, page=page))
    return tuple(reasons)


def _as_printed(texts: Sequence[str], kinds: Sequence[ReasonKind]) -> tuple[DenialReason, ...]:
    """Pair reasons as printed with the kinds named for them, or with those their own words name."""
    if kinds and len(kinds) != len(texts):
        raise Refused([problem("PA1204", reasons=len(texts), kinds=len(kinds))])
    named = [(kind,) for kind in kinds] if kinds else [kinds_in(text) for text in texts]
    unknown = [problem("PA1208", number=number) for number, found in enumerate(named, 1) if not found]
    if unknown:
        raise Refused(unknown)
    return tuple(
        DenialReason(
            kinds=found, text=_printable(text, TypeAdapter(Prose), flag="--reason", limit=_MOST_CHARACTERS)
        )
        for text, found in zip(texts, named, strict=True)
    )


def _last_day(
    asked: AppealOptions,
    reading: LetterReading | None,
    recorded: LedgerEntry | None,
    denied_on: date,
    subject: AppealSubject,
) -> tuple[LastDay | None, tuple[Problem, ...]]:
    """Settle the last day to appeal and say what is doubtful about it.

    What a person read in the denial letter comes first, then the letter's own, the ledger's, and for a first appeal
    a clock: the payer's, or the law's where a letter was read and gives no time. A letter whose time cannot be
    counted leaves the day unknown. Raises `Refused` (PA1203) when the letter could mean more than one day.
    """
    known = recorded.appeal_by if recorded else None
    if asked.appeal_by is not None:
        return LastDay(asked.appeal_by, TYPED), _differs(asked.appeal_by, known, "what was typed")
    own, doubts = _letters_own(asked, reading, known, denied_on) if reading else (None, ())
    if own is not None:
        return own, (*doubts, *_differs(own.day, known, "the denial letter"))
    clocks = _clocks_of_first_appeal(asked, reading, subject) if not doubts else ()
    bound = _Bound(subject.case.coverage.line_of_business, subject.case.request.urgency)
    last = by_record_or_clock(known, denied_on, clocks, bound)
    return last, doubts if last else (*doubts, problem("PA1211"))


def _clocks_of_first_appeal(
    asked: AppealOptions, reading: LetterReading | None, subject: AppealSubject
) -> tuple[Clock, ...]:
    """Return the clocks for an appeal of a first denial: the payer's, and the law's where the letter is silent."""
    is_first = asked.level is AppealLevel.FIRST and (reading is None or reading.outcome is not LetterOutcome.UPHELD)
    if not is_first:
        return ()
    return (*subject.profile.clocks, *(clocks_of_the_law() if reading and is_silent(reading) else ()))


def _differs(day: date, recorded: date | None, used: str) -> tuple[Problem, ...]:
    """Warn (PA1212) of a last day that is another than the ledger has."""
    if recorded is None or recorded == day:
        return ()
    return (problem("PA1212", what="the last day to appeal", used=used),)


def _letters_own(
    asked: AppealOptions, reading: LetterReading, recorded: date | None, denied_on: date
) -> tuple[LastDay | None, tuple[Problem, ...]]:
    """Return the day the letter prints, else the day its own time limit ends; ``None`` with PA1220 for neither."""
    own_date = reading.dates[0].day if len(reading.dates) == 1 else denied_on
    start_source = _start_source(asked, reading, denied_on)
    is_answer = reading.outcome is LetterOutcome.UPHELD
    decides = asked.level is AppealLevel.FIRST or is_answer
    ends = [(end_of(term, own_date, decides_this_level=decides), term) for term in reading.appeal_terms]
    days = tuple(found.day for found in reading.appeal_days)
    quotes = {found.quote for found in reading.appeal_days}
    apart = tuple(end for end, term in ends if end and term.quote not in quotes and end < min(days, default=end))
    day = _chosen((*days, *(apart if days else ())), recorded, what="the last day to appeal", flag="--appeal-by")
    if day is not None:
        return LastDay(day, DENIAL_LETTER), ()
    if any(end is None for end, _ in ends):
        return None, (problem("PA1220"),)
    found = {end: term for end, term in reversed(ends) if end is not None}
    end = _chosen(tuple(found), recorded, what="the last day to appeal", flag="--appeal-by")
    if end is None:
        return None, ()
    term = found[end]
    warnings = (problem("PA1217"),) if any(each.from_receipt for _, each in ends) else ()
    if term.unit is Unit.BUSINESS_DAYS:
        warnings = (*warnings, problem("PA1221"))
    return LastDay(end, said_as(term, own_date, start_source)), warnings


def _start_source(asked: AppealOptions, reading: LetterReading, denied_on: date) -> str:
    """Say where the letter's date was read, which its time limit is counted from."""
    if len(reading.dates) == 1 or denied_on in {found.day for found in reading.dates}:
        return DENIAL_LETTER
    return "as typed" if asked.denied_on is not None else "as recorded in the ledger"
