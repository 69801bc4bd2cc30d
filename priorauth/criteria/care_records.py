"""Which courses of conservative care count.

Ordered is not completed and prescribed is not taken. A course of care counts only from a record in the packet, and
the clock starts with a provider's treatment, not with self-medication (source: published external-appeal
decisions and reviewers' advice, which name these as reasons for denial).
"""

from __future__ import annotations

from collections.abc import Sequence

from priorauth.case.model import Care, CareStatus, Modality, Response, Supervisor
from priorauth.criteria.model import CaseFact
from priorauth.criteria.outcome import View, fact
from priorauth.domain.dates import Interval

DONE = (CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING)
FAILED = (Response.NO_RELIEF, Response.TEMPORARY_RELIEF, Response.INADEQUATE_RELIEF, Response.WORSE)
INTERVENTIONS = (
    Modality.EPIDURAL_INJECTION,
    Modality.FACET_INJECTION,
    Modality.SACROILIAC_INJECTION,
    Modality.FACET_ABLATION,
)
"""Procedures on the spine. They are no conservative care, and lasting relief from one points to another source."""

PATIENT_CAN_START_ALONE = (
    Modality.HOME_EXERCISE,
    Modality.EXERCISE,
    Modality.ACTIVITY_MODIFICATION,
    Modality.NSAID,
    Modality.OTHER_MEDICATION,
)
"""Care that counts only when the case names who besides the patient directed it."""

_NAMES = {
    Modality.NSAID: "NSAID",
    Modality.COGNITIVE_BEHAVIORAL_THERAPY: "cognitive behavioral therapy",
    Modality.CHIROPRACTIC: "chiropractic care",
    Modality.OTHER_MEDICATION: "medication",
    Modality.OTHER: "other care",
}
_RESPONSES = {
    Response.NO_RELIEF: "no relief",
    Response.TEMPORARY_RELIEF: "only temporary relief",
    Response.INADEQUATE_RELIEF: "inadequate relief",
    Response.WORSE: "pain worse",
    Response.LASTING_RELIEF: "lasting relief",
    Response.NOT_DOCUMENTED: "result not documented",
}


def care_of(view: View) -> tuple[Care, ...]:
    """Return the courses of care for this pain: what ended before it began was care for another."""
    onset = view.case.pain.onset
    return tuple(
        row
        for row in view.case.conservative_care
        if onset is None or row.end is None or row.end.latest >= onset.earliest
    )


def days_of(row: Care, view: View, *, shortest: bool) -> Interval | None:
    """Return the days of a course of care for this pain, none after the day of the packet.

    Inexact dates are taken at their shortest or at their longest, and care from before the onset counts from it.
    """
    if row.start is None or not is_dated(row):
        return None
    onset = view.case.pain.onset
    starts = [row.start] if onset is None else [row.start, onset]
    start = max(day.latest if shortest else day.earliest for day in starts)
    last = view.as_of if row.end is None else row.end.earliest if shortest else row.end.latest
    last = min(last, view.as_of)
    return Interval(start, last) if start <= last else None


def sessions_of(rows: Sequence[Care], view: View) -> int:
    """Count sessions; courses of one modality whose days overlap are one course that was entered twice."""
    taken: list[tuple[Modality, Interval]] = []
    total = 0
    for row in sorted(rows, key=lambda row: row.sessions or 0, reverse=True):
        days = days_of(row, view, shortest=False)
        if days is not None:
            if any(of is row.modality and _overlap(days, other) for of, other in taken):
                continue
            taken.append((row.modality, days))
        total += row.sessions or 0
    return total


def _overlap(one: Interval, other: Interval) -> bool:
    return one.start <= other.end and other.start <= one.end


def name_of(modality: Modality) -> str:
    """Name a modality as it stands inside a sentence: ``physical therapy``."""
    return _NAMES.get(modality, modality.value.replace("_", " "))


def describe(row: Care) -> CaseFact:
    """Say a course of care as a fact: what, from when to when, how many sessions, with what result."""
    name = name_of(row.modality)
    parts = [f"{name[:1].upper()}{name[1:]}" + (f" ({row.detail})" if row.detail else "")]
    if row.start and row.end:
        parts.append(f"{row.start.words} to {row.end.words}")
    elif row.start:
        parts.append(f"since {row.start.words}")
    if row.sessions is not None:
        parts.append(f"{row.sessions} session" + ("" if row.sessions == 1 else "s"))
    parts.append(_RESPONSES[row.response] if row.status in DONE else row.status.value)
    return fact("; ".join(parts), row.source)


def is_self_directed(row: Care) -> bool:
    """Whether the case says that nobody but the patient directed it."""
    return set(row.supervised_by) == {Supervisor.SELF}


def is_directed(row: Care) -> bool:
    """Whether someone besides the patient is known to have directed it."""
    named = set(row.supervised_by) - {Supervisor.SELF}
    return bool(named) or (row.modality not in PATIENT_CAN_START_ALONE and not is_self_directed(row))


def is_dated(row: Care) -> bool:
    """Whether its first and last days are given, as exactly as they may be; ongoing care needs no last day."""
    return row.start is not None and (row.end is not None or row.status is CareStatus.ONGOING)


def has_failed(row: Care) -> bool:
    """Whether it was done and the chart says that it did not help for good."""
    return row.status in DONE and row.response in FAILED


def counts(row: Care) -> bool:
    """Whether it counts: done, directed by a provider, failed, dated, and shown by a record in the packet."""
    return has_failed(row) and is_directed(row) and is_dated(row) and row.source is not None


def could_count(row: Care) -> bool:
    """Whether nothing but missing documentation keeps it from counting."""
    open_or_failed = row.response in (*FAILED, Response.NOT_DOCUMENTED)
    return row.status in DONE and open_or_failed and not is_self_directed(row)


def helped_for_good(row: Care) -> bool:
    """Whether it brought lasting relief and no clinician has answered for that."""
    return row.status in DONE and row.response is Response.LASTING_RELIEF and row.answer is None


def is_excused(row: Care, *statuses: CareStatus) -> bool:
    """Whether a record gives the reason why it was not tried."""
    return row.status in statuses and row.reason is not None and row.source is not None
