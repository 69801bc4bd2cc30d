"""Scores: the instrument's value on its day, in the unit the case gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from priorauth.case.model import ExhibitKind, Instrument, Score, ScoreUnit
from priorauth.dates import PartialDate
from priorauth.exhibits.concordance.chart import ChartExhibit, ChartPage
from priorauth.exhibits.concordance.claims import ScoreClaim
from priorauth.exhibits.concordance.dated import anywhere, differs, labeled
from priorauth.exhibits.concordance.model import Checked, Passage
from priorauth.problems import Owner

SCORE, OWN_DATE = "PA743", "PA739"

_NAMES: dict[Instrument, str] = {
    Instrument.ODI: r"oswestry(?:\s+(?:low\s+back\s+pain\s+)?disability\s+(?:index|questionnaire|score))?|\bodi\b",
    Instrument.NRS: (
        r"numeric(?:al)?\s+(?:pain\s+)?rating(?:\s+scale)?|\bnp?rs(?:-11)?\b"
        r"|\bpain(?:\s+(?:score|level|rating|scale|intensity|severity))?\b"
    ),
    Instrument.VAS: r"visual\s+analog(?:ue)?\s+(?:pain\s+)?scale|\bvas\b",
    Instrument.PHQ9: r"\bphq\s*-?\s*9\b|patient\s+health\s+questionnaire(?:\s*-?\s*9)?",
    Instrument.GAD7: r"\bgad\s*-?\s*7\b|generali[sz]ed\s+anxiety\s+disorder(?:\s*-?\s*7)?",
}
_NUMBER = r"(?<![\w.,/-])(?P<value>\d{1,3}(?:\.\d{1,2})?)"
_END = r"(?![\w/]|\.\d)"
_OUT_OF = r"\s*(?:/|of|out\s+of)\s*"
_PERCENT = r"\s*(?:%|percent\b|per\s+cent\b)"

_VALUES: dict[Instrument, tuple[tuple[ScoreUnit, Decimal, str], ...]] = {
    Instrument.ODI: (
        (ScoreUnit.PERCENT, Decimal(1), rf"{_NUMBER}{_PERCENT}"),
        (ScoreUnit.PERCENT, Decimal(1), rf"{_NUMBER}{_OUT_OF}100{_END}"),
        (ScoreUnit.PERCENT, Decimal(2), rf"{_NUMBER}{_OUT_OF}50{_END}"),
        (ScoreUnit.PERCENT, Decimal(1), rf"(?<=[:=]\s){_NUMBER}{_END}(?!{_PERCENT}|{_OUT_OF}\d)"),
    ),
    Instrument.NRS: ((ScoreUnit.POINTS, Decimal(1), rf"{_NUMBER}{_OUT_OF}10{_END}"),),
    Instrument.VAS: (
        (ScoreUnit.MM, Decimal(1), rf"{_NUMBER}\s*mm\b"),
        (ScoreUnit.MM, Decimal(10), rf"{_NUMBER}\s*cm\b"),
        (ScoreUnit.MM, Decimal(1), rf"{_NUMBER}{_OUT_OF}100{_END}(?!\s*[cm]m)"),
        (ScoreUnit.MM, Decimal(10), rf"{_NUMBER}{_OUT_OF}10{_END}(?!\s*[cm]m)"),
        (ScoreUnit.MM, Decimal(1), rf"{_NUMBER}{_OUT_OF}100\s*mm"),
        (ScoreUnit.MM, Decimal(10), rf"{_NUMBER}{_OUT_OF}10\s*cm"),
    ),
    Instrument.PHQ9: ((ScoreUnit.POINTS, Decimal(1), rf"{_NUMBER}(?:{_OUT_OF}27)?{_END}"),),
    Instrument.GAD7: ((ScoreUnit.POINTS, Decimal(1), rf"{_NUMBER}(?:{_OUT_OF}21)?{_END}"),),
}
"""How each instrument's values are written, and the factor that takes them to percent, points or millimeters."""

_NAME = {instrument: re.compile(words) for instrument, words in _NAMES.items()}
_VALUE = {
    instrument: tuple((unit, factor, re.compile(words)) for unit, factor, words in rows)
    for instrument, rows in _VALUES.items()
}
_REACH = {Instrument.PHQ9: 40, Instrument.GAD7: 40}
_NEAR, _NEAR_DATE, _BESIDE = 110, 60, 30
"""How far, in characters, a value, its day, and a second name of the instrument may lie from its name."""
_OWN_DATE = re.compile(
    r"\b(?:completed|date\s+of\s+(?:service|visit|assessment|completion|exam\w*)|visit\s+date|dos|administered"
    r"|assessment\s+date|filled\s+in|date)\b"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    value: Decimal
    day: PartialDate | None
    passage: Passage


def check_score(claim: ScoreClaim, chart: ChartExhibit) -> Iterator[Checked]:
    """Hold a score's value and its day against the exhibit."""
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


def _readings(page: ChartPage, score: Score, chart: ChartExhibit) -> Iterator[_Reading]:
    instrument = score.instrument
    names = _instruments(page.text)
    taken: list[tuple[int, int]] = []
    for _, factor, pattern in _VALUE[instrument]:
        for match in pattern.finditer(page.text):
            start, end = match.span()
            if any(start < last and end > first for first, last in taken):
                continue
            if _is_of(page.text, start, end, names, instrument, chart):
                taken.append((start, end))
                value = Decimal(match["value"]) * factor
                yield _Reading(value, _day_beside(page, start, end), page.passage(start, end))


def _instruments(text: str) -> list[tuple[int, int, Instrument]]:
    """Find the instruments a text names; "pain" beside the name of one, or inside it, is not another."""
    found = [(m.start(), m.end(), name) for name, pattern in _NAME.items() for m in pattern.finditer(text)]
    return sorted(
        item for item in found if not (_is_pain_alone(text, item) and _is_beside_another(text, item, found))
    )


def _is_pain_alone(text: str, item: tuple[int, int, Instrument]) -> bool:
    return text.startswith("pain", item[0])


def _is_beside_another(
    text: str, item: tuple[int, int, Instrument], found: list[tuple[int, int, Instrument]]
) -> bool:
    for other in found:
        between = text[min(item[1], other[1]) : max(item[0], other[0])]
        if not _is_pain_alone(text, other) and len(between) <= _BESIDE and not re.search(r"[\d.;\n]", between):
            return True
    return False


def _is_of(
    text: str,
    start: int,
    end: int,
    names: list[tuple[int, int, Instrument]],
    wanted: Instrument,
    chart: ChartExhibit,
) -> bool:
    """Whether a number is of this instrument: of the one named last before it, or named right behind it."""
    if chart.exhibit.kind is ExhibitKind.FUNCTIONAL_ASSESSMENT and _is_the_only_one(text, names, wanted):
        return wanted not in _REACH or _follows(text, start, names)
    after = [item for item in names if end <= item[0] <= end + 40 and not re.search(r"[.;\n]", text[end : item[0]])]
    if after and re.match(r"\s*(?:on|by|using|\()\s", text[end : after[0][0] + 1]):
        return after[0][2] is wanted
    before = [item for item in names if item[1] <= start]
    if before and start - before[-1][1] <= _REACH.get(wanted, _NEAR):
        return before[-1][2] is wanted and _is_next(text[before[-1][1] : start], wanted)
    return False


def _is_next(between: str, wanted: Instrument) -> bool:
    """Whether no other number stands between an instrument without a unit of its own and its value."""
    return wanted not in _REACH or not re.search(r"\d", between)


def _is_the_only_one(text: str, names: list[tuple[int, int, Instrument]], wanted: Instrument) -> bool:
    """Whether a form is of one instrument; that it also asks for pain makes it no other."""
    return {item[2] for item in names if not _is_pain_alone(text, item)} == {wanted}


def _follows(text: str, start: int, names: list[tuple[int, int, Instrument]]) -> bool:
    """Whether a bare number stands right behind the instrument's name."""
    before = [item for item in names if item[1] <= start]
    return bool(before) and _is_next(text[before[-1][1] : start], before[-1][2]) and start - before[-1][1] <= _NEAR


def _day_beside(page: ChartPage, start: int, end: int) -> PartialDate | None:
    """Give the date that goes with a value: in the same sentence, the nearest one."""
    near = [
        (min(abs(found.start - end), abs(start - found.end)), found)
        for found in page.dates()
        if not re.search(r"[.;](?=\s)", page.text[min(end, found.end) : max(start, found.start)])
    ]
    close = [item for item in near if item[0] <= _NEAR_DATE]
    return min(close, key=lambda item: item[0])[1].date if close else None
