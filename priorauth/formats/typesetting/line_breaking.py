"""Breaking text into lines by measured widths. A word stays whole wherever a line can hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from priorauth.formats.typeface.faces import width

_Mark = TypeVar("_Mark")
_TOKEN = re.compile(r"[^ \t\n\f]+|[ \t\n\f]")
_TAB_STOP = 36.0
_ROUNDING = 0.01


class TypesetSpan(NamedTuple, Generic[_Mark]):
    """Text of one font and size in points; ``mark`` is its user's, and goes along with it."""

    text: str
    font: str
    size: float
    mark: _Mark


@dataclass(frozen=True, slots=True)
class Fragment(Generic[_Mark]):
    """Text of one font, size and mark at a place on a line; ``x`` and ``width`` are points."""

    text: str
    font: str
    size: float
    x: float
    width: float
    mark: _Mark


@dataclass(frozen=True, slots=True)
class TypesetLine(Generic[_Mark]):
    """One line; ``ends_page`` where a form feed ends it."""

    fragments: tuple[Fragment[_Mark], ...]
    ends_page: bool = False


class NonText:
    """What is no text, such as a picture; it stands between the lines."""

    __slots__ = ()


Word = list[TypesetSpan[_Mark]]


def tokens_of(
    parts: Iterable[TypesetSpan[_Mark] | NonText],
) -> Iterator[Word[_Mark] | TypesetSpan[_Mark] | NonText]:
    """Return the words of spans, each as pieces of one look; single spans are white space, and the rest stays."""
    word: Word[_Mark] = []
    for part in parts:
        for token in _pieces(part) if isinstance(part, TypesetSpan) else (part,):
            if isinstance(token, TypesetSpan) and not token.text.isspace():
                word.append(token)
                continue
            if word:
                yield word
                word = []
            yield token
    if word:
        yield word


def _pieces(span: TypesetSpan[_Mark]) -> list[TypesetSpan[_Mark]]:
    text, font, size, mark = span
    return [TypesetSpan(token, font, size, mark) for token in _TOKEN.findall(text)]


def break_lines(
    tokens: Iterable[Word[_Mark] | TypesetSpan[_Mark] | NonText], room: float, *, keeps_spaces: bool = False
) -> Iterator[TypesetLine[_Mark] | NonText]:
    """Put words on lines no wider than ``room`` points; what is no text stands between the lines.

    A word wider than a line begins one and is cut. The space at which a line is broken is dropped, or stays at its
    end where ``keeps_spaces``. A newline or form feed ends a line; a tab goes on to the next of the tab stops.
    """
    line: _Filling[_Mark] = _Filling(room)
    stands = False
    for token in tokens:
        if isinstance(token, list):
            stands = False
            long = _long(token)
            if not line.fits(long):
                yield line.take()
            if long <= room:
                line.add(token, long)
            else:
                yield from line.cut(token)
        elif not isinstance(token, TypesetSpan):
            if line.pieces:
                yield line.take()
            yield token
            stands = True
        elif token.text in ("\n", "\f"):
            yield line.take(ends_page=token.text == "\f")
        elif token.text == "\t":
            line.to_tab_stop(token)
        else:
            line.add_space(token, keeps=keeps_spaces)
    if line.pieces or not stands:
        yield line.take()


def _long(word: Word[_Mark]) -> float:
    if len(word) == 1:
        return _wide(word[0])
    return sum(map(_wide, word))


def _wide(span: TypesetSpan[_Mark]) -> float:
    text, font, size, _ = span
    return width(text, font, size)


@dataclass(slots=True)
class _Piece(Generic[_Mark]):
    """A fragment that is being put together."""

    texts: list[str]
    span: TypesetSpan[_Mark]
    """The first that went into it."""
    x: float | None
    """Where it begins; ``None`` where the one before it ends."""


@dataclass(slots=True)
class _Filling(Generic[_Mark]):
    """A line that is being filled."""

    room: float
    pieces: list[_Piece[_Mark]] = field(default_factory=list)
    end: float = 0.0
    space: TypesetSpan[_Mark] | None = None
    """What is put before the next word, if that has room on this line."""
    stop: float | None = None
    """The tab stop at which the next piece begins."""

    def fits(self, long: float) -> bool:
        between = _wide(self.space) if self.space else 0.0
        return not self.pieces or self.end + between + long <= self.room + _ROUNDING

    def add(self, word: Iterable[TypesetSpan[_Mark]], long: float) -> None:
        if self.space is not None:
            self._put(self.space)
            self.end += _wide(self.space)
            self.space = None
        for span in word:
            self._put(span)
        self.end += long

    def cut(self, word: Word[_Mark]) -> Iterator[TypesetLine[_Mark]]:
        for span in word:
            for character in span.text:
                piece = span._replace(text=character)
                long = _wide(piece)
                if self.pieces and self.end + long > self.room:
                    yield self.take()
                self.add((piece,), long)

    def add_space(self, space: TypesetSpan[_Mark], *, keeps: bool) -> None:
        if not keeps:
            self.space = space if self.pieces else None
        elif self.end < self.room:
            self.add((space,), _wide(space))

    def to_tab_stop(self, tab: TypesetSpan[_Mark]) -> None:
        gap = tab._replace(text=" ")
        self.add((gap,), _wide(gap))
        self.end = self.stop = (self.end // _TAB_STOP + 1) * _TAB_STOP

    def take(self, *, ends_page: bool = False) -> TypesetLine[_Mark]:
        fragments, x = [], 0.0
        for piece in self.pieces:
            # A no-break space has done its work; a reader of the PDF searches for a plain one.
            text = "".join(piece.texts).replace("\u00a0", " ")
            _, font, size, mark = piece.span
            long = width(text, font, size)
            x = x if piece.x is None else piece.x
            fragments.append(Fragment(text, font, size, x, long, mark))
            x += long
        self.pieces, self.end, self.space, self.stop = [], 0.0, None, None
        return TypesetLine(tuple(fragments), ends_page)

    def _put(self, span: TypesetSpan[_Mark]) -> None:
        last = self.pieces[-1] if self.pieces and self.stop is None else None
        if last and last.span[1:] == span[1:]:
            last.texts.append(span.text)
        else:
            self.pieces.append(_Piece([span.text], span, self.stop))
        self.stop = None
