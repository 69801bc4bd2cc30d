"""One file of a template as a person sees it: lines and columns, from 1, and a line with a caret."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from priorauth.problems import Where

_WIDEST = 110
"""Characters of a line that are shown around the place."""


@dataclass(frozen=True, eq=False)
class SourceText:
    """A file's text; front matter stands in ``whole`` and is blanked in ``text``, so that offsets agree."""

    path: Path
    whole: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(place + 1 for place, character in enumerate(self.whole) if character == "\n")]

    def where(self, offset: int) -> Where:
        """Return the line and the column of an offset."""
        offset = min(max(offset, 0), len(self.whole))
        line = bisect_right(self._starts, offset)
        return Where(str(self.path), line, offset - self._starts[line - 1] + 1)

    def excerpt(self, offset: int, hidden: Iterable[tuple[int, int]] = ()) -> tuple[str, str]:
        """Show the line of an offset with a caret; ``hidden`` are the parts of the text that are masked."""
        column = (self.where(offset).column or 1) - 1
        start = min(max(offset, 0), len(self.whole)) - column
        characters = list(self.whole[start:].split("\n", 1)[0])
        for first, last in hidden:
            for place in range(max(first - start, 0), min(last - start, len(characters))):
                characters[place] = "•"
        cut = max(0, column - _WIDEST // 2) if len(characters) > _WIDEST else 0
        line = "".join(c if c.isprintable() else " " for c in characters[cut : cut + _WIDEST])
        before, after = "…" if cut else "", "…" if len(characters) > cut + _WIDEST else ""
        return f"{before}{line}{after}", " " * (column - cut + len(before)) + "^"
