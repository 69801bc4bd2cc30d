"""Marks on a page, and fields with them, drawn into the page: a pen signature, a struck-out line, a black box.

A mark lies above its page and can be lost on the way, moved or taken off. What is drawn into the page cannot. A
mark is drawn as its own appearance has it, or from its keys where it brings none, as every viewer does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from priorauth.exhibits.convert.mark_keys import (
    Color,
    is_on_screen,
    is_seen,
    name_of,
    numbers,
    opacity,
    own_look,
    place_of,
    rect_of,
    says_more,
    stays_upright,
)
from priorauth.exhibits.convert.mark_shapes import MarkShape, black_box, callout, inside, lacks_its_shape, shape_of
from priorauth.exhibits.convert.picture_proof import UnshownInk
from priorauth.exhibits.convert.read_back import Entry
from priorauth.exhibits.page_characters import Rect
from priorauth.exhibits.page_drawing import page_drawing
from priorauth.exhibits.page_geometry import frame_of

_NEVER_DRAWN = frozenset({"Popup"})
_INVISIBLE = 1
_ROOM = 20.0
"""Points around a shape that its line's endings may take."""

_KNOWN_BY_VIEWERS = frozenset(
    [
        "Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline",
        "Squiggly", "StrikeOut", "Caret", "Stamp", "Ink", "FileAttachment", "Sound", "Movie", "Screen", "Widget",
        "PrinterMark", "TrapNet", "Watermark", "3D", "Redact", "RichMedia", "Projection",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DrawnMarks:
    """What was drawn that PDFium had not drawn before, and the words that must be read on the pages now."""

    drawn: tuple[UnshownInk, ...]
    entries: tuple[Entry, ...]
    shapeless: tuple[int, ...] = ()
    """The pages, from 1, on which a mark does not say what shape it has: nothing of it could be drawn."""


@dataclass(slots=True)
class _MarkedPage:
    """What is put onto one page: drawings by the operators that place them, and what is to be proved of them."""

    page: pikepdf.Page
    number: int
    drawings: list[pikepdf.Object] = field(default_factory=list)
    operators: list[str] = field(default_factory=list)
    drawn: list[UnshownInk] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    content: pikepdf.Object | None = None
    """The page's own content as one drawing, made before the page grows."""

    def put(self, drawing: pikepdf.Object, matrix: Sequence[float] = (1, 0, 0, 1, 0, 0)) -> None:
        self.drawings.append(drawing)
        placed = " ".join(f"{value:.5f}" for value in matrix)
        self.operators.append(f"q {placed} cm /Mark{len(self.drawings)} Do Q")

    def note(self, boxes: tuple[Rect, ...], shade: int | None = None) -> None:
        self.drawn.append(UnshownInk(self.number, boxes, shade))


def draw_marks(pdf: Pdf, fresh: Collection[tuple[int, int]] = ()) -> DrawnMarks:
    """Draw all marks and fields into their pages and leave no annotation.

    ``fresh`` are the objects of the fields that PDFium does not show as they are drawn here. Raises
    `ExhibitRejected`: PA728 and PA789 for a mark whose words cannot be drawn.
    """
    drawn: list[UnshownInk] = []
    entries: list[Entry] = []
    shapeless: list[int] = []
    for number, page in enumerate(pdf.pages):
        found = page.obj.get("/Annots")
        if found is None:
            continue
        del page.obj["/Annots"]
        marks = [item for item in found if isinstance(item, Dictionary)] if isinstance(found, Array) else []
        seen = [mark for mark in marks if _is_drawn(mark)]
        sheet = _MarkedPage(page, number)
        for mark in sorted(seen, key=_is_redaction):
            _draw_mark(pdf, sheet, mark, is_fresh=mark.objgen in fresh)
        _draw_notes(pdf, sheet, seen)
        _finish(pdf, sheet)
        drawn += sheet.drawn
        entries += sheet.entries
        if any(lacks_its_shape(mark) for mark in seen):
            shapeless.append(number + 1)
    return DrawnMarks(tuple(drawn), tuple(entries), tuple(shapeless))


def _is_redaction(mark: Dictionary) -> bool:
    return name_of(mark.get("/Subtype")) == "Redact"


def _is_drawn(mark: Dictionary) -> bool:
    kind = name_of(mark.get("/Subtype"))
    flags = mark.get("/F", 0)
    is_unknown = kind not in _KNOWN_BY_VIEWERS and isinstance(flags, int) and bool(flags & _INVISIBLE)
    return kind not in _NEVER_DRAWN and not is_unknown and is_seen(mark) and place_of(mark) is not None


def _draw_mark(pdf: Pdf, sheet: _MarkedPage, mark: Dictionary, *, is_fresh: bool) -> None:
    """Draw one mark; ``is_fresh`` is a field that PDFium does not show as it is drawn here."""
    kind, own, rect = name_of(mark.get("/Subtype")), own_look(mark), place_of(mark)
    if rect is None:
        return
    if kind == "Redact":
        _put_shape(pdf, sheet, black_box(mark))
    elif own is not None:
        is_put = _put_own(sheet, rect, own, upright=stays_upright(mark))
        if is_put and (not is_on_screen(mark) or is_fresh):
            sheet.note((rect,))
    elif kind == "Widget":
        sheet.note((rect,))
    elif kind in ("FreeText", "Stamp"):
        from priorauth.exhibits.convert.mark_words import words_in_box

        _put_shape(pdf, sheet, callout(mark), opacity(mark))
        place = inside(mark, rect)
        framed, words, drawing = words_in_box(pdf, mark, place, sheet.number)
        _put_shape(pdf, sheet, replace(framed, boxes=(rect,)), opacity(mark))
        if drawing is not None:
            sheet.put(drawing, (1, 0, 0, 1, place[0], place[1]))
            sheet.entries.append(Entry(words, sheet.number, rect, is_drawn=True, code="PA789"))
    else:
        _put_shape(pdf, sheet, shape_of(mark), opacity(mark))


def _put_own(sheet: _MarkedPage, rect: Rect, look: Stream, *, upright: bool) -> bool:
    """Fit a drawing into its mark's rectangle, as ISO 32000-2, 12.5.5, has it (algorithm 8).

    One that stays ``upright`` on a turned page is turned back around the upper left corner of its rectangle.
    """
    box, matrix = rect_of(look, "/BBox"), numbers(look.get("/Matrix"))
    if box is None:
        return False
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*corners, strict=True)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if not wide or not high:
        return False
    across, up = (rect[2] - rect[0]) / wide, (rect[3] - rect[1]) / high
    look["/Type"], look["/Subtype"] = Name.XObject, Name.Form
    x, y = rect[0] - across * min(xs), rect[1] - up * min(ys)
    a, b, c, d = frame_of(sheet.page).matrix[:4] if upright else (1, 0, 0, 1)
    x, y = x - rect[0], y - rect[3]
    placed = (across * a, across * b, up * c, up * d, a * x + c * y + rect[0], b * x + d * y + rect[3])
    sheet.put(look, placed)
    return True


def _put_shape(pdf: Pdf, sheet: _MarkedPage, shape: MarkShape | None, solid: float = 1.0) -> None:
    """Draw a shape, and say where its ink has to be found."""
    if shape is None:
        return
    state = Dictionary(Type=Name.ExtGState, ca=solid, CA=solid)
    if shape.multiplies:
        state.BM = Name.Multiply
    lefts, bottoms, rights, tops = zip(*shape.boxes, strict=True)
    look = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[min(lefts) - _ROOM, min(bottoms) - _ROOM, max(rights) + _ROOM, max(tops) + _ROOM],
        Resources=Dictionary(ExtGState=Dictionary(Look=state)),
    )
    drawing = Stream(pdf, f"q /Look gs\n{shape.operators}\nQ".encode("ascii"), look)
    sheet.put(pdf.make_indirect(drawing))
    sheet.note(shape.boxes, _shade(shape.color) if solid == 1 and shape.operators else None)


def _draw_notes(pdf: Pdf, sheet: _MarkedPage, marks: Sequence[Dictionary]) -> None:
    """Print what a page's marks say in words that it does not show, in a foot under it."""
    if not any(says_more(mark) for mark in marks):
        return
    from priorauth.exhibits.convert.mark_notes import draw_notes

    sheet.content = page_drawing(pdf, sheet.page)
    notes = draw_notes(pdf, sheet.page, sheet.number, [mark for mark in marks if says_more(mark)])
    sheet.put(notes.foot, notes.matrix)
    sheet.drawn.append(notes.drawn)
    sheet.entries += notes.entries


def _finish(pdf: Pdf, sheet: _MarkedPage) -> None:
    """Make a page's content and its marks one drawing after the other."""
    if not sheet.drawings:
        return
    content = page_drawing(pdf, sheet.page) if sheet.content is None else sheet.content
    forms = Dictionary(PageContent=content)
    for place, drawing in enumerate(sheet.drawings, 1):
        forms[f"/Mark{place}"] = drawing
    sheet.page.obj.Resources = Dictionary(XObject=forms)
    operators = "\n".join(["q /PageContent Do Q", *sheet.operators])
    sheet.page.obj.Contents = pdf.make_stream(operators.encode("ascii"))


def _shade(ink: Color) -> int:
    red, green, blue = ink
    return round(255 * (0.3 * red + 0.59 * green + 0.11 * blue))
