"""What was tried, for how long, and whether it failed.

Ordered is not completed and prescribed is not taken. A course of care counts only from a record in the packet, and
the clock starts with a provider's treatment, not with self-medication (source: the project's domain rules, drawn
from published external-appeal decisions).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from priorauth.case.model import Care, CareStatus, Modality, Response, Supervisor
from priorauth.criteria.model import Fact, Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, together
from priorauth.dates import Interval, laid_end_to_end, longest_run, span
from priorauth.payers.criteria import CareDuration, CareMeasure, ModalityRequirement, RequiredModalities
from priorauth.problems import Owner

DONE = (CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING)
FAILED = (Response.NO_RELIEF, Response.TEMPORARY_RELIEF, Response.INADEQUATE_RELIEF, Response.WORSE)
INTERVENTIONS = (
    Modality.EPIDURAL_INJECTION,
    Modality.FACET_INJECTION,
    Modality.SACROILIAC_INJECTION,
    Modality.FACET_ABLATION,
)
_MEASURES: dict[CareMeasure, Callable[[Iterable[Interval]], Interval | None]] = {
    CareMeasure.SPAN: span,
    CareMeasure.UNION: laid_end_to_end,
    CareMeasure.CONSECUTIVE: longest_run,
}
_MEASURED = {
    CareMeasure.SPAN: "from first to last day",
    CareMeasure.UNION: "of days under treatment",
    CareMeasure.CONSECUTIVE: "without a break",
}


def describe(row: Care) -> Fact:
    """Say a course of care as a fact: what, from when to when, how many sessions, with what result."""
    name = row.detail or row.modality.value.replace("_", " ")
    parts = [name[:1].upper() + name[1:]]
    if row.start:
        parts.append(f"{row.start.words} to {row.end.words}" if row.end else f"from {row.start.words}")
    if row.sessions is not None:
        parts.append(f"{row.sessions} sessions")
    done = row.status in DONE
    parts.append(row.response.value.replace("_", " ") if done else row.status.value)
    return fact(", ".join(parts), row.source)


def is_self_directed(row: Care) -> bool:
    """Whether nobody but the patient directed it."""
    return set(row.supervised_by) == {Supervisor.SELF}


def counts(row: Care) -> bool:
    """Whether a course of care counts: done, by a provider, failed, and shown by a record in the packet."""
    return row.status in DONE and row.response in FAILED and row.source is not None and not is_self_directed(row)


def judge_care_duration(criterion: CareDuration, view: View) -> Outcome:
    """Judge how long failed conservative care lasted, counted as the payer counts it.

    Inexact dates are taken at their shortest; when only their longest reading would be enough, the length is not
    documented rather than not met.
    """
    rows = [row for row in view.case.conservative_care if row.modality not in INTERVENTIONS and counts(row)]
    supervised = [row for row in rows if Supervisor.PHYSICIAN in row.supervised_by]
    used = supervised if criterion.physician_supervised else rows
    facts = tuple(describe(row) for row in used)
    kind = "physician-supervised " if criterion.physician_supervised else ""
    if not used:
        step = f"Enclose records of {kind}care that was done, with dates and result, and name their pages"
        return gap(Owner.BILLING, step, *(describe(row) for row in rows))
    measure = _MEASURES[criterion.measure]
    shortest = measure(_intervals(used, view.as_of, at_least=True))
    longest = measure(_intervals(used, view.as_of, at_least=False))
    if shortest is not None and shortest.covers_months(criterion.months):
        length = fact(
            f"{shortest.months} months of failed {kind}care {_MEASURED[criterion.measure]}", used[0].source
        )
        return met(length)
    if longest is not None and longest.covers_months(criterion.months):
        return gap(Owner.BILLING, "Give the exact first and last day of each course of care", *facts)
    if longest is None:
        return gap(Owner.BILLING, "Give the first and last day of each course of care", *facts)
    step = f"{criterion.months} months {_MEASURED[criterion.measure]} are asked; the records show {longest.months}"
    return gap(Owner.CLINICIAN, step, *facts, status=Status.NOT_MET)


def _intervals(rows: Iterable[Care], as_of: date, *, at_least: bool) -> list[Interval]:
    found = []
    for row in rows:
        last = row.end.earliest if row.end and at_least else row.end.latest if row.end else None
        end = last or (as_of if row.status is CareStatus.ONGOING else None)
        if row.start is None or end is None:
            continue
        start = row.start.latest if at_least else row.start.earliest
        end = min(end, as_of)
        if start <= end:
            found.append(Interval(start, end))
    return found


def judge_required_modalities(criterion: RequiredModalities, view: View) -> Outcome:
    """Judge a list of modalities, each of which must have been tried and have failed."""
    return together(tuple(_modality(requirement, view) for requirement in criterion.required))


def _modality(requirement: ModalityRequirement, view: View) -> Outcome:
    rows = [row for row in view.case.conservative_care if row.modality in requirement.modalities]
    excused = [r for r in rows if r.status is CareStatus.CONTRAINDICATED and r.reason and r.source]
    done = [row for row in rows if counts(row)]
    facts = tuple(describe(row) for row in rows)
    if requirement.unless_contraindicated and excused and not done:
        return met(*(fact(f"{requirement.name}: contraindicated", row.source) for row in excused))
    if not done:
        return _untried(requirement.name, rows)
    if requirement.delivered_by:
        done = [row for row in done if set(row.supervised_by) & set(requirement.delivered_by)]
        if not done:
            return gap(
                Owner.BILLING, f"{requirement.name}: show the licensed professional who delivered it", *facts
            )
    missing = set(requirement.components) - {part for row in done for part in row.components}
    if missing:
        names = ", ".join(sorted(part.value.replace("_", " ") for part in missing))
        return gap(Owner.CLINICIAN, f"{requirement.name}: show that it covered {names}", *facts)
    return _sessions(requirement, done)


def _sessions(requirement: ModalityRequirement, done: list[Care]) -> Outcome:
    facts = tuple(describe(row) for row in done)
    shown = fact(requirement.name, done[0].source)
    if requirement.min_sessions is None:
        return met(shown)
    known = sum(row.sessions or 0 for row in done)
    if known >= requirement.min_sessions:
        return met(shown, fact(f"{known} sessions", done[0].source))
    step = f"{requirement.name}: {requirement.min_sessions} sessions are asked, {known} are shown"
    unknown = any(row.sessions is None for row in done)
    return gap(Owner.BILLING, step, *facts, status=Status.NOT_DOCUMENTED if unknown else Status.NOT_MET)


def _untried(name: str, rows: list[Care]) -> Outcome:
    """Say why rows of a modality do not count, most telling reason first."""
    facts = tuple(describe(row) for row in rows)
    done = [row for row in rows if row.status in DONE]
    if any(row.response is Response.LASTING_RELIEF for row in done):
        return conflict(
            Owner.CLINICIAN, f"{name}: the chart records lasting relief; explain why more is needed", *facts
        )
    if any(row.source is None for row in done):
        return gap(Owner.BILLING, f"{name}: enclose the record with dates, and name its page", *facts)
    if any(row.response is Response.NOT_DOCUMENTED for row in done):
        return gap(Owner.CLINICIAN, f"{name}: state in the chart what it brought", *facts)
    if any(row.status is CareStatus.ORDERED for row in rows):
        return gap(Owner.CLINICIAN, f"{name}: it was ordered; show that it was done, and with what result", *facts)
    return gap(Owner.CLINICIAN, f"{name}: show that it was tried and failed, or why it could not be", *facts)


def tried_or_excused(name: str, modalities: Iterable[Modality], view: View) -> Outcome:
    """Whether one of these was tried and failed, or the chart says why it was not (the floor's rule)."""
    wanted = set(modalities)
    rows = [row for row in view.case.conservative_care if row.modality in wanted]
    done = [row for row in rows if counts(row) and row.start is not None]
    if done:
        return met(*(describe(row) for row in done))
    excused = [
        row
        for row in rows
        if row.status in (CareStatus.CONTRAINDICATED, CareStatus.DECLINED) and row.reason and row.source
    ]
    if excused:
        return met(*(fact(f"{name}: {row.status.value}, reason documented", row.source) for row in excused))
    undated = [row for row in rows if counts(row)]
    if undated:
        return gap(Owner.BILLING, f"{name}: give the dates", *(describe(row) for row in undated))
    return _untried(name, rows)
