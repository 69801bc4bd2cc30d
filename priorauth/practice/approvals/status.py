"""What counts of a file on a day: a pure function of what was decided, of what the file holds now, and of the day.

The latest decision counts from its own day on, whatever earlier decisions were to begin later: an approval takes
the place of one that had been scheduled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from priorauth.practice.approvals.approval_log import ApprovalEntry


class ApprovalStatus(StrEnum):
    """How a file stands on a day."""

    ABSENT = "absent"
    """There is none, and none is in force."""
    AS_SHIPPED = "as shipped"
    """It is a copy of the shipped file of its name, and nothing else is in force."""
    IN_FORCE = "approved"
    EARLIER = "approved, an earlier text"
    """The file holds what counts from a later day; until then the earlier approved text is used, from the store."""
    NOT_YET = "approved for later"
    """It counts from a later day, and nothing of its own before: the next place in the search is used."""
    UNAPPROVED = "not approved"
    RETIRED = "retired"
    MISSING = "approved, but missing"

    @property
    def is_refused(self) -> bool:
        """Whether nothing but a draft may be made with it."""
        return self in (ApprovalStatus.UNAPPROVED, ApprovalStatus.RETIRED, ApprovalStatus.MISSING)


@dataclass(frozen=True, slots=True)
class StatusOnDay:
    """How a file stands, the decision in force on the day, and the one that comes next, if any."""

    status: ApprovalStatus
    in_force: ApprovalEntry | None
    coming: ApprovalEntry | None = None


def in_force_on(history: Sequence[ApprovalEntry], day: date) -> ApprovalEntry | None:
    """Return the decision in force on a day: of those whose day has come, the one entered last."""
    return next((entry for entry in reversed(history) if entry.effective <= day), None)


def coming_after(history: Sequence[ApprovalEntry], day: date) -> tuple[ApprovalEntry, ...]:
    """Return the decisions that still have to come: entered after the one in force, and of a later day."""
    now = in_force_on(history, day)
    start = max((place for place, entry in enumerate(history) if entry is now), default=-1) + 1
    return tuple(entry for entry in history[start:] if entry.effective > day)


def judge(seen: str | None, shipped: str | None, history: Sequence[ApprovalEntry], day: date) -> StatusOnDay:
    """Say how a file stands on a day.

    ``seen`` is the hash of what it holds now (``None``: it is not there), ``shipped`` that of the shipped file of
    the same name, ``history`` what was decided of it, in the order it was entered.
    """
    now, coming = in_force_on(history, day), coming_after(history, day)
    # Of two that are to begin on one day, that entered last counts, as it will on the day itself.
    first = min(reversed(coming), key=lambda entry: entry.effective, default=None)
    return StatusOnDay(_status_of(seen, shipped, history, now, coming), now, first)


def _status_of(
    seen: str | None,
    shipped: str | None,
    history: Sequence[ApprovalEntry],
    now: ApprovalEntry | None,
    coming: Sequence[ApprovalEntry],
) -> ApprovalStatus:
    """Return how a file stands, by what is decided now and what is to come."""
    is_approved = now is not None and now.approves
    ends = any(not entry.approves for entry in coming)
    if seen is None:
        if not is_approved:
            return ApprovalStatus.ABSENT
        return ApprovalStatus.EARLIER if ends else ApprovalStatus.MISSING
    if now is not None and is_approved and seen == now.sha256:
        return ApprovalStatus.IN_FORCE
    if seen == shipped and not is_approved:
        return ApprovalStatus.AS_SHIPPED
    if any(entry.approves and seen == entry.sha256 for entry in coming) or (ends and seen == shipped):
        return ApprovalStatus.EARLIER if is_approved else ApprovalStatus.NOT_YET
    if now is not None and not now.approves and any(seen == entry.sha256 for entry in history):
        return ApprovalStatus.RETIRED
    return ApprovalStatus.UNAPPROVED
