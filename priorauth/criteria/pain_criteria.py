"""What is asked of the pain: how long it has lasted, where it runs, how severe it is, and what its scores say."""

from __future__ import annotations

from priorauth.case.model import PainPattern, Score, ScoreUnit, Stated
from priorauth.criteria.model import CaseFact, Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, together
from priorauth.domain.dates import Length, add_months, long_date, whole_months
from priorauth.payers.criteria import AxialPain, ScoreThreshold, SeverityStated, SymptomDuration
from priorauth.problems import Owner


def judge_symptom_duration(criterion: SymptomDuration, view: View) -> Outcome:
    """Judge the length of the pain by calendar months or weeks; see `pain_for`."""
    return pain_for(criterion.length, view)


def pain_for(asked: Length, view: View) -> Outcome:
    """Whether the pain has lasted so long, whatever an inexact onset leaves open.

    Met from the day on which the time is complete. An onset known only to the month or year is met when its
    last possible day is early enough and not met when its first possible day is not; between, it is not
    documented. An onset without an exhibit is not documented either.
    """
    pain = view.case.pain
    if pain.onset is None:
        return gap(Owner.CLINICIAN, "State in the chart when the pain began, to the day if it is known")
    shown = fact(f"Low back pain since {pain.onset.words}", pain.source)
    if pain.onset.earliest > view.as_of:
        return gap(Owner.CLINICIAN, "Correct the onset of the pain; it lies after the day of the packet")
    if asked.after(pain.onset.earliest) > view.as_of:
        ready = long_date(asked.after(pain.onset.latest))
        step = f"Wait: the {asked.words} of pain are not over; approval can be asked for from {ready}"
        return gap(Owner.NOBODY, step, shown, status=Status.NOT_MET)
    if asked.after(pain.onset.latest) > view.as_of:
        missing = "month" if pain.onset.month is None else "day"
        return gap(Owner.CLINICIAN, f"State the {missing} of the onset in the chart; it decides", shown)
    if pain.source is None:
        return gap(Owner.BILLING, "Attach the page that gives the onset, and name it in the case", shown)
    length = whole_months(pain.onset.latest, view.as_of)
    least = "" if pain.onset.is_exact else "at least "
    return met(fact(f"{shown.statement} ({least}{length} months)", pain.source))


PATTERNS = {
    PainPattern.AXIAL: "The pain is documented as mainly axial",
    PainPattern.RADICULAR: "The pain is documented as radicular",
    PainPattern.MIXED: "The pain is documented as both axial and radicular",
}
"""What a documented pattern says, as a sentence."""

NOT_AXIAL = (PainPattern.RADICULAR, PainPattern.MIXED)
"""The patterns that speak against a source of pain in the vertebral body."""


def judge_axial_pain(criterion: AxialPain, view: View) -> Outcome:
    """Judge whether the pain is documented as mainly axial."""
    pain = view.case.pain
    if pain.pattern is PainPattern.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, "State in the chart whether the pain is mainly axial")
    shown = fact(PATTERNS[pain.pattern], pain.pattern_source)
    if pain.pattern in NOT_AXIAL:
        return conflict(
            Owner.CLINICIAN, "The pain is not mainly axial; say why the procedure is still right", shown
        )
    if pain.pattern_source is None:
        return gap(Owner.BILLING, "Attach the page that says where the pain is, and name it in the case", shown)
    return met(shown)


def judge_severity(criterion: SeverityStated, view: View) -> Outcome:
    """Judge severity that the payer words without a number: the chart has to use such words itself."""
    pain = view.case.pain
    asked = [
        ("unremitting pain", criterion.unremitting, pain.unremitting),
        ("significant functional impairment", criterion.functional_impairment, pain.functional_impairment),
    ]
    return together(tuple(_severity(name, stated, view) for name, wanted, stated in asked if wanted))


def _severity(name: str, stated: Stated, view: View) -> Outcome:
    source = view.case.pain.severity_source
    if stated is Stated.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, f"State in the chart whether there is {name}")
    if stated is Stated.NO:
        shown = fact(f"The chart says that there is no {name}", source)
        return conflict(Owner.CLINICIAN, f"The payer asks for {name}; the chart says there is none", shown)
    shown = fact(f"{name.capitalize()} is documented", source)
    if source is None:
        return gap(Owner.BILLING, f"Attach the page that documents {name}, and name it in the case", shown)
    return met(shown)


_UNITS = {ScoreUnit.POINTS: "", ScoreUnit.PERCENT: " percent", ScoreUnit.CM: " cm", ScoreUnit.MM: " mm"}


def describe(score: Score) -> CaseFact:
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
