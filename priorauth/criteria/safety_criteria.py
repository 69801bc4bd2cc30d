"""What is asked of the patient: age and skeletal maturity."""

from __future__ import annotations

from datetime import date

from priorauth.case.model import Stated
from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met
from priorauth.domain.dates import long_date
from priorauth.payers.criteria import AgeRange, MinimumAge, SkeletalMaturity
from priorauth.problems import Owner

ADULT = 18
"""Years of age from which growth is over; a payer's own limit of age is a criterion of its own."""


def judge_skeletal_maturity(criterion: SkeletalMaturity, view: View) -> Outcome:
    """Judge whether growth is over: by the birth date, or for somebody younger by what a clinician states.

    A chart that says that it is not holds against any age.
    """
    stated = view.case.safety.skeletally_mature
    if stated.present is Stated.NO:
        shown = fact("The chart says that the patient is not skeletally mature", stated.source)
        return conflict(Owner.NOBODY, "The payer asks for skeletal maturity; no document changes that", shown)
    if stated.present is Stated.YES and stated.source is not None:
        return met(fact("The patient is documented as skeletally mature", stated.source))
    if birthday(view.case.patient.birth_date, ADULT) <= view.service_date:
        return met(fact(f"The patient is an adult of {ADULT} years or more on {long_date(view.service_date)}"))
    if stated.present is Stated.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, "State in the chart that the patient is skeletally mature")
    return gap(Owner.BILLING, "Attach the page that states skeletal maturity, and name it in the case")


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


def judge_age_range(criterion: AgeRange, view: View) -> Outcome:
    """Judge the age on the planned day: the last day of a range is the eve of the birthday that ends it."""
    born, day = view.case.patient.birth_date, view.service_date
    shown = fact(f"The patient is {_age(born, day)} years old on {long_date(day)}")
    if criterion.at_least is not None and birthday(born, criterion.at_least) > day:
        reached = long_date(birthday(born, criterion.at_least))
        step = f"The patient reaches the age of {criterion.at_least} on {reached}; plan for that day or later"
        return gap(Owner.NOBODY, step, shown, status=Status.NOT_MET)
    if criterion.at_most is not None and birthday(born, criterion.at_most + 1) <= day:
        return conflict(Owner.NOBODY, f"The payer's limit is the age of {criterion.at_most}", shown)
    return met(shown)


def _age(born: date, day: date) -> int:
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1
