"""What marks say in words that no page shows: printed at the foot of the page, which grows by as much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Pdf

from priorauth.exhibits.convert.drawn_text import LEADING, TextBox, broken, draw_text, printable
from priorauth.exhibits.convert.mark_keys import author_and_day, words_of
from priorauth.exhibits.convert.picture_proof import UnshownInk
from priorauth.exhibits.convert.read_back import Entry
from priorauth.exhibits.page_characters import Rect
from priorauth.exhibits.page_geometry import frame_of, proportion, seen_box
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.formats.typeface.faces import REGULAR, width

_SIZE, _SIDE, _GAP = 9.0, 18.0, 9.0
_TALLEST = 3.0
"""How many times as high as its page a foot of notes may be."""


@dataclass(frozen=True, slots=True)
class DrawnNotes:
    """A foot of notes, the matrix that places it, and what is to be proved of it."""

    foot: pikepdf.Object
    matrix: tuple[float, ...]
    drawn: UnshownInk
    entries: tuple[Entry, ...]


def draw_notes(pdf: Pdf, page: pikepdf.Page, number: int, marks: Sequence[Dictionary]) -> DrawnNotes:
    """Draw the words of a page's marks under it and make room for them; the page is counted from 0.

    Raises `ExhibitRejected`: PA728 for a character that cannot be printed, PA789 for more than there is room for.
    """
    frame = frame_of(page)
    unit = proportion(frame.width, frame.height)
    size, side = _SIZE * unit, min(_SIDE * unit, frame.width / 10)
    texts = [_text(place, mark) for place, mark in enumerate(marks, 1)]
    lines = [line for text in texts for line in broken(text, frame.width - 2 * side, size)]
    high = len(lines) * size * LEADING + 2 * _GAP * unit
    if high > _TALLEST * frame.height + 100 or any(width(x, REGULAR, size) > frame.width for x in lines):
        raise ExhibitRejected("PA789", page=number + 1)
    placed = tuple((side, high - _GAP * unit - size * (1 + LEADING * row), line) for row, line in enumerate(lines))
    (foot,) = draw_text(pdf, [TextBox(frame.width, high, placed, size)])
    below = frame.own((0.0, -high, frame.width, 0.0))
    _add_foot(page, below)
    a, b, c, d, _, _ = frame.matrix
    return DrawnNotes(
        foot,
        (a, b, c, d, *frame.own_point(0.0, -high)),
        UnshownInk(number, (below,), is_below=True),
        tuple(Entry(text, number, below, is_drawn=True, code="PA789") for text in texts),
    )


def _text(number: int, mark: Dictionary) -> str:
    """Return a mark's words with who wrote them and when."""
    who = ", ".join(author_and_day(mark))
    return printable(f"Note {number}{f' ({who})' if who else ''}: {words_of(mark)}")


def _add_foot(page: pikepdf.Page, foot: Rect) -> None:
    """Make a page longer at its foot; what is cut off beside it stays cut off."""
    left, bottom, right, top = seen_box(page)
    grown = Array([min(left, foot[0]), min(bottom, foot[1]), max(right, foot[2]), max(top, foot[3])])
    for key in ("/BleedBox", "/TrimBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = grown
    page.obj.CropBox = grown
