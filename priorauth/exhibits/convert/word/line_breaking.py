"""Breaking the runs of a Word paragraph into lines by measured widths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from priorauth.exhibits.convert.word.word_blocks import Picture, Run
from priorauth.formats.typeface.faces import font, width
from priorauth.formats.word.word_nodes import LINE_BREAK, PAGE_BREAK, TAB, Look

LEADING = 1.3
_SMALLER = 0.65
_TAB_STOP = 36.0
_TOKEN = re.compile(r"[^ \t\n\f]+|[ \t\n\f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look at a place on a line."""

    text: str
    look: Look
    face: str
    size: float
    x: float
    wide: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``ends_page`` where a page break follows."""

    pieces: tuple[Piece, ...]
    high: float
    ends_page: bool = False


Item = Line | Picture


@dataclass
class _Building:
    """A line that is being filled."""

    size: float
    bold: bool
    room: float
    pieces: list[Piece] = field(default_factory=list)
    x: float = 0.0

    def add(self, text: str, look: Look) -> None:
        face, size = self._face(look), self._size(look)
        wide = width(text, face, size)
        last = self.pieces[-1] if self.pieces else None
        if last and last.look == look and abs(last.x + last.wide - self.x) < 0.01:
            whole = last.text + text
            self.pieces[-1] = replace(last, text=whole, wide=width(whole, face, size))
        else:
            self.pieces.append(Piece(text, look, face, size, self.x, wide))
        self.x = self.pieces[-1].x + self.pieces[-1].wide

    def measure(self, text: str, look: Look) -> float:
        return width(text, self._face(look), self._size(look))

    def to_tab_stop(self, look: Look) -> None:
        self.add(" ", look)
        self.x = (self.x // _TAB_STOP + 1) * _TAB_STOP

    def take(self, *, ends_page: bool = False) -> Line:
        line = Line(tuple(self.pieces), self.size * LEADING, ends_page)
        self.pieces, self.x = [], 0.0
        return line

    def _face(self, look: Look) -> str:
        return font(bold=look.bold or self.bold, italic=look.italic)

    def _size(self, look: Look) -> float:
        return self.size * (_SMALLER if look.rise else 1.0)


_Word = list[tuple[str, Look]]


def items_of(parts: Iterable[Run | Picture], size: float, room: float, *, bold: bool = False) -> Iterator[Item]:
    """Break runs into lines no wider than ``room`` points; pictures stand between the lines."""
    line = _Building(size, bold, room)
    pending_picture = False
    for part in _words(parts):
        if isinstance(part, Picture):
            if line.pieces:
                yield line.take()
            yield part
            pending_picture = True
        elif isinstance(part, list):
            yield from _word(line, part)
            pending_picture = False
        elif part.text in (LINE_BREAK, PAGE_BREAK):
            yield line.take(ends_page=part.text == PAGE_BREAK)
        else:
            _space(line, part)
    if line.pieces or not pending_picture:
        yield line.take()


def _space(line: _Building, part: Run) -> None:
    if part.text == TAB:
        line.to_tab_stop(part.look)
    elif line.x < line.room:
        line.add(" ", part.look)


def _word(line: _Building, word: _Word) -> Iterator[Line]:
    """Put a word on the line, or on the next; one wider than a whole line is cut."""
    long = sum(line.measure(text, look) for text, look in word)
    if line.pieces and line.x + long > line.room:
        yield line.take()
    for text, look in word:
        if long <= line.room:
            line.add(text, look)
            continue
        for character in text:
            if line.pieces and line.x + line.measure(character, look) > line.room:
                yield line.take()
            line.add(character, look)


def _words(parts: Iterable[Run | Picture]) -> Iterator[_Word | Run | Picture]:
    """Give words as pieces of one look each; single runs are white space and breaks."""
    word: _Word = []
    for part in parts:
        tokens = (
            [part] if isinstance(part, Picture) else [Run(text, part.look) for text in _TOKEN.findall(part.text)]
        )
        for token in tokens:
            if isinstance(token, Run) and not token.text.isspace():
                word.append((token.text, token.look))
                continue
            if word:
                yield word
                word = []
            yield token
    if word:
        yield word
