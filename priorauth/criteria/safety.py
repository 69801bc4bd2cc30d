"""Conditions that must be documented as absent, skeletal maturity, and age."""

from __future__ import annotations

from datetime import date

from priorauth.case.model import SafetyFact, Sex, Stated
from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met
from priorauth.dates import add_months
from priorauth.payers.criteria import Condition, ConditionAbsent, MinimumAge, SkeletalMaturity
from priorauth.problems import Owner


def judge_condition_absent(criterion: ConditionAbsent, view: View) -> Outcome:
    """Judge whether a condition is documented as absent. Pregnancy is not asked of a male patient."""
    name = criterion.condition.value.replace("_", " ")
    if criterion.condition is Condition.PREGNANCY and view.case.patient.sex is Sex.MALE:
        return met(fact("Pregnancy does not apply"))
    stated: SafetyFact = getattr(view.case.safety, criterion.condition.value)
    if stated.present is Stated.YES:
        return conflict(Owner.CLINICIAN, f"The chart documents {name}", fact(f"Present: {name}", stated.source))
    if stated.present is Stated.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, f"State in the chart whether there is {name}")
    if stated.source is None:
        return gap(Owner.BILLING, f"Name the page that rules out {name}")
    return met(fact(f"Documented as absent: {name}", stated.source))


def judge_skeletal_maturity(criterion: SkeletalMaturity, view: View) -> Outcome:
    """Judge whether a clinician states that the patient is skeletally mature; an age does not stand in for it."""
    stated = view.case.safety.skeletally_mature
    if stated.present is Stated.NO:
        return conflict(Owner.NOBODY, "The chart says the patient is not skeletally mature")
    if stated.present is Stated.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, "State in the chart that the patient is skeletally mature")
    if stated.source is None:
        return gap(Owner.BILLING, "Name the page that says the patient is skeletally mature")
    return met(fact("Skeletally mature", stated.source))


def judge_minimum_age(criterion: MinimumAge, view: View) -> Outcome:
    """Judge the age on the planned day. A birthday of 29 February falls on the 28th in other years."""
    birthday: date = add_months(view.case.patient.birth_date, criterion.years * 12)
    if birthday <= view.service_date:
        return met(fact(f"At least {criterion.years} years old on the planned day"))
    step = f"The patient is younger than {criterion.years}"
    return gap(Owner.NOBODY, step, status=Status.NOT_MET)
