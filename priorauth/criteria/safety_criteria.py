"""What is asked of the patient: age, skeletal maturity, and conditions that have to be absent."""

from __future__ import annotations

from datetime import date

from priorauth.case.model import SafetyFact, Sex, Stated
from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met
from priorauth.domain.dates import long_date
from priorauth.payers.criteria import Condition, ConditionAbsent, MinimumAge, SkeletalMaturity
from priorauth.problems import Owner

_NAMES = {
    Condition.STENOSIS_NEEDING_DECOMPRESSION: "stenosis that needs decompression",
    Condition.IMPLANTED_PULSE_GENERATOR: "an implanted pulse generator",
    Condition.INJECTION_INTO_BODY: "an injection into the vertebral body",
}


def name_of(condition: Condition) -> str:
    """Name a condition as it stands inside a sentence: ``an implanted pulse generator``."""
    return _NAMES.get(condition, condition.value.replace("_", " "))


def judge_condition_absent(criterion: ConditionAbsent, view: View) -> Outcome:
    """Judge whether a condition is documented as absent. Pregnancy is not asked of a male patient.

    A condition that is present stays not met even when the clinician has answered it: the payer asks for absence.
    """
    name = name_of(criterion.condition)
    if criterion.condition is Condition.PREGNANCY and view.case.patient.sex is Sex.MALE:
        return met(fact("Pregnancy does not apply; the patient is recorded as male"))
    stated: SafetyFact = getattr(view.case.safety, criterion.condition.value)
    if stated.present is Stated.YES:
        step = f"The chart documents {name}, which the payer rules out; reconsider the request"
        return conflict(Owner.CLINICIAN, step, fact(f"The chart documents {name}", stated.source))
    if stated.present is Stated.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, f"State in the chart whether there is {name}")
    shown = fact(f"{name[:1].upper()}{name[1:]}: documented as absent", stated.source)
    if stated.source is None:
        return gap(Owner.BILLING, f"Attach the page that rules out {name}, and name it in the case", shown)
    return met(shown)


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
