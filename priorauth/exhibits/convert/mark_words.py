"""Marks of words that bring no drawing: a text in a box, and a stamp by its name in a frame."""

from __future__ import annotations

import re
from dataclasses import replace

import pikepdf
from pikepdf import Dictionary, Pdf

from priorauth.exhibits.convert.drawn_text import Setting, TextBox, draw_text, printable, set_text
from priorauth.exhibits.convert.mark_keys import BLACK, color, font_of, name_of, pen_of, words_of
from priorauth.exhibits.convert.mark_shapes import MarkShape, frame
from priorauth.exhibits.page_characters import Rect
from priorauth.exhibits.rejection import ExhibitRejected

_FREE = Setting(largest=12.0, smallest=4.0)
_STAMP = Setting(largest=24.0, smallest=4.0, is_multiline=False, quadding=1)
_LEAST_OF_STATED = 0.5
"""How much smaller than stated a text may be drawn to fit its box."""

_BEFORE_A_NAME = re.compile(r"^(?:SB|SH)(?=[A-Z])")
_BEFORE_A_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def words_in_box(pdf: Pdf, mark: Dictionary, rect: Rect, page: int) -> tuple[MarkShape, str, pikepdf.Object | None]:
    """Return a mark's frame, its words, and their drawing, which has its lower left at the origin.

    Raises `ExhibitRejected` (PA789), with the page counted from 0 here, for words that do not fit.
    """
    pen, wide, high = pen_of(mark), rect[2] - rect[0], rect[3] - rect[1]
    if name_of(mark.get("/Subtype")) == "Stamp":
        words, setting, ink, ground = _stamp_name(mark), _STAMP, pen.color or BLACK, None
        width = 1.0 if words else 0.0
    else:
        size, ink = font_of(str(mark.get("/DA", "")))
        words, ground = printable(words_of(mark)), color(mark["/C"]) if "/C" in mark else None
        setting = replace(_FREE, quadding=_quadding(mark))
        if size:
            setting = replace(setting, largest=size, smallest=min(size, max(4.0, size * _LEAST_OF_STATED)))
        width = pen.width if pen.color and {"/BS", "/Border", "/C"} & set(mark.keys()) else 0.0
    framed = frame(rect, ground, width)
    if not words:
        return framed, "", None
    fitted = set_text(words, wide, high, setting)
    if fitted is None:
        raise ExhibitRejected("PA789", page=page + 1)
    (drawing,) = draw_text(pdf, [TextBox(wide, high, fitted[1], fitted[0], ink)])
    return framed, words, drawing


def _stamp_name(mark: Dictionary) -> str:
    """Return a stamp's name as it is read, ``NotApproved`` as Not Approved; nothing for a program's own number."""
    name = _BEFORE_A_NAME.sub("", name_of(mark.get("/Name")))
    return _BEFORE_A_CAPITAL.sub(" ", name) if name.isascii() and name.isalpha() else ""


def _quadding(mark: Dictionary) -> int:
    found = mark.get("/Q", 0)
    return found if isinstance(found, int) and found in (0, 1, 2) else 0
