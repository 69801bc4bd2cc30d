"""What a record says of a course of care, in phrases and dates: read by a grammar, so that no cue mistakes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import MONTH, MONTHS, dates_in
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


def plain_phrases() -> tuple[str, ...]:
    """Return the phrases in which the parts of a course are said, but those that leave it unclear."""
    return tuple(row["words"] for row in rows(_TABLE, COLUMNS) if row["part"] != Part.UNCLEAR)


def care_values(
    statement: Statement, taken: frozenset[int], day: PartialDate | None = None
) -> tuple[CareValue, ...]:
    """Return the values of a statement in order, none on the tokens of a trigger (``taken``).

    With the document's ``day``, "since May" is the May before it.
    """
    dates = [*_dates(statement), *_since_month(statement, day), *_going_on(statement)]
    used = taken | {index for item in dates for index in range(item.first, item.last + 1)}
    said = [
        CareValue(part, value, hit.first, hit.last)
        for hit in _phrases().find(statement.tokens, used)
        for part, value in hit.payloads[:1]
    ]
    lone = [
        value for value in _lone_results(statement, dates)
        if not any(item.first <= value.first <= item.last for item in said)
    ]  # fmt: skip
    found = sorted([*dates, *said, *lone, *_empty_cells(statement)], key=lambda item: item.first)
    return tuple(_with_start_of_row(found) if statement.is_row else found)


_EMPTY = frozenset({"-", "\u2013", "\u2014"})
_NO_END = "no end"


def _empty_cells(statement: Statement) -> list[CareValue]:
    """Return what fills a cell and tells nothing of a course: a dash, dots that lead on, a length of time."""
    return [
        CareValue(Part.FILLER, _NO_END, place, place)
        for place, token in enumerate(statement.tokens)
        if (token.text in _EMPTY and place and _is_gap(statement, place - 1))
        or statement.text.startswith("....", token.start)
        or _COMPACT.fullmatch(token.text)
    ]


def _with_start_of_row(values: list[CareValue]) -> list[CareValue]:
    """Return a row's values, with its only day before an empty cell as the first of care that goes on."""
    goes_on = any(item.part is Part.STATUS and item.value == "ongoing" for item in values)
    days = [place for place, item in enumerate(values) if item.date is not None]
    if not goes_on or len(days) != 1 or values[days[0]].part is not Part.DATE:
        return values
    day = values[days[0]]
    is_empty = any(item.value == _NO_END and item.first == day.last + 1 for item in values)
    return [replace(item, part=Part.START) if is_empty and item is day else item for item in values]


_LONE = {
    **dict.fromkeys(
        ("transient", "temporary", "temp", "brief", "fleeting", "momentary", "passing"), "temporary_relief"
    ),
    **dict.fromkeys(
        ("inadequate", "inadeq", "insufficient", "insuff", "partial", "minimal", "poor", "incomplete", "slight"),
        "inadequate_relief",
    ),
    **dict.fromkeys(("none", "nil", "zero", "nada", "ineffective", "unhelpful", "useless"), "no_relief"),
}
"""Words that are a result when they fill the cell behind the days of care."""


def _lone_results(statement: Statement, dates: Sequence[CareValue]) -> list[CareValue]:
    """Return results of one word in the part behind the days or the visits: "2/2025 - 8/2025, transient"."""
    tokens, found = statement.tokens, []
    for place, token in enumerate(tokens):
        ends = place + 1 == len(tokens) or tokens[place + 1].text in _ENDS or _is_gap(statement, place)
        if token.text not in _LONE or not ends or not place:
            continue
        begin = place - 1 if tokens[place - 1].text in _ENDS else place if _is_gap(statement, place - 1) else None
        is_behind_days = begin and any(item.last == begin - 1 for item in dates)
        is_result = _LONE[token.text] != "no_relief"  # "x12, none" may be that none was attended
        if begin and (is_behind_days or (is_result and _is_count(tokens, begin))):
            found.append(CareValue(Part.RESPONSE, _LONE[token.text], place, place))
    return found


_ENDS = frozenset({",", ";", "|", ".", ")"})
_VISITS = frozenset({"visits", "visit", "sessions", "session", "treatments", "tx"})


def _is_gap(statement: Statement, place: int) -> bool:
    one, two = statement.tokens[place : place + 2] if place + 1 < len(statement.tokens) else (None, None)
    return (
        one is not None
        and two is not None
        and statement.is_row
        and statement.text[one.end : two.start].count(" ") > 1
    )


def _is_count(tokens: Sequence[Token], end: int) -> bool:
    """Whether the words before a place are a number of visits: "x 12", "x12", "12 visits"."""
    last = [token.text for token in tokens[max(0, end - 2) : end]]
    if len(last) < 2:
        return False
    is_times = (last[0] == "x" and last[1].isdigit()) or re.fullmatch(r"x\d{1,2}", last[1]) is not None
    return is_times or (last[0].isdigit() and last[1] in _VISITS)


_YEAR = re.compile(r"(?<![\d/.\-])(?:19|20)\d\d(?![\d/\-]|\.\d)")
_ISO_MONTH = re.compile(r"(?<![\d/.\-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d/\-]|\.\d)")
_START = re.compile(
    r"\b(?:since|from|start(?:ed|ing)?(?:\s+of\s+care)?|soc|began|begun|beginning|commenced|commencing|initiated|onset|eval(?:uat(?:ion|ed))?"
    r"|first\s+(?:visit|session|treatment|seen|attended)|initial\s+(?:visit|session|eval(?:uation)?)|seen\s+first)"
    r"(?:\s+(?:date|on|in|of|as of|about))?[\s:]*\Z",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:\b(?:to|through|thru|until|till|end(?:ed|ing|s)?|(?:last|final)(?:\s+(?:visit|session|treatment|seen|attended))?"
    r"|stopped|discontinued|closed|completed"
    r"|d/?c'?d?|discharged?|finished)"
    r"(?:\s+(?:date|on|in|of|visit|summary|today))?[\s:]*|[-\u2013\u2014]\s*)\Z",
    re.IGNORECASE,
)
_TO = r"(?:-{1,2}>?|=>|\u2192|\u2013|\u2014|to|through|thru|until|till)"
"""What stands between the first and the last day: a word, a dash or an arrow."""
_RANGE = re.compile(rf"\s*{_TO}\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s+\Z", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_ROW_GAP = re.compile(r"(?:\s{2,}|\s*\|\s*|\t)+")


def _dates(statement: Statement) -> list[CareValue]:
    """Return the dates of a statement with the part each is: start, end, or one that nobody can tell."""
    words = _TO_NOW.sub(" ", statement.words)
    found = [(item.start, item.end, item.date) for item in dates_in(words)]
    found = _with_short_ranges(words, found)
    found = _with_years_behind(words, found)
    found += [
        (match.start(), match.end(), PartialDate(int(match[1]), int(match[2])))
        for match in _ISO_MONTH.finditer(words)
    ]
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
        is_led = _BETWEEN.search(words, 0, one[0]) is not None and _AND.fullmatch(between) is not None
        if is_led or _RANGE.fullmatch(between) or (statement.is_row and _ROW_GAP.fullmatch(between)):
            parts[place : place + 2] = [Part.START, Part.END]
            begins[place + 1] = one[1] if is_led or _RANGE.fullmatch(between) else two[0]
    return [_dated(statement, *item) for item in zip(parts, begins, found, strict=True)]


_STILL = re.compile(
    rf"\s*(?:{_TO}|cont(?:inued|inuing|\.)?\s+to)\s*(?:the\s+)?(?:present|current(?:ly)?|now|today|ongoing|date)\b"
    r"|\s+(?:present)\b"
    r"|\s*(?:and\s+)?(?:on|onwards?|forward)\b(?=\s*(?:[,.;)]|$))",
    re.IGNORECASE,
)
"""What follows the first day of care that goes on: "1/2025 - present", "9/4/2025 on"."""

_GOES_ON = re.compile(
    rf"(?<=\d)\s*(?P<now>{_TO}\s*(?:the\s+)?(?:present|now|today|ongoing|current(?:ly)?)|(?:and\s+)?onwards?)\b",
    re.IGNORECASE,
)


def _going_on(statement: Statement) -> list[CareValue]:
    """Return where care is said to go on behind its first day: "1/2025 -> now", "6/5/2025 onward"."""
    start = statement.start
    matches = list(_GOES_ON.finditer(statement.words))
    places = [_places(statement.tokens, start + match.start("now"), start + match.end("now")) for match in matches]
    return [CareValue(Part.STATUS, "ongoing", first, last) for first, last in places]


_SINCE_MONTH = re.compile(
    rf"\bsince\s+(?:early\s+|mid[\s-]|late\s+|last\s+)?(?P<month>{MONTH})\b\.?(?!\s*(?:of\s+)?,?\s*[\d'\u2019])",
    re.IGNORECASE,
)


def _since_month(statement: Statement, day: PartialDate | None) -> list[CareValue]:
    """Return first months whose year the document's day tells: "since May" is the last May that is over by then."""
    if day is None or day.month is None:
        return []
    found = []
    for match in _SINCE_MONTH.finditer(statement.words):
        month = MONTHS[match["month"].lower()]
        if month == day.month:
            continue  # a year ago or some days ago
        date = PartialDate(day.year - (month > day.month), month)
        start = statement.start
        first, last = _places(statement.tokens, start + match.start("month"), start + match.end("month"))
        found.append(CareValue(Part.START, str(date), first, last, date))
    return found


_COMPACT = re.compile(r"x?\d{1,2}(?:h|hrs?|d|days?|w|wks?|weeks?|mos?|months?|yrs?)")
"""How long, written as one word: "x6wk"."""

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


_YEAR_BEHIND = re.compile(
    rf"(?:(?<![\w/.])(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b(?P<name>{_NAME})(?:\s+(?P<later>\d{{1,2}})(?:st|nd|rd|th)?)?"
    rf"(?:\s*{_TO}|(?P<and>\s+and))\s*\Z",
    re.IGNORECASE,
)


def _with_years_behind(words: str, found: _Dates) -> _Dates:
    """Return dates with those that leave their year to the next: "3 June to 12 July 2025"."""
    firsts: _Dates = []
    for start, _, last in found:
        match = _YEAR_BEHIND.search(words, max(0, start - 30), start)
        if match is None or last.month is None or (match["first"] and match["later"]):
            continue
        if match["and"] is not None and _BETWEEN.search(words, 0, match.start()) is None:
            continue
        month, day = _MONTHS.index(match["name"][:3].lower()) + 1, match["first"] or match["later"]
        with suppress(ValueError):
            date = PartialDate(last.year - (month > last.month), month, int(day) if day else None)
            if date.earliest <= last.latest:  # raises ValueError for a day that does not exist
                firsts.append((match.start(), match.end("later" if match["later"] else "name"), date))
    kept = [(s, e, d) for s, e, d in found if not any(a < e and s < b for a, b, _ in firsts)]
    return sorted([*kept, *firsts], key=lambda item: item[:2])


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
