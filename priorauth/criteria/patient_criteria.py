"""How old the patient is."""

from __future__ import annotations

from datetime import date

from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, fact, gap, met
from priorauth.domain.dates import long_date
from priorauth.payers.criteria import MinimumAge
from priorauth.problems import Owner


def birthday(born: date, years: int) -> date:
    """Return the day on which someone is so many years old.

    Someone born on 29 February reaches an age on 1 March of other years: the later of the two usual readings, so
    that the age holds whichever a payer uses.
    """
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def judge_minimum_age(criterion: MinimumAge, view: View) -> Outcome:
    """Judge the age on the planned day, or on the day of the packet while none is set."""
    reached = birthday(view.case.patient.birth_date, criterion.years)
    if reached <= view.service_date:
        return met(fact(f"The patient is at least {criterion.years} years old on {long_date(view.service_date)}"))
    step = f"The patient reaches the age of {criterion.years} on {long_date(reached)}; plan for that day or later"
    return gap(Owner.NOBODY, step, status=Status.NOT_MET)
