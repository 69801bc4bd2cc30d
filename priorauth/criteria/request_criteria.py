"""What is asked for: the vertebral bodies and how many, and whether the codes are on the payer's list."""

from __future__ import annotations

from priorauth.case.model import PriorAblation, Stated
from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, together, undecidable
from priorauth.domain.codes import Validity, units_for, validity
from priorauth.domain.dates import long_date
from priorauth.domain.spine import VertebralBody, are_adjacent, body_range, in_order, joined, levels_within
from priorauth.payers.criteria import (
    BodiesAdjacent,
    BodiesLifetime,
    BodiesPerSession,
    DiagnosisCodes,
    LimitUnit,
    NoPriorAblation,
    ProcedureCodes,
    VertebralRange,
)
from priorauth.problems import Owner


def _requested(view: View) -> tuple[VertebralBody, ...]:
    return in_order(view.case.request.vertebral_bodies)


def judge_vertebral_range(criterion: VertebralRange, view: View) -> Outcome:
    """Judge whether every body lies within the payer's range."""
    bodies = _requested(view)
    outside = [body for body in bodies if body not in body_range(criterion.first, criterion.last)]
    shown = fact(f"Bodies requested: {joined(bodies)}")
    if outside:
        step = f"{joined(outside)} lies outside {criterion.first} to {criterion.last}; no document changes that"
        return conflict(Owner.NOBODY, step, shown)
    return met(shown)


def judge_bodies_per_session(criterion: BodiesPerSession, view: View) -> Outcome:
    """Judge the number asked for at once; see `judge_session`."""
    return judge_session(criterion, _requested(view))


def judge_session(criterion: BodiesPerSession, bodies: tuple[VertebralBody, ...]) -> Outcome:
    """Judge a number of bodies in one session, in the payer's unit.

    A body without a neighbor among those asked for counts as a disc level of its own. Where the unit is unclear and
    the bodies exceed the limit, nothing is decided.
    """
    levels = levels_within(bodies)
    alone = [body for body in bodies if not any(body in level.bodies for level in levels)]
    by_level = criterion.unit is LimitUnit.DISC_LEVEL
    count, noun = (len(levels) + len(alone), "disc levels") if by_level else (len(bodies), "vertebral bodies")
    shown = fact(f"{count} {noun} requested: {joined([*levels, *alone] if by_level else bodies)}")
    if count <= criterion.maximum:
        return met(shown)
    if criterion.unit is LimitUnit.UNCLEAR:
        step = f"Ask the payer whether its limit of {criterion.maximum} counts disc levels or vertebral bodies"
        return undecidable(step, shown, fact(f"They lie beside {len(levels)} disc levels: {joined(levels)}"))
    return conflict(
        Owner.CLINICIAN,
        f"The payer allows {criterion.maximum} in one session; ask for fewer or split the request",
        shown,
    )


def judge_bodies_lifetime(criterion: BodiesLifetime, view: View) -> Outcome:
    """Judge the number over a lifetime, bodies ablated earlier included."""
    prior = view.case.safety.prior_ablation
    every = in_order((*_requested(view), *prior.bodies))
    shown = fact(f"{len(every)} vertebral bodies over a lifetime, this request included", prior.source)
    if len(every) > criterion.maximum:
        step = f"The payer allows {criterion.maximum} over a lifetime; ask for fewer bodies"
        return conflict(Owner.CLINICIAN if not prior.bodies else Owner.NOBODY, step, shown)
    return _history_gap(prior) or met(shown)


def judge_bodies_adjacent(criterion: BodiesAdjacent, view: View) -> Outcome:
    """Judge whether the bodies form one unbroken run."""
    bodies = _requested(view)
    shown = fact(f"Bodies requested: {joined(bodies)}")
    if are_adjacent(bodies):
        return met(shown)
    return conflict(Owner.CLINICIAN, "The payer asks for adjacent bodies; change the request", shown)


def judge_no_prior_ablation(criterion: NoPriorAblation, view: View) -> Outcome:
    """Judge whether any body asked for was ablated before."""
    prior = view.case.safety.prior_ablation
    again = [body for body in _requested(view) if body in prior.bodies]
    if again:
        shown = fact(f"The nerve was ablated before at {joined(in_order(prior.bodies))}", prior.source)
        return conflict(Owner.NOBODY, f"{joined(again)} was ablated before, which the payer rules out", shown)
    return _history_gap(prior) or met(fact("None of the bodies requested was ablated before", prior.source))


def _history_gap(prior: PriorAblation) -> Outcome | None:
    """Say what is missing from the history of earlier ablation, if anything is."""
    if prior.performed is Stated.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, "State in the chart whether a basivertebral nerve was ablated before")
    if prior.performed is Stated.YES and not prior.bodies:
        return gap(Owner.CLINICIAN, "State in the chart which bodies were ablated before")
    if prior.source is None:
        return gap(Owner.BILLING, "Attach the page that speaks of earlier ablation, and name it in the case")
    return None


def judge_diagnosis_codes(criterion: DiagnosisCodes, view: View) -> Outcome:
    """Judge whether at least one diagnosis is on the list and can be billed on the planned day."""
    asked = view.case.request.diagnosis_codes
    listed = [code for code in asked if code in criterion.accepted]
    if not listed:
        step = "No diagnosis is on the payer's list; say whether one that is listed is this patient's diagnosis"
        shown = fact(f"Diagnosis requested: {joined(asked)}")
        return gap(Owner.CLINICIAN, step, shown, status=Status.NOT_MET)
    outcomes = tuple(_billable("Diagnosis", code, view) for code in listed)
    for status in (Status.MET, Status.NOT_DOCUMENTED):
        if chosen := tuple(outcome for outcome in outcomes if outcome.status is status):
            return together(chosen)
    return together(outcomes)


def judge_procedure_codes(criterion: ProcedureCodes, view: View) -> Outcome:
    """Judge whether every procedure code is on the list and valid on the planned day.

    Where the case names none, the codes follow from the bodies.
    """
    request = view.case.request
    asked = [row.code for row in request.procedure_codes] or [r.code for r in units_for(request.vertebral_bodies)]
    strange = [code for code in asked if code not in criterion.accepted]
    if strange:
        step = f"Not on the payer's list: {joined(strange)}; check the procedure codes"
        shown = fact(f"Procedure codes requested: {joined(asked)}")
        return gap(Owner.BILLING, step, shown, status=Status.NOT_MET)
    return together(tuple(_billable("Procedure", code, view) for code in asked))


def _billable(noun: str, code: str, view: View) -> Outcome:
    """Judge one code's dates. A code whose dates are not known here is not documented: unknown is never met."""
    day = long_date(view.service_date)
    state = validity(code, view.service_date)
    listed = fact(f"{noun} code {code} is on the payer's list")
    if state is Validity.VALID:
        return met(fact(f"{listed.statement} and can be billed on {day}"))
    if state is Validity.UNKNOWN:
        return gap(
            Owner.BILLING, f"Confirm that {code} can be billed on {day}; its dates are not known here", listed
        )
    step = f"{code} cannot be billed on {day}; find the code in force on that day"
    return gap(Owner.BILLING, step, listed, status=Status.NOT_MET)
