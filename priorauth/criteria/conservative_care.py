"""How long conservative care lasted, what was tried, and whether it failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from priorauth.case.model import Care, CareStatus, Modality, Supervisor
from priorauth.criteria.care_records import (
    DONE,
    FAILED,
    INTERVENTIONS,
    care_of,
    could_count,
    counts,
    days_of,
    describe,
    helped_for_good,
    is_dated,
    is_directed,
    is_excused,
    is_self_directed,
    sessions_of,
)
from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, together
from priorauth.domain.dates import Interval, laid_end_to_end, longest_run, span
from priorauth.payers.criteria import CareDuration, CareMeasure, ModalityRequirement, RequiredModalities
from priorauth.problems import Owner

CONSERVATIVE = set(Modality) - set(INTERVENTIONS)
"""Every modality that is conservative care."""

MEASURES: dict[CareMeasure, Callable[[Iterable[Interval]], Interval | None]] = {
    CareMeasure.SPAN: span,
    CareMeasure.UNION: laid_end_to_end,
    CareMeasure.CONSECUTIVE: longest_run,
}
MEASURED = {
    CareMeasure.SPAN: "from the first to the last day",
    CareMeasure.UNION: "of days under treatment",
    CareMeasure.CONSECUTIVE: "without a break",
}


def judge_care_duration(criterion: CareDuration, view: View) -> Outcome:
    """Judge how long failed conservative care lasted, counted as the payer counts it.

    Inexact dates are taken at their shortest. When the longest reading, or a course of care whose record is
    incomplete, could still make up the months, the length is not documented rather than not met.
    """
    rows = [row for row in care_of(view) if row.modality not in INTERVENTIONS]
    used = [row for row in rows if counts(row) and _is_supervised(criterion, row)]
    possible = [row for row in rows if could_count(row) and _may_be_supervised(criterion, row)]
    kind = "physician-supervised conservative care" if criterion.physician_supervised else "conservative care"
    facts = tuple(describe(row) for row in possible)
    if not possible:
        return _no_care(kind, view)
    asked, measure = criterion.length, MEASURES[criterion.measure]
    shortest = measure(intervals(used, view, shortest=True))
    if shortest is not None and shortest.covers(asked):
        length = f"Failed {kind}: {asked.of(shortest).words} {MEASURED[criterion.measure]}"
        return met(fact(length, used[0].source))
    longest = measure(intervals(possible, view, shortest=False))
    might_do = longest is not None and longest.covers(asked)
    if might_do or not all(is_dated(row) for row in possible):
        lacking = [row for row in possible if row not in used or not has_exact_dates(row)]
        return together(tuple(incomplete("Conservative care", row) for row in lacking)).showing(*facts)
    known = asked.of(longest).count if longest else 0
    step = f"{asked.words} of {kind} {MEASURED[criterion.measure]} are asked; {known} are recorded"
    return gap(Owner.CLINICIAN, f"{step}; go on with care until then", *facts, status=Status.NOT_MET)


def _is_supervised(criterion: CareDuration, row: Care) -> bool:
    return Supervisor.PHYSICIAN in row.supervised_by or not criterion.physician_supervised


def _may_be_supervised(criterion: CareDuration, row: Care) -> bool:
    return _is_supervised(criterion, row) or not row.supervised_by


def has_exact_dates(row: Care) -> bool:
    """Whether the days that are given are exact."""
    return all(day is None or day.is_exact for day in (row.start, row.end))


def _no_care(kind: str, view: View) -> Outcome:
    rows = [row for row in care_of(view) if row.modality not in INTERVENTIONS]
    facts = tuple(describe(row) for row in rows)
    if any(helped_for_good(row) for row in rows):
        return conflict(
            Owner.CLINICIAN, "The chart records lasting relief from care; say why more is needed", *facts
        )
    return gap(Owner.BILLING, f"Attach records of {kind} that was done, with dates and result", *facts)


def incomplete(name: str, row: Care) -> Outcome:
    """Say what one course of care that could count still lacks."""
    if row.source is None:
        return gap(Owner.BILLING, f"{name}: attach the record of the care, and name its page in the case")
    if row.response not in FAILED:
        return gap(Owner.CLINICIAN, f"{name}: state in the chart what it brought")
    if is_dated(row) and (not is_directed(row) or not row.supervised_by):
        return gap(Owner.CLINICIAN, f"{name}: state in the chart who prescribed or supervised it")
    return gap(Owner.BILLING, f"{name}: give its exact first and last day, with the record that shows them")


def intervals(rows: Iterable[Care], view: View, *, shortest: bool) -> list[Interval]:
    """Turn courses of care into days, with inexact dates at their shortest or longest; see `days_of`."""
    found = (days_of(row, view, shortest=shortest) for row in rows)
    return [days for days in found if days is not None]


def judge_required_modalities(criterion: RequiredModalities, view: View) -> Outcome:
    """Judge a list of modalities, every one of which, or ``n``, must have been tried and have failed."""
    outcomes = tuple(_modality(requirement, view) for requirement in criterion.required)
    return together(outcomes) if criterion.n is None else _enough(criterion.n, outcomes)


def _enough(n: int, outcomes: tuple[Outcome, ...]) -> Outcome:
    """Judge whether ``n`` of several are met; what is still open decides while it could make up the number."""
    holds = tuple(outcome for outcome in outcomes if outcome.status is Status.MET)
    if len(holds) >= n:
        return met(*(shown for outcome in holds for shown in outcome.facts))
    is_open = tuple(outcome for outcome in outcomes if outcome.is_open)
    if len(holds) + len(is_open) >= n:
        return together((*holds, *is_open))
    return together((*holds, *(outcome for outcome in outcomes if outcome.status is Status.NOT_MET)))


def _modality(requirement: ModalityRequirement, view: View) -> Outcome:
    rows = [row for row in care_of(view) if row.modality in requirement.modalities]
    tried = _tried(requirement, rows, view)
    excused = [row for row in rows if is_excused(row, CareStatus.CONTRAINDICATED)]
    if requirement.unless_contraindicated and excused and tried.status is not Status.MET:
        return met(*(fact(f"{requirement.name}: contraindicated; {row.reason}", row.source) for row in excused))
    return tried


def _tried(requirement: ModalityRequirement, rows: list[Care], view: View) -> Outcome:
    name = requirement.name
    done = [row for row in rows if counts(row)]
    if not done or any(helped_for_good(row) for row in rows):
        return untried(name, rows)
    facts = tuple(describe(row) for row in done)
    if requirement.delivered_by:
        done = [row for row in done if set(row.supervised_by) & set(requirement.delivered_by)]
        if not done:
            who = " or ".join(person.value.replace("_", " ") for person in requirement.delivered_by)
            return gap(Owner.BILLING, f"{name}: attach the record that shows delivery by {who}", *facts)
    if missing := set(requirement.components) - {part for row in done for part in row.components}:
        parts = ", ".join(sorted(part.value.replace("_", " ") for part in missing))
        return gap(Owner.CLINICIAN, f"{name}: state in the chart whether it covered {parts}", *facts)
    return _sessions(requirement, done, view)


def _sessions(requirement: ModalityRequirement, done: list[Care], view: View) -> Outcome:
    facts = tuple(describe(row) for row in done)
    shown = fact(requirement.name, done[0].source)
    known = sessions_of(done, view)
    if requirement.min_sessions is None:
        return met(shown)
    if known >= requirement.min_sessions:
        return met(shown, fact(f"{known} sessions", done[0].source))
    step = f"{requirement.name}: {requirement.min_sessions} sessions are asked, {known} are recorded"
    if any(row.sessions is None for row in done):
        return gap(Owner.BILLING, f"{step}; give the number of sessions for each course", *facts)
    return gap(Owner.CLINICIAN, step, *facts, status=Status.NOT_MET)


def untried(name: str, rows: list[Care]) -> Outcome:
    """Say why rows of a modality do not count, most telling reason first."""
    facts = tuple(describe(row) for row in rows)
    if any(helped_for_good(row) for row in rows):
        step = f"{name}: the chart records lasting relief; say in the case why more is needed"
        return conflict(Owner.CLINICIAN, step, *facts)
    if possible := [row for row in rows if could_count(row)]:
        return incomplete(name, possible[0]).showing(*facts)
    if any(row.status is CareStatus.ORDERED for row in rows):
        return gap(
            Owner.CLINICIAN, f"{name}: ordered is not done; document that it was done, and the result", *facts
        )
    if any(row.status not in DONE and row.reason and row.source is None for row in rows):
        return gap(Owner.BILLING, f"{name}: attach the page that says why it was not tried", *facts)
    if any(is_self_directed(row) for row in rows):
        return gap(
            Owner.CLINICIAN, f"{name}: self-directed care does not count; document care by a provider", *facts
        )
    return gap(
        Owner.CLINICIAN, f"{name}: state in the chart that it was tried and failed, or why it was not", *facts
    )


def tried_or_excused(name: str, modalities: Iterable[Modality], view: View) -> Outcome:
    """Whether one of these was tried and failed, or the chart says why it was not (the floor's rule).

    A documented reason is a contraindication, or the patient's refusal with its reason.
    """
    wanted = set(modalities)
    rows = [row for row in care_of(view) if row.modality in wanted]
    if any(helped_for_good(row) for row in rows):
        return untried(name, rows)
    if done := [row for row in rows if counts(row)]:
        return met(*(describe(row) for row in done))
    excused = [row for row in rows if is_excused(row, CareStatus.CONTRAINDICATED, CareStatus.DECLINED)]
    if excused:
        return met(*(fact(f"{name}: {row.status.value}; {row.reason}", row.source) for row in excused))
    return untried(name, rows) if rows else _untouched(name, wanted, view)


def _untouched(name: str, wanted: set[Modality], view: View) -> Outcome:
    """Say that nothing of a kind was done for this pain, and that what is recorded was for an earlier one."""
    earlier = [row for row in view.case.conservative_care if row.modality in wanted]
    if not earlier:
        return untried(name, [])
    step = f"{name}: the care that is recorded ended before this pain began; document care for this pain"
    return gap(Owner.CLINICIAN, step, *(describe(row) for row in earlier))


def care_failed(view: View) -> Outcome:
    """Whether conservative care of any kind was done and failed (the floor's rule)."""
    rows = [row for row in care_of(view) if row.modality not in INTERVENTIONS]
    done = [row for row in rows if counts(row)]
    if done and not any(helped_for_good(row) for row in rows):
        return met(*(describe(row) for row in done))
    return untried("Conservative care", rows) if rows else _untouched("Conservative care", CONSERVATIVE, view)
