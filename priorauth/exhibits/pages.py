"""An exhibit once it is open: its pages, their text, and where each word of it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:  # the process that opens attachments reads pages and knows no case
    from priorauth.case.model import Exhibit

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in points, in the page's own coordinates: before ``/Rotate`` turns it."""

_WORD = re.compile(r"\S+")


class TextOrigin(StrEnum):
    """Where a page's text comes from. What a machine guessed from a picture is not what the record says."""

    LAYER = "layer"
    OCR = "ocr"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page: ``text[start:end]``, and the rectangle it is printed in."""

    start: int
    end: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its text as far as a machine can read it, and its size in points as it is seen."""

    number: int
    text: str
    width: float
    height: float
    rotation: int
    words: tuple[Word, ...] = ()
    origin: TextOrigin = TextOrigin.LAYER

    @property
    def is_readable(self) -> bool:
        """Whether the page has any text a machine can read; a scan has none."""
        return bool(self.text.strip())

    def rects(self, start: int, end: int) -> tuple[Rect, ...]:
        """Give the rectangles of ``text[start:end]``, one for each line it runs over, top to bottom."""
        return _lines(word.rect for word in self.words if word.start < end and word.end > start)


@dataclass(frozen=True, slots=True)
class OpenedExhibit:
    """An exhibit ready to be bound. ``sha256`` is that of the file as it was given."""

    exhibit: Exhibit
    pdf: bytes
    pages: tuple[Page, ...]
    sha256: str


def read_pages(data: bytes) -> tuple[Page, ...]:
    """Read the pages of a PDF. Raises ``pypdfium2.PdfiumError`` for one that cannot be read."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return tuple(_read_page(pdf, index) for index in range(len(pdf)))
    finally:
        pdf.close()


def _read_page(pdf: pypdfium2.PdfDocument, index: int) -> Page:
    page = pdf[index]
    wide, high = page.get_size()
    layer = page.get_textpage()
    text = layer.get_text_bounded()
    words = tuple(_words(layer, text))
    origin = TextOrigin.LAYER if text.strip() else TextOrigin.NONE
    return Page(index + 1, text, wide, high, page.get_rotation(), words, origin)


def _words(layer: pypdfium2.PdfTextPage, text: str) -> Iterator[Word]:
    """Find each word's rectangle. A character outside the basic plane takes two places in PDFium's count."""
    place, last = 0, 0
    for match in _WORD.finditer(text):
        place += _places(text[last : match.start()])
        count, last = _places(match.group()), match.end()
        found = [layer.get_rect(index) for index in range(layer.count_rects(place, count))]
        place += count
        if found:
            yield Word(match.start(), match.end(), _around(found))


def _places(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _around(rects: Sequence[Rect]) -> Rect:
    lefts, bottoms, rights, tops = zip(*rects, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _lines(rects: Iterable[Rect]) -> tuple[Rect, ...]:
    """Join the rectangles of words that follow one another on a line."""
    lines: list[Rect] = []
    for rect in rects:
        if lines and _same_line(lines[-1], rect):
            lines[-1] = _around((lines[-1], rect))
        else:
            lines.append(rect)
    return tuple(lines)


def _same_line(line: Rect, word: Rect) -> bool:
    """Whether a word goes on with a line: level with it, and not back at its beginning."""
    middle = (word[1] + word[3]) / 2
    return line[1] <= middle <= line[3] and word[0] >= line[0]
