"""Exhibit pages as sheets of the packet: a little smaller, so that the foot is free and a stamp hides nothing.

What is drawn on the page becomes one drawing that is placed as a whole. Whatever its content leaves open or closes
too often stays inside it and cannot move a stamp.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from priorauth.exhibits.pages import Rect
from priorauth.packet.bind.page_geometry import frame_of, seen_box

FOOT = 28.0
"""Points kept free at the foot of a page, for the stamps."""
_LEAST_SCALE = 0.5


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


def make_sheet(pdf: Pdf, page: pikepdf.Page) -> Reduction:
    """Make a page's content a little smaller, its annotations with it, and keep its foot free for stamps."""
    frame = frame_of(page)
    scale = max((frame.height - FOOT) / frame.height, _LEAST_SCALE)
    x, y = frame.own_point(frame.width / 2, frame.height)
    reduction = Reduction(scale, x * (1 - scale), y * (1 - scale))
    drawing = _drawing(pdf, page)
    placed = f"q {scale:.6f} 0 0 {scale:.6f} {reduction.x:.4f} {reduction.y:.4f} cm /PriorauthPage Do Q\n"
    page.obj.Resources = Dictionary(XObject=Dictionary(PriorauthPage=drawing))
    page.obj.Contents = pdf.make_stream(placed.encode("ascii"))
    _move_annotations(pdf, page, reduction)
    return reduction


def _drawing(pdf: Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """Return a page's content as a form that shows what the page showed and nothing beyond its edges."""
    content = page.obj.get("/Contents")
    look = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=Array(list(seen_box(page))), Resources=page.resources
    )
    if isinstance(content, pikepdf.Stream):
        for key in ("/Filter", "/DecodeParms"):
            if key in content:
                look[key] = content[key]
        return pikepdf.Stream(pdf, content.read_raw_bytes(), look)
    look.Filter = Name.FlateDecode
    return pikepdf.Stream(pdf, zlib.compress(_joined(content)), look)


def _joined(content: object) -> bytes:
    """Join a page's content streams; a word of the drawing language never runs from one into the next."""
    parts: Iterable[object] = content if isinstance(content, Array) else ()
    return b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))


def _move_annotations(pdf: Pdf, page: pikepdf.Page, reduction: Reduction) -> None:
    """Move what the record itself has on the page; a viewer fits each one's appearance into its rectangle.

    Each is copied first: a careless file may have several pages share one.
    """
    if "/Annots" not in page.obj:
        return
    moved = []
    for mark in page.obj.Annots:
        left, bottom, right, top = (float(v) for v in mark.Rect)
        own = Dictionary({key: mark[key] for key in mark.keys()})  # noqa: SIM118  (a PDF object has no iterator)
        own.Rect = Array([round(v, 3) for v in reduction.of((left, bottom, right, top))])
        moved.append(pdf.make_indirect(own))
    page.obj.Annots = Array(moved)
