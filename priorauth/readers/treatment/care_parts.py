"""The parts of a course of care, and a value of one at its place in a statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from priorauth.domain.dates import PartialDate


class CarePart(StrEnum):
    """Which part of a course a value is."""

    RESPONSE = "response"
    STATUS = "status"
    SUPERVISOR = "supervisor"
    START = "start"
    END = "end"
    DATE = "date"
    """A date whose part nobody can tell."""
    MISSED = "missed"
    FILLER = "filler"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class CareValue:
    """A value at ``tokens[first:last + 1]``."""

    part: CarePart
    value: str
    first: int
    last: int
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class CareSpan:
    """Where something is said of care, at ``text[start:end]``, and the ``block`` of the course it is said of."""

    block: str
    start: int
    end: int
