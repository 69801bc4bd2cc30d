"""Exhibit pages in the packet: a little smaller, so that the foot is free and a stamp hides nothing.

What is drawn on the page becomes one drawing that is placed as a whole. Whatever its content leaves open or closes
too often stays inside it and cannot move a stamp. Pages taken out of a file leave its list of layers
(optional content groups) behind, and every one would show: so they are carried over, and what is switched off
stays so.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
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


def reduce_page(pdf: Pdf, page: pikepdf.Page) -> Reduction:
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
    for annotation in page.obj.Annots:
        left, bottom, right, top = (float(v) for v in annotation.Rect)
        own = Dictionary({key: annotation[key] for key in annotation.keys()})  # noqa: SIM118  (a PDF object has no iterator)
        own.Rect = Array([round(v, 3) for v in reduction.of((left, bottom, right, top))])
        moved.append(pdf.make_indirect(own))
    page.obj.Annots = Array(moved)


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
