"""Reading a template with the renderer's own grammar, each node placed at its character instead of its line.

Jinja tells lines only. Its parser copies a token's line number into the nodes made of it and does nothing else with
it, so the tokens here carry their offset in the text in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import TemplateSyntaxError, nodes
from jinja2.lexer import TokenStream
from jinja2.parser import Parser

from priorauth.letters.templates.sandbox import Sandbox

Raw = tuple[int, str, str]
"""A token of the lexer: its offset, its type and its text."""


class SyntaxFault(Exception):
    """The grammar refuses a text: why, and at which offset."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


class _PlacedToken(Sandbox):
    """The renderer's environment, reading tokens that were placed already."""

    def __init__(self) -> None:
        super().__init__(())
        self._given: Iterable[Raw] = ()

    def tree(self, tokens: Iterable[Raw]) -> nodes.Template:
        self._given = tokens
        return Parser(self, "").parse()

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        return TokenStream(self.lexer.wrap(self._given), name, filename)


def raw_tokens(text: str, first: int = 0) -> Iterator[Raw]:
    """Split a text into tokens; ``first`` is the offset of the text itself.

    Raises `SyntaxFault` where no token begins.
    """
    place = 0
    try:
        for _, kind, value in _PlacedToken().lexer.tokeniter(text, None):
            if not text.startswith(value, place):
                # A '-' in a tag's mark cut the white space before it off.
                place += len(text[place:]) - len(text[place:].lstrip())
            yield first + place, kind, value
            place += len(value)
    except TemplateSyntaxError as error:
        raise SyntaxFault(_plain(error.message), first + place) from None


def parse(tokens: Iterable[Raw]) -> nodes.Template:
    """Make the tree of some tokens; each node's ``lineno`` is the offset of its token.

    Raises `SyntaxFault` for what is no template.
    """
    try:
        return _PlacedToken().tree(tokens)
    except TemplateSyntaxError as error:
        raise SyntaxFault(_plain(error.message), error.lineno) from None
    except RecursionError:
        raise SyntaxFault("it is nested too deep", 0) from None
    except ValueError:  # Python reads no whole number of thousands of digits
        raise SyntaxFault("a number in it is too long", 0) from None


def _plain(message: str | None) -> str:
    """Take Jinja's own place out of its message: it is told in another way."""
    return (message or "it cannot be read").split(" at ")[0].rstrip(".")
