"""The anatomy a request turns on: disc levels, vertebral bodies, endplates, Modic types and billable units.

Bodies are treated, discs are imaged. A disc level names two bodies and a Modic finding sits on an endplate;
nothing here infers a body from an endplate that was not reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from priorauth.domain.text_value import TextValue


class VertebralBody(StrEnum):
    """A vertebral body, counted from the top. L6 is a transitional vertebra and always worth a question."""

    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
    L5 = "L5"
    L6 = "L6"
    S1 = "S1"

    @property
    def order(self) -> int:
        """Its place from the top down, for sorting."""
        return _BODY_ORDER[self]


_BODY_ORDER = {body: place for place, body in enumerate(VertebralBody)}


class DiscLevel(StrEnum):
    """A lumbar disc level, named by the two bodies it lies between."""

    L1_L2 = "L1-L2"
    L2_L3 = "L2-L3"
    L3_L4 = "L3-L4"
    L4_L5 = "L4-L5"
    L5_L6 = "L5-L6"
    L5_S1 = "L5-S1"
    L6_S1 = "L6-S1"

    @property
    def bodies(self) -> tuple[VertebralBody, VertebralBody]:
        """The body above and the body below."""
        upper, lower = self.value.split("-")
        return VertebralBody(upper), VertebralBody(lower)

    @property
    def endplates(self) -> tuple[Endplate, Endplate]:
        """The inferior endplate of the body above and the superior endplate of the body below."""
        upper, lower = self.bodies
        return Endplate(upper, EndplateSide.INFERIOR), Endplate(lower, EndplateSide.SUPERIOR)


class EndplateSide(StrEnum):
    """Which surface of a vertebral body an endplate is."""

    SUPERIOR = "superior"
    INFERIOR = "inferior"


@dataclass(frozen=True, slots=True)
class Endplate(TextValue):
    """One surface of one vertebral body, written ``L4 inferior``."""

    FAULT = ("endplate", "should be a body and a side, such as 'L4 inferior'")
    SCHEMA: ClassVar[Mapping[str, object]] = {
        "pattern": "^(L[1-6]|S1) (superior|inferior)$",
        "examples": ["L4 inferior"],
    }

    body: VertebralBody
    side: EndplateSide

    def __str__(self) -> str:
        return f"{self.body} {self.side}"

    @classmethod
    def parse(cls, text: str) -> Endplate:
        """Read ``L4 inferior``; raise ``ValueError`` for anything else."""
        body, _, side = text.strip().partition(" ")
        return cls(VertebralBody(body.upper()), EndplateSide(side.strip().lower()))


class ModicType(StrEnum):
    """A Modic type as a radiologist states it; mixed changes are a set of these.

    1 is edema, 2 is fat, 3 is sclerosis (source: Modic 1988, see the citation library).
    """

    ONE = "1"
    TWO = "2"
    THREE = "3"


def in_order(bodies: Iterable[VertebralBody]) -> tuple[VertebralBody, ...]:
    """Sort bodies from the top down, each once."""
    return tuple(sorted(set(bodies), key=lambda body: body.order))


def bodies_of(levels: Iterable[DiscLevel]) -> tuple[VertebralBody, ...]:
    """Name the bodies beside these disc levels; adjacent levels share one."""
    return in_order(body for level in levels for body in level.bodies)


def body_range(first: VertebralBody, last: VertebralBody) -> tuple[VertebralBody, ...]:
    """Name the bodies from ``first`` down to ``last``, both included; L6 only when it is one of the two."""
    wanted = [body for body in VertebralBody if first.order <= body.order <= last.order]
    return tuple(body for body in wanted if body is not VertebralBody.L6 or body in (first, last))


def are_adjacent(bodies: Iterable[VertebralBody]) -> bool:
    """Whether the bodies form one unbroken run. L5 and S1 touch; with an L6 named, L5-L6-S1 touch in turn."""
    ordered = in_order(bodies)
    if not ordered:
        return False
    return ordered == body_range(ordered[0], ordered[-1]) or ordered == tuple(
        body for body in VertebralBody if ordered[0].order <= body.order <= ordered[-1].order
    )


def levels_within(bodies: Iterable[VertebralBody]) -> tuple[DiscLevel, ...]:
    """Name the disc levels both of whose bodies are among these, from the top down."""
    present = set(bodies)
    return tuple(level for level in DiscLevel if present.issuperset(level.bodies))


def joined(names: Iterable[str], last: str = "and") -> str:
    """Write names as a sentence lists them: ``L4``, ``L4 and L5``, ``L4, L5 and S1``; ``last`` may be "or"."""
    items = [str(name) for name in names]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
