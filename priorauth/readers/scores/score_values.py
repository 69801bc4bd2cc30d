"""The numbers of a score: with percent, out of a total, as a range, with millimeters; and what is no score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from priorauth.case.pain import Instrument, ScoreUnit
from priorauth.reading.finding_values import ScoreValue

_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_VALUE = re.compile(
    rf"""(?<![\w.$#])(?:(?P<low>{_NUMBER})\s?%?\s*(?:-|to)\s*(?=\d))?(?P<high>{_NUMBER})(?![\d:]|\.\d)
    (?:\s*(?:/|of|out\s+of)\s*(?P<most>\d{{2,3}})(?!\d|/|\s*(?:visits|sessions)))?
    \s?(?P<unit>%|percent\b|pct\b|mm\b|cm\b|points?\b|pts?\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:by|improvement\s+of|change\s+of|decrease\s+of|increase\s+of|drop\s+of|reduction\s+of|difference\s+of|mcid|mdc|mic"
    r"|decreased|increased|improved|dropped|fell|rose|down|up|changed|reduced|lowered|gained|lost)\s*(?:of\s+|about\s+|is\s+|:\s*)?\Z",
    re.IGNORECASE,
)
_CHANGE_BEHIND = re.compile(
    r"\s*-?\s*(?:points?\s+|pts?\s+)?(?:improve\w*|change\w*|decreas\w*|reduc\w*|drop\w*|better|worse|increas\w*|relief|less|more|gain\w*|or\s+(?:more|less|below|above|under|lower|higher)|on\s+average\s+in)\b",
    re.IGNORECASE,
)
_BOUND_BEFORE = re.compile(
    r"(?:\b(?:over|under|above|below|less\s+than|more\s+than|greater\s+than|lower\s+than|higher\s+than|at\s+least|at\s+most|up\s+to|no\s+more\s+than|within|exceeds?|cut-?off(?:\s+of)?|threshold(?:\s+of)?)|(?<![-=])[<>\u2264\u2265]=?)\s*\Z",
    re.IGNORECASE,
)
_NO_SCORE = re.compile(
    r"\s*(?:/\s?(?:hr|h|hour|min)\b|x\b|-?\s?(?:visits?|weeks?|wks?|months?|mos?|years?|yrs?|days?|hours?|hrs?|minutes?|mins?|mg|mcg|ml|lbs?|kg|times|items?|questions?|sessions?|degrees?|deg|sections?|levels?|st\b|nd\b|rd\b|th\b|events?|y/?o|"
    r"scale))\b|\s*/\s?\d|:\d|-\d",
    re.IGNORECASE,
)
_OF_NOBODY = re.compile(
    r"(?:\b(?:minimal|mild|moderate|severe|crippl\w+|bed-?\s?bound|complete|no)\b[^.;\n\d]{0,40}"
    r"(?:\b(?:begins?|starts?|ranges?|runs?|from|at|between|means|is)\b|[,:=(])\s*(?:at\s+|from\s+)?"
    r"|\bpage\s+(?:\d+\s+(?:of|/)\s+)?|(?<![a-z])[x*\u00d7]\s*)\Z",
    re.IGNORECASE,
)
"""Words before a number that make it a step of the scale, a page or a factor: "severe disability begins at 41"."""
_STEP = re.compile(
    r"\b(?:begins?|starts?|ranges?|runs?|between|page|means)\b[^.;]*\Z|(?<![a-z])[x*\u00d7]\s*\Z", re.IGNORECASE
)
_REFERENCE = re.compile(r"\bsee\s+(?:\w+\s+)?\Z", re.IGNORECASE)
"""Words before a number that send the reader elsewhere: "see page 9"."""
_FROM = re.compile(r"\bfrom\s+\Z", re.IGNORECASE)
_NEAR = 60
_WHOLE_SCALE = {(0, 10), (1, 10), (0, 100), (0, 50), (0, 27), (0, 21)}
_POINTS = {Instrument.NRS: 10, Instrument.PHQ9: 27, Instrument.GAD7: 21}
_BEDBOUND = 40
"""Points of 50 above which a patient is bed-bound (over 80 %, Fairbank and Pynsent, 2000), so that a bare number
above it on a visit is a percent."""
_ODI_TOTALS = {50, 45, 40}
"""The most points of an Oswestry with ten, nine or eight answers, five each (Fairbank and Pynsent, 2000)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number of an instrument at ``text[start:end]``; two values where the unit is left open.

    ``is_bound`` for "under 20 %", which is no score, ``lacks_unit`` for a VAS that says neither mm nor of what.
    """

    start: int
    end: int
    values: tuple[ScoreValue, ...]
    is_bound: bool = False
    lacks_unit: bool = False


_ONES = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten".split())  # noqa: SIM905
}
_TENS = {
    word: number * 10
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)  # noqa: SIM905
}
NUMBER_WORD = "|".join(_ONES)
_SPELLED = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[\s-](?P<unit>{'|'.join(list(_ONES)[1:10])}))?|(?P<one>{NUMBER_WORD}))"
    r"(?=\s+(?:percent|per\s+cent|out\s+of\s+(?:10|ten)|of\s+(?:10|ten))\b)",
    re.IGNORECASE,
)
_OF_TEN = re.compile(r"(?<=of )ten\b|(?<=of\s)ten\b", re.IGNORECASE)


def with_digits(text: str, start: int, end: int) -> str:
    """Return a text in which numbers that are spelled out before their unit are digits, each in its own place."""
    words = text[start:end]
    if _SPELLED.search(words) is None:
        return text
    words = _SPELLED.sub(lambda match: _digits(match).rjust(len(match.group())), words)
    return text[:start] + _OF_TEN.sub(" 10", words) + text[end:]


def _digits(match: re.Match[str]) -> str:
    if match["one"] is not None:
        return str(_ONES[match["one"].lower()])
    return str(_TENS[match["tens"].lower()] + (_ONES[match["unit"].lower()] if match["unit"] else 0))


def readings_in(
    text: str, start: int, end: int, instrument: Instrument, taken: list[tuple[int, int]]
) -> Iterator[Reading]:
    """Return the numbers of ``text[start:end]`` that can be scores of an instrument. ``taken`` are dates."""
    text = with_digits(text, start, end)
    place = start
    while (match := _next(text, place, end)) is not None:
        place = max(match.end(), place + 1)
        if any(first < match.end() and match.start() < last for first, last in taken):
            place = max(match.start("high") if match["low"] else match.end(), match.start() + 1)
            continue
        found = _reading(text, start, match, instrument)
        if found is not None:
            yield found


def _next(text: str, place: int, end: int) -> re.Match[str] | None:
    """Return the next number or range; "from 62 to 38" is no range but two numbers."""
    match = _VALUE.search(text, place, end)
    if match is None or match["low"] is None:
        return match
    is_course = _FROM.search(text, 0, match.start()) or Decimal(match["low"]) > Decimal(match["high"])
    return _VALUE.search(text, match.start(), _first_end(match)) if is_course else match


def _first_end(match: re.Match[str]) -> int:
    """Return where the first of two numbers ends, its sign included."""
    end = match.end("low")
    return end + 1 if match.string[end : end + 1] == "%" else end


def _reading(text: str, start: int, match: re.Match[str], instrument: Instrument) -> Reading | None:
    lead = text[start : match.start()]
    rest = text[match.end() : match.end() + 30]
    line = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - _NEAR) : match.start()]
    if _OF_NOBODY.search(line) and (match["low"] is not None or _STEP.search(line)):
        return None
    if _REFERENCE.search(line):
        return None
    if _CHANGE_BEFORE.search(lead) or _CHANGE_BEHIND.match(rest):
        return None
    if match["unit"] is None and _NO_SCORE.match(rest):
        return None
    span = (int(Decimal(match["low"])), int(Decimal(match["high"]))) if match["low"] else None
    if span in _WHOLE_SCALE and match["most"] is None:
        return None  # "scale of 0-10"
    values, lacks = _values(match, instrument)
    if not values:
        return None
    return Reading(match.start(), match.end(), values, _BOUND_BEFORE.search(lead) is not None, lacks)


def _values(match: re.Match[str], instrument: Instrument) -> tuple[tuple[ScoreValue, ...], bool]:
    """Return what a number says, in the unit it is given in or one that its total gives it."""
    high = Decimal(match["high"])
    low = Decimal(match["low"]) if match["low"] else None
    most = int(match["most"]) if match["most"] else None
    unit = (match["unit"] or "").lower()
    is_percent = unit in ("%", "percent", "pct")
    if instrument is Instrument.ODI:
        return _odi(high, low, most, is_percent=is_percent), False
    if is_percent or (unit in ("mm", "cm") and instrument is not Instrument.VAS):
        return (), False
    if instrument is Instrument.VAS:
        return _vas(high, low, most, unit)
    top = _POINTS[instrument]
    if most not in (None, top) or high > top:
        return (), False
    return (_value(instrument, high, low, ScoreUnit.POINTS),), False


def _odi(high: Decimal, low: Decimal | None, most: int | None, *, is_percent: bool) -> tuple[ScoreValue, ...]:
    """Return an Oswestry in percent. A bare number up to 40 may be points as well: both are given."""
    if is_percent or most == 100:
        return (_value(Instrument.ODI, high, low, ScoreUnit.PERCENT),) if high <= 100 else ()
    if most is not None:
        if most not in _ODI_TOTALS or high > most:
            return ()
        return (percent_of(high, most, low),)
    if high > 100:
        return ()
    percent = _value(Instrument.ODI, high, low, ScoreUnit.PERCENT)
    return (percent,) if high > _BEDBOUND else (percent, percent_of(high, 50, low))


def percent_of(points: Decimal, most: int, low: Decimal | None = None) -> ScoreValue:
    """Return points out of a total as an Oswestry in percent."""
    lowest = None if low is None else _share(low, most)
    return _value(Instrument.ODI, _share(points, most), lowest, ScoreUnit.PERCENT)


def _share(points: Decimal, most: int) -> Decimal:
    share = (points * 100 / most).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return share.quantize(Decimal(1)) if share == share.to_integral_value() else share


def _vas(high: Decimal, low: Decimal | None, most: int | None, unit: str) -> tuple[tuple[ScoreValue, ...], bool]:
    if unit in ("mm", "cm"):
        top, kind = (100, ScoreUnit.MM) if unit == "mm" else (10, ScoreUnit.CM)
        return ((_value(Instrument.VAS, high, low, kind),) if high <= top else ()), False
    if most == 100:
        return ((_value(Instrument.VAS, high, low, ScoreUnit.MM),) if high <= 100 else ()), False
    if high > 100 or most not in (None, 10) or (most == 10 and high > 10):
        return (), False
    return (_value(Instrument.VAS, high, low, ScoreUnit.POINTS),), most is None


def _value(instrument: Instrument, high: Decimal, low: Decimal | None, unit: ScoreUnit) -> ScoreValue:
    first = min(high, low) if low is not None and low != high else None
    return ScoreValue(instrument=instrument, number=max(high, low or high), unit=unit, low=first)
