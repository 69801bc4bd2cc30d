"""The dates of a course of care: its first day, its last, or one whose part nobody can tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import MONTH, MONTHS, dates_in
from priorauth.readers.treatment.care_parts import CarePart, CareValue
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Token


def care_dates(statement: Statement, day: PartialDate | None = None) -> list[CareValue]:
    """Return the dates of a statement with the part each is, and where care is said to go on.

    The document's ``day`` tells the year of "since May" and of "July last year".
    """
    return [*_dates(statement, day), *_since_month(statement, day), *_going_on(statement)]


_YEAR = re.compile(r"(?<![\d/.\-])(?:19|20)\d\d(?![\d/\-]|\.\d)")
_ISO_MONTH = re.compile(r"(?<![\d/.\-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d/\-]|\.\d)")
_START = re.compile(
    r"\b(?:since|from|start(?:ed|ing)?(?:\s+of\s+care)?|soc|began|begun|beginning|commenced|commencing|initiated|onset|eval(?:uat(?:ion|ed))?"
    r"|first\s+(?:visit|session|treatment|seen|attended)|initial\s+(?:visit|session|eval(?:uation)?)|seen\s+first"
    r"|(?:prescribed|taught|issued|instructed)(?:\s+(?:at|in)\s+(?:the\s+)?(?:eval\w*|intake|clinic))?)"
    r"(?:\s+(?:date|on|in|of|as of|about))?[\s:(]*\Z",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:\b(?:to|through|thru|until|till|end(?:ed|ing|s)?|(?:last|final)(?:\s+(?:visit|session|treatment|seen|attended))?"
    r"|stopped|discontinued|closed|completed"
    r"|d/?c'?d?|discharged?|finish(?:ed|es)?)"
    r"(?:\s+(?:date|on|in|of|visit|summary|today))?[\s:]*|[-\u2013\u2014]\s*)\Z",
    re.IGNORECASE,
)
_TO = r"(?:-{1,2}>?|=>|\u2192|\u2013|\u2014|to|through|thru|until|till)"
"""What stands between the first and the last day: a word, a dash or an arrow."""
_RANGE = re.compile(rf"\s*{_TO}\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s+\Z", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_ROW_GAP = re.compile(r"(?:\s{2,}|\s*\|\s*|\t)+")


def _dates(statement: Statement, day: PartialDate | None) -> list[CareValue]:
    """Return the dates of a statement with the part each is: start, end, or one that nobody can tell."""
    words = _TO_NOW.sub(" ", statement.words)
    found = [(item.start, item.end, item.date) for item in dates_in(words)]
    found = sorted([*_with_short_ranges(words, found), *_in_month_years(statement, day)], key=lambda item: item[:2])
    found = _with_years_behind(words, sorted([*found, *_in_told_years(words, day)], key=lambda item: item[:2]))
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
    parts = [CarePart.START if _STILL.match(words, end) else _part_of(words, start) for start, end, _ in found]
    begins = [_led_from(words, start, part) for part, (start, _, _) in zip(parts, found, strict=True)]
    for place, (one, two) in enumerate(pairwise(found)):
        between = words[one[1] : two[0]]
        is_led = _BETWEEN.search(words, 0, one[0]) is not None and _AND.fullmatch(between) is not None
        if is_led or _RANGE.fullmatch(between) or (statement.is_row and _ROW_GAP.fullmatch(between)):
            parts[place : place + 2] = [CarePart.START, CarePart.END]
            begins[place + 1] = one[1] if is_led or _RANGE.fullmatch(between) else two[0]
    return [_dated(statement, *item) for item in zip(parts, begins, found, strict=True)]


_STILL = re.compile(
    rf"\s*(?:{_TO}|cont(?:inued|inuing|\.)?\s+to)\s*(?:the\s+)?(?:present|current(?:ly)?|now|today|ongoing|date)\b"
    r"|\s+(?:present)\b|(?:\s{2,}|\s*[|\t]\s*)(?:current|now|ongoing|to\s+date)\b"
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
    return [CareValue(CarePart.STATUS, "ongoing", first, last) for first, last in places]


_SINCE_MONTH = re.compile(
    rf"\bsince\s+(?:early\s+|mid[\s-]|late\s+|last\s+)?(?P<month>{MONTH})\b\.?(?!\s*(?:of\s+)?,?\s*(?:[\d'\u2019]|last\s|this\s))",
    re.IGNORECASE,
)


_TOLD_YEAR = re.compile(rf"\b(?P<month>{MONTH})\b\.?\s+(?:of\s+)?(?P<year>last|this)\s+year\b", re.IGNORECASE)


def _in_told_years(words: str, day: PartialDate | None) -> _Dates:
    """Return months of "last year" and "this year", by the document's day."""
    if day is None:
        return []
    return [
        (
            match.start(), match.end(),
            PartialDate(day.year - (match["year"].lower() == "last"), MONTHS[match["month"].lower()]),
        )
        for match in _TOLD_YEAR.finditer(words)
    ]  # fmt: skip


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
        found.append(CareValue(CarePart.START, str(date), first, last, date))
    return found


_TO_NOW = re.compile(r"-(?=(?:present|current|now|ongoing)\b)", re.IGNORECASE)

_LED = re.compile(r"\b(?:to|through|thru|until|till)\s+(?:the\s+)?\Z", re.IGNORECASE)


def _led_from(words: str, start: int, part: CarePart) -> int:
    """Return where the word stands that makes a date the last day ("until July"): it belongs to the date."""
    match = _LED.search(words, max(0, start - 12), start) if part is CarePart.END else None
    return match.start() if match is not None else start


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"(?:{MONTH})\b\.?"
_SHORT_RANGE = re.compile(
    rf"(?<![\w/.\-])(?:(?P<from_name>{_NAME})|(?P<from_month>\d{{1,2}})/(?P<from_day>\d{{1,2}}))"
    r"(?P<gap>\s*(?:-|\u2013|\u2014|to|through|thru|until)\s*)"
    rf"(?:(?P<to_name>{_NAME})\s+(?P<year>(?:19|20)\d\d)|(?P<to_month>\d{{1,2}})/(?P<to_day>\d{{1,2}})/(?P<short>(?:20)?\d\d))"
    r"(?![\w/\-])",
    re.IGNORECASE,
)
_Dates = list[tuple[int, int, PartialDate]]
_MONTH_YEARS = re.compile(
    rf"(?<![\w/.\-])(?P<m1>0?[1-9]|1[0-2])/(?P<y1>\d\d)\s*{_TO}\s*(?P<m2>0?[1-9]|1[0-2])/(?P<y2>\d\d)(?![\w/\-]|\.\d)",
    re.IGNORECASE,
)
_OLDEST, _LONGEST_TRIAL = 12, 5
"""Years before the document in which a drug's trial that it tells began, and years that one lasts."""


def _in_month_years(statement: Statement, day: PartialDate | None) -> _Dates:
    """Return the months of a drug's trial that is told by month and short year: "etodolac 2/24 to 10/24".

    Only where the same text writes the year with its days, so that a pair of numbers is no day of this year; where
    the second number of each is a year before the document's; and where the two are no days that follow each other.
    """
    if day is None or _DOSE.search(statement.words) is None or _WHOLE_DAY.search(statement.text) is None:
        return []
    found: _Dates = []
    for match in _MONTH_YEARS.finditer(statement.words):
        years = [2000 + int(match[name]) for name in ("y1", "y2")]
        first, last = (PartialDate(y, int(match[m])) for y, m in zip(years, ("m1", "m2"), strict=True))
        is_near = match["m1"] == match["m2"] and years[0] != years[1]  # "4/24-4/25" may be two days of April
        is_past = day.year - _OLDEST <= years[0] and last.latest <= day.latest
        if is_past and not is_near and first.latest < last.earliest and years[1] - years[0] <= _LONGEST_TRIAL:
            found += [(match.start("m1"), match.end("y1"), first), (match.start("m2"), match.end("y2"), last)]
    return found


_DOSE = re.compile(r"\b\d+(?:\.\d+)?\s*(?:mg|mcg|g|%)(?!\w)", re.IGNORECASE)
_WHOLE_DAY = re.compile(r"(?<![\w/.-])\d{1,2}/\d{1,2}/(?:19|20)?\d\d(?![\w/])")


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


def _part_of(words: str, start: int) -> CarePart:
    before = words[max(0, start - 40) : start]
    if _START.search(before):
        return CarePart.START
    return CarePart.END if _END.search(before) else CarePart.DATE


def _dated(statement: Statement, part: CarePart, begin: int, item: tuple[int, int, PartialDate]) -> CareValue:
    _, end, date = item
    first, last = _places(statement.tokens, statement.start + begin, statement.start + end)
    return CareValue(part, str(date), first, last, date)


def _places(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Return the first and the last token that touch a stretch of the text."""
    inside = [index for index, token in enumerate(tokens) if token.start < end and start < token.end]
    return inside[0], inside[-1]
