"""Birth dates as forms print them, and whether one is the patient's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import could_be, dates_in

_BEFORE = re.compile(r"[\s.:#(=-]*")
_SPACED = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)")
_BOXES = re.compile(r"(\d{2}) {1,3}(\d{2}) {1,3}(\d{4}|\d{2})(?![\w/.-]| {1,3}\d)")
_CENTURY = 100
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_TWO_DIGIT_YEAR = re.compile(r"\d[/.-](?:\d{1,2}|[A-Za-z]+)[/.-]\d{2}\Z")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date at ``text[start:end]``; with two digits of the year, the century is not known."""

    date: PartialDate
    start: int
    end: int
    has_century: bool = True


def first_date(text: str) -> PrintedDate | None:
    """Read the date a text begins with; words before it mean that it is none of the label's."""
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    rest = text[start:]
    for found in dates_in(rest):
        if found.start == 0:
            is_short = _TWO_DIGIT_YEAR.search(rest[: found.end]) is not None
            return PrintedDate(found.date, start, start + found.end, has_century=not is_short)
        break
    return _by_parts(rest, start)


def is_birth_date(born: date, printed: PrintedDate) -> bool:
    """Whether a printed date can be this day; what it leaves out (a day, the century) is no difference."""
    shown = printed.date
    if not printed.has_century and shown.year % 100 == born.year % 100:
        shown = PartialDate(born.year, shown.month, shown.day)
    stated = PartialDate(born.year, born.month if shown.month else None, born.day if shown.day else None)
    return could_be(stated, shown)


def _by_parts(text: str, start: int) -> PrintedDate | None:
    """Read what a form's boxes or an interface print: ``03 / 09 / 1974``, ``03 09 74``, ``19740309``."""
    spaced, compact = _SPACED.match(text) or _BOXES.match(text), _COMPACT.match(text)
    match = spaced or compact
    if match is None:
        return None
    one, two, three = (int(part) for part in match.groups())
    year, month, day = (three, one, two) if spaced else (one, two, three)
    has_century = year >= _CENTURY
    year = year if has_century else 19 * _CENTURY + year
    try:
        date(year, month, day)
    except ValueError:
        return None
    return PrintedDate(PartialDate(year, month, day), start, start + match.end(), has_century)
