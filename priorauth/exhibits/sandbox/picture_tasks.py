"""What the process that opens attachments is asked about pages that were taken: to draw one, or to compare some."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from priorauth.exhibits.page_characters import Rect

MOST_WIDE = 8_000
"""Of a picture, in points of the picture; its height is bounded by `MOST_HIGH`."""
MOST_HIGH = 16_000
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_PAGES = 10_000

PixelRect = tuple[int, int, int, int]
"""Left, upper, right, lower in points of a picture, counted from its upper left."""


@dataclass(frozen=True, slots=True)
class DrawPage:
    """Draw a page of a PDF that was taken, from 1, ``width`` points of the picture wide.

    ``boxes`` are rectangles in the page's own coordinates, such as `Page.rects` gives; ``framed`` has them framed
    on the picture.
    """

    data: bytes
    page: int
    width: int
    boxes: tuple[Rect, ...] = ()
    framed: bool = False
    suffix: ClassVar[str] = ".pdf"
    ocr: ClassVar[bool] = False

    def head(self) -> dict[str, object]:
        """Return the head of the frame that asks for the picture."""
        return {"draw": [self.page, self.width, self.framed], "boxes": [list(box) for box in self.boxes]}


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a PNG, its size, and where the boxes asked for lie on it."""

    png: bytes
    width: int
    height: int
    boxes: tuple[PixelRect, ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a page of one PDF, from 1, stands in another: on its page, from 1, in that page's own coordinates."""

    page: int
    bound_page: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class ComparePages:
    """Compare pages of a PDF with where they stand in another.

    ``data`` is both of them, one behind the other; the first has ``first_bytes``. ``only_ink`` asks for what is
    lost alone, where something was drawn across the pages.
    """

    data: bytes
    first_bytes: int
    placings: tuple[Placing, ...]
    only_ink: bool = False
    suffix: ClassVar[str] = ".pdf"
    ocr: ClassVar[bool] = False

    def head(self) -> dict[str, object]:
        """Return the head of the frame that asks for the comparison."""
        rows = [[item.page, item.bound_page, *item.rect] for item in self.placings]
        return {"compare": [self.first_bytes, self.only_ink], "placings": rows}


PictureTask = DrawPage | ComparePages


def task_of(head: object, body: bytes) -> PictureTask | None:
    """Read a task; ``None`` for what is none."""
    match head:
        case {"draw": [int(page), int(width), bool(framed)], "boxes": list(boxes)}:
            rects = tuple(_rect(box) for box in boxes)
            if 0 < page <= _MOST_PAGES and 0 < width <= MOST_WIDE and None not in rects:
                return DrawPage(body, page, width, cast("tuple[Rect, ...]", rects), framed)
        case {"compare": [int(first_bytes), bool(only_ink)], "placings": list(rows)}:
            placings = tuple(_placing(row) for row in rows)
            if 0 < first_bytes < len(body) and None not in placings:
                return ComparePages(body, first_bytes, cast("tuple[Placing, ...]", placings), only_ink)
    return None


def picture_head(picture: PagePicture) -> dict[str, object]:
    """Return the head of the frame that hands a picture back."""
    return {"picture": [picture.width, picture.height], "boxes": [list(box) for box in picture.boxes]}


def picture_of(head: object, body: bytes) -> PagePicture | None:
    """Read a picture; ``None`` for what no honest child says."""
    match head:
        case {"picture": [int(width), int(height)], "boxes": list(boxes)} if body.startswith(_PNG):
            places = [tuple(box) for box in boxes if isinstance(box, list)]
            whole = all(len(box) == 4 and all(type(side) is int for side in box) for box in places)
            if 0 < width <= MOST_WIDE and 0 < height <= MOST_HIGH and len(places) == len(boxes) and whole:
                return PagePicture(body, width, height, cast("tuple[PixelRect, ...]", tuple(places)))
    return None


def differing_head(pages: Sequence[int]) -> dict[str, object]:
    """Return the head of the frame that says which pages differ."""
    return {"differing": list(pages)}


def differing_of(head: object, body: bytes) -> tuple[int, ...] | None:
    """Read which pages differ; ``None`` for what no honest child says."""
    match head:
        case {"differing": list(pages)} if not body and all(type(page) is int for page in pages):
            return tuple(pages)
    return None


def _placing(row: object) -> Placing | None:
    match row:
        case [int(page), int(bound_page), *sides] if 0 < page <= _MOST_PAGES and bound_page > 0:
            rect = _rect(sides)
            return None if rect is None else Placing(page, bound_page, rect)
    return None


def _rect(sides: object) -> Rect | None:
    if not isinstance(sides, list) or len(sides) != 4:
        return None
    if not all(type(side) in (int, float) and math.isfinite(side) for side in sides):
        return None
    left, bottom, right, top = (float(side) for side in sides)
    return left, bottom, right, top
