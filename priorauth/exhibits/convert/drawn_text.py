"""Text drawn with the shipped fonts onto pages that came with fonts of their own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas

from priorauth.exhibits.convert.text_fidelity import carried
from priorauth.formats.typeface.faces import REGULAR, register, width

LEADING = 1.2
MARGIN = 2.0
_RISE = 0.3
"""How far a text's middle lies above its baseline, as a share of its size."""

_STEP = 0.5
_LINE_END = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
Placed = tuple[float, float, str]
"""Where a text begins on its baseline, from the lower left of its box, and the text."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box of text to be drawn, ``size`` points large."""

    wide: float
    high: float
    placed: tuple[Placed, ...]
    size: float
    color: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set in its box: the sizes it may have, on one line or several, and towards which side."""

    largest: float
    smallest: float
    is_multiline: bool = True
    quadding: int = 0
    """0 for the left side, 1 for the middle, 2 for the right, as forms count them."""


def printable(text: str) -> str:
    """Write a text with the characters the shipped fonts have, its lines parted in one way.

    Raises `ExhibitRejected` (PA728) for a character they do not have.
    """
    return carried("\n".join(_LINE_END.split(text)).replace("\t", " ").replace("\f", "\n")).strip()


def set_text(text: str, wide: float, high: float, setting: Setting) -> tuple[float, tuple[Placed, ...]] | None:
    """Return the largest size at which a text fits a box and where its lines go, or nothing if it fits at none."""
    register()
    room = wide - 2 * MARGIN
    size = setting.largest
    while size >= setting.smallest:
        lines = list(broken(text, room, size)) if setting.is_multiline else [" ".join(text.split())]
        tall = len(lines) * size * (LEADING if setting.is_multiline else 1.0)
        if tall <= high and all(width(line, REGULAR, size) <= room for line in lines):
            return size, tuple(_placed(lines, wide, high, size, setting))
        size -= _STEP
    return None


def broken(text: str, room: float, size: float) -> Iterator[str]:
    """Break a text into lines no wider than ``room`` at its spaces; a word that is wider stands alone."""
    register()
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        kept = ""
        for word in line.split(" "):
            longer = f"{kept} {word}" if kept else word
            if kept and width(longer, REGULAR, size) > room:
                yield kept
                kept = word
            else:
                kept = longer
        yield kept


def _placed(lines: Sequence[str], wide: float, high: float, size: float, setting: Setting) -> Iterator[Placed]:
    y = high - size if setting.is_multiline else high / 2 - size * _RISE
    for line in lines:
        spare = wide - 2 * MARGIN - width(line, REGULAR, size)
        yield MARGIN + spare * setting.quadding / 2, y, line
        y -= size * LEADING


def draw_text(pdf: Pdf, boxes: Sequence[TextBox]) -> list[pikepdf.Object]:
    """Draw boxes of text, each as a form with its lower left at the origin; their fonts are embedded once."""
    if not boxes:
        return []
    register()
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=1)
    for box in boxes:
        canvas.setPageSize((box.wide, box.high))
        canvas.setFillColorRGB(*box.color)
        before, gap = None, width(" ", REGULAR, box.size)
        for x, y, text in box.placed:
            canvas.setFont(REGULAR, box.size)
            # A space in front: readers of a PDF would join the first word to whatever was drawn last.
            canvas.drawString(*((x, y, text) if y == before else (x - gap, y, f" {text}")))
            before = y
        canvas.showPage()
    canvas.save()
    with pikepdf.open(stream) as drawn:
        return [pdf.copy_foreign(page.as_form_xobject()) for page in drawn.pages]
