"""A filled-in form: the total of its answers, which counts over the total printed on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from priorauth.case.pain import Instrument, ScoreUnit
from priorauth.readers.scores.score_values import percent_of
from priorauth.reading.finding_values import ScoreValue

_MOST = {Instrument.ODI: 5, Instrument.PHQ9: 3, Instrument.GAD7: 3}
_ITEMS = {Instrument.ODI: 10, Instrument.PHQ9: 9, Instrument.GAD7: 7}
_LEAST_ODI = 9
"""One unanswered section is allowed; the total is then out of 45 (Fairbank and Pynsent, 2000)."""

_TITLES = (
    r"pain\s+intensity|personal\s+care|lifting|walking|sitting|standing|sleeping|sex\s+life|social\s+life|travell?ing|employment[^\n]{0,20}"
    r"|homemaking[^\n]{0,20}"
)
_WORD = r"(?:(?:section|item|question|q)\s*)?"
_ITEM = re.compile(
    rf"^[ \t|]*{_WORD}(?:\#?(?P<number>\d{{1,2}})[ \t]*[.):|-][ \t]*(?P<title>[A-Za-z][^\n]{{2,120}}?)"
    rf"|(?P<named>{_TITLES})[^\n]{{0,40}}?)"
    r"[ \t:.|_=-]+(?P<score>\d)(?:[ \t]*/[ \t]*\d|[ \t]*points?)?[ \t|]*$",
    re.MULTILINE | re.IGNORECASE,
)
_SECTION = re.compile(
    rf"^[ \t]*{_WORD}(?:\#?(?P<number>\d{{1,2}})[ \t]*[.):-][ \t]*)?"
    rf"(?P<title>{_TITLES}|[A-Z][^\n\[\]\u2610-\u2612]{{2,120}}?)[ \t:.]*$",
    re.MULTILINE | re.IGNORECASE,
)
_BOX = re.compile(r"(?P<ticked>[\[(][xX\u2713\u2714*][\])]|[\u2611\u2612])|(?P<open>\[\s?\]|\(\s\)|[\u2610\u25a1])")


@dataclass(frozen=True, slots=True)
class FormTotal:
    """The score a form's answers add up to, and where its first and last answer stand."""

    value: ScoreValue
    start: int
    end: int


def form_total(text: str, instrument: Instrument) -> FormTotal | None:
    """Return the score of a form whose every answer is there; none for a blank one or one with a double answer."""
    if instrument not in _ITEMS:
        return None
    answers = _written(text, instrument) or _ticked(text, instrument)
    if answers is None:
        return None
    count, total = len(answers), sum(score for _, score in answers)
    if instrument is Instrument.ODI:
        value = percent_of(Decimal(total), count * _MOST[instrument])
    else:
        value = ScoreValue(instrument=instrument, number=Decimal(total), unit=ScoreUnit.POINTS)
    return FormTotal(value, answers[0][0][0], answers[-1][0][1])


_Answers = list[tuple[tuple[int, int], int]]


def _written(text: str, instrument: Instrument) -> _Answers | None:
    """Return the numbers written behind the items, when each item has one and only one."""
    found: _Answers = []
    numbers: list[str] = []
    for match in _ITEM.finditer(text):
        score = int(match["score"])
        if score > _MOST[instrument]:
            return None
        found.append((match.span(), score))
        numbers.append((match["number"] or match["named"]).lower())
    return found if _is_whole(len(found), instrument) and len(set(numbers)) == len(numbers) else None


def _ticked(text: str, instrument: Instrument) -> _Answers | None:
    """Return the place of the ticked box of each section, counted from zero, when each has one and only one."""
    sections = list(_SECTION.finditer(text))
    found: _Answers = []
    for number, section in enumerate(sections):
        end = sections[number + 1].start() if number + 1 < len(sections) else len(text)
        boxes = list(_BOX.finditer(text, section.end(), end))
        if len(boxes) <= 1:
            continue
        ticked = [place for place, box in enumerate(boxes) if box["ticked"]]
        if len(boxes) != _MOST[instrument] + 1 or len(ticked) > 1:
            return None
        if ticked:
            found.append(((section.start(), boxes[ticked[0]].end()), ticked[0]))
    return found if _is_whole(len(found), instrument) else None


def _is_whole(count: int, instrument: Instrument) -> bool:
    if instrument is Instrument.ODI:
        return _LEAST_ODI <= count <= _ITEMS[instrument]
    return count == _ITEMS[instrument]
