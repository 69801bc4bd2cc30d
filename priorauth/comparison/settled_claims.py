"""What named persons settled of a case's claims: the form in which a comparison takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from priorauth.comparison.chart_verdicts import RaisedFinding
from priorauth.parsing.model import Line, Prose, Record
from priorauth.reading.model import ChartReading, Passage


class PracticeRole(StrEnum):
    """Who a person is in the practice. A clinician may settle whatever a clerk may."""

    CLERK = "clerk"
    CLINICIAN = "clinician"

    def may_act_as(self, needed: PracticeRole) -> bool:
        """Whether a person of this role may settle what ``needed`` is asked for."""
        return self is PracticeRole.CLINICIAN or needed is PracticeRole.CLERK


class ReviewOutcome(StrEnum):
    """What a person found on looking at the passages of an item."""

    CONFIRMED = "confirm"
    """The record says what the case says."""
    CORRECTED = "correct"
    """The record gives another value, and the passage holds it."""
    NOT_THERE = "not-there"
    """The record does not say it."""
    NOT_THIS_PATIENT = "not-this-patient"
    CANNOT_TELL = "cannot-tell"
    ASKED = "ask"
    """Somebody else was asked; it stays open."""


class SettledClaim(Record):
    """What one claim, or one finding that no claim covers, came to, and on whose word."""

    item: str
    """The review item that was answered."""
    outcome: ReviewOutcome
    closes: bool
    """Whether the claim may be made on it, or a finding no longer stands in the way. Else it stays open."""
    value: str | None = None
    """What the record gives instead, of a corrected one."""
    by: Line
    role: PracticeRole
    on: date
    statement: Prose | None = None
    """The clinician's words on what the record says against a claim."""
    passages: tuple[Passage, ...] = ()
    """What the person was shown."""


Settled = Mapping[str, SettledClaim]
"""By the claim's field; a finding that no claim covers goes by the name that `raised_name` gives it."""


@dataclass(frozen=True, slots=True)
class ReviewedChart:
    """A chart as it was read with what persons answered of it."""

    chart: ChartReading
    settled: Settled = field(default_factory=dict)
    read: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """Who has read which page without readable text, by exhibit and number."""

    def readers(self, exhibit: str) -> Mapping[int, str]:
        """Return who has read which page of an exhibit that has no readable text."""
        return {page: by for (name, page), by in self.read.items() if name == exhibit}

    def unanswered(self, raised: Iterable[RaisedFinding]) -> tuple[RaisedFinding, ...]:
        """Return what speaks against the procedure, no claim covers and nobody has answered for good."""
        return tuple(item for item in raised if not self.is_answered(item.fact, item.place))

    def is_answered(self, fact: str, place: str) -> bool:
        """Whether a person's answer closes what the chart says of a fact at a place."""
        found = self.settled.get(raised_name(fact, place))
        return found is not None and found.closes


def raised_name(fact: str, place: str) -> str:
    """Return the name under which a finding that no claim covers is settled."""
    return f"raised.{fact}.{place}" if place else f"raised.{fact}"
