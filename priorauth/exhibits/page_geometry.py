"""A page as it is seen: its own coordinates and upright ones, whatever its rotation and boxes."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from priorauth.exhibits.page_characters import Rect

_LETTER = (612.0, 792.0)

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A page as it is seen: how its own coordinates turn into upright ones, with (0, 0) at the lower left."""

    width: float
    height: float
    matrix: Matrix
    """From seen to own coordinates: a turn by quarters and a move, never a change of size."""

    def own_point(self, x: float, y: float) -> tuple[float, float]:
        """Return the page's own coordinates of a point as it is seen."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def own(self, rect: Rect) -> Rect:
        """Return the page's own coordinates of a rectangle as it is seen."""
        return _spanned(self.own_point(rect[0], rect[1]), self.own_point(rect[2], rect[3]))

    def seen(self, rect: Rect) -> Rect:
        """Return a rectangle in the page's own coordinates as it is seen."""
        return _spanned(self._seen_point(rect[0], rect[1]), self._seen_point(rect[2], rect[3]))

    def _seen_point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * (x - e) + b * (y - f), c * (x - e) + d * (y - f)


def frame_of(page: pikepdf.Page) -> PageFrame:
    """Return the seen size of a page and the matrix from seen to own coordinates, for any /Rotate and box."""
    return upright(seen_box(page), _rotation(page))


def upright(box: Rect, rotation: int) -> PageFrame:
    """Return the seen size of what is in a box, turned by a multiple of 90 degrees, and its matrix."""
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    rotation %= 360
    if rotation == 90:
        return PageFrame(high, wide, (0, 1, -1, 0, right, bottom))
    if rotation == 180:
        return PageFrame(wide, high, (-1, 0, 0, -1, right, top))
    if rotation == 270:
        return PageFrame(high, wide, (0, -1, 1, 0, left, top))
    return PageFrame(wide, high, (1, 0, 0, 1, left, bottom))


def seen_box(page: pikepdf.Page) -> Rect:
    """Return what is seen of a page, in its own coordinates: the crop box as far as it lies on the sheet."""
    media, crop = _ordered(page.mediabox), _ordered(page.cropbox)
    seen = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return seen if seen[0] < seen[2] and seen[1] < seen[3] else media


def proportion(width: float, height: float) -> float:
    """Return how much larger than US Letter a page is: printed, it is made smaller by as much. Never below 1."""
    shorter, longer = sorted((width, height))
    return max(1.0, shorter / _LETTER[0], longer / _LETTER[1])


def _ordered(box: pikepdf.Array) -> Rect:
    x1, y1, x2, y2 = (float(v) for v in box)
    return _spanned((x1, y1), (x2, y2))


def _spanned(one: tuple[float, float], other: tuple[float, float]) -> Rect:
    (x1, y1), (x2, y2) = one, other
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _rotation(page: pikepdf.Page) -> int:
    """Return a page's own /Rotate, or the nearest one it inherits."""
    node: pikepdf.Object | None = page.obj
    while node is not None and "/Rotate" not in node:
        node = node.get("/Parent")
    return 0 if node is None else int(node["/Rotate"])
