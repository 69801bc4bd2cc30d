"""What the pain is like: where it runs, how severe it is in words, and what scores say."""

from __future__ import annotations

from priorauth.case.model import PainPattern, Score, Stated
from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, together
from priorauth.dates import add_months
from priorauth.payers.criteria import AxialPain, ScoreThreshold, SeverityStated
from priorauth.problems import Owner


def judge_axial_pain(criterion: AxialPain, view: View) -> Outcome:
    """Judge whether the pain is documented as mainly axial."""
    pain = view.case.pain
    if pain.pattern is PainPattern.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, "State in the chart whether the pain is mainly axial")
    shown = fact(f"Pain documented as {pain.pattern.value}", pain.pattern_source)
    if pain.pattern is not PainPattern.AXIAL:
        return conflict(
            Owner.CLINICIAN, "The pain is not mainly axial; say why the procedure is still right", shown
        )
    if pain.pattern_source is None:
        return gap(Owner.BILLING, "Name the page that describes where the pain is", shown)
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
        return conflict(Owner.CLINICIAN, f"The chart says there is no {name}", fact(f"No {name}", source))
    if source is None:
        return gap(Owner.BILLING, f"Name the page that documents {name}")
    return met(fact(f"{name[:1].upper()}{name[1:]} documented", source))


def judge_score(criterion: ScoreThreshold, view: View) -> Outcome:
    """Judge the latest reading of one instrument in one unit; no unit is converted into another."""
    readings = [
        score
        for score in view.case.pain.scores
        if score.instrument is criterion.instrument and score.unit is criterion.unit
    ]
    name = f"{criterion.instrument.value} in {criterion.unit.value}"
    if not readings:
        return gap(Owner.CLINICIAN, f"Record a current {name}")
    latest = max(readings, key=lambda score: score.date.latest)
    shown = fact(
        f"{criterion.instrument.value} {latest.value} {criterion.unit.value}, {latest.date.words}", latest.source
    )
    if latest.source is None:
        return gap(Owner.BILLING, f"Enclose the form with the {name}, and name its page", shown)
    if criterion.within_months and add_months(latest.date.earliest, criterion.within_months) < view.as_of:
        return gap(Owner.CLINICIAN, f"The last {name} is too old; record a current one", shown)
    if not _within(criterion, latest):
        return gap(Owner.NOBODY, "The score is not at the payer's limit", shown, status=Status.NOT_MET)
    return met(shown)


def _within(criterion: ScoreThreshold, score: Score) -> bool:
    above = criterion.at_least is None or score.value >= criterion.at_least
    return above and (criterion.at_most is None or score.value <= criterion.at_most)
