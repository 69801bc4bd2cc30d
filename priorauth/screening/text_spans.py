"""Places and lines in a page's text."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a page's text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters at this place."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A place in an exhibit: ``text[start:end]`` of its page ``page``, counted from 1."""

    page: int
    start: int
    end: int


_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029]{1,2000}")
"""No page prints more on one line; a longer one is cut, so that no text takes long to read."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line that is not empty: ``text`` begins at ``start`` of the page's text."""

    text: str
    start: int


def lines_of(text: str) -> tuple[TextLine, ...]:
    """Return the lines of a text that have anything on them, top to bottom."""
    return tuple(TextLine(m.group(), m.start()) for m in _LINE.finditer(text) if m.group().strip())
