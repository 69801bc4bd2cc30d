"""The last day to appeal, decided in one place: from the letter, the ledger, a payer's clock or the law's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from priorauth.appeals.denial_reading import LetterReading
from priorauth.appeals.letter_dates import FoundTerm, Start
from priorauth.appeals.letter_periods import Unit
from priorauth.appeals.letter_roles import DateRole
from priorauth.domain.business_days import add_business_days, is_common_holiday, is_federal_holiday
from priorauth.domain.dates import add_months
from priorauth.payers.clocks import ClockScope, ended_clock
from priorauth.payers.model import Clock, ClockStart

DENIAL_LETTER = "the denial letter"
"""How a last day that stands in the payer's own letter says where it comes from."""
RECORDED = "the denial letter, as recorded in the ledger"
TYPED = "the denial letter, as typed"


@dataclass(frozen=True, slots=True)
class LastDay:
    """A last day to appeal, and where it comes from, with its arithmetic."""

    day: date
    source: str


def end_of(term: FoundTerm, letter_date: date, *, decides_this_level: bool = True) -> date | None:
    """Return the earliest day on which a period of a letter can end; ``None`` where that cannot be told.

    From receipt it is counted from the letter's own date: the letter was received on that day or later. Business
    days leave out only the holidays that nearly every business keeps. Hours, units that are not known, and what is
    counted from another decision or event give no day; nor does a later level's time whose start is not stated.
    """
    if term.unit in (Unit.UNKNOWN, Unit.HOURS) or term.start in (Start.OTHER_DECISION, Start.OTHER_EVENT):
        return None
    if term.start is Start.UNSTATED and not decides_this_level:
        return None
    start = term.start_day if term.start is Start.DAY and term.start_day else letter_date
    end = _counted(term, start)
    return end - timedelta(days=1) if term.is_before else end


def _counted(term: FoundTerm, start: date) -> date:
    if term.unit is Unit.BUSINESS_DAYS:
        return add_business_days(
            start, term.count, is_federal_holiday if term.federal_holidays else is_common_holiday
        )
    if term.unit is Unit.MONTHS:
        return add_months(start, term.count)
    if term.unit is Unit.YEARS:
        return add_months(start, 12 * term.count)
    return start + timedelta(days=term.count * (7 if term.unit is Unit.WEEKS else 1))


def said_as(term: FoundTerm, start: date, start_source: str) -> str:
    """Return the arithmetic of a period: how long, from which day, and where that day was read."""
    length = f"{term.count} {term.unit.value if term.count != 1 else term.unit.value.removesuffix('s')}"
    if term.start is Start.DAY and term.start_day:
        return f"{DENIAL_LETTER}: {length} from {term.start_day}, the day it names"
    counted = f"{DENIAL_LETTER}: {length} from its date, {start}"
    return counted if start_source == DENIAL_LETTER else f"{counted} ({start_source})"


def by_record_or_clock(
    recorded: date | None, denied_on: date | None, clocks: Sequence[Clock], bound: ClockScope
) -> LastDay | None:
    """Return the last day as the ledger has it, else by the first clock that binds; ``None`` without one."""
    if recorded is not None:
        return LastDay(recorded, RECORDED)
    ended = ended_clock(ClockStart.DENIAL, denied_on, clocks, bound)
    return None if ended is None else LastDay(*ended)


_TELLS_NOTHING = frozenset(
    {
        DateRole.DECISION,
        DateRole.CLINICAL,
        DateRole.CALL,
        DateRole.COURT,
        DateRole.EXTERNAL_REVIEW,
        DateRole.HEARING,
        DateRole.APPROVAL,
    }
)
"""Periods that a letter may give without having said until when to appeal."""


def is_silent(reading: LetterReading) -> bool:
    """Whether a letter that was read gives no time for this appeal, by itself or by pointing to another paper."""
    if reading.appeal_days or reading.appeal_terms or reading.points_elsewhere:
        return False
    return all(term.role in _TELLS_NOTHING for term in reading.other_terms)
