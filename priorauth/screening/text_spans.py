"""Places in page text."""

from __future__ import annotations

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
