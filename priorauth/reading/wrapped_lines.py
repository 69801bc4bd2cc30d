"""Lines that only wrap what the line before began."""

from __future__ import annotations

import re
from collections.abc import Sequence

from priorauth.domain.written_dates import MONTH
from priorauth.reading.lines import Line, Shape

CARRIES_ON = re.compile(
    r"(?:\b(?:of|the|a|an|and|or|at|in|on|with|without|no|not|is|are|was|were|for|to|from|by|between|type|types|grade|grades|modick?(?:'?s)?|motic|mcs?"
    r"|versus|vs|both|mild|moderate|severe|has|have|had|which|that|than|as|but|if|called|named|termed|labeled|like|such"
    r"|kind|sort|actual|true|definite|convincing|any|either|nor|never|be|been|being|could|would|should|may|might|can"
    r"|cannot|will)|[,/(&-])\s*\Z",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"\?[ \t]+(?:yes|no|none|y|n|never)\Z", re.IGNORECASE)
"""A question of a form with its answer: nothing of it wraps."""
_DASH_LABEL = re.compile(r"[ \t]*[A-Z][A-Za-z/&() ]{1,30} - (?=\S)")
"""A label set off by a dash; the line below that has one too is the next entry: "Home program - daily"."""
_ENTRY = re.compile(r"[ \t]*(?P<mark>[A-K])[ \t]{1,4}(?=[A-Z][A-Za-z-]+[ ,:])")
"""The letter of an entry of a list: "B  Home exercise, since May"."""


def _are_entries(before: str, line: str) -> bool:
    """Whether two lines are entries of a list: their letters follow each other, or each has a label and a dash."""
    if _DASH_LABEL.match(before) and _DASH_LABEL.match(line):
        return True
    one, two = _ENTRY.match(before), _ENTRY.match(line)
    return one is not None and two is not None and ord(two["mark"]) == ord(one["mark"]) + 1


_LEADS_TO_LEVEL = re.compile(r"\b(?:at|of|and|to|through|between|involving|from)\s*\Z", re.IGNORECASE)
_PLACE_ALONE = re.compile(r"\s*L[1-6S](?:\s?[-/\u2013]\s?[LS]?[1-6])?\s*", re.IGNORECASE)
_HALF_A_LEVEL = re.compile(r"(?<!\w)[LSls]\s?\d\s*[-/\u2013]\s*\Z")
_OTHER_HALF = re.compile(r"\s*(?:[LSls]\s?)?\d")
"""How the line goes on, or the next that is not empty, that has the other half of a level."""

_LEVEL = re.compile(
    r"(?<![\w/-])(?P<first>[LS]\s?[1-6])\s*[-/\u2013]\s*(?P<last>(?:[LS]\s?)?[1-6])(?![\w:]|\s?[-/:\u2013])",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"(?:^|[\r\n])[ \t]*[-\u2013*\u2022][ \t]*\Z")
_NEXT_BODY = {"L1": "L2", "L2": "L3", "L3": "L4", "L4": "L5", "L5": "S1", "L6": "S1"}
_LONGEST_LEVEL = 16
_WIDEST, _NARROWEST, _AS_WIDE, _ENOUGH = 72, 40, 0.8, 4


def _parts_a_level(text: str, line: Line) -> bool:
    """Whether the line begins inside a disc level: "at L4" / "- L5", and no list of bodies with such marks."""
    for level in _LEVEL.finditer(text, max(line.start - _LONGEST_LEVEL, 0), line.end + _LONGEST_LEVEL):
        first, last = (re.sub(r"\s", "", level[name]).upper() for name in ("first", "last"))
        if level.start() < line.start < level.end() and not _LIST_MARK.search(
            text, max(level.start() - _WIDEST, 0), level.start()
        ):
            return _NEXT_BODY.get(first, "").endswith(last)
    return False


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which a text's lines are wrapped: that of its longest, if enough come near it."""
    lengths = [line.end - line.start for line in lines if line.shape is Shape.TEXT]
    widest = max(lengths, default=_WIDEST)
    near = sum(length > _AS_WIDE * widest for length in lengths)
    return widest if _NARROWEST <= widest < _WIDEST and near >= _ENOUGH else _WIDEST


_LEVEL_ENTRY = re.compile(r"\s*L\s?[1-5]\s?[-/]\s?[LS]?\s?[1-5](?!\w)", re.IGNORECASE)
"""How the entries of a list of levels begin, however long the one before is: "L4-L5 height reduced; bulge"."""

_GRADE_AT_END = re.compile(r"\b(?:mild|moderate|severe)\s*\Z", re.IGNORECASE)
"""How the last cell of such an entry ends: "L4/5 bulge Modic 1 mild"."""

_MONTH_AT_END = re.compile(rf"\b(?:{MONTH})\.?$", re.IGNORECASE)
_DAY_AND_YEAR = re.compile(r"\d{1,2},? (?:19|20)\d\d\b")


def is_wrapped(text: str, last: Line, line: Line, width: int) -> bool:
    """Whether a line only wraps what the line before began; ``width`` is where the text's lines are wrapped."""
    before = text[last.start : last.end].rstrip()
    if _HALF_A_LEVEL.search(before):
        return _OTHER_HALF.match(text, line.start) is not None
    if line.shape is not Shape.EMPTY and last.shape is not Shape.ROW and _parts_a_level(text, line):
        return True
    if line.shape is Shape.EMPTY:
        return False
    names_place = line.shape is Shape.LEVEL or _PLACE_ALONE.fullmatch(text, line.start, line.end) is not None
    if names_place and last.shape is not Shape.ROW and _LEADS_TO_LEVEL.search(before):
        return True
    if line.shape is not Shape.TEXT or last.shape is Shape.ROW:
        return False
    head = text[line.start : line.end].split(maxsplit=1)[0]
    if _ANSWERED.search(before) or _are_entries(before, text[line.start : line.end]):
        return False
    is_entry = _LEVEL_ENTRY.match(before) is not None and _LEVEL_ENTRY.match(text, line.start) is not None
    if head[0].islower() or CARRIES_ON.search(before):
        return not (is_entry and _GRADE_AT_END.search(before))
    if before.endswith((".", "!", "?", ":", ";")) or is_entry:
        return False
    if _MONTH_AT_END.search(before) and _DAY_AND_YEAR.match(text, line.inner):
        return True
    return len(before) + 1 + len(head) > width
