"""Where the sentences of a paragraph begin and end."""

from __future__ import annotations

import re

_BREAK = re.compile(r"(?<=[.!?])[\"”')]?\s+(?=[\"“(]?[^\W\d_a-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|St|No|Nos|vs|Inc|Ltd|Co|approx|e\.g|i\.e|cf|Fig|al|Jr|Sr|[A-Z]))\.\Z"
)


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return each sentence of a text as its first character and the one after its last, white space left out."""
    spans, start = [], 0
    for match in _BREAK.finditer(text):
        if _ABBREVIATION.search(text, max(0, match.start() - 12), match.start()):
            continue
        spans.append((start, match.start() + len(match.group().rstrip())))
        start = match.end()
    spans.append((start, len(text.rstrip())))
    return tuple((first, last) for first, last in spans if text[first:last].strip())
