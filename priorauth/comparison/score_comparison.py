"""Scores: the instrument's value on its day, in the unit the case gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from priorauth.case.model import ExhibitKind, Instrument, Score, ScoreUnit
from priorauth.comparison.case_claims import ScoreClaim
from priorauth.comparison.claim_dates import anywhere, differs, labeled
from priorauth.comparison.instrument_words import first_after, instruments_in, is_form_of, last_before
from priorauth.comparison.model import Checked, Passage
from priorauth.comparison.readable_exhibit import ChartExhibit, ChartPage
from priorauth.domain.dates import PartialDate
from priorauth.problems import Owner

SCORE, OWN_DATE = "PA743", "PA739"

_NUMBER = r"(?<![\w.,/-])(?P<value>\d{1,3}(?:\.\d{1,2})?)"
_END = r"(?![\w/]|\.\d)"
_OUT_OF = r"\s*(?:/|of|out\s+of)\s*"
_PERCENT = r"\s*(?:%|percent\b|per\s+cent\b)"

_VALUES: dict[Instrument, tuple[tuple[Decimal, str], ...]] = {
    # What names the length of the scale comes first: of "47 of 100 mm" the 100 is no reading.
    Instrument.ODI: (
        (Decimal(1), rf"{_NUMBER}{_OUT_OF}100{_PERCENT}"),
        (Decimal(1), rf"{_NUMBER}{_PERCENT}"),
        (Decimal(1), rf"{_NUMBER}{_OUT_OF}100{_END}"),
        (Decimal(2), rf"{_NUMBER}{_OUT_OF}50{_END}"),
        (Decimal(1), rf"(?<=[:=]\s){_NUMBER}{_END}(?!{_PERCENT}|{_OUT_OF}\d)"),
    ),
    Instrument.NRS: ((Decimal(1), rf"{_NUMBER}{_OUT_OF}10{_END}"),),
    Instrument.VAS: (
        (Decimal(1), rf"{_NUMBER}(?:\s*mm)?{_OUT_OF}100\s*mm\b"),
        (Decimal(10), rf"{_NUMBER}(?:\s*cm)?{_OUT_OF}10\s*cm\b"),
        (Decimal(1), rf"{_NUMBER}{_OUT_OF}100{_END}(?!\s*[cm]m)"),
        (Decimal(10), rf"{_NUMBER}{_OUT_OF}10{_END}(?!\s*[cm]m)"),
        (Decimal(1), rf"{_NUMBER}\s*mm\b"),
        (Decimal(10), rf"{_NUMBER}\s*cm\b"),
    ),
    Instrument.PHQ9: ((Decimal(1), rf"{_NUMBER}(?:{_OUT_OF}27)?{_END}"),),
    Instrument.GAD7: ((Decimal(1), rf"{_NUMBER}(?:{_OUT_OF}21)?{_END}"),),
}
"""How each instrument's values are written, and the factor that takes them to percent, points or millimeters."""

_VALUE = {
    instrument: tuple((factor, re.compile(words)) for factor, words in rows) for instrument, rows in _VALUES.items()
}
_REACH = {Instrument.PHQ9: 40, Instrument.GAD7: 40}
_NEAR, _NEAR_DATE = 110, 60
"""How far, in characters, a value may lie from the name of its instrument, and from its day."""
_IS_ON = re.compile(r"\s*(?:(?:on|by|using)\s+(?:the\s+|a\s+)?|\()\Z")
_SENTENCE_END = re.compile(r"[.;](?=\s)")
_OWN_DATE = re.compile(
    r"\b(?:completed|date\s+of\s+(?:service|visit|assessment|completion|exam\w*)|visit\s+date|dos|administered"
    r"|assessment\s+date|filled\s+in|date)\b"
)


@dataclass(frozen=True, slots=True)
class _ScoreReading:
    value: Decimal
    day: PartialDate | None
    passage: Passage


def check_score(claim: ScoreClaim, chart: ChartExhibit) -> Iterator[Checked]:
    """Compare a score's value and its day with the exhibit."""
    score = claim.score
    readings = [item for page in chart.in_order(claim.page) for item in _readings(page, score, chart)]
    eligible = [item for item in readings if item.day is None or not differs(score.date, item.day)]
    wanted = score.value * _factor(score)
    equal = next((item for item in eligible if item.value == wanted), None)
    day = anywhere(chart, score.date, claim.page)
    if equal is not None:
        yield chart.corroborated(claim, equal.passage, "value")
    elif eligible and day is not None:
        yield chart.contradicted(claim, SCORE, Owner.BILLING, eligible[0].passage, "value")
    else:
        yield chart.silent(claim, Owner.BILLING, part="value")
    if day is not None:
        yield chart.corroborated(claim, day.passage, "date")
        return
    others = list(labeled(chart, _OWN_DATE, claim.page, lambda page, start, end: True))
    if others and all(differs(score.date, item.date) for item in others):
        yield chart.contradicted(claim, OWN_DATE, Owner.BILLING, others[0].passage, "date")
    else:
        yield chart.silent(claim, Owner.BILLING, part="date")


def _factor(score: Score) -> Decimal:
    """Take a case's value to the unit the readings are in: an ODI in points is out of 50, a VAS may be in cm."""
    if score.instrument is Instrument.ODI and score.unit is ScoreUnit.POINTS:
        return Decimal(2)
    if score.instrument is Instrument.VAS and score.unit in (ScoreUnit.CM, ScoreUnit.POINTS):
        return Decimal(10)
    return Decimal(1)


def _readings(page: ChartPage, score: Score, chart: ChartExhibit) -> Iterator[_ScoreReading]:
    taken = bytearray(len(page.text))
    for factor, pattern in _VALUE[score.instrument]:
        for match in pattern.finditer(page.text):
            start, end = match.span()
            if not any(taken[start:end]) and _is_of(page.text, start, end, score.instrument, chart):
                taken[start:end] = b"\1" * (end - start)
                value = Decimal(match["value"]) * factor
                yield _ScoreReading(value, _day_beside(page, start, end), page.passage(start, end))


def _is_of(text: str, start: int, end: int, wanted: Instrument, chart: ChartExhibit) -> bool:
    """Whether a number is of this instrument: of the one named last before it, or named right behind it."""
    names = instruments_in(text)
    before, after = last_before(names, start), first_after(names, end)
    if chart.exhibit.kind is ExhibitKind.FUNCTIONAL_ASSESSMENT and is_form_of(text, wanted):
        return wanted not in _REACH or (before is not None and _is_next(text[before.end : start], wanted))
    if after is not None and _IS_ON.match(text, end, after.start):
        return after.instrument is wanted
    if before is not None and start - before.end <= _REACH.get(wanted, _NEAR):
        return before.instrument is wanted and _is_next(text[before.end : start], wanted)
    return False


def _is_next(between: str, wanted: Instrument) -> bool:
    """Whether no other number stands between an instrument without a unit of its own and its value."""
    return wanted not in _REACH or not re.search(r"\d", between)


def _day_beside(page: ChartPage, start: int, end: int) -> PartialDate | None:
    """Return the date that goes with a value: in the same sentence, the nearest one."""
    dates = page.dates()
    first = bisect_left(dates, start - _NEAR_DATE, key=lambda found: found.end)
    last = bisect_left(dates, end + _NEAR_DATE, key=lambda found: found.start)
    near = [
        (min(abs(found.start - end), abs(start - found.end)), found.start, found.date)
        for found in dates[first:last]
        if not _SENTENCE_END.search(page.text, min(end, found.end), max(start, found.start) + 1)
    ]
    return min(near)[2] if near else None
