"""How a mark looks that brings no drawing of itself: every viewer draws such marks from their keys.

The keys are those of ISO 32000-2, section 12.5.6. Everything is drawn in the page's own coordinates.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pikepdf import Array, Dictionary

from priorauth.exhibits.convert.mark_keys import (
    BLACK,
    Color,
    Pen,
    Point,
    color,
    name_of,
    numbers,
    own_look,
    pen_of,
    place_of,
    points,
    quads,
)
from priorauth.exhibits.page_characters import Rect, bounds, grown

_YELLOW: Color = (1.0, 1.0, 0.0)
_ROUND = 0.5523
"""How far the handles of a Bezier curve lie from a quarter circle's ends, as a share of its radius."""

_PIECE = 12.0
"""Points of a line between two of the boxes that say where it lies."""

_HEAD = 4.0
"""The length of a line's ending, in widths of its pen."""

_WAVE = 2.0
_SIGN = 18.0


@dataclass(frozen=True, slots=True)
class MarkShape:
    """A drawing: its operators, where its ink lies, and its color. ``multiplies`` leaves dark ink beneath dark."""

    operators: str
    boxes: tuple[Rect, ...]
    color: Color
    multiplies: bool = False


def shape_of(mark: Dictionary) -> MarkShape | None:
    """Return how a mark is drawn from its keys, or ``None`` where a viewer would draw nothing."""
    draw = _SHAPES.get(name_of(mark.get("/Subtype")))
    return draw(mark) if draw is not None and place_of(mark) is not None else None


def lacks_its_shape(mark: Dictionary) -> bool:
    """Whether a mark has ink that would be seen, and does not say where: no viewer shows anything of it."""
    kind = name_of(mark.get("/Subtype"))
    if kind not in _SAID_BY_POINTS or own_look(mark) is not None or shape_of(mark) is not None:
        return False
    ink = pen_of(mark).color if kind in _DRAWN_WITH_A_PEN else color(mark.get("/C", Array([0])))
    return ink is not None


def black_box(mark: Dictionary) -> MarkShape | None:
    """Return the black that a mark for redaction puts over its words."""
    rect = place_of(mark)
    boxes = [bounds(quad) for quad in quads(mark)] or ([rect] if rect else [])
    drawn = "\n".join(_box(box) + " f" for box in boxes)
    return MarkShape(f"0 g\n{drawn}", tuple(boxes), BLACK) if boxes else None


def inside(mark: Dictionary, rect: Rect) -> Rect:
    """Return the part of a mark's rectangle that it is drawn in: an arrow or an effect takes some at its edges."""
    gaps = numbers(mark.get("/RD"))
    return _cut(rect, *gaps) if len(gaps) == 4 else rect


def _cut(rect: Rect, left: float, bottom: float, right: float, top: float) -> Rect:
    """Return a rectangle made smaller at its edges; the whole of it where nothing would be left."""
    inner = rect[0] + left, rect[1] + bottom, rect[2] - right, rect[3] - top
    return inner if inner[0] < inner[2] and inner[1] < inner[3] else rect


def frame(rect: Rect, ground: Color | None, width: float) -> MarkShape:
    """Return the frame around a mark of words; no line for a width of 0, none for no ground."""
    inner = _cut(rect, width / 2, width / 2, width / 2, width / 2)
    pen = Pen(BLACK if width else None, width)
    return MarkShape(_painted(_box(inner), pen, ground) if ground or width else "", (rect,), ground or BLACK)


def _square(mark: Dictionary) -> MarkShape | None:
    return _closed(mark, _box)


def _circle(mark: Dictionary) -> MarkShape | None:
    return _closed(mark, _ellipse)


def _closed(mark: Dictionary, outline: Callable[[Rect], str]) -> MarkShape | None:
    """Draw a frame within a mark's rectangle, filled where it has a color inside."""
    pen, ground = pen_of(mark), color(mark.get("/IC"))
    rect = place_of(mark)
    if rect is None or (pen.color is None and ground is None):
        return None
    half = pen.width / 2 if pen.color else 0.0
    inner = _cut(inside(mark, rect), half, half, half, half)
    corners = [(inner[0], inner[1]), (inner[2], inner[1]), (inner[2], inner[3]), (inner[0], inner[3])]
    boxes = [rect] if ground or outline is _ellipse else list(_along([*corners, corners[0]], pen))
    return MarkShape(_painted(outline(inner), pen, ground), tuple(boxes), ground or pen.color or BLACK)


def _line(mark: Dictionary) -> MarkShape | None:
    ends = points(mark.get("/L"))
    return _ended(mark, ends, pen_of(mark, least=1.0)) if len(ends) == 2 else None


def callout(mark: Dictionary) -> MarkShape | None:
    """Return the line from a text in a box to what it speaks of, or ``None`` where there is none."""
    pen = pen_of(mark)
    return _ended(mark, points(mark.get("/CL"))[:3], Pen(BLACK if pen.color else None, pen.width, pen.dashes))


def _ended(mark: Dictionary, corners: list[Point], pen: Pen) -> MarkShape | None:
    """Draw a line with the endings a mark names: one for each end, or one for its beginning."""
    if len(corners) < 2 or pen.color is None:
        return None
    kinds = mark.get("/LE")
    names = [name_of(kind) for kind in (kinds if isinstance(kinds, Array) else [kinds])]
    drawn = [_path(corners) + " S"]
    for kind, tip, tail in zip(names, (corners[0], corners[-1]), (corners[1], corners[-2]), strict=False):
        drawn += _ending(kind, tip, tail, pen)
    tips = [grown((*tip, *tip), _HEAD * max(pen.width, 2.0)) for tip in (corners[0], corners[-1])]
    return MarkShape(_stroke(pen) + "\n" + "\n".join(drawn), (*_along(corners, pen), *tips), pen.color)


def _ending(kind: str, tip: Point, tail: Point, pen: Pen) -> Iterator[str]:
    """Draw the ending of a line: an arrow's head or a small mark; nothing for a plain one."""
    if kind in ("", "None"):
        return
    long = _HEAD * max(pen.width, 2.0) * 0.8
    way = math.atan2(tail[1] - tip[1], tail[0] - tip[0])
    if "Arrow" in kind:
        turn = math.pi if kind.startswith("R") else 0.0
        wings = [
            (tip[0] + long * math.cos(way + turn + side), tip[1] + long * math.sin(way + turn + side))
            for side in (0.5, -0.5)
        ]
        yield _path([wings[0], tip, wings[1]]) + (" b" if "Closed" in kind else " S")
    elif kind in ("Butt", "Slash"):
        across = way + math.pi / (2 if kind == "Butt" else 3)
        x, y = long / 2 * math.cos(across), long / 2 * math.sin(across)
        yield _path([(tip[0] - x, tip[1] - y), (tip[0] + x, tip[1] + y)]) + " S"
    else:
        yield _box(grown((*tip, *tip), long / 2)) + " S"


def _polygon(mark: Dictionary) -> MarkShape | None:
    corners, pen, ground = points(mark.get("/Vertices")), pen_of(mark), color(mark.get("/IC"))
    if len(corners) < 2 or (pen.color is None and ground is None):
        return None
    boxes = [grown(bounds(corners), pen.width)] if ground else list(_along([*corners, corners[0]], pen))
    drawn = _painted(_path(corners) + " h", pen, ground)
    return MarkShape(drawn, tuple(boxes), ground or pen.color or BLACK)


def _polyline(mark: Dictionary) -> MarkShape | None:
    return _ended(mark, points(mark.get("/Vertices")), pen_of(mark, least=1.0))


def _ink(mark: Dictionary) -> MarkShape | None:
    lists = mark.get("/InkList")
    return _strokes(mark, [points(item) for item in lists] if isinstance(lists, Array) else [])


def _strokes(mark: Dictionary, strokes: Iterable[list[Point]]) -> MarkShape | None:
    pen = pen_of(mark, least=1.0)
    drawn = [stroke if len(stroke) > 1 else stroke * 2 for stroke in strokes if stroke]
    if not drawn or pen.color is None:
        return None
    boxes = tuple(box for stroke in drawn for box in _along(stroke, pen))
    return MarkShape(
        "\n".join([_stroke(pen) + " 1 J 1 j", *(_path(stroke) + " S" for stroke in drawn)]), boxes, pen.color
    )


def _highlight(mark: Dictionary) -> MarkShape | None:
    ink = color(mark["/C"]) if "/C" in mark else _YELLOW
    strips = quads(mark)
    if ink is None or not strips:
        return None
    drawn = [_path([upper, right, lower_right, lower]) + " h f" for upper, right, lower, lower_right in strips]
    boxes = tuple(bounds(strip) for strip in strips)
    return MarkShape("\n".join([_fill(ink), *drawn]), boxes, ink, multiplies=True)


def _underline(mark: Dictionary) -> MarkShape | None:
    return _text_lines(mark, lambda lower, upper: _between(lower, upper, 0.08))


def _strike_out(mark: Dictionary) -> MarkShape | None:
    return _text_lines(mark, lambda lower, upper: _between(lower, upper, 0.45))


def _squiggly(mark: Dictionary) -> MarkShape | None:
    return _text_lines(mark, lambda lower, upper: _between(lower, upper, 0.08), is_wavy=True)


def _text_lines(
    mark: Dictionary, at: Callable[[Point, Point], Point], *, is_wavy: bool = False
) -> MarkShape | None:
    """Draw a line along each strip of text, a sixteenth as thick as the strip is high."""
    ink = color(mark["/C"]) if "/C" in mark else BLACK
    strips = quads(mark)
    if ink is None or not strips:
        return None
    drawn, boxes = [], list[Rect]()
    for upper, upper_right, lower, lower_right in strips:
        pen = Pen(ink, min(max(math.dist(upper, lower) / 16, 0.5), 3.0))
        ends = [at(lower, upper), at(lower_right, upper_right)]
        drawn.append(f"{_stroke(pen)} {_path(_wave(*ends) if is_wavy else ends)} S")
        boxes.append(grown(bounds((upper, upper_right, lower, lower_right)), 1.0))
    return MarkShape("\n".join(drawn), tuple(boxes), ink)


def _wave(start: Point, end: Point) -> list[Point]:
    """Return a line that goes up and down on its way."""
    steps = max(2, min(int(math.dist(start, end) / _WAVE), 2_000))
    return [
        (x, y + (_WAVE / 2 if step % 2 else 0.0))
        for step in range(steps + 1)
        for x, y in [_between(start, end, step / steps)]
    ]


def _caret(mark: Dictionary) -> MarkShape | None:
    rect, pen = place_of(mark), pen_of(mark)
    if rect is None or pen.color is None:
        return None
    middle = (rect[0] + rect[2]) / 2
    path = _path([(rect[0], rect[1]), (middle, rect[3]), (rect[2], rect[1])])
    return MarkShape(_painted(path, Pen(None, 0.0), pen.color), (rect,), pen.color)


def _room(rect: Rect) -> Rect:
    """Return what any viewer's sign of a note covers: some hang from the upper corner, some stand on the lower."""
    return rect[0] - 2, min(rect[1], rect[3] - 24) - 2, rect[0] + 26, max(rect[3], rect[1] + 24) + 2


def _note_sign(mark: Dictionary) -> MarkShape | None:
    """Draw the sign of a note, a written sheet, hanging from its upper left corner."""
    rect = place_of(mark)
    if rect is None:
        return None
    left, top, side = rect[0], rect[3], _SIGN
    lines = [_path([(left + 4, y), (left + side - 4, y)]) + " S" for y in (top - 5, top - 9, top - 13)]
    drawn = _painted(
        _box((left + 1, top - side + 1, left + side - 1, top - 1)), Pen(BLACK, 1.0), color(mark.get("/C"))
    )
    return MarkShape("\n".join([drawn, *lines]), (_room(rect),), BLACK)


_DRAWN_WITH_A_PEN = frozenset({"Ink", "Line", "Polygon", "PolyLine"})
_SAID_BY_POINTS = _DRAWN_WITH_A_PEN | {"Highlight", "Underline", "StrikeOut", "Squiggly"}

_SHAPES: dict[str, Callable[[Dictionary], MarkShape | None]] = {
    "Square": _square,
    "Circle": _circle,
    "Line": _line,
    "Polygon": _polygon,
    "PolyLine": _polyline,
    "Ink": _ink,
    "Highlight": _highlight,
    "Underline": _underline,
    "StrikeOut": _strike_out,
    "Squiggly": _squiggly,
    "Caret": _caret,
    "Text": _note_sign,
}


def _painted(path: str, pen: Pen, ground: Color | None) -> str:
    parts = [_fill(ground)] if ground else []
    parts += [_stroke(pen)] if pen.color else []
    operator = "B" if ground and pen.color else "f" if ground else "S"
    return "\n".join([*parts, f"{path} {operator}"])


def _stroke(pen: Pen) -> str:
    shade = " ".join(f"{part:g}" for part in pen.color or BLACK)
    dashes = f" [{' '.join(f'{dash:g}' for dash in pen.dashes)}] 0 d" if pen.dashes else ""
    return f"{shade} RG {pen.width:g} w{dashes}"


def _fill(ink: Color) -> str:
    return " ".join(f"{part:g}" for part in ink) + " rg"


def _path(corners: Sequence[Point]) -> str:
    first, *others = corners
    return " ".join([f"{first[0]:.3f} {first[1]:.3f} m", *(f"{x:.3f} {y:.3f} l" for x, y in others)])


def _box(rect: Rect) -> str:
    return f"{rect[0]:.3f} {rect[1]:.3f} {rect[2] - rect[0]:.3f} {rect[3] - rect[1]:.3f} re"


def _ellipse(rect: Rect) -> str:
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    a, b = (rect[2] - rect[0]) / 2, (rect[3] - rect[1]) / 2
    quarters = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)]
    parts = [f"{x + a:.3f} {y:.3f} m"]
    for (ux, uy), (vx, vy) in pairwise(quarters):
        handles = [(ux + vx * _ROUND, uy + vy * _ROUND), (vx + ux * _ROUND, vy + uy * _ROUND), (vx, vy)]
        parts.append(" ".join(f"{x + a * hx:.3f} {y + b * hy:.3f}" for hx, hy in handles) + " c")
    return " ".join([*parts, "h"])


def _along(corners: Sequence[Point], pen: Pen) -> Iterator[Rect]:
    """Return small boxes around a line, piece by piece: a slanting one has much that is not its own around it."""
    for start, end in pairwise(corners):
        pieces = max(1, min(math.ceil(math.dist(start, end) / _PIECE), 200))
        for piece in range(pieces):
            ends = _between(start, end, piece / pieces), _between(start, end, (piece + 1) / pieces)
            yield grown(bounds(ends), pen.width / 2 + 0.5)


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
