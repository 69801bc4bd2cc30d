"""The characters of a PDF page as they are seen: which lie on the paper, which have ink, and where each stands.

A file can say more than it shows: words beside the paper, words without ink, words in the paper's color, words too
small for an eye. None of them is what a reader of the record saw, so none of them is read. The one exception is the
invisible text that scanners lay over a picture: it is read, and marked as the guess it is.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import pypdfium2
import pypdfium2.raw as pdfium

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in points, in the page's own coordinates: before ``/Rotate`` turns it."""

_NO_INK = frozenset({3, 7})
"""Text render modes that draw nothing: invisible, and only a shape to cut with."""

_PALE = 0xE8
_SMALLEST = 3.0
"""Points from a letter's foot to its head that an eye can still read, with room for the smallest print."""

_LEAST_CONTRAST = 24
_MAX_RENDERED = 2_500.0
_GUESSED_SHARE = 0.2
"""Of a page's letters that are invisible: above it the page counts as a scan that a machine has read."""


class Visibility(Enum):
    """Whether a character is seen."""

    SEEN = auto()
    PALE = auto()
    INVISIBLE = auto()
    GONE = auto()


@dataclass(slots=True)
class Character:
    """One character: ``rect`` is ``None`` for white space that stands for a gap or the end of a line."""

    text: str
    rect: Rect | None
    sight: Visibility


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page says: its text, its words as (start, end, rectangle), and whether a machine guessed it."""

    text: str
    words: tuple[tuple[int, int, Rect], ...]
    is_guessed: bool


def read_characters(page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage) -> PageWords:
    """Read a page's text as it is seen, from the layer of text that belongs to it."""
    found = list(_Characters(page, layer))
    _settle_pale(page, found)
    ink = sum(c.sight is Visibility.SEEN and c.rect is not None for c in found)
    without = sum(c.sight is Visibility.INVISIBLE for c in found)
    is_scan = without > _GUESSED_SHARE * (ink + without) and _has_picture(page)
    kept = {Visibility.SEEN, Visibility.INVISIBLE} if is_scan else {Visibility.SEEN}
    return _reading([c for c in found if c.sight in kept], is_guessed=is_scan)


class _Characters:
    """Goes over the characters of a page in PDFium's order."""

    def __init__(self, page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage) -> None:
        self._layer = layer
        self._paper = page.get_bbox()
        self._looks: dict[int, Visibility] = {}

    def __iter__(self) -> Iterator[Character]:
        high = ""
        for index in range(self._layer.count_chars()):
            code = pdfium.FPDFText_GetUnicode(self._layer, index)
            if 0xD800 <= code < 0xDC00:
                high = chr(code)
                continue
            text = _joined(high, chr(code)) if high or 0xDC00 <= code < 0xE000 else chr(code)
            high = ""
            if text.strip("\0"):
                yield self._character(index, text)

    def _character(self, index: int, text: str) -> Character:
        if pdfium.FPDFText_IsGenerated(self._layer, index) == 1:
            return Character(text, None, Visibility.SEEN)
        rect = self._layer.get_charbox(index)
        sight = self._look(index) if self._is_on_paper(rect) else Visibility.GONE
        if text.isspace():
            return Character(text, None, Visibility.SEEN if sight is not Visibility.GONE else Visibility.GONE)
        return Character(text, rect, sight)

    def _is_on_paper(self, rect: Rect) -> bool:
        left, bottom, right, top = self._paper
        return bool(left <= (rect[0] + rect[2]) / 2 <= right and bottom <= (rect[1] + rect[3]) / 2 <= top)

    def _look(self, index: int) -> Visibility:
        """Tell how a character is drawn; all of one text object are drawn alike."""
        drawn = pdfium.FPDFText_GetTextObject(self._layer, index)
        key = ctypes.cast(drawn, ctypes.c_void_p).value if drawn else None
        if key is None:
            return Visibility.SEEN
        if key not in self._looks:
            self._looks[key] = self._look_of(drawn, index)
        return self._looks[key]

    def _look_of(self, drawn: object, index: int) -> Visibility:
        if pdfium.FPDFTextObj_GetTextRenderMode(drawn) in _NO_INK:
            return Visibility.INVISIBLE
        if _is_cut_away(drawn):
            return Visibility.GONE
        left, bottom, right, top = self._layer.get_charbox(index, loose=True)
        if max(top - bottom, right - left) < _SMALLEST:
            return Visibility.GONE
        color = [ctypes.c_uint() for _ in range(4)]
        if not pdfium.FPDFText_GetFillColor(self._layer, index, *color):
            return Visibility.SEEN
        *shades, cover = (part.value for part in color)
        if not cover:
            return Visibility.GONE
        return Visibility.PALE if min(shades) >= _PALE else Visibility.SEEN


def _is_cut_away(drawn: object) -> bool:
    """Whether a text object lies wholly outside the shape that it is cut to, so that nothing of it is drawn."""
    bounds = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawn, *bounds):
        return False
    left, bottom, right, top = (bound.value for bound in bounds)
    path = pdfium.FPDFPageObj_GetClipPath(drawn)
    for index in range(max(0, pdfium.FPDFClipPath_CountPaths(path))):
        points = tuple(_points(path, index))
        if not points:
            continue
        across, up = zip(*points, strict=True)
        if right < min(across) or left > max(across) or top < min(up) or bottom > max(up):
            return True
    return False


def _points(path: object, index: int) -> Iterator[tuple[float, float]]:
    for place in range(pdfium.FPDFClipPath_CountPathSegments(path, index)):
        segment = pdfium.FPDFClipPath_GetPathSegment(path, index, place)
        x, y = ctypes.c_float(), ctypes.c_float()
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value


def _joined(high: str, low: str) -> str:
    """Join the two halves of a character outside the basic plane; half of one is no character."""
    try:
        return (high + low).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return ""


def _settle_pale(page: pypdfium2.PdfPage, found: Sequence[Character]) -> None:
    """Look whether light letters stand on something dark; on paper nobody sees them."""
    pale = [character for character in found if character.sight is Visibility.PALE]
    if not pale:
        return
    scale = min(1.0, _MAX_RENDERED / max(page.get_size()))
    image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
    for character in pale:
        assert character.rect is not None  # noqa: S101  (only characters with ink have a look)
        low, high = image.crop(on_image(page, character.rect, image.size)).getextrema()
        character.sight = Visibility.SEEN if high - low >= _LEAST_CONTRAST else Visibility.GONE


def on_image(page: pypdfium2.PdfPage, rect: Rect, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the place of a rectangle on a page's picture: left, upper, right, lower, at least a pixel each way."""
    corners = [_device(page, size, rect[0], rect[1]), _device(page, size, rect[2], rect[3])]
    xs, ys = zip(*corners, strict=True)
    left, upper = max(0, min(xs) - 1), max(0, min(ys) - 1)
    return left, upper, max(left + 1, min(size[0], max(xs) + 1)), max(upper + 1, min(size[1], max(ys) + 1))


def _device(page: pypdfium2.PdfPage, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, size[0], size[1], 0, x, y, across, down)
    return across.value, down.value


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    return next(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=5), None) is not None


def _reading(kept: Sequence[Character], *, is_guessed: bool) -> PageWords:
    """Write the characters as a text. Where some were left out, the gaps around them close to one."""
    pieces: list[str] = []
    words: list[tuple[int, int, Rect]] = []
    length, start, rects = 0, 0, list[Rect]()
    for character in kept:
        text = unicodedata.normalize("NFC", character.text)
        if character.rect is None or text.isspace():
            if rects:
                words.append((start, length, around(rects)))
                rects = []
            if not pieces or (pieces[-1].isspace() and (pieces[-1], text) != ("\r", "\n")):
                continue
        else:
            start = start if rects else length
            rects.append(character.rect)
        pieces.append(text)
        length += len(text)
    if rects:
        words.append((start, length, around(rects)))
    return PageWords("".join(pieces).rstrip(), tuple(words), is_guessed)


def around(rects: Sequence[Rect]) -> Rect:
    """Return the smallest rectangle around others."""
    lefts, bottoms, rights, tops = zip(*rects, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def grown(rect: Rect, by: float) -> Rect:
    """Return a rectangle with a margin of ``by`` points around it."""
    return rect[0] - by, rect[1] - by, rect[2] + by, rect[3] + by


def bounds(points: Iterable[tuple[float, float]]) -> Rect:
    """Return the smallest rectangle around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
