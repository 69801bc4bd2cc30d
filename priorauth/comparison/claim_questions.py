"""A claim as it is put to the findings of a chart: of which facts, and how one finding lies to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from priorauth.reading.facts import Fact
from priorauth.reading.model import Document, Finding


class Agreement(Enum):
    """How a finding lies to a claim."""

    EQUAL = auto()
    DIFFERS = auto()
    OTHER = auto()
    """It is of something else: another level, another drug, another day."""


class Weighing(Enum):
    """Which rule of decision a claim falls under."""

    VALUE = auto()
    """A value that must be stated; another one stated disputes it."""
    ONE_OF_SEVERAL = auto()
    """A value of one among several of a kind, as a course of care; others of the kind do not dispute it."""
    ABSENCE = auto()
    """That a thing is not there: any mention that is not understood away stands, whatever denies it elsewhere."""


Judge = Callable[[Document, Finding], Agreement]


@dataclass(frozen=True, slots=True)
class Question:
    """One claim, as it is put to the findings of a chart."""

    field: str
    facts: tuple[Fact, ...]
    judge: Judge
    weighing: Weighing = Weighing.VALUE
