"""Breaking runs into lines by measured widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from priorauth.document import Link, Run, Runs
from priorauth.render.drawable_text import font, width

_PARTS = re.compile(r"([ \t]+|\n)")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text of one look at a place on a line; ``x`` and ``width`` are points."""

    text: str
    font: str
    size: float
    x: float
    width: float
    link: Link | None = None


Line = tuple[Fragment, ...]
_Piece = tuple[str, str, Link | None]
_Word = list[_Piece]


def wrap(runs: Runs, size: float, available: float, *, bold: bool = False) -> list[Line]:
    """Break runs into lines no wider than ``available`` points; a word that is wider is cut."""
    lines: list[Line] = []
    line = _LineBuilder(size)
    for word in _words(runs, bold=bold):
        if word is None:
            lines.append(line.finish())
            line = _LineBuilder(size)
            continue
        long = _measure(word, size)
        parts = [(word, long)] if long <= available else _cut(word, size, available)
        for part, part_long in parts:
            if not line.fits(part, part_long, available):
                lines.append(line.finish())
                line = _LineBuilder(size)
            line.add(part, part_long)
    lines.append(line.finish())
    return lines


def _words(runs: Runs, *, bold: bool) -> Iterator[_Word | None]:
    """Give words as pieces of one look each; ``None`` is a line break.

    Letters come composed: the fonts carry no rules for placing a loose accent.
    """
    word: _Word = []
    for run in runs:
        name = _font_of(run, bold=bold)
        for part in _PARTS.split(normalize("NFC", run.text)):
            if not part:
                continue
            if part == "\n" or part.isspace():
                if word:
                    yield word
                    word = []
                if part == "\n":
                    yield None
            else:
                word.append((part, name, run.link))
    if word:
        yield word


def _font_of(run: Run, *, bold: bool) -> str:
    return font(bold=run.bold or bold, italic=run.italic)


def _measure(word: _Word, size: float) -> float:
    if len(word) == 1:
        return width(word[0][0], word[0][1], size)
    return sum(width(text, name, size) for text, name, _ in word)


def _cut(word: _Word, size: float, available: float) -> Iterator[tuple[_Word, float]]:
    """Cut a word that no line can hold into pieces that fit, each with its width."""
    for text, name, link in word:
        start = 0
        for end in range(1, len(text) + 1):
            if end - start > 1 and width(text[start:end], name, size) > available:
                yield [(text[start : end - 1], name, link)], width(text[start : end - 1], name, size)
                start = end - 1
        yield [(text[start:], name, link)], width(text[start:], name, size)


class _LineBuilder:
    """Collects words into fragments, one for each change of look."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.end = 0.0
        self.pieces: list[tuple[list[str], str, Link | None]] = []

    def fits(self, word: _Word, long: float, available: float) -> bool:
        return not self.pieces or self.end + width(" ", word[0][1], self.size) + long <= available + 0.01

    def add(self, word: _Word, long: float) -> None:
        if self.pieces:
            self.end += width(" ", word[0][1], self.size)
            self._space_before(word[0])
        for text, name, link in word:
            if self.pieces and self.pieces[-1][1:] == (name, link):
                self.pieces[-1][0].append(text)
            else:
                self.pieces.append(([text], name, link))
        self.end += long

    def _space_before(self, piece: _Piece) -> None:
        """Put a space where it is not underlined: a link begins and ends with its own words."""
        _, name, link = piece
        texts, _, last_link = self.pieces[-1]
        if last_link is None or last_link == link:
            texts.append(" ")
        else:
            self.pieces.append(([" "], name, None))

    def finish(self) -> Line:
        fragments, x = [], 0.0
        for texts, name, link in self.pieces:
            # A no-break space has done its work; a reader of the PDF searches for a plain one.
            text = "".join(texts).replace("\u00a0", " ")
            long = width(text, name, self.size)
            fragments.append(Fragment(text, name, self.size, x, long, link))
            x += long
        return tuple(fragments)
