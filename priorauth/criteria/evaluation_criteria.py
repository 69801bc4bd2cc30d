"""What was measured and recorded, who examined the patient, and what a named person attests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from priorauth.case.model import Evaluation, EvaluationKind, Measurement, MeasureName, Source, Stated
from priorauth.criteria.model import CaseFact, Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, lacks_words, met
from priorauth.criteria.pain_criteria import describe as describe_score
from priorauth.domain.dates import PartialDate, add_months
from priorauth.payers.criteria import Attested, EvaluationDocumented, MeasureLimit, ScoreRecorded
from priorauth.problems import Owner

_NAMES = {
    MeasureName.BMI: ("body mass index", ""),
    MeasureName.T_SCORE: ("T-score of bone density", ""),
    MeasureName.DISC_MM: ("disc protrusion", " mm"),
    MeasureName.LISTHESIS_MM: ("spondylolisthesis", " mm"),
    MeasureName.BECK: ("Beck Depression Inventory", " points"),
    MeasureName.WADDELL: ("Waddell signs", ""),
}
_EVALUATIONS = {
    EvaluationKind.PSYCHOLOGICAL: "a psychological evaluation",
    EvaluationKind.PHYSICAL: "a physical evaluation",
    EvaluationKind.MULTIDISCIPLINARY: "an evaluation by a multidisciplinary team",
    EvaluationKind.SURGICAL_OPINION: "a surgical opinion",
}


def judge_measure(criterion: MeasureLimit, view: View) -> Outcome:
    """Judge the latest value, at every place that has one. Where dates leave open which is the latest, all count.

    A value that is not in the chart is not documented: nothing is taken from another value.
    """
    name, unit = _NAMES[criterion.measure]
    latest = _latest([m for m in view.case.measurements if m.name is criterion.measure], view.as_of)
    if not latest:
        return gap(Owner.CLINICIAN, f"Record the {name} in the chart, with its date")
    facts = tuple(_shown(one, name, unit) for one in latest)
    verdicts = {_within(criterion, one) for one in latest}
    if False in verdicts and (len(verdicts) == 1 or len({one.date for one in latest}) == 1):
        return conflict(Owner.NOBODY, f"The latest {name} is beyond the payer's limit", *facts)
    if len(verdicts) > 1:
        return gap(Owner.BILLING, f"Give the exact days of the {name}; the latest decides", *facts)
    current = _current(name, [one.date for one in latest], criterion.within_months, view, facts)
    if current is not None:
        return current
    unshown = (lacks_words(one.source, f"the {name}", *facts) for one in latest)
    return next((lack for lack in unshown if lack is not None), met(*facts))


def _latest(rows: Sequence[Measurement], as_of: date) -> list[Measurement]:
    past = [one for one in rows if one.date.earliest <= as_of]
    newest = max((one.date.earliest for one in past), default=as_of)
    return [one for one in past if one.date.latest >= newest]


def _shown(one: Measurement, name: str, unit: str) -> CaseFact:
    place = f" at {one.place}" if one.place else ""
    on = "on" if one.date.is_exact else "in"
    return fact(
        f"{name[:1].upper()}{name[1:]}{place}: {one.value.normalize():f}{unit} {on} {one.date.words}", one.source
    )


def _within(criterion: MeasureLimit, one: Measurement) -> bool:
    value = one.value
    return (
        (criterion.at_least is None or value >= criterion.at_least)
        and (criterion.at_most is None or value <= criterion.at_most)
        and (criterion.below is None or value < criterion.below)
        and (criterion.above is None or value > criterion.above)
    )


def _current(
    name: str, dates: Sequence[PartialDate], months: int | None, view: View, facts: tuple[CaseFact, ...]
) -> Outcome | None:
    """Say that something is too old, or that its date leaves that open; ``None`` where it is neither."""
    if months is None:
        return None
    if all(add_months(day.latest, months) < view.as_of for day in dates):
        step = f"The {name} is more than {months} months old; document a current one"
        return gap(Owner.CLINICIAN, step, *facts, status=Status.NOT_MET)
    if all(add_months(day.earliest, months) < view.as_of for day in dates):
        return gap(Owner.BILLING, f"Give the exact day of the {name}", *facts)
    return None


def judge_score_recorded(criterion: ScoreRecorded, view: View) -> Outcome:
    """Judge whether a reading of one of the instruments is in the chart, on a page, and current enough."""
    name = " or ".join(each.value for each in criterion.instruments)
    found = [
        score
        for score in view.case.pain.scores
        if score.instrument in criterion.instruments and score.date.earliest <= view.as_of
    ]
    if not found:
        return gap(Owner.CLINICIAN, f"Record a reading of {name} in the chart, with its date")
    facts = tuple(map(describe_score, found))
    current = _current(f"{name} reading", [score.date for score in found], criterion.within_months, view, facts)
    if current is not None:
        return current
    shown = [one for score, one in zip(found, facts, strict=True) if score.source is not None]
    if not shown:
        return gap(Owner.BILLING, f"Attach the page with the {name} reading, and name it in the case", *facts)
    return met(*shown)


def judge_evaluation(criterion: EvaluationDocumented, view: View) -> Outcome:
    """Judge whether an evaluation is in the chart: its day, who made it, its page, and what it found."""
    name = _EVALUATIONS[criterion.evaluation]
    rows = [row for row in view.case.evaluations if row.kind is criterion.evaluation]
    facts = tuple(_evaluation(row, name) for row in rows)
    if not rows:
        return gap(Owner.CLINICIAN, f"Document {name}: the day, who made it, and what was found")
    if criterion.no_barrier and any(row.barrier is Stated.YES for row in rows):
        step = f"The chart documents a barrier found by {name}; say why the procedure is still right"
        return conflict(Owner.CLINICIAN, step, *facts)
    outcomes = [_one_evaluation(criterion, row, name, view) for row in rows]
    return next((one for one in outcomes if one.status is Status.MET), outcomes[0])


def _evaluation(row: Evaluation, name: str) -> CaseFact:
    by = f" by {row.by}" if row.by else ""
    on = f" ({row.date.words})" if row.date else ""
    found = {Stated.NO: ", which found no barrier", Stated.YES: ", which found a barrier"}.get(row.barrier, "")
    return fact(f"{name[:1].upper()}{name[1:]}{by}{on}{found}", row.source)


def _one_evaluation(criterion: EvaluationDocumented, row: Evaluation, name: str, view: View) -> Outcome:
    shown = _evaluation(row, name)
    if row.date is None or row.by is None or row.date.earliest > view.as_of:
        return gap(Owner.BILLING, f"Give the day of {name} and who made it", shown)
    current = _current(name, [row.date], criterion.within_months, view, (shown,))
    if current is not None:
        return current
    if criterion.no_barrier and row.barrier is Stated.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, f"State in the chart whether {name} found a barrier to the procedure", shown)
    return lacks_words(row.source, name, shown) or met(shown)


def judge_attested(criterion: Attested, view: View) -> Outcome:
    """Judge a clause by a named person's word, with the page that shows it; nobody's word is not documented."""
    rows = [row for row in view.case.attestations if row.criterion == criterion.id]
    facts = tuple(fact(f"{row.by}: {row.statement}", row.source) for row in rows)
    if any(row.holds is Stated.NO for row in rows):
        return conflict(
            Owner.CLINICIAN, "A named person says that this does not hold; reconsider the request", *facts
        )
    good = [row for row in rows if row.holds is Stated.YES]
    if not good:
        step = f"Have a named person say whether this holds, with the page that shows it: “{criterion.clause}”"
        return gap(Owner.CLINICIAN, step, *facts)
    if not any(_has_page(row.source) for row in good):
        return gap(Owner.BILLING, "Name the page that shows what was attested, and attach it", *facts)
    return met(*(one for row, one in zip(rows, facts, strict=True) if _has_page(row.source)))


def _has_page(source: Source | None) -> bool:
    return source is not None and source.page is not None
