"""Where a reference leads: to the marked words it speaks of, to their page, or to a part's first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from priorauth.exhibits.page_geometry import frame_of
from priorauth.exhibits.pages import Rect
from priorauth.packet.bind.marks import Mark

_ABOVE = 30.0
"""Points of the page that are shown above marked words."""


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark on a page of the packet. ``index`` counts pages from 0; ``covered`` is in the page as it is seen."""

    mark: Mark
    index: int
    covered: Rect


def whole_page(page: pikepdf.Page) -> Array:
    """Lead to a page, shown whole."""
    return Array([page.obj, Name.Fit])


def upper_left(page: pikepdf.Page, placed: PlacedMark) -> tuple[float, float]:
    """Return the corner, in the page's own coordinates, from which a viewer shows marked words."""
    frame = frame_of(page)
    x, y = frame.own_point(0.0, min(placed.covered[3] + _ABOVE, frame.height))
    return round(x, 2), round(y, 2)


def at_mark(page: pikepdf.Page, placed: PlacedMark) -> Array:
    """Lead to marked words, in the size the reader has chosen."""
    x, y = upper_left(page, placed)
    return Array([page.obj, Name.XYZ, x, y, 0])


def best_mark(placed: Sequence[PlacedMark], criterion: str) -> PlacedMark | None:
    """Choose among a page's marks: the first that bears on a criterion, else the uppermost."""
    bearing = [item for item in placed if criterion and criterion in item.mark.criteria]
    return max(bearing or placed, key=lambda item: item.covered[3], default=None)


def link(pdf: Pdf, page: pikepdf.Page, rect: Rect, destination: Array) -> None:
    """Make a rectangle of a page lead to a destination within the same packet."""
    annotation = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([round(v, 2) for v in rect]),
        Border=Array([0, 0, 0]),
        Dest=destination,
    )
    existing = page.obj.get("/Annots", Array([]))
    page.obj.Annots = Array([*existing, pdf.make_indirect(annotation)])
