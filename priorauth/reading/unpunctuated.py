"""Reports dictated without a single stop: cut at the names of their sections, and where a disc level begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FEWEST_WORDS = 20
_STOPS = re.compile(r"[.!?;:](?:\s|\Z)")
_SECTION = re.compile(
    r"\b(?:clinical\s+(?:history|indication|information)|history|indication|technique|comparison|findings|impression|conclusion|opinion)\b",
    re.IGNORECASE,
)
_FINDS = re.compile(r"\b(?:technique|comparison|findings)\b", re.IGNORECASE)
_CONCLUDES = re.compile(r"\b(?:impression|conclusion|opinion)\b", re.IGNORECASE)
_OF_NO_SECTION = re.compile(
    r"\b(?:of|in|for|with|and|no|the|a|an|these|those|my|past|by|to|other)\s+\Z", re.IGNORECASE
)
"""What stands before such a word where it is none: "in comparison", "no findings"."""

_LEVEL = re.compile(r"(?<![\w-])l\s?[1-5]\s?[-/ ]\s?(?:[ls]\s?)?[1-5](?!\w|\s?(?:mm|cm))", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:at|of|and|or|in|to|through|thru|with|from|the|between|both|than|on|by|is|are|not|involving|affecting|across|about|around"
    r"|adjacent|level|levels|disc|discs|changes?|types?|modic|endplates?|edema|signal|one|two|three|[0-3]|i{1,3})\s+\Z",
    re.IGNORECASE,
)
"""What leads on to a level, or may be said of the level behind it: it then begins no entry of its own."""

_BEFORE = 24


def parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
    """Return the parts of a report without stops, each with the name of the section it opens; else the whole."""
    words = text[start:end]
    is_report = _FINDS.search(words) is not None and _CONCLUDES.search(words) is not None
    if not is_report or _STOPS.search(words[:-1]) is not None or len(words.split()) < _FEWEST_WORDS:
        yield start, end, None
        return
    labels = [
        m.span() for m in _SECTION.finditer(text, start, end) if not _follows(_OF_NO_SECTION, text, m.start())
    ]
    names = {first: (first, last) for first, last in labels}
    levels = [m.start() for m in _LEVEL.finditer(text, start, end) if not _follows(_GOES_ON, text, m.start())]
    cuts = sorted({start, *names, *levels})
    for first, last in zip(cuts, [*cuts[1:], end], strict=True):
        label = names.get(first)
        yield (first if label is None else label[1]), last, label


def _follows(pattern: re.Pattern[str], text: str, place: int) -> bool:
    return pattern.search(text[max(0, place - _BEFORE) : place]) is not None
