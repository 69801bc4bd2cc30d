"""Exhibit pages as sheets of the packet: a little smaller, so that the foot is free and a stamp hides nothing.

What is drawn on the page becomes one drawing that is placed as a whole. Whatever its content leaves open or closes
too often stays inside it and cannot move a stamp.
"""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Pdf

from priorauth.exhibits.page_drawing import page_drawing
from priorauth.exhibits.page_geometry import Frame, frame_of, proportion, seen_box
from priorauth.exhibits.pages import Rect

FOOT = 28.0
"""Points kept free at the foot of a page of US Letter, for the stamps; of a larger page, in proportion."""
_LEAST_SCALE = 0.85
"""A page so small that it would be made smaller than this is given a foot of its own instead."""


@dataclass(frozen=True, slots=True)
class Reduction:
    """How a page's own coordinates changed when it was made smaller towards the middle of its upper edge."""

    scale: float
    x: float
    y: float

    def of(self, rect: Rect) -> Rect:
        """Return where a rectangle of the original page stands now."""
        left, bottom, right, top = rect
        return (
            self.scale * left + self.x,
            self.scale * bottom + self.y,
            self.scale * right + self.x,
            self.scale * top + self.y,
        )


def make_sheet(pdf: Pdf, page: pikepdf.Page, least_width: float = 0.0) -> Reduction:
    """Make a page's content a little smaller and keep its foot free for stamps.

    A small page keeps its size and grows: by a foot, and to ``least_width`` points as it is seen, where stamps of a
    size that can be read need as much.
    """
    frame = frame_of(page)
    foot = FOOT * proportion(frame.width, frame.height)
    scale = (frame.height - foot) / frame.height
    drawing = page_drawing(pdf, page)
    if scale < _LEAST_SCALE or frame.width < least_width:
        reduction = Reduction(1.0, 0.0, 0.0)
        _grow(page, frame, foot, (max(frame.width, least_width) - frame.width) / 2)
    else:
        x, y = frame.own_point(frame.width / 2, frame.height)
        reduction = Reduction(scale, x * (1 - scale), y * (1 - scale))
    placed = (
        f"q {reduction.scale:.6f} 0 0 {reduction.scale:.6f} {reduction.x:.4f} {reduction.y:.4f} cm "
        "/PriorauthPage Do Q\n"
    )
    page.obj.Resources = Dictionary(XObject=Dictionary(PriorauthPage=drawing))
    page.obj.Contents = pdf.make_stream(placed.encode("ascii"))
    return reduction


def _grow(page: pikepdf.Page, frame: Frame, foot: float, side: float) -> None:
    """Make a sheet larger at its foot and to both sides of it."""
    left, bottom, right, top = seen_box(page)
    grown = frame.own((-side, -foot, frame.width + side, 0.0))
    sheet = Array([min(left, grown[0]), min(bottom, grown[1]), max(right, grown[2]), max(top, grown[3])])
    page.obj.MediaBox = page.obj.CropBox = sheet
    for key in ("/BleedBox", "/TrimBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]
