"""What a mark on a page says of itself: numbers, colors, points and texts, where they are what they should be."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from priorauth.exhibits.page_characters import Rect

Point = tuple[float, float]
Color = tuple[float, float, float]

BLACK: Color = (0.0, 0.0, 0.0)
_HIDDEN, _PRINT, _NO_ROTATE, _NO_VIEW = 2, 4, 16, 32
_LEAST_HALF = 0.5
_MOST_POINTS = 100_000
_FONT_SIZE = re.compile(r"/[^\s/]+\s+([\d.]+)\s+Tf")
_FONT_COLOR = re.compile(r"((?:[\d.]+\s+){1,4})(g|rg|k)\b")
_SAID_ASIDE = frozenset(
    [
        "Text", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly",
        "StrikeOut", "Caret", "Stamp", "Ink", "Redact", "Sound", "FileAttachment",
    ]
)  # fmt: skip
_TAG = re.compile(r"<[^>]*>")
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn: no color for none."""

    color: Color | None
    width: float
    dashes: tuple[float, ...] = ()


def is_seen(mark: Dictionary) -> bool:
    """Whether a mark shows on a screen or on paper: what is hidden on both stays hidden."""
    flags = mark.get("/F", 0)
    flags = flags if isinstance(flags, int) else 0
    return not flags & _HIDDEN and (not flags & _NO_VIEW or bool(flags & _PRINT))


def is_on_screen(mark: Dictionary) -> bool:
    """Whether a mark that is seen shows on a screen, and not on paper alone."""
    flags = mark.get("/F", 0)
    return not (isinstance(flags, int) and flags & _NO_VIEW)


def stays_upright(mark: Dictionary) -> bool:
    """Whether a mark is not turned with its page."""
    flags = mark.get("/F", 0)
    return isinstance(flags, int) and bool(flags & _NO_ROTATE)


def numbers(found: object) -> tuple[float, ...]:
    """Return a list of numbers, or nothing for anything else."""
    if not isinstance(found, Array) or len(found) > _MOST_POINTS:
        return ()
    try:
        values = tuple(float(item) for item in found)
    except (TypeError, ValueError):
        return ()
    return values if all(math.isfinite(value) and abs(value) < 1e6 for value in values) else ()


def rect_of(holder: Object, key: str = "/Rect") -> Rect | None:
    """Return a rectangle with its corners in order, or ``None`` where there is none or it has no size."""
    values = numbers(holder.get(key))
    if len(values) != 4:
        return None
    x1, y1, x2, y2 = values
    rect = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    return rect if rect[0] < rect[2] and rect[1] < rect[3] else None


def points(found: object) -> list[Point]:
    """Return a list of numbers as points."""
    values = numbers(found)
    return list(zip(values[::2], values[1::2], strict=False))


def quads(mark: Dictionary) -> list[tuple[Point, Point, Point, Point]]:
    """Return the strips of text a mark lies on: upper left, upper right, lower left, lower right of each."""
    corners = points(mark.get("/QuadPoints"))
    return [
        (corners[at], corners[at + 1], corners[at + 2], corners[at + 3]) for at in range(0, len(corners) - 3, 4)
    ]


def own_look(mark: Dictionary) -> Stream | None:
    """Return the drawing a mark brings, of several that of its state.

    An empty one without any room is none, and so are those of states that the mark is not in: viewers draw it from
    its keys then. A field without a state is off.
    """
    looks = mark.get("/AP")
    found = looks.get("/N") if isinstance(looks, Dictionary) else None
    if isinstance(found, Dictionary) and not isinstance(found, Stream):
        state = mark.get("/AS")
        found = found.get(str(state) if isinstance(state, Name) else "/Off" if _is_field(mark) else "")
    if not isinstance(found, Stream):
        return None
    return found if _is_field(mark) or rect_of(found, "/BBox") or found.read_raw_bytes().strip() else None


def _is_field(mark: Dictionary) -> bool:
    return name_of(mark.get("/Subtype")) == "Widget"


def place_of(mark: Dictionary) -> Rect | None:
    """Return where a mark lies: its rectangle, or the strips of text it lies on where it names none.

    The rectangle of a level line may have no height; it is given some.
    """
    corners = points(mark.get("/Rect"))
    corners = corners if len(corners) == 2 else [corner for quad in quads(mark) for corner in quad]
    if not corners:
        return None
    xs, ys = zip(*corners, strict=True)
    wide, high = (0.0 if max(side) > min(side) else _LEAST_HALF for side in (xs, ys))
    return min(xs) - wide, min(ys) - high, max(xs) + wide, max(ys) + high


def color(found: object) -> Color | None:
    """Return a color in red, green and blue, or ``None`` for none."""
    return _as_rgb(numbers(found))


def _as_rgb(values: tuple[float, ...]) -> Color | None:
    parts = [min(max(value, 0.0), 1.0) for value in values]
    match parts:
        case [grey]:
            return grey, grey, grey
        case [red, green, blue]:
            return red, green, blue
        case [cyan, magenta, yellow, black]:
            return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def pen_of(mark: Dictionary, missing: Color = BLACK, *, least: float = 0.0) -> Pen:
    """Return the pen a mark is drawn with; ``missing`` is its color where it names none.

    ``least`` is its width where the mark says 0: a frame is not drawn then, a line is, by some viewers.
    """
    ink = color(mark["/C"]) if "/C" in mark else missing
    style, border = mark.get("/BS"), mark.get("/Border")
    if isinstance(style, Dictionary):
        width = style.get("/W", 1)
        dashed = str(style.get("/S")) == "/D"
        dashes = (numbers(style.get("/D")) or (3.0,)) if dashed else ()
    else:
        parts = list(border) if isinstance(border, Array) else []
        width = parts[2] if len(parts) > 2 else 1
        dashes = numbers(parts[3]) if len(parts) > 3 else ()
    try:
        wide = float(width)
    except (TypeError, ValueError):
        wide = 1.0
    wide = wide or least
    return Pen(ink if 0 < wide < 1e4 else None, wide, dashes if any(dashes) else ())


def opacity(mark: Dictionary) -> float:
    """Return how opaque a mark is, from 0 to 1."""
    values = numbers(Array([mark["/CA"]])) if "/CA" in mark else ()
    return min(max(values[0], 0.0), 1.0) if values else 1.0


def words_of(mark: Dictionary) -> str:
    """Return what a mark says in words, without formatting."""
    said = mark.get("/Contents")
    if isinstance(said, String) and str(said).strip():
        return str(said).strip()
    rich = mark.get("/RC")
    return " ".join(unescape(_TAG.sub(" ", str(rich))).split()) if isinstance(rich, String) else ""


def says_more(mark: Dictionary) -> bool:
    """Whether a mark has words that a viewer shows only beside the page, or when one points at it."""
    return name_of(mark.get("/Subtype")) in _SAID_ASIDE and bool(words_of(mark))


def author_and_day(mark: Dictionary) -> Iterator[str]:
    """Return who wrote a mark and on which day, as far as it says."""
    if isinstance(mark.get("/T"), String) and str(mark["/T"]).strip():
        yield str(mark["/T"]).strip()
    for key in ("/M", "/CreationDate"):
        day = _DAY.match(str(mark[key])) if isinstance(mark.get(key), String) else None
        if day is not None:
            yield f"{int(day[2])}/{int(day[3])}/{day[1]}"
            return


def font_of(operators: str) -> tuple[float, Color]:
    """Return the size (0 for one that fits) and the color a text is set in, from the operators that set them."""
    size, ink = _FONT_SIZE.search(operators), _FONT_COLOR.search(operators)
    shade = _as_rgb(tuple(float(part) for part in ink[1].split())) if ink else None
    return float(size[1]) if size else 0.0, shade or BLACK


def name_of(found: object) -> str:
    """Return a name without its stroke, or an empty text."""
    return str(found)[1:] if isinstance(found, Name) else ""
