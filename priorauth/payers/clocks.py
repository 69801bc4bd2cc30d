"""The time limits that bind a payer or a practice: those of a profile, and the law's for each line of business."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Annotated, Protocol

from pydantic import Field

from priorauth.case.parties import LineOfBusiness
from priorauth.case.request import Urgency
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.parsing.model import Record
from priorauth.parsing.validation import read_model
from priorauth.payers.model import BRANCH_CONDITIONS, Clock, ClockStart, Profile


class ClockScope(Protocol):
    """What a clock may be bound to: the plan's kind and the request's urgency, of a case or of a ledger's entry."""

    @property
    def line_of_business(self) -> LineOfBusiness:
        """The kind of plan."""

    @property
    def urgency(self) -> Urgency:
        """Whether the request is expedited."""


def ended_clock(
    start: ClockStart, day: date | None, clocks: Sequence[Clock], bound: ClockScope
) -> tuple[date, str] | None:
    """Return the day on which the first clock that binds ends, with its source; ``None`` when none is known.

    Hours are counted as whole days, since no hour is kept.
    """
    for clock in clocks:
        if day is not None and clock.counts_from is start and _binds(clock, bound, day):
            return day + _length(clock), f"{clock.source} ({clock.grade.value})"
    return None


def _binds(clock: Clock, bound: ClockScope, day: date) -> bool:
    has_length = clock.hours is not None or clock.days is not None
    fits_plan = not clock.applies_to or bound.line_of_business in clock.applies_to
    fits_urgency = clock.urgency is None or clock.urgency is bound.urgency
    return has_length and fits_plan and fits_urgency and (clock.since is None or clock.since <= day)


def _length(clock: Clock) -> timedelta:
    return timedelta(days=clock.days if clock.days is not None else -(-(clock.hours or 0) // 24))


class _LegalClocks(Record):
    clocks: Annotated[tuple[Clock, ...], Field(min_length=1)]


@cache
def clocks_of_the_law() -> tuple[Clock, ...]:
    """Return the law's times, each bound to its lines of business, with its source and grade."""
    return read_model(shipped_folder("payer_profiles") / "data" / "clocks.yaml", _LegalClocks).value.clocks


def own_clocks(profile: Profile) -> tuple[Clock, ...]:
    """Return a profile's own times, those of a branch that goes by line of business alone bound to its lines."""
    of_branches = (
        clock.model_copy(update={"applies_to": branch.line_of_business})
        for branch in profile.branches
        if not any(getattr(branch, condition) for condition in BRANCH_CONDITIONS[1:])
        for clock in branch.clocks or ()
    )
    return (*of_branches, *profile.clocks)


def clocks_for(profile: Profile, line: LineOfBusiness) -> tuple[Clock, ...]:
    """Return the times that bind a line of business under rules in force: the profile's own, then the law's."""
    return (
        *(clock for clock in profile.clocks if not clock.applies_to or line in clock.applies_to),
        *(clock for clock in clocks_of_the_law() if line in clock.applies_to),
    )
