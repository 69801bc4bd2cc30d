"""What a record says of a course of care, in phrases and dates: read by a grammar, so that no cue mistakes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from priorauth.domain.dates import PartialDate
from priorauth.readers.treatment.care_dates import care_dates
from priorauth.readers.treatment.care_parts import CarePart, CareValue
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Token
from priorauth.reading.word_tables import rows

COLUMNS = ("part", "value", "words", "example")
_TABLE = Path(__file__).parent / "care_phrases.tsv"


@cache
def _phrases() -> Phrases[tuple[CarePart, str]]:
    return Phrases((row["words"], (CarePart(row["part"]), row["value"])) for row in rows(_TABLE, COLUMNS))


def plain_phrases() -> tuple[str, ...]:
    """Return the phrases in which the parts of a course are said, but those that leave it unclear."""
    return tuple(row["words"] for row in rows(_TABLE, COLUMNS) if row["part"] != CarePart.UNCLEAR)


def care_values(
    statement: Statement, taken: frozenset[int], day: PartialDate | None = None
) -> tuple[CareValue, ...]:
    """Return the values of a statement in order, none on the tokens of a trigger (``taken``).

    With the document's ``day``, "since May" is the May before it.
    """
    dates = care_dates(statement, day)
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


_COMPACT = re.compile(r"x?\d{1,2}(?:h|hrs?|d|days?|w|wks?|weeks?|mos?|months?|yrs?)")
"""How long, written as one word: "x6wk"."""

_EMPTY = frozenset({"-", "\u2013", "\u2014"})
_NO_END = "no end"


def _empty_cells(statement: Statement) -> list[CareValue]:
    """Return what fills a cell and tells nothing of a course: a dash, dots that lead on, a length of time."""
    return [
        CareValue(CarePart.FILLER, _NO_END, place, place)
        for place, token in enumerate(statement.tokens)
        if (token.text in _EMPTY and place and _begins_empty(statement, place))
        or statement.text.startswith("....", token.start)
        or _COMPACT.fullmatch(token.text)
    ] + _not_applicable(statement)


def _begins_empty(statement: Statement, place: int) -> bool:
    """Whether a dash fills a cell, alone or behind another: "--"."""
    tokens = statement.tokens
    while tokens[place - 1].text in _EMPTY and tokens[place - 1].end == tokens[place].start and place > 1:
        place -= 1
    return _is_gap(statement, place - 1)


def _not_applicable(statement: Statement) -> list[CareValue]:
    """Return the cells of a row that hold "n/a" and nothing else."""
    if not statement.is_row:
        return []
    found = []
    for start, end in statement.cells[1:]:
        places = [i for i, token in enumerate(statement.tokens) if start <= token.start and token.end <= end]
        if places and re.fullmatch(r"n\s*/?\s*a", statement.text[start:end].strip(), re.IGNORECASE):
            found.append(CareValue(CarePart.FILLER, _NO_END, places[0], places[-1]))
    return found


def _with_start_of_row(values: list[CareValue]) -> list[CareValue]:
    """Return a row's values, with its only day before an empty cell as the first of care that goes on."""
    goes_on = any(item.part is CarePart.STATUS and item.value == "ongoing" for item in values)
    days = [place for place, item in enumerate(values) if item.date is not None]
    if not goes_on or len(days) != 1 or values[days[0]].part is not CarePart.DATE:
        return values
    day = values[days[0]]
    is_empty = any(item.value == _NO_END and item.first == day.last + 1 for item in values)
    return [replace(item, part=CarePart.START) if is_empty and item is day else item for item in values]


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
            found.append(CareValue(CarePart.RESPONSE, _LONE[token.text], place, place))
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
