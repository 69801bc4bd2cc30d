"""Which vertebral bodies are asked for, and how many."""

from __future__ import annotations

from priorauth.case.model import PriorAblation, Stated
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, undecidable
from priorauth.domain.spine import VertebralBody, are_adjacent, body_range, in_order, joined, levels_within
from priorauth.payers.criteria import (
    BodiesAdjacent,
    BodiesLifetime,
    BodiesPerSession,
    LimitUnit,
    NoPriorAblation,
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
    """Judge the number asked for at once, in the payer's unit.

    A body without a neighbor among those asked for counts as a disc level of its own. Where the unit is unclear and
    the bodies exceed the limit, nothing is decided.
    """
    bodies = _requested(view)
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
