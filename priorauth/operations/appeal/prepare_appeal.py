"""From what is known of a denial to the record an appeal answers: flags first, then the letter, then the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from priorauth.appeals.denial import Denial
from priorauth.appeals.denial_letter import DenialLetter, open_letter
from priorauth.appeals.denial_reading import LetterReading
from priorauth.case.model import Case
from priorauth.case.parties import LineOfBusiness
from priorauth.case.read_case import CaseSource, folder_of, read_case
from priorauth.case.request import Urgency
from priorauth.ledger.entry import Entry
from priorauth.ledger.states import State
from priorauth.operations.appeal.appeal_flags import Asked
from priorauth.operations.appeal.choosing import chosen
from priorauth.operations.appeal.last_day import LastDay, last_day
from priorauth.operations.appeal.settled_reasons import settled_reasons
from priorauth.operations.profiles.find_profiles import profiles_in_use
from priorauth.parsing.model import Line
from priorauth.payers.library import profile_for
from priorauth.payers.model import Profile
from priorauth.practice.settings import find_practice
from priorauth.problems import Problem, Refused, Where, problem


@dataclass(frozen=True, slots=True)
class Subject:
    """The case an appeal is about, and the profile of its payer."""

    case: Case
    profile: Profile


@dataclass(frozen=True, slots=True)
class Prepared:
    """A denial ready to be answered, and what is doubtful about it."""

    denial: Denial
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Bound:
    """What a payer's clock is bound to."""

    line_of_business: LineOfBusiness
    urgency: Urgency


def read_subject(source: CaseSource, *, as_of: date, payer: str | None, show_values: bool = False) -> Subject:
    """Read the case an appeal is about, and its payer's profile. Raises `Refused` for one that cannot be read."""
    practice = find_practice(folder_of(source))
    defaults = practice.defaults if practice else None
    case = read_case(source, as_of=as_of, defaults=defaults, show_values=show_values).case
    library = profiles_in_use(folder_of(source), as_of)
    return Subject(case, profile_for(case.coverage, library, payer).profile)


def read_asked_letter(asked: Asked, subject: Subject) -> DenialLetter | None:
    """Open the denial letter, where there is one. Raises what `open_letter` raises."""
    return None if asked.letter is None else open_letter(asked.letter, subject.case, asked.level)


def prepare(
    asked: Asked, subject: Subject, letter: DenialLetter | None, entry: Entry | None, *, as_of: date
) -> Prepared:
    """Settle what was denied, when and why, and the last day to appeal.

    ``entry`` is where the ledger has the case, ``None`` where it has not. Raises `Refused` with everything that is
    missing (PA1201, PA1202), doubtful (PA1203, PA1204, PA1208) or wrong (PA1216, PA1218).
    """
    recorded = entry if entry is not None and entry.state in _DENIED else None
    reading = letter.reading if letter else None
    gathered = _Gathered([])
    denied_on = gathered.settle(lambda: _denied_on(asked, reading, recorded))
    reference = gathered.settle(lambda: _reference(asked, reading, recorded))
    reasons = gathered.settle(lambda: settled_reasons(asked, reading, recorded))
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
        appeal_by=day[0] if day else None,
        appeal_by_source=day[1] if day else None,
        reasons=reasons,
    )
    warnings = (*(letter.warnings if letter else ()), *_of_ledger(entry), *doubts, *_lateness(denial, as_of))
    return Prepared(denial, warnings)


_DENIED = (State.DENIED, State.APPEALED)
"""Where the ledger has a case whose latest decision is a denial."""


T = TypeVar("T")


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


def _denied_on(asked: Asked, reading: LetterReading | None, recorded: Entry | None) -> date:
    if asked.denied_on is not None:
        return asked.denied_on
    known = recorded.decided_on if recorded else None
    days = tuple(found.day for found in reading.dates) if reading else ()
    day = chosen(days, known, what="the day of the denial", flag="--denied-on") or known
    if day is None:
        raise Refused([problem("PA1202")])
    return day


def _reference(asked: Asked, reading: LetterReading | None, recorded: Entry | None) -> str | None:
    if asked.reference is not None:
        return _printable(asked.reference)
    known = recorded.reference if recorded else None
    numbers = tuple(found.value for found in reading.references) if reading else ()
    return chosen(numbers, known, what="the payer's reference number", flag="--reference") or known


def _printable(reference: str) -> str:
    try:
        return TypeAdapter[str](Line).validate_python(reference.strip())
    except ValidationError:
        raise Refused([problem("PA1218", flag="--reference", limit=200)]) from None


def _last_day(
    asked: Asked, reading: LetterReading | None, recorded: Entry | None, denied_on: date, subject: Subject
) -> tuple[LastDay | None, tuple[Problem, ...]]:
    bound = _Bound(subject.case.coverage.line_of_business, subject.case.request.urgency)
    known = recorded.appeal_by if recorded else None
    return last_day(asked.appeal_by, reading, known, denied_on, subject.profile.clocks, bound)


def _out_of_order(denied_on: date, day: LastDay | None, as_of: date) -> Iterator[Problem]:
    if denied_on > as_of:
        yield problem("PA1216", Where(field="--denied-on"), what="the day of the denial", why="it lies ahead")
    if day is not None and day[0] < denied_on:
        why = "it lies before the denial"
        yield problem("PA1216", Where(field="--appeal-by"), what="the last day to appeal", why=why)


def _of_ledger(entry: Entry | None) -> Iterator[Problem]:
    if entry is not None and entry.state not in _DENIED:
        yield problem("PA1214", case=entry.case_id)


def _lateness(denial: Denial, as_of: date) -> Iterator[Problem]:
    if denial.has_passed(as_of):
        yield problem("PA1210", day=denial.appeal_by)
