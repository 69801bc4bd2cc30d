"""Breaking runs into lines by measured widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.document import Link, Run, Runs
from priorauth.render.typeface import font, width

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
        for part in _cut(word, size, available):
            if not line.fits(part, available):
                lines.append(line.finish())
                line = _LineBuilder(size)
            line.add(part)
    lines.append(line.finish())
    return lines


def _words(runs: Runs, *, bold: bool) -> Iterator[_Word | None]:
    """Give words as pieces of one look each; ``None`` is a line break."""
    word: _Word = []
    for run in runs:
        name = _font_of(run, bold=bold)
        for part in _PARTS.split(run.text):
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
    return sum(width(text, name, size) for text, name, _ in word)


def _cut(word: _Word, size: float, available: float) -> Iterator[_Word]:
    """Cut a word that no line can hold into pieces that fit."""
    if _measure(word, size) <= available:
        yield word
        return
    for text, name, link in word:
        start = 0
        for end in range(1, len(text) + 1):
            if end - start > 1 and width(text[start:end], name, size) > available:
                yield [(text[start : end - 1], name, link)]
                start = end - 1
        yield [(text[start:], name, link)]


class _LineBuilder:
    """Collects words into fragments, one for each change of look."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.end = 0.0
        self.pieces: list[list[object]] = []

    def fits(self, word: _Word, available: float) -> bool:
        if not self.pieces:
            return True
        return self.end + width(" ", word[0][1], self.size) + _measure(word, self.size) <= available + 0.01

    def add(self, word: _Word) -> None:
        lead = " " if self.pieces else ""
        for text, name, link in word:
            last = self.pieces[-1] if self.pieces else None
            if last is not None and last[1] == name and last[2] == link:
                last[0] = f"{last[0]}{lead}{text}"
            else:
                if last is not None and lead:
                    last[0] = f"{last[0]}{lead}"
                self.pieces.append([text, name, link])
            self.end += width(f"{lead}{text}", name, self.size)
            lead = ""

    def finish(self) -> Line:
        fragments, x = [], 0.0
        for text, name, link in self.pieces:
            long = width(str(text), str(name), self.size)
            fragments.append(Fragment(str(text), str(name), self.size, x, long, link))  # type: ignore[arg-type]
            x += long
        return tuple(fragments)
