"""Drawing the entries that the library draws wrongly: those of several lines, and those with a letter to a box."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pikepdf import Dictionary, Name, Pdf, Stream

from priorauth.exhibits.convert.pdf_widgets import Widget
from priorauth.exhibits.rejection import Quarantined

MULTILINE, COMB = 1 << 12, 1 << 24

_FONT = re.compile(r"(/[^\s/]+)\s+([\d.]+)\s+Tf")
_SIZE, _LEADING, _MARGIN = 10.0, 1.15, 2.0
_LETTER = 0.55
"""The width of a letter as a share of its size: more than most, so that lines rather break too early. Whether they
fit is measured afterwards, on the page."""


def draw_entry(pdf: Pdf, form: Dictionary, widget: Widget) -> None:
    """Draw a field as its entry. Raises `Quarantined` (PA709) for letters it cannot write."""
    font = _FONT.search(widget.drawn_with or str(form.get("/DA", "")))
    if font is None:
        raise Quarantined("PA709")
    size = float(font[2]) or _SIZE
    left, bottom, right, top = widget.rect
    wide, high = right - left, top - bottom
    text = "\n".join(widget.value_texts)
    placed = (
        _comb(text, wide, high, size, widget.longest) if widget.flags & COMB else _lines(text, wide, high, size)
    )
    shown = b"".join(
        b"1 0 0 1 %.2f %.2f Tm <%s> Tj " % (x, y, _coded(part).hex().encode("ascii")) for x, y, part in placed
    )
    setting = f"{font[1]} {size:g} Tf 0 g ".encode("latin-1")
    look = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, wide, high],
        Resources=form.get("/DR", Dictionary()),
    )
    drawn = Stream(pdf, b"/Tx BMC q BT " + setting + shown + b"ET Q EMC", look)
    widget.place.AP = Dictionary(N=pdf.make_indirect(drawn))


def _comb(text: str, wide: float, high: float, size: float, longest: int) -> Iterator[tuple[float, float, str]]:
    box = wide / max(longest, len(text), 1)
    for place, letter in enumerate(text):
        yield place * box + box / 2 - size * _LETTER / 2, (high - size) / 2 + size * 0.2, letter


def _lines(text: str, wide: float, high: float, size: float) -> Iterator[tuple[float, float, str]]:
    room = max(1, int((wide - 2 * _MARGIN) / (size * _LETTER)))
    y = high - _MARGIN - size
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        for part in _broken(line, room):
            yield _MARGIN, y, part
            y -= size * _LEADING


def _broken(line: str, room: int) -> Iterator[str]:
    kept = ""
    for word in line.split(" "):
        if kept and len(kept) + 1 + len(word) > room:
            yield kept
            kept = word
        else:
            kept = f"{kept} {word}" if kept else word
    yield kept


def _coded(text: str) -> bytes:
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        raise Quarantined("PA709") from None
