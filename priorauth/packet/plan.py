"""Which exhibit comes where: the payer's order first, then the case's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from priorauth.exhibits.pages import OpenedExhibit
from priorauth.payers.model import Profile


@dataclass(frozen=True, slots=True)
class PlannedExhibit:
    """An exhibit in its place. ``offset`` is where its slip page stands, counted from 0 within the exhibits."""

    opened: OpenedExhibit
    offset: int

    @property
    def first_page(self) -> int:
        """Where its own first page stands, behind the slip."""
        return self.offset + 1


@dataclass(frozen=True, slots=True)
class PacketPlan:
    """The exhibits in order, and how many pages they and their slips take."""

    exhibits: tuple[PlannedExhibit, ...]
    pages: int


def plan_packet(profile: Profile, opened: Sequence[OpenedExhibit]) -> PacketPlan:
    """Put exhibits in the profile's order of kinds; kinds it does not name follow in the case's order.

    An exhibit keeps its id wherever it comes to stand, so that the letter's references hold.
    """
    rank = {kind: place for place, kind in enumerate(profile.exhibit_order)}
    ordered = sorted(opened, key=lambda item: rank.get(item.exhibit.kind, len(rank)))
    planned, offset = [], 0
    for item in ordered:
        planned.append(PlannedExhibit(item, offset))
        offset += 1 + len(item.pages)
    return PacketPlan(tuple(planned), offset)
