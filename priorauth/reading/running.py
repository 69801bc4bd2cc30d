"""Running lines: what is printed at the edge of many pages, equal but for its digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from priorauth.screening.text_spans import TextLine

_EDGE = 3
_LEAST_PAGES = 3
_SHARE = 0.6


def running_lines(pages: Sequence[Sequence[TextLine]], has_trigger: Callable[[str], bool]) -> list[frozenset[int]]:
    """Return for each page the places of its running lines, as indexes into its lines.

    A line is running that stands among the first or last three lines of three pages in five, and of three pages at
    least. A line that holds a trigger word never is: what it says would be lost.
    """
    if len(pages) < _LEAST_PAGES:
        return [frozenset() for _ in pages]
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_shape(lines[index].text) for index in _edge(lines)})
    often = max(_LEAST_PAGES, _SHARE * len(pages))
    return [
        frozenset(
            index
            for index in _edge(lines)
            if counts[_shape(lines[index].text)] >= often and not has_trigger(lines[index].text)
        )
        for lines in pages
    ]


def _edge(lines: Sequence[TextLine]) -> list[int]:
    return sorted({*range(min(_EDGE, len(lines))), *range(max(0, len(lines) - _EDGE), len(lines))})


def _shape(text: str) -> str:
    return " ".join(re.sub(r"\d+", "0", text).split()).casefold()
