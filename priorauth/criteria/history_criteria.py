"""What was done to the spine before: operations with the payer's exceptions, and ablations with their interval."""

from __future__ import annotations

from priorauth.case.model import Operation, PriorSurgery, Stated
from priorauth.criteria.model import CaseFact, Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, lacks_words, met, together
from priorauth.domain.dates import add_months, long_date
from priorauth.domain.spine import in_order, joined
from priorauth.payers.criteria import PriorSurgeryRule, RepeatInterval
from priorauth.problems import Owner


def judge_prior_surgery(criterion: PriorSurgeryRule, view: View) -> Outcome:
    """Judge the operations the spine has had: none, none at the levels to treat, or only excepted ones."""
    safety = view.case.safety
    stated, rows = safety.prior_spine_surgery, safety.prior_surgeries
    if not rows and stated.present is Stated.NO:
        shown = fact("Earlier operation on the spine: documented as absent", stated.source)
        if stated.source is None:
            return gap(Owner.BILLING, "Attach the page that rules out an earlier operation, and name it", shown)
        return met(shown)
    if not rows and stated.present is Stated.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, "State in the chart whether the spine was operated on before")
    if not rows:
        step = "State in the chart which operation it was, at which level and on which day"
        return gap(
            Owner.CLINICIAN, step, fact("The chart documents an earlier operation on the spine", stated.source)
        )
    return together(tuple(_operation(criterion, row, view) for row in rows))


def _operation(criterion: PriorSurgeryRule, row: PriorSurgery, view: View) -> Outcome:
    name, shown = row.operation.value.replace("_", " "), _shown(row)
    if criterion.at_intended_level:
        if not row.bodies:
            return gap(Owner.CLINICIAN, f"State in the chart at which level the {name} was", shown)
        if not set(row.bodies) & set(view.case.request.vertebral_bodies):
            return _with_page(row, shown)
    if row.operation not in criterion.excepted:
        return conflict(Owner.CLINICIAN, f"The payer rules out an earlier {name}; reconsider the request", shown)
    return _excepted(criterion, row, shown, view)


def _excepted(criterion: PriorSurgeryRule, row: PriorSurgery, shown: CaseFact, view: View) -> Outcome:
    """Judge an operation that the payer excepts: long enough ago, and with the radicular pain resolved."""
    name = row.operation.value
    if criterion.radicular_pain_resolved and row.radicular_pain_resolved is not Stated.YES:
        if row.radicular_pain_resolved is Stated.NO:
            step = f"The radicular pain has not resolved after the {name}, which the payer asks for"
            return conflict(Owner.CLINICIAN, step, shown)
        return gap(Owner.CLINICIAN, f"State in the chart whether the {name} resolved the radicular pain", shown)
    if criterion.more_than_months is not None:
        if row.date is None:
            return gap(Owner.CLINICIAN, f"State in the chart when the {name} was", shown)
        if add_months(row.date.earliest, criterion.more_than_months) >= view.service_date:
            after = long_date(add_months(row.date.latest, criterion.more_than_months))
            step = f"The payer asks for more than {criterion.more_than_months} months; plan for a day after {after}"
            return gap(Owner.NOBODY, step, shown, status=Status.NOT_MET)
        if add_months(row.date.latest, criterion.more_than_months) >= view.service_date:
            return gap(Owner.BILLING, f"Give the exact day of the {name}; it decides", shown)
    return _with_page(row, shown)


def _with_page(row: PriorSurgery, shown: CaseFact) -> Outcome:
    return lacks_words(row.source, "the operation", shown) or met(shown)


def _shown(row: PriorSurgery) -> CaseFact:
    name = "Operation" if row.operation is Operation.OTHER else row.operation.value.replace("_", " ").capitalize()
    place = f" at {joined(in_order(row.bodies))}" if row.bodies else ""
    when = f" ({row.date.words})" if row.date else ""
    legs = ", radicular pain resolved" if row.radicular_pain_resolved is Stated.YES else ""
    return fact(f"{name}{place}{when}{legs}", row.source)


def judge_repeat_interval(criterion: RepeatInterval, view: View) -> Outcome:
    """Judge the time since a body that is asked for was ablated before, on the planned day."""
    prior = view.case.safety.prior_ablation
    if prior.performed is Stated.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, "State in the chart whether a basivertebral nerve was ablated before")
    if prior.source is None:
        return gap(Owner.BILLING, "Attach the page that speaks of earlier ablation, and name it in the case")
    if prior.performed is Stated.NO:
        return met(fact("No basivertebral nerve was ablated before", prior.source))
    again = [body for body in view.case.request.vertebral_bodies if body in prior.bodies]
    where = joined(in_order(prior.bodies)) or "bodies that are not named"
    shown = fact(f"Ablated before: {where}{f', {prior.date.words}' if prior.date else ''}", prior.source)
    if prior.bodies and not again:
        return met(shown)
    if not prior.bodies or prior.date is None:
        return gap(Owner.CLINICIAN, "State in the chart which bodies were ablated before, and when", shown)
    if criterion.length.after(prior.date.latest) <= view.service_date:
        return met(shown)
    if criterion.length.after(prior.date.earliest) <= view.service_date:
        return gap(Owner.BILLING, "Give the exact day of the earlier ablation; it decides", shown)
    ready = long_date(criterion.length.after(prior.date.latest))
    step = f"{criterion.length.words} have to pass after the earlier ablation; plan for {ready} or later"
    return gap(Owner.NOBODY, step, shown, status=Status.NOT_MET)
