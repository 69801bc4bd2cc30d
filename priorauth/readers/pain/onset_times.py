"""Times as notes write them: a day, a month, a season, a holiday, and durations counted back from the note's day.

A time that can be read in two ways gives both. One that needs the note's day, where there is none, gives none.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from priorauth.domain.dates import PartialDate, add_months
from priorauth.domain.written_dates import MONTH, MONTHS, dates_in
from priorauth.domain.written_numbers import COUNT, count_of


class Bound(Enum):
    """Whether the time is the beginning, or the beginning is earlier or later than it."""

    EXACT = auto()
    FLOOR = auto()
    """It began no later: "for more than six months"."""
    CEILING = auto()
    """It began later: "for less than six months"."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A time at ``text[start:end]``. One reading is plain; two are left to a person, and none was to be had."""

    start: int
    end: int
    readings: tuple[PartialDate, ...]
    bound: Bound = Bound.EXACT
    is_duration: bool = False


_HOLIDAYS = {
    "new year's day": 1, "new year's": 1, "new years": 1, "valentine's day": 2, "memorial day": 5,
    "independence day": 7, "the fourth of july": 7, "july fourth": 7, "4th of july": 7, "labor day": 9,
    "halloween": 10, "thanksgiving": 11, "christmas": 12, "xmas": 12,
}  # fmt: skip
"""Holidays by the month they fall in."""

_OVER = (
    r"more\s+than|longer\s+than|greater\s+than|in\s+excess\s+of|well\s+over|over|at\s+least|upwards\s+of"
    r"|>\s*=?|\u2265"
)
_UNDER = r"less\s+than|fewer\s+than|shorter\s+than|under|no\s+more\s+than|up\s+to|<\s*=?|\u2264"
_ALMOST = r"almost|nearly|close\s+to|just\s+under|not\s+quite|going\s+on|coming\s+up\s+on"
_ABOUT = r"about|approximately|approx\.?|around|roughly|some|~|the\s+better\s+part\s+of"
_VAGUE = {"a few": 2, "few": 2, "several": 2, "many": 2, "multiple": 2, "numerous": 2}
"""The least that a number of no certain size can be."""

_LEAST = "|".join(sorted(_VAGUE, key=len, reverse=True))
_NUMBER = (
    rf"\d{{1,2}}(?:\.\d|\s?1/2|\u00bd)?|{COUNT}|an?\s+couple(?:\s+of)?|a\s+couple(?:\s+of)?|half\s+an?|{_LEAST}|an?"
)
_DURATION = re.compile(
    rf"""(?:(?<![\w/.])|(?<=\bx))(?:(?P<over>{_OVER})|(?P<under>{_UNDER})|(?P<almost>{_ALMOST})|(?P<about>{_ABOUT}))?\s*
    (?:(?:the\s+)?(?:past|last)\s+)?
    (?P<number>{_NUMBER})(?P<plus>\s?\+|\s+plus|\s+or\s+more)?(?P<and_half>\s+and\s+a\s+half)?(?:\s*(?:-|to|or)\s*(?P<second>{_NUMBER}))?[\s-]*(?P<late_plus>\+\s*)?
    (?P<unit>years?|yrs?|y|months?|mos?|mths?|weeks?|wks?|days?|decades?)\b(?![\s-]*(?:old|/o\b))(?!\s+(?:after|later|following|into|in\s+(?:the\s+)?(?:early|late|mid|spring|summer|fall|autumn|winter|{MONTH}|(?:19|20)\d\d))\b)\.?(?P<unit_plus>\+)?
    (?P<half>\s+and\s+a\s+half)?(?P<more>\s+(?:or\s+more|plus))?(?P<ago>\s+(?:ago|back|prior|before))?""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE_PLURAL = re.compile(
    r"(?<=\bfor\s)(?:many\s+)?(?P<unit>years|months|weeks|decades)\b(?!\s+(?:to|in|at|after))", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?<![\w/.-])(?:(?:early|late|mid|the\s+(?:start|end|middle)\s+of)[\s-]*)?(?P<year>(?:19|20)\d\d)(?![\w/%-]|\.\d)"
)
_MONTH_SHORT_YEAR = re.compile(rf"\b(?P<month>{MONTH})\.?\s*['\u2019](?P<year>\d\d)\b", re.IGNORECASE)
_MONTH_ALONE = re.compile(
    rf"(?<![\w/-])(?P<last>last\s+|this\s+past\s+|this\s+)?(?P<month>{MONTH})\b\.?(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?)?"
    rf"(?!\s*,?\s*(?:of\s+)?(?:\d{{4}}|['\u2019]\d\d))(?![\w/])(?:(?:\s+of)?\s+(?P<rel>last|this)\s+year)?",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?<![\w/.-])(?P<one>\d{1,2})/(?P<two>\d{1,2})(?![\w/]|\.\d|-\d)")
_SEASON = re.compile(
    r"\b(?:(?P<last>last|this|this\s+past)\s+)?(?:the\s+)?(?P<season>spring|summer|fall|autumn|winter)\b"
    r"(?:\s+(?:of\s+)?(?:(?P<year>(?:19|20|['\u2019])\d\d)|(?P<rel>last|this)\s+year|(?P<before>before\s+last)))?",
    re.IGNORECASE,
)
_HOLIDAY = re.compile(
    rf"\b(?:(?P<last>last)\s+)?(?P<name>{'|'.join(sorted(map(re.escape, _HOLIDAYS), key=len, reverse=True))})\b"
    r"(?:\s+(?:of\s+)?(?:(?P<year>(?:19|20|['\u2019])\d\d)|(?P<rel>last|this)\s+year))?",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:(?P<which>last|this|this\s+past)\s+(?P<unit>year|month|week)|(?P<day>yesterday|today|this\s+morning))\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:mid|early|late)-", re.IGNORECASE)
_FIRST_MONTH = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}


def times_in(text: str, start: int, end: int, day: PartialDate | None) -> tuple[TimeWords, ...]:
    """Return the times of ``text[start:end]`` in reading order; of two that overlap, the longer one.

    ``day`` is the note's own, from which a duration and a month without a year are counted back. A time after it is
    no reading.
    """
    part = _JOINED.sub(lambda match: match.group()[:-1] + " ", text[start:end])
    found = [replace_span(item, start) for kind in _KINDS for item in kind(part, day)]
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[TimeWords] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(_not_after(item, day))
    return tuple(kept)


def replace_span(item: TimeWords, start: int) -> TimeWords:
    """Return a time moved on by ``start`` characters."""
    return TimeWords(item.start + start, item.end + start, item.readings, item.bound, item.is_duration)


def _not_after(item: TimeWords, day: PartialDate | None) -> TimeWords:
    if day is None:
        return item
    readings = tuple(reading for reading in item.readings if reading.earliest <= day.latest)
    return TimeWords(item.start, item.end, readings, item.bound, item.is_duration)


def _written(text: str, _: PartialDate | None) -> Iterator[TimeWords]:
    for found in dates_in(text):
        yield TimeWords(found.start, found.end, (found.date,))


def _years(text: str, _: PartialDate | None) -> Iterator[TimeWords]:
    for match in _YEAR.finditer(text):
        yield TimeWords(*match.span(), (PartialDate(int(match["year"])),))


def _months(text: str, day: PartialDate | None) -> Iterator[TimeWords]:
    for match in _MONTH_SHORT_YEAR.finditer(text):
        yield TimeWords(*match.span(), (PartialDate(2000 + int(match["year"]), MONTHS[match["month"].lower()]),))
    for match in _MONTH_ALONE.finditer(text):
        if match.group() == "may":
            continue  # the verb; the month has a capital
        number = MONTHS[match["month"].lower()]
        is_last = day is not None and day.month == number and (match["last"] or "").lower().strip() == "last"
        rel = match["rel"] or ("last" if is_last else None)
        reading = _most_recent(number, int(match["day"]) if match["day"] else None, rel, day)
        yield TimeWords(*match.span(), () if reading is None else (reading,))


def _most_recent(month: int, number: int | None, rel: str | None, day: PartialDate | None) -> PartialDate | None:
    """Return the last such month or day that is not after the note."""
    if day is None:
        return None
    year = day.year - (1 if (rel or "").lower() == "last" else 0)
    if number is not None and not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None
    found = PartialDate(year, month, number)
    if rel is None and found.earliest > day.latest:
        found = PartialDate(year - 1, month, number)
    return found


def _pairs(text: str, day: PartialDate | None) -> Iterator[TimeWords]:
    """Read ``4/25``: April 25, or April 2025. What is after the note's day is no reading."""
    for match in _PAIR.finditer(text):
        month, other = int(match["one"]), int(match["two"])
        readings: list[PartialDate] = []
        if 1 <= month <= 12:
            readings.append(PartialDate(2000 + other if other < 50 else 1900 + other, month))
            is_day = 1 <= other <= calendar.monthrange(2024, month)[1]
            recent = _most_recent(month, other, None, day) if is_day else None
            if recent is not None:
                readings.append(recent)
        if day is None and 1 <= month <= 12 and 1 <= other <= 31:
            readings = []
        yield TimeWords(*match.span(), tuple(readings))


def _seasons(text: str, day: PartialDate | None) -> Iterator[TimeWords]:
    """Read a season by its year, which is as exact as a date of the calendar can say it. A winter has two years."""
    for match in _SEASON.finditer(text):
        if not (match["last"] or match["year"] or match["rel"] or match["before"]):
            continue
        year = _season_year(match, day)
        if year is None:
            yield TimeWords(*match.span(), ())
        elif match["season"].lower() == "winter":
            yield TimeWords(*match.span(), (PartialDate(year), PartialDate(year + 1)))
        else:
            yield TimeWords(*match.span(), (PartialDate(year),))


def _season_year(match: re.Match[str], day: PartialDate | None) -> int | None:
    if match["year"]:
        return _full_year(match["year"])
    if day is None:
        return None
    if match["rel"]:
        return day.year - (match["rel"].lower() == "last")
    is_begun = (day.month or 1) >= _FIRST_MONTH[match["season"].lower()]
    recent = day.year if is_begun else day.year - 1
    return recent - 1 if match["before"] else recent


def _holidays(text: str, day: PartialDate | None) -> Iterator[TimeWords]:
    for match in _HOLIDAY.finditer(text):
        month = _HOLIDAYS[match["name"].lower()]
        if match["year"]:
            yield TimeWords(*match.span(), (PartialDate(_full_year(match["year"]), month),))
            continue
        reading = _most_recent(month, None, match["rel"], day)
        yield TimeWords(*match.span(), () if reading is None else (reading,))


def _full_year(words: str) -> int:
    """Return the year of ``2024`` and of ``'24``."""
    return int(words) if words.isdigit() else 2000 + int(words[1:])


def _near(text: str, day: PartialDate | None) -> Iterator[TimeWords]:
    for match in _NEAR.finditer(text):
        reading = _near_reading(match, day)
        yield TimeWords(*match.span(), () if reading is None else (reading,))


def _near_reading(match: re.Match[str], day: PartialDate | None) -> PartialDate | None:
    if day is None:
        return None
    is_last = (match["which"] or "").lower() == "last"
    unit = (match["unit"] or "").lower()
    if unit == "year":
        return PartialDate(day.year - is_last)
    if unit == "month":
        return _back(day, 1 if is_last else 0) if day.month else None
    if day.day is None:
        return None
    days = 7 if is_last else 1 if (match["day"] or "").lower() == "yesterday" else 0
    return _exact(day.earliest - timedelta(days=days))


def _durations(text: str, day: PartialDate | None) -> Iterator[TimeWords]:
    for match in _DURATION.finditer(text):
        low = _amount(match["number"])
        high = _amount(match["second"]) if match["second"] else low
        if low is None or high is None or (match["number"].lower() in ("a", "an") and match["unit"].lower() == "y"):
            continue
        bound = _bound(match, low, high)
        months = min(low, high) if bound is Bound.FLOOR else max(low, high)
        if match["half"] or match["and_half"]:
            months += 0.5
        if match["almost"]:
            months = max(1, months - 1) if months > 1 else 0.5
        reading = _counted_back(months, match["unit"].lower(), day, bound, is_about=match["about"] is not None)
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        readings = () if reading is None else (reading,)
        yield TimeWords(start, match.end(), readings, bound, is_duration=match["ago"] is None)
    for match in _BARE_PLURAL.finditer(text):
        reading = _counted_back(2, match["unit"].lower(), day, Bound.FLOOR)
        yield TimeWords(*match.span(), () if reading is None else (reading,), Bound.FLOOR, is_duration=True)


def _bound(match: re.Match[str], low: float, high: float) -> Bound:
    if match["under"]:
        return Bound.CEILING
    is_open = any(match[name] for name in ("over", "almost", "plus", "late_plus", "unit_plus", "more"))
    is_vague = " ".join(match["number"].lower().split()) in _VAGUE
    return Bound.FLOOR if is_open or is_vague or low != high else Bound.EXACT


def _amount(words: str) -> float | None:
    plain = " ".join(words.lower().split())
    if plain in _VAGUE:
        return _VAGUE[plain]
    if "couple" in plain:
        return 2
    if plain.startswith("half"):
        return 0.5
    if plain in ("a", "an"):
        return 1
    if plain[0].isdigit():
        whole = re.match(r"\d+(?:\.\d)?", plain)
        half = 0.5 if "1/2" in plain or "\u00bd" in plain else 0.0
        return float(whole.group()) + half if whole is not None else None
    return count_of(plain)


def _counted_back(
    amount: float, unit: str, day: PartialDate | None, bound: Bound, *, is_about: bool = False
) -> PartialDate | None:
    """Return when a time of that length began: to the day for a bound and for weeks, else to the month."""
    if day is None:
        return None
    if unit.startswith(("w", "d")) and not unit.startswith("decade"):
        if day.day is None:
            return None
        return _exact(day.earliest - timedelta(days=int(amount * (7 if unit.startswith("w") else 1))))
    years = 10 if unit.startswith("decade") else 1 if unit.startswith("y") else 0
    months = int(amount * 12 * years) if years else int(amount)
    if day.month is None:
        return PartialDate(day.year - months // 12) if months % 12 == 0 and bound is Bound.EXACT else None
    if bound is not Bound.EXACT:
        start = day.latest if bound is Bound.FLOOR else day.earliest
        return _exact(add_months(start, -months))
    found = _back(day, months)
    return PartialDate(found.year) if is_about and years else found


def _back(day: PartialDate, months: int) -> PartialDate:
    found = add_months(date(day.year, day.month or 1, 1), -months)
    return PartialDate(found.year, found.month)


def _exact(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


_KINDS = (_written, _years, _months, _pairs, _seasons, _holidays, _near, _durations)
