"""Drawing the entries of a form with the shipped fonts: a form's own font often lacks the letters of a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from priorauth.exhibits.convert.drawn_text import (
    Placed,
    Setting,
    TextBox,
    draw_text,
    printable,
    set_text,
)
from priorauth.exhibits.convert.mark_keys import color, font_of
from priorauth.exhibits.convert.pdf_widgets import Widget
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.formats.typeface.faces import REGULAR, width

_PUSH_BUTTON = 1 << 16
_MULTILINE, _COMB = 1 << 12, 1 << 24
_LARGEST, _SMALLEST = 12.0, 4.0
_LEAST_OF_STATED = 0.6
"""How much smaller than the form states an entry may be drawn to fit its field."""


def draw_entries(pdf: Pdf, stated: str, widgets: Sequence[Widget]) -> None:
    """Draw each field as its entry; ``stated`` is how the form sets its text where a field does not say.

    Raises `ExhibitRejected` (PA709) for letters the shipped fonts lack, and for more than a field has room for.
    """
    boxes = [_box(widget, widget.drawn_with or stated) for widget in widgets]
    for widget, box, drawing in zip(widgets, boxes, draw_text(pdf, boxes), strict=True):
        ground = _ground(widget, box)
        look = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, box.wide, box.high],
            Matrix=Array(_TURNS[_turn(widget)]),
            Resources=Dictionary(XObject=Dictionary(Entry=drawing)),
        )
        shown = Stream(pdf, f"q {ground} Q q /Entry Do Q".encode("ascii"), look)
        widget.place.AP = Dictionary(N=pdf.make_indirect(shown))


_TURNS = {0: (1, 0, 0, 1, 0, 0), 90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0)}


def _box(widget: Widget, stated: str) -> TextBox:
    size, ink = font_of(stated)
    left, bottom, right, top = widget.rect
    wide, high = (top - bottom, right - left) if _turn(widget) % 180 else (right - left, top - bottom)
    try:
        text = printable("\n".join(widget.value_texts) if widget.is_text else _caption(widget))
    except ExhibitRejected:
        raise ExhibitRejected("PA709") from None
    if widget.flags & _COMB and widget.kind == "/Tx":
        set_at = min(size or _LARGEST, high)
        return TextBox(wide, high, tuple(_comb(text, wide, high, set_at, widget.longest)), set_at, ink)
    largest = size or _LARGEST
    setting = Setting(
        largest,
        largest * _LEAST_OF_STATED if size else _SMALLEST,
        is_multiline=bool(widget.flags & _MULTILINE) or "\n" in text,
        quadding=widget.quadding if widget.is_text else 1,
    )
    fitted = set_text(text, wide, high, setting)
    if fitted is None:
        raise ExhibitRejected("PA709")
    return TextBox(wide, high, fitted[1], fitted[0], ink)


def _caption(widget: Widget) -> str:
    """Return what a button that brings no drawing says; the sign of a box says only how it is ticked."""
    look = widget.place.get("/MK")
    said = look.get("/CA") if isinstance(look, Dictionary) and widget.flags & _PUSH_BUTTON else None
    return str(said) if isinstance(said, String) else ""


def _comb(text: str, wide: float, high: float, size: float, longest: int) -> Iterator[Placed]:
    room = wide / max(longest, len(text), 1)
    for place, letter in enumerate(text):
        yield (place + 0.5) * room - width(letter, REGULAR, size) / 2, high / 2 - size * 0.3, letter


def _turn(widget: Widget) -> int:
    look = widget.place.get("/MK")
    turn = look.get("/R", 0) if isinstance(look, Dictionary) else 0
    return turn % 360 if isinstance(turn, int) and turn % 90 == 0 else 0


def _ground(widget: Widget, box: TextBox) -> str:
    """Draw the ground and the border of a field, where it has them."""
    look = widget.place.get("/MK")
    parts = []
    for key, setting, painting in (("/BG", "rg", "f"), ("/BC", "RG", "S")):
        shade = color(look.get(key)) if isinstance(look, Dictionary) else None
        if shade is not None:
            edge = 0.0 if painting == "f" else 0.5
            place = f"{edge} {edge} {box.wide - 2 * edge:.3f} {box.high - 2 * edge:.3f} re"
            parts.append(f"{' '.join(f'{part:g}' for part in shade)} {setting} {place} {painting}")
    return " ".join(parts)
