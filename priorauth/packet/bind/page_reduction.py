"""Exhibit pages as sheets of the packet: a little smaller, so that the foot is free and a stamp hides nothing.

What is drawn on the page becomes one drawing that is placed as a whole. Whatever its content leaves open or closes
too often stays inside it and cannot move a stamp.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from priorauth.exhibits.page_drawing import page_drawing
from priorauth.exhibits.page_geometry import PageFrame, frame_of, proportion, seen_box
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


def reduce_page(pdf: Pdf, page: pikepdf.Page, least_width: float = 0.0) -> Reduction:
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


def _grow(page: pikepdf.Page, frame: PageFrame, foot: float, side: float) -> None:
    """Make a sheet larger at its foot and to both sides of it."""
    left, bottom, right, top = seen_box(page)
    grown = frame.own((-side, -foot, frame.width + side, 0.0))
    sheet = Array([min(left, grown[0]), min(bottom, grown[1]), max(right, grown[2]), max(top, grown[3])])
    page.obj.MediaBox = page.obj.CropBox = sheet
    for key in ("/BleedBox", "/TrimBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]


def carry_optional_content(source: Pdf, target: Pdf) -> None:
    """Add the layers of ``source``, whose pages ``target`` has taken, as they are switched by default."""
    properties = source.Root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return
    config = properties.get("/D", Dictionary())
    shown = {group.objgen for group in _groups(config.get("/ON"))}
    hidden = {group.objgen for group in _groups(config.get("/OFF"))}
    if config.get("/BaseState") == Name.OFF:
        hidden |= {group.objgen for group in _groups(properties.get("/OCGs"))} - shown
    for group in _groups(properties.get("/OCGs")):
        _register(target, target.copy_foreign(group), hidden=group.objgen in hidden)


def _groups(listed: object) -> Iterator[pikepdf.Object]:
    if isinstance(listed, Array):
        yield from (item for item in listed if isinstance(item, Dictionary) and item.is_indirect)


def _register(target: Pdf, group: pikepdf.Object, *, hidden: bool) -> None:
    """List a group; all are locked, so that nobody can switch a record's layers in the packet."""
    if "/OCProperties" not in target.Root:
        empty = Dictionary(ON=Array([]), OFF=Array([]), Locked=Array([]), Order=Array([]))
        target.Root.OCProperties = Dictionary(OCGs=Array([]), D=empty)
    properties = target.Root.OCProperties
    properties.OCGs.append(group)
    properties.D.Locked.append(group)
    (properties.D.OFF if hidden else properties.D.ON).append(group)
