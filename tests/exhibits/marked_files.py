"""Made-up chart pages with marks of every kind on them, with and without a drawing of their own."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.pdfgen.canvas import Canvas

RECT = (150, 300, 330, 340)
_QUADS = [150, 340, 330, 340, 150, 300, 330, 300]

KEYS: dict[str, dict[str, Any]] = {
    "FreeText": {"Contents": String("Seen by the surgeon, Dr. Núñez"), "DA": String("/Helv 10 Tf 1 0 0 rg")},
    "Ink": {"InkList": Array([[155, 305, 200, 335, 240, 305], [250, 320, 320, 320]]), "C": Array([0, 0, 1])},
    "Square": {"C": Array([1, 0, 0]), "IC": Array([0, 0, 0])},
    "Circle": {"C": Array([1, 0, 0]), "BS": Dictionary(W=2)},
    "Line": {"L": Array([155, 305, 325, 335]), "LE": Array([Name.OpenArrow, Name.ClosedArrow]), "C": Array([0])},
    "Polygon": {"Vertices": Array([160, 305, 240, 335, 320, 305]), "C": Array([0, 0.5, 0])},
    "PolyLine": {"Vertices": Array([160, 305, 240, 335, 320, 305]), "C": Array([0, 1, 1, 0])},
    "Highlight": {"QuadPoints": Array(_QUADS), "C": Array([1, 1, 0])},
    "Underline": {"QuadPoints": Array(_QUADS), "C": Array([1, 0, 0])},
    "StrikeOut": {"QuadPoints": Array(_QUADS), "C": Array([1, 0, 0])},
    "Squiggly": {"QuadPoints": Array(_QUADS), "C": Array([1, 0, 1])},
    "Caret": {"C": Array([0, 0, 1])},
    "Stamp": {"Name": Name.NotApproved, "C": Array([1, 0, 0])},
    "Redact": {"C": Array([1, 0, 0])},
    "Text": {"Contents": String("Addendum: the level is L4-L5"), "T": String("R. Reader, MD")},
}
"""What each kind of mark that a viewer draws needs to be drawn from its keys."""

WORDS = "Pain over L4-L5 for nine months"


def page_file(
    edit: Callable[[Pdf], object] | None = None, *, rotate: int = 0, crop: Any = None, lines: int = 12
) -> bytes:
    """A page of a few lines, one of which runs through the place of the marks."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    canvas.setFont("Helvetica", 11)
    for row in range(lines):
        canvas.drawString(72, 720 - 30 * row, f"Line {row} of an office note, typed by the clinic")
    canvas.drawString(120, 312 if lines else 20, WORDS)
    canvas.showPage()
    canvas.save()
    out = io.BytesIO()
    with pikepdf.open(stream) as pdf:
        page = pdf.pages[0].obj
        page.Rotate = rotate
        if crop is not None:
            page.CropBox = Array(crop)
        if edit is not None:
            edit(pdf)
        with warnings.catch_warnings():  # fields without a catalog are what some of these files are about
            warnings.simplefilter("ignore")
            pdf.save(out, deterministic_id=True)
    return out.getvalue()


def look(pdf: Pdf, content: bytes = b"0 0 1 rg 0 0 90 20 re f 1 0 0 rg 10 5 30 5 re f", **entries: Any) -> Any:
    """A drawing that a mark brings along."""
    shape = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 90, 20]))
    for key, value in entries.items():
        shape[f"/{key}"] = value
    return pdf.make_indirect(pikepdf.Stream(pdf, content, shape))


def mark(kind: str, *, flags: int | None = 4, is_drawn: bool = False, **entries: Any) -> Callable[[Pdf], None]:
    """Put a mark on the first page, with what its kind needs unless ``entries`` say otherwise."""

    def edit(pdf: Pdf) -> None:
        item = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(RECT))
        for key, value in {**KEYS.get(kind, {}), **entries}.items():
            item[f"/{key}"] = _anew(value)
        if flags is not None:
            item.F = flags
        if is_drawn:
            item.AP = Dictionary(N=look(pdf))
        page = pdf.pages[0].obj
        page.Annots = Array([*page.get("/Annots", Array([])), pdf.make_indirect(item)])

    return edit


def _anew(value: Any) -> Any:
    """An object belongs to one file; the next gets another like it."""
    return pikepdf.Object.parse(value.unparse()) if isinstance(value, pikepdf.Object) else value


def variants() -> Iterator[tuple[str, bytes]]:
    """Marks of all kinds, with and without a drawing, on pages of several shapes: name and file."""
    for place, kind in enumerate(KEYS):
        yield f"{kind} from its keys", page_file(mark(kind))
        rotate, crop = (0, 90, 180, 270)[place % 4], (None, (50, 60, 560, 730))[place % 2]
        yield f"{kind} on a turned page", page_file(mark(kind), rotate=rotate, crop=crop)
        yield f"{kind} with its drawing", page_file(mark(kind, is_drawn=True), rotate=rotate, crop=crop)


CELLS = [(30 + 190 * column, 60 + 70 * row) for row in range(8) for column in range(3)]
"""The lower left corners of places for marks that do not touch, on a page of US Letter."""

_MOVED = ("/InkList", "/L", "/Vertices", "/QuadPoints", "/Rect")


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark of an invented page: its place, and whether a reader of the page sees it."""

    kind: str
    corner: tuple[int, int]
    is_seen: bool
    words: str


def invented(seed: int) -> tuple[bytes, list[Placed]]:
    """A page of marks of all kinds, drawn by lot: the file, and what is on it."""
    lot = Random(seed)  # noqa: S311
    corners = lot.sample(CELLS, lot.randrange(4, 16))
    placed = [_placed(lot, corner) for corner in corners]

    def edit(pdf: Pdf) -> None:
        for item in placed:
            with_drawing = lot.random() < 0.3 and item.kind not in ("Text", "FreeText")
            flags = lot.choice([None, 0, 4, 36, 64]) if item.is_seen else lot.choice([2, 6, 32, 34])
            said = {"Contents": String(item.words)} if item.words else {}
            mark(item.kind, flags=flags, is_drawn=with_drawing, **said)(pdf)
            _move(pdf.pages[0].obj.Annots[-1], item.corner)

    return page_file(edit, rotate=lot.choice([0, 0, 90, 180, 270]), lines=0), placed


def _placed(lot: Random, corner: tuple[int, int]) -> Placed:
    kind = lot.choice(list(KEYS))
    says = kind in ("Text", "FreeText") or lot.random() < 0.2
    words = f"{lot.choice(['seen', 'read', 'signed'])} by reader {lot.randrange(100, 999)}" if says else ""
    return Placed(kind, corner, lot.random() < 0.75, words)


def _move(item: pikepdf.Object, corner: tuple[int, int]) -> None:
    dx, dy = corner[0] - RECT[0], corner[1] - RECT[1]
    for key in _MOVED:
        if key in item:
            lists = item[key] if key == "/InkList" else [item[key]]
            moved = [
                Array([float(value) + (dy if place % 2 else dx) for place, value in enumerate(values)])
                for values in lists
            ]
            item[key] = Array(moved) if key == "/InkList" else moved[0]
