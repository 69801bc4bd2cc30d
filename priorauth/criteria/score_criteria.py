"""What scores of pain, function and mood say."""

from __future__ import annotations

from priorauth.case.model import Score, ScoreUnit
from priorauth.criteria.model import Fact, Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met
from priorauth.domain.dates import add_months
from priorauth.payers.criteria import ScoreThreshold
from priorauth.problems import Owner

_UNITS = {ScoreUnit.POINTS: "", ScoreUnit.PERCENT: " percent", ScoreUnit.CM: " cm", ScoreUnit.MM: " mm"}


def describe(score: Score) -> Fact:
    """Say a reading as a fact: ``ODI 48 percent on November 3, 2026``."""
    on = "on" if score.date.is_exact else "in"
    return fact(f"{score.instrument} {score.value}{_UNITS[score.unit]} {on} {score.date.words}", score.source)


def judge_score(criterion: ScoreThreshold, view: View) -> Outcome:
    """Judge the latest reading of one instrument in one unit.

    No unit is converted into another, and a numeric rating is not a visual analogue scale. Where inexact dates
    leave open which reading is the latest, every one that can be has to agree.
    """
    name = f"{criterion.instrument}{_UNITS[criterion.unit]}"
    latest = _possibly_latest(criterion, view)
    if not latest:
        step = f"Record a current {name} reading in the chart; other scales and units are not converted"
        return gap(Owner.CLINICIAN, step)
    facts = tuple(describe(score) for score in latest)
    verdicts = {_within(criterion, score) for score in latest}
    if verdicts == {False}:
        return conflict(Owner.NOBODY, f"The latest {name} reading is not at the payer's limit", *facts)
    if len(verdicts) > 1:
        step = f"Give the exact days of the {name} readings; the latest decides"
        return gap(Owner.BILLING, step, *facts)
    return _current(criterion, name, latest, view)


def _current(criterion: ScoreThreshold, name: str, latest: list[Score], view: View) -> Outcome:
    facts = tuple(describe(score) for score in latest)
    if months := criterion.within_months:
        if all(add_months(score.date.latest, months) < view.as_of for score in latest):
            step = f"The latest {name} reading is more than {months} months old; record a current one"
            return gap(Owner.CLINICIAN, step, *facts, status=Status.NOT_MET)
        if any(add_months(score.date.earliest, months) < view.as_of for score in latest):
            return gap(Owner.BILLING, f"Give the exact day of the {name} reading", *facts)
    if any(score.source is None for score in latest):
        return gap(Owner.BILLING, f"Attach the page with the {name} reading, and name it in the case", *facts)
    return met(*facts)


def _possibly_latest(criterion: ScoreThreshold, view: View) -> list[Score]:
    asked = (criterion.instrument, criterion.unit)
    readings = [score for score in view.case.pain.scores if (score.instrument, score.unit) == asked]
    past = [score for score in readings if score.date.earliest <= view.as_of]
    newest = max((score.date.earliest for score in past), default=view.as_of)
    return [score for score in past if score.date.latest >= newest]


def _within(criterion: ScoreThreshold, score: Score) -> bool:
    above = criterion.at_least is None or score.value >= criterion.at_least
    return above and (criterion.at_most is None or score.value <= criterion.at_most)
