"""Lines of a page's text, with the places they stand at."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029]{1,2000}")
"""No page prints more on one line; a longer one is cut, so that no text takes long to read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that is not empty: ``text`` begins at ``start`` of the page's text."""

    text: str
    start: int


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a text that have anything on them, top to bottom."""
    return tuple(Line(m.group(), m.start()) for m in _LINE.finditer(text) if m.group().strip())
