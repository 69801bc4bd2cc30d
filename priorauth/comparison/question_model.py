"""What a claim asks of the findings of a chart, and how a finding lies to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from priorauth.case.model import Stated
from priorauth.reading.facts import Fact
from priorauth.reading.model import ChartDocument, DocumentKind, Finding


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


Judge = Callable[[ChartDocument, Finding], Agreement]


@dataclass(frozen=True, slots=True)
class Question:
    """One claim, as it is put to the findings of a chart."""

    field: str
    facts: tuple[Fact, ...]
    judge: Judge
    weighing: Weighing = Weighing.VALUE
    takes_hedged: bool = False
    """Whether the case itself only suggests it, so that hedged words bear it out."""
    knows: frozenset[DocumentKind] | None = None
    """The kinds of document that can know it, where they are fewer than those that can know the fact."""


def presence(field: str, stated: Stated, *facts: Fact) -> Iterator[Question]:
    """Ask for a thing that the case says is there, or is not."""
    if stated is Stated.NO:
        yield Question(field, facts, lambda document, finding: Agreement.EQUAL, Weighing.ABSENCE)
    elif stated is Stated.YES:
        yield Question(field, facts, lambda document, finding: Agreement.EQUAL)
