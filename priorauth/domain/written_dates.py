"""Dates as records write them: ``August 18, 2026``, ``8/18/26``, ``2026-08-18``, ``08/2026``.

A number pair is read as American records mean it, month first, unless only the other order is a date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from priorauth.domain.dates import PartialDate

CENTURY_PIVOT = 50
"""Two-digit years below it are of the 2000s, the others of the 1900s."""

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
"""The months' names and short names, in small letters, with their numbers."""

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
"""A pattern for any of them, the longest first."""

_DATE = re.compile(
    rf"""
    (?<![\w/.-])(?:
        (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
      | (?P<named>{MONTH})\.?\s+(?P<named_day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<named_year>\d{{4}})
      | (?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<day_month>{MONTH})\.?,?\s+(?P<day_year>\d{{4}})
      | (?P<dashed_day>\d{{1,2}})-(?P<dashed_month>{MONTH})-(?P<dashed_year>\d{{4}}|\d{{2}})
      | (?P<one>\d{{1,2}})(?P<sign>[/.-])(?P<two>\d{{1,2}})(?P=sign)(?P<numbers_year>\d{{4}}|\d{{2}})
      | (?P<month_only>{MONTH})\.?,?\s+(?:of\s+)?(?P<month_only_year>\d{{4}})
      | (?P<short_month>\d{{1,2}})/(?P<short_year>\d{{4}})
    )(?![\w/-]|\.\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)


_BEGINNING = re.compile(
    rf"\b(?P<month>{MONTH})\b\.?(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?)?,?\s*(?:to|through|thru|until|-|\u2013)\s*\Z",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(?<=/\d\d)[-\u2013](?=\d{1,2}/\d)|(?<=/\d{4})[-\u2013](?=\d{1,2}/\d)")
"""The dash between two dates written with slashes: ``9/8/25-4/24/26``. A blank takes its place."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date of a text, and where it stands: ``text[start:end]``."""

    date: PartialDate
    start: int
    end: int


def dates_in(text: str) -> tuple[FoundDate, ...]:
    """Find every date with a month and a year, in reading order; what is no day of the calendar is left out."""
    return tuple(_found(text))


def could_be(stated: PartialDate, found: PartialDate) -> bool:
    """Whether a date found in a record bears a stated one out: the same as far as the case goes.

    A record that gives only a month bears out that month, and no day of it.
    """
    if stated.year != found.year or (stated.month is not None and stated.month != found.month):
        return False
    return stated.day is None or stated.day == found.day


def _found(text: str) -> Iterator[FoundDate]:
    for match in _DATE.finditer(_RANGE.sub(" ", text)):
        read = _read(match)
        if read is not None:
            yield from _without_its_year(text, match.start(), read)
            yield FoundDate(read, match.start(), match.end())


def _without_its_year(text: str, start: int, later: PartialDate) -> Iterator[FoundDate]:
    """Read the first date of "September 15 to December 1, 2025", which leaves its year to the second."""
    match = _BEGINNING.search(text, max(0, start - 40), start)
    if match is None or later.month is None:
        return
    month = MONTHS[match["month"].lower()]
    year = later.year if month <= later.month else later.year - 1
    try:
        read = _day(str(year), month, int(match["day"])) if match["day"] else _month(year, month)
    except ValueError:
        return
    yield FoundDate(read, match.start(), match.end("day") if match["day"] else match.end("month"))


def _read(match: re.Match[str]) -> PartialDate | None:
    got = match.groupdict()
    try:
        if got["iso"]:
            return PartialDate.parse(got["iso"])
        if got["named"]:
            return _day(got["named_year"], MONTHS[got["named"].lower()], int(got["named_day"]))
        if got["day_month"]:
            return _day(got["day_year"], MONTHS[got["day_month"].lower()], int(got["day_first"]))
        if got["dashed_month"]:
            return _day(got["dashed_year"], MONTHS[got["dashed_month"].lower()], int(got["dashed_day"]))
        if got["one"]:
            return _numbers(got["numbers_year"], int(got["one"]), int(got["two"]))
        if got["month_only"]:
            return PartialDate(int(got["month_only_year"]), MONTHS[got["month_only"].lower()])
        return _month(int(got["short_year"]), int(got["short_month"]))
    except ValueError:
        return None


def _numbers(year: str, one: int, two: int) -> PartialDate:
    return _day(year, two, one) if one > 12 else _day(year, one, two)


def _day(year: str, month: int, day: int) -> PartialDate:
    whole = int(year)
    if len(year) == 2:
        whole += 2000 if whole < CENTURY_PIVOT else 1900
    date(whole, month, day)  # raises ValueError for a day the month does not have
    return PartialDate(whole, month, day)


def _month(year: int, month: int) -> PartialDate:
    date(year, month, 1)
    return PartialDate(year, month)
