"""Periods of a denial letter: how long, in which unit, and from which day, in figures and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    BUSINESS_DAYS = "business days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    UNKNOWN = "another unit"


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a sentence, ``text[start:end]``; ``before`` where its last day is the one before its end."""

    count: int
    unit: Unit
    start: int
    end: int
    before: bool = False


_UNITS = (
    *(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
        ]
    ),
    *(["seventeen", "eighteen", "nineteen"]),
)
_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_VALUES = {word: value for value, word in enumerate(_UNITS)} | _TENS
_ORDINALS = {
    **dict(
        zip(
            ("first", "second", "third", "fifth", "eighth", "ninth", "twelfth"), (1, 2, 3, 5, 8, 9, 12), strict=True
        )
    ),
    **{f"{word}th": value for word, value in _VALUES.items() if word[-1] not in "ye"},
    **{f"{word[:-1]}ieth": value for word, value in _TENS.items()},
}
_ONE = "|".join(sorted([*_VALUES, *_ORDINALS], key=len, reverse=True))
_WORDS = (
    rf"(?:(?:(?:a|an|{_ONE})[\s-]+)?hundred(?:th)?(?:[\s-]+(?:and[\s-]+)?)?)?(?:(?:{_ONE})(?:[\s-]+(?:{_ONE}))?)?"
)
_COUNT = rf"(?:(?P<digits>\d{{1,4}})(?P<th>st|nd|rd|th)?|(?P<words>(?:(?:a|an|one)|{_WORDS})(?=[\s(-])))"
_IN_BRACKETS = r"(?:\(\s*(?:(?P<figure>\d{1,4})(?:st|nd|rd|th)?|(?P<spelt>[a-z][a-z\s-]+))\s*\)\s*)?"
_PERIOD = re.compile(
    rf"""\b{_COUNT} \s* {_IN_BRACKETS} [-\s]*
    (?: (?P<business>(?:business|working|work)[\s-]+days? | workdays? | weekdays?)
      | (?P<days>(?:(?:calendar|consecutive|full)[\s-]+)?days?) | (?P<weeks>(?:calendar\s+)?weeks?)
      | (?P<months>(?:calendar\s+)?months?) | (?P<years>(?:full\s+)?years?) | (?P<hours>hours?|hrs?)
    )\b(?:\s*\((?P<later>\d{{1,4}})\))?""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHER_UNIT = re.compile(
    rf"""\b(?:within|in|have|for|up\s+to) \s+ (?:the\s+(?:next|following)\s+)?
    (?:\d{{1,4}}|a|an|{_ONE}) \s+ (?:\(\d+\)\s+)?
    (?P<unit>(?:billing|pay|plan|benefit|fiscal|school|banking)\s+(?:cycles?|periods?|quarters?|years?|terms?|months?)
    |fortnights?|quarters?|sessions?|cycles?|terms?|seasons?|reasonable\s+\w+|timely\s+\w+|decades?|lunar\s+\w+)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_RANGE_BEFORE = re.compile(rf"(?:\d|\b(?:{_ONE}))\s*(?:to|or|-|\u2013)\s*\Z", re.IGNORECASE)
_BEFORE = re.compile(
    r"\bbefore\s+(?:the\s+)?(?:end\s+of\s+)?\Z|(?<!no )\b(?:less|fewer)\s+than\s+\Z|\bsooner\s+than\s+\Z",
    re.IGNORECASE,
)
_END_OF = re.compile(r"\bend\s+of\s+\Z", re.IGNORECASE)


def periods_in(text: str) -> tuple[Period, ...]:
    """Return every period of a sentence, in order.

    Words and figures that differ give two periods; a range, and a unit that is not known, one of `Unit.UNKNOWN`.
    """
    found = [period for match in _PERIOD.finditer(text) for period in _read(match)]
    for match in _OTHER_UNIT.finditer(text):
        if not any(period.start < match.end() and match.start("unit") < period.end for period in found):
            found.append(Period(0, Unit.UNKNOWN, match.start(), match.end()))
    return tuple(sorted(found, key=lambda period: period.start))


def _read(match: re.Match[str]) -> Iterator[Period]:
    text = match.string[: match.start()]
    written = int(match["digits"]) if match["digits"] else _value(match["words"])
    figures = (int(match[name]) for name in ("figure", "later") if match[name])
    counts = {count for count in (written, _value(match["spelt"]), *figures) if count}
    if not counts or (match["words"] and _is_article(match)):
        return
    unit = next(unit for name, unit in _GROUPS.items() if match[name])
    if _RANGE_BEFORE.search(text):
        unit = Unit.UNKNOWN
    is_before = _BEFORE.search(text) is not None and _END_OF.search(text) is None
    for count in sorted(counts):
        yield Period(count, unit, match.start(), match.end(), is_before)


_GROUPS = {
    "business": Unit.BUSINESS_DAYS,
    "days": Unit.DAYS,
    "weeks": Unit.WEEKS,
    "months": Unit.MONTHS,
    "years": Unit.YEARS,
    "hours": Unit.HOURS,
}


def _is_article(match: re.Match[str]) -> bool:
    """Whether "a day" is no period: only "a week", "a month" and "a year" are."""
    return match["words"].lower().strip() in ("a", "an") and bool(match["days"] or match["hours"])


def _value(words: str | None) -> int:
    """Return what number words say; 0 for none. "First" to "third" alone are places of a list, and no count."""
    if not words:
        return 0
    pieces = re.split(r"[\s-]+", words.lower().strip())
    if pieces in (["first"], ["second"], ["third"]):
        return 0
    total = 0
    for piece in pieces:
        if piece in ("hundred", "hundredth"):
            total = (total or 1) * 100
        elif piece in ("a", "an"):
            total = 1
        elif piece != "and":
            total += _VALUES.get(piece, _ORDINALS.get(piece, 0))
    return total
