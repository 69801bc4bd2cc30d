"""The last day to appeal: the denial letter's own first, then the ledger's, then a clock of the payer's profile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from priorauth.appeals.denial import DENIAL_LETTER
from priorauth.appeals.denial_reading import FoundTerm, LetterReading
from priorauth.domain.dates import add_months
from priorauth.ledger.due import Bound, appeal_clock
from priorauth.operations.appeal.choosing import chosen
from priorauth.payers.model import Clock
from priorauth.problems import Problem, problem

LastDay = tuple[date, str]
"""The day, and where it comes from."""


def last_day(
    typed: date | None,
    reading: LetterReading | None,
    recorded: date | None,
    denied_on: date,
    clocks: Sequence[Clock],
    bound: Bound,
) -> tuple[LastDay | None, tuple[Problem, ...]]:
    """Settle the last day to appeal and say what is doubtful about it.

    ``typed`` is what a person read in the denial letter, ``recorded`` what the ledger has of it. Raises `Refused`
    (PA1203) when the letter could mean more than one day and nobody has chosen.
    """
    if typed is not None:
        return (typed, DENIAL_LETTER), _differs(typed, recorded, "what was typed")
    by_letter, warnings = _letters_own(reading, recorded, denied_on)
    if by_letter is not None:
        return by_letter, (*warnings, *_differs(by_letter[0], recorded, "the denial letter"))
    if recorded is not None:
        return (recorded, f"{DENIAL_LETTER}, as recorded in the ledger"), ()
    by_clock = appeal_clock(denied_on, clocks, bound)
    return by_clock, () if by_clock else (problem("PA1211"),)


def _differs(day: date, recorded: date | None, used: str) -> tuple[Problem, ...]:
    if recorded is None or recorded == day:
        return ()
    return (problem("PA1212", what="the last day to appeal", used=used),)


def _letters_own(
    reading: LetterReading | None, recorded: date | None, denied_on: date
) -> tuple[LastDay | None, tuple[Problem, ...]]:
    """Return the day the letter prints, else the day its own time limit ends."""
    if reading is None:
        return None, ()
    days = tuple(found.day for found in reading.appeal_days)
    day = chosen(days, recorded, what="the last day to appeal", flag="--appeal-by")
    if day is not None:
        return (day, DENIAL_LETTER), ()
    ends = {_end(term, denied_on): term for term in reading.appeal_terms}
    end = chosen(tuple(ends), recorded, what="the last day to appeal", flag="--appeal-by")
    if end is None:
        return None, ()
    term = ends[end]
    warnings = (problem("PA1217"),) if term.from_receipt else ()
    return (end, f"{DENIAL_LETTER}: {term.count} {term.unit} from its date"), warnings


def _end(term: FoundTerm, start: date) -> date:
    return add_months(start, term.count) if term.unit == "months" else start + timedelta(days=term.count)
