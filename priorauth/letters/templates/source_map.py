"""Where each position of a filled-in template comes from: the file, its line and its column, for an admin to edit.

Only a template that is refused is asked this. It is filled in once more with a mark in front of each piece of its
own words and of each value, which tells the piece's position in its file; the marks are then taken out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from jinja2.lexer import TokenStream

from priorauth.letters.markdown.positions import TextPosition, position_of_words
from priorauth.letters.templates.sandbox import Sandbox, compile_in, render_template
from priorauth.letters.templates.template_library import LoadedTemplate, TemplateSource
from priorauth.letters.templates.template_tokens import Raw, raw_tokens
from priorauth.problems import Refused, Where

_MARK = re.compile("\0([wv])(\\d+):(\\d+)\0")
"""No value holds the character: `priorauth.letters.markdown.escaping.printed` refuses it."""


class _SourcePiece(NamedTuple):
    """Words of the template's own, or a value, from ``start`` on in the text it was filled into."""

    start: int
    source: TemplateSource
    offset: int
    is_value: bool


class SourceMap:
    """The places of a template that its filled-in text comes from."""

    def __init__(self, template: LoadedTemplate, context: Mapping[str, object], text: str) -> None:
        self._template = template
        self._context = context
        self._text = text

    def of(self, position: TextPosition | None) -> Where:
        """Name the position of the template's files; the template alone for what cannot be traced."""
        pieces = self._pieces
        if position is None or not pieces:
            return Where(str(self._template.path))
        lines = self._text.split("\n")
        at = sum(len(line) + 1 for line in lines[: position.line]) + (position.column or 0)
        piece = next((piece for piece in reversed(pieces) if piece.start <= at), pieces[0])
        offset = piece.offset + (0 if piece.is_value else max(0, at - piece.start))
        before = piece.source.text[:offset]
        column = None if position.column is None else offset - before.rfind("\n")
        return Where(str(piece.source.path), before.count("\n") + 1, column)

    def of_words(self, words: str, at: int) -> Where:
        """Name the position of the character ``at`` of words that the finished document has."""
        return self.of(position_of_words(self._text, words, at))

    @cached_property
    def _pieces(self) -> tuple[_SourcePiece, ...]:
        sources = (self._template.source, *self._template.partials)
        try:
            compiled = compile_in(_Marking(sources), sources)
            marked = render_template(self._template, self._context, compiled=compiled)
        except Refused:  # with its marks it is larger, and may be too large
            return ()
        plain = _MARK.sub("", marked)
        return tuple(_found(marked, len(plain) - len(plain.lstrip("\n")), sources))


class _Marking(Sandbox):
    """The sandbox, with a mark in front of each piece that a template prints."""

    def __init__(self, sources: tuple[TemplateSource, ...]) -> None:
        super().__init__(sources)
        self._numbers = {source.name: number for number, source in enumerate(sources)}

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        return TokenStream(self.lexer.wrap(_marked(source, self._numbers[name or ""])), name, filename)


def _marked(text: str, number: int) -> Iterator[Raw]:
    for offset, kind, words in raw_tokens(text):
        if kind == "variable_begin":
            yield offset, "data", f"\0v{number}:{offset}\0"
        yield offset, kind, f"\0w{number}:{offset}\0" + words.replace("\0", "\ufffd") if kind == "data" else words


def _found(marked: str, first: int, sources: tuple[TemplateSource, ...]) -> Iterator[_SourcePiece]:
    """Find the marks; ``first`` is how many empty lines the text without them has lost at its beginning."""
    taken = 0
    for mark in _MARK.finditer(marked):
        source = sources[int(mark[2])]
        yield _SourcePiece(mark.start() - taken - first, source, int(mark[3]), mark[1] == "v")
        taken += len(mark[0])
