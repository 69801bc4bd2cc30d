"""An exhibit once it is open: its pages, their text, and where each word of it stands."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import pypdfium2

from priorauth.exhibits.page_characters import Rect, around, on_image, read_characters
from priorauth.exhibits.rejection import ExhibitRejected, Remark
from priorauth.exhibits.struck_words import struck

__all__ = ["Look", "OpenedExhibit", "Page", "Rect", "TextOrigin", "Word", "read_pages"]

if TYPE_CHECKING:  # the process that opens attachments reads pages and knows no case
    from priorauth.case.model import Exhibit


class TextOrigin(StrEnum):
    """Where a page's text comes from. What a machine guessed from a picture is not what the record says."""

    LAYER = "layer"
    OCR = "ocr"
    MARGIN = "margin"
    """Printed in the margins alone, around a picture: a scan in a chart that a program has put its footers on."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page: ``text[start:end]``, and the rectangle it is printed in."""

    start: int
    end: int
    rect: Rect
    is_struck: bool = False
    """Whether a line is drawn through it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its text as far as a machine can read it, and its size in points as it is seen."""

    number: int
    text: str
    width: float
    height: float
    rotation: int
    words: tuple[Word, ...] = ()
    """In the order of the text."""
    origin: TextOrigin = TextOrigin.LAYER
    crop: Rect | None = None
    """What is seen of the page, in its own coordinates: the crop box as far as it lies on the sheet.

    ``None`` for a page that was made of text alone.
    """

    @property
    def is_readable(self) -> bool:
        """Whether a machine can read the page; a scan has no text, or none but what was printed around it."""
        return bool(self.text.strip()) and self.origin is not TextOrigin.MARGIN

    @property
    def unstruck(self) -> str:
        """Return the text with every line blank on which words are struck out: what is left of it may not hold."""
        text = self.text
        for word in self.words:
            if word.is_struck:
                first = max(text.rfind("\n", 0, word.start), text.rfind("\r", 0, word.start)) + 1
                last = next((i for i in range(word.end, len(text)) if text[i] in "\r\n"), len(text))
                text = f"{text[:first]}{' ' * (last - first)}{text[last:]}"
        return text

    def rects(self, start: int, end: int) -> tuple[Rect, ...]:
        """Return the rectangles of ``text[start:end]``, one for each line it runs over, top to bottom."""
        first = bisect_left(self.words, start + 1, key=lambda word: word.end)
        last = bisect_left(self.words, end, key=lambda word: word.start)
        return _lines(word.rect for word in self.words[first:last])


@dataclass(frozen=True, slots=True)
class OpenedExhibit:
    """An exhibit ready to be bound. ``sha256`` is that of the file as it was given."""

    exhibit: Exhibit
    pdf: bytes
    pages: tuple[Page, ...]
    sha256: str
    remarks: tuple[Remark, ...] = ()
    """What is to be told of the file, though it was taken."""

    def file_page(self, number: int) -> int:
        """Return the page of its file that one of its pages is; both are counted from 1."""
        return self.exhibit.pages.numbers[number - 1] if self.exhibit.pages else number


_MARGIN = 0.075
"""Of a side of the page: 0.8 inch at the head and foot of US Letter."""

_FILLED = 0.4
"""Of the page, each way: more than a signature or a letterhead takes."""

_LOOK = 400.0
"""Points of a picture along a page's longer side, to see whether there is ink on it."""

_INK = [255 if shade < 160 else 0 for shade in range(256)]

Look = Callable[[pypdfium2.PdfPage, int], object]
"""Looks at a page, counted from 0, once it has been read."""


def read_pages(data: bytes, look: Look | None = None, *, most: int | None = None) -> tuple[Page, ...]:
    """Read the pages of a PDF, each looked at once it is read.

    Raises ``pypdfium2.PdfiumError`` for one that cannot be read, and `ExhibitRejected` (PA716) for one of more than
    ``most`` characters, before the page with one too many is read or looked at.
    """
    pages = []
    pdf = pypdfium2.PdfDocument(data)
    try:
        count = 0
        for index in range(len(pdf)):
            page = pdf[index]
            layer = page.get_textpage()
            count += layer.count_chars()
            if most is not None and count > most:
                raise ExhibitRejected("PA716", what="characters", limit=most)
            pages.append(_read_page(page, layer, index + 1))
            if look is not None:
                look(page, index)
        return tuple(pages)
    finally:
        pdf.close()


def _read_page(page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage, number: int) -> Page:
    wide, high = page.get_size()
    reading = read_characters(page, layer)
    origin = TextOrigin.OCR if reading.is_guessed else TextOrigin.LAYER
    if origin is TextOrigin.LAYER and _is_printed_around(page, [rect for *_, rect in reading.words]):
        origin = TextOrigin.MARGIN
    crossed = struck(page, reading)
    return Page(
        number=number,
        text=reading.text,
        width=wide,
        height=high,
        rotation=page.get_rotation(),
        words=tuple(Word(*word, is_struck=index in crossed) for index, word in enumerate(reading.words)),
        origin=origin if reading.text.strip() else TextOrigin.NONE,
        crop=page.get_bbox(),
    )


def _is_printed_around(page: pypdfium2.PdfPage, words: Iterable[Rect]) -> bool:
    """Whether all words stand in the margins, and something that is no text fills what is between them."""
    if min(page.get_size()) <= 0:
        return False
    scale = min(1.0, _LOOK / max(page.get_size()))
    wide, high = (math.ceil(side * scale) for side in page.get_size())
    inner = wide * _MARGIN, high * _MARGIN, wide * (1 - _MARGIN), high * (1 - _MARGIN)
    for left, upper, right, lower in (on_image(page, rect, (wide, high)) for rect in words):
        if left < inner[2] and right > inner[0] and upper < inner[3] and lower > inner[1]:
            return False
    image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
    ink = image.crop(tuple(map(int, inner))).point(_INK).getbbox()
    return ink is not None and ink[2] - ink[0] > _FILLED * wide and ink[3] - ink[1] > _FILLED * high


def _lines(rects: Iterable[Rect]) -> tuple[Rect, ...]:
    """Join the rectangles of words that follow one another on a line."""
    lines: list[Rect] = []
    for rect in rects:
        if lines and _same_line(lines[-1], rect):
            lines[-1] = around((lines[-1], rect))
        else:
            lines.append(rect)
    return tuple(lines)


def _same_line(line: Rect, word: Rect) -> bool:
    """Whether a word goes on with a line: level with it, and not back at its beginning."""
    middle = (word[1] + word[3]) / 2
    return line[1] <= middle <= line[3] and word[0] >= line[0]
