"""What a record says of a course of care, in phrases and dates: read by a grammar, so that no cue mistakes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import dates_in
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Token
from priorauth.reading.word_tables import rows

COLUMNS = ("part", "value", "words", "example")
_TABLE = Path(__file__).parent / "care_phrases.tsv"


class Part(StrEnum):
    """Which part of a course a value is."""

    RESPONSE = "response"
    STATUS = "status"
    SUPERVISOR = "supervisor"
    START = "start"
    END = "end"
    DATE = "date"
    """A date whose part nobody can tell."""
    MISSED = "missed"
    FILLER = "filler"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class CareValue:
    """A value at ``tokens[first:last + 1]``."""

    part: Part
    value: str
    first: int
    last: int
    date: PartialDate | None = None


@cache
def _phrases() -> Phrases[tuple[Part, str]]:
    return Phrases((row["words"], (Part(row["part"]), row["value"])) for row in rows(_TABLE, COLUMNS))


def care_values(statement: Statement, taken: frozenset[int]) -> tuple[CareValue, ...]:
    """Return the values of a statement in order, none on the tokens of a trigger (``taken``)."""
    dates = _dates(statement)
    used = taken | {index for item in dates for index in range(item.first, item.last + 1)}
    said = [
        CareValue(part, value, hit.first, hit.last)
        for hit in _phrases().find(statement.tokens, used)
        for part, value in hit.payloads[:1]
    ]
    return tuple(sorted([*dates, *said], key=lambda item: item.first))


_YEAR = re.compile(r"(?<![\d/.\-])(?:19|20)\d\d(?![\d/\-]|\.\d)")
_START = re.compile(
    r"\b(?:since|from|start(?:ed|ing)?(?:\s+of\s+care)?|soc|began|begun|beginning|initiated|onset|eval(?:uation)?"
    r"|first\s+(?:visit|session|treatment)|initial\s+visit)"
    r"(?:\s+(?:date|on|in|of|as of|about))?[\s:]*\Z",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:\b(?:to|through|thru|until|till|ended|ending|end|(?:last|final)\s+(?:visit|session|treatment)|stopped|discontinued"
    r"|d/?c'?d?|discharged?|finished)"
    r"(?:\s+(?:date|on|in|of|visit|summary))?[\s:]*|[-\u2013\u2014]\s*)\Z",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|\u2013|\u2014|to|through|thru|until|till)\s*", re.IGNORECASE)
_ROW_GAP = re.compile(r"(?:\s{2,}|\s*\|\s*|\t)+")


def _dates(statement: Statement) -> list[CareValue]:
    """Return the dates of a statement with the part each is: start, end, or one that nobody can tell."""
    words = _TO_NOW.sub(" ", statement.words)
    found = [(item.start, item.end, item.date) for item in dates_in(words)]
    found = _with_short_ranges(words, found)
    taken = [(start, end) for start, end, _ in found]
    found += [
        (match.start(), match.end(), PartialDate(int(match.group())))
        for match in _YEAR.finditer(words)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    found.sort(key=lambda item: item[:2])
    parts = [Part.START if _STILL.match(words, end) else _part_of(words, start) for start, end, _ in found]
    begins = [_led_from(words, start, part) for part, (start, _, _) in zip(parts, found, strict=True)]
    for place, (one, two) in enumerate(pairwise(found)):
        between = words[one[1] : two[0]]
        if _RANGE.fullmatch(between) or (statement.is_row and _ROW_GAP.fullmatch(between)):
            parts[place : place + 2] = [Part.START, Part.END]
            begins[place + 1] = one[1] if _RANGE.fullmatch(between) else two[0]
    return [_dated(statement, *item) for item in zip(parts, begins, found, strict=True)]


_STILL = re.compile(
    r"\s*(?:-|\u2013|\u2014|to|through|thru|until|till|cont(?:inued|inuing|\.)?\s+to)\s*(?:the\s+)?(?:present|current(?:ly)?|now|today|ongoing|date)\b"
    r"|\s+(?:present)\b"
    r"|\s*(?:on|onwards?|forward)\b(?=\s*(?:[,.;)]|$))",
    re.IGNORECASE,
)
"""What follows the first day of care that goes on: "1/2025 - present", "9/4/2025 on"."""

_TO_NOW = re.compile(r"-(?=(?:present|current|now|ongoing)\b)", re.IGNORECASE)

_LED = re.compile(r"\b(?:to|through|thru|until|till)\s+(?:the\s+)?\Z", re.IGNORECASE)


def _led_from(words: str, start: int, part: Part) -> int:
    """Return where the word stands that makes a date the last day ("until July"): it belongs to the date."""
    match = _LED.search(words, max(0, start - 12), start) if part is Part.END else None
    return match.start() if match is not None else start


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_SHORT_RANGE = re.compile(
    rf"(?<![\w/.\-])(?:(?P<from_name>{_NAME})|(?P<from_month>\d{{1,2}})/(?P<from_day>\d{{1,2}}))"
    r"(?P<gap>\s*(?:-|\u2013|\u2014|to|through|thru|until)\s*)"
    rf"(?:(?P<to_name>{_NAME})\s+(?P<year>(?:19|20)\d\d)|(?P<to_month>\d{{1,2}})/(?P<to_day>\d{{1,2}})/(?P<short>(?:20)?\d\d))"
    r"(?![\w/\-])",
    re.IGNORECASE,
)
_Dates = list[tuple[int, int, PartialDate]]


def _with_short_ranges(words: str, found: _Dates) -> _Dates:
    """Return dates with those of ranges whose first has no year: "Jan-Mar 2026", "9/8-11/21/25"."""
    ranges: _Dates = []
    for match in _SHORT_RANGE.finditer(words):
        if (match["from_name"] is None) != (match["to_name"] is None):
            continue
        year = int(match["year"] or match["short"])
        year += 2000 if year < 100 else 0
        first, last = (_month(match, end) for end in ("from", "to"))
        with suppress(ValueError):
            one = PartialDate(year - (first[0] > last[0]), *first)
            two = PartialDate(year, *last)
            if one.earliest <= two.latest:  # raises ValueError for a day that does not exist
                ranges += [(match.start(), match.start("gap"), one), (match.end("gap"), match.end(), two)]
    kept = [(s, e, d) for s, e, d in found if not any(a < e and s < b for a, b, _ in ranges)]
    return sorted([*kept, *ranges], key=lambda item: item[:2])


def _month(match: re.Match[str], end: str) -> tuple[int, int | None]:
    name = match[f"{end}_name"]
    if name:
        return _MONTHS.index(name[:3].lower()) + 1, None
    return int(match[f"{end}_month"]), int(match[f"{end}_day"])


def _part_of(words: str, start: int) -> Part:
    before = words[max(0, start - 40) : start]
    if _START.search(before):
        return Part.START
    return Part.END if _END.search(before) else Part.DATE


def _dated(statement: Statement, part: Part, begin: int, item: tuple[int, int, PartialDate]) -> CareValue:
    _, end, date = item
    first, last = _places(statement.tokens, statement.start + begin, statement.start + end)
    return CareValue(part, str(date), first, last, date)


def _places(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Return the first and the last token that touch a stretch of the text."""
    inside = [index for index, token in enumerate(tokens) if token.start < end and start < token.end]
    return inside[0], inside[-1]
