"""Page text written plainly, each character with its place on the page, so that what is found can be shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        **dict.fromkeys("\u2014\u2015", " - "),
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
        **dict.fromkeys("\u200b\u200c\u200d\ufeff\u00ad"),
    }
)
"""Quotes, dashes and ligatures that typesetting puts for plain characters, and marks that are not seen."""

_BROKEN_WORD = re.compile(r"[\x02\ufffe]\s*|\u00ad\s*\n\s*|(?<=\w)-[ \t\r]*\n\s*")
"""A hyphen at the end of a line: as printed, as a soft hyphen, or as PDFium writes it."""

LINE_END_HYPHEN = "-\n"

_HYPHENATED = re.compile(r"(?<=[^\W\d]{2})-\n(?=[^\W\d]{2})")
"""A line-end hyphen between letters: it divides a word more often than it belongs to one."""


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text made from another: ``text[i]`` stands for ``original[starts[i]:ends[i]]``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Say where ``text[start:end]``, which is not empty, stands in the original."""
        return self.starts[start], self.ends[end - 1]

    def replaced(self, pattern: re.Pattern[str], new: str) -> MappedText:
        """Put ``new`` for each match; each of its characters stands for the whole match."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            text += [self.text[last:start], new]
            starts += [*self.starts[last:start], *[self.starts[start]] * len(new)]
            ends += [*self.ends[last:start], *[self.ends[end - 1]] * len(new)]
            last = end
        text.append(self.text[last:])
        return MappedText("".join(text), (*starts, *self.starts[last:]), (*ends, *self.ends[last:]))


@lru_cache(maxsize=256)
def plain(text: str) -> MappedText:
    """Write a text with plain characters; a hyphen that ends a line keeps its line break behind it."""
    joined = _composed_text(text).replaced(_BROKEN_WORD, LINE_END_HYPHEN)
    if joined.text.isascii():
        return MappedText(joined.text.lower(), joined.starts, joined.ends)
    return _from_pieces(
        (character.translate(_LOOKALIKES).casefold(), start, end)
        for character, start, end in zip(joined.text, joined.starts, joined.ends, strict=True)
    )


@lru_cache(maxsize=256)
def flowing(text: str) -> MappedText:
    """Write a text plainly, with the words that a line's end divides made whole: for looking things up in it."""
    return plain(text).replaced(_HYPHENATED, "").replaced(re.compile(LINE_END_HYPHEN), "-")


def _composed_text(text: str) -> MappedText:
    if text.isascii():
        return MappedText(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    return _from_pieces(_composed(text))


def _composed(text: str) -> Iterator[tuple[str, int, int]]:
    """Return each letter together with its accents, and where they stand."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not unicodedata.combining(text[place]):
            yield unicodedata.normalize("NFC", text[start:place]), start, place
            start = place


def _from_pieces(pieces: Iterator[tuple[str, int, int]]) -> MappedText:
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in pieces:
        text.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return MappedText("".join(text), tuple(starts), tuple(ends))
