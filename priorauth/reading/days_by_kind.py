"""The day of a document whose head gives none: a course's last one, and that of the print of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from priorauth.domain.written_dates import FoundDate, dates_in
from priorauth.reading.document_marks import FoundDay
from priorauth.reading.model import DocumentKind

_ENDS = re.compile(
    r"(?:\bd/?c|\bdischarge[ds]?|\bend(?:ed)?|\blast(?:\s+(?:visit|session|seen|treatment|live\s+session))?|\bfinal(?:\s+(?:visit|session))?"
    r"|\bclosed|\bcompleted|\bfinish(?:ed)?|\breleased?)(?:\s+(?:date|on))?\s*[:#-]?\s*\Z",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"\b(?:printed|as\s+of|generated|issued|created|exported|run)(?:\s+(?:on|date))?\s*[:#-]?\s*\Z", re.IGNORECASE
)
_PRINTS = frozenset({DocumentKind.FACE_SHEET, DocumentKind.MEDICATION_LIST})
"""What a system prints as it stands on a day: no visit is told, and the print's day is all it has."""

_TO = re.compile(r"\s*(?:-|\u2013|to|thru|through|until)\s*", re.IGNORECASE)
_HEAD_LINES = 4
_NUMBERED = re.compile(r"[ \t|]*(?:#?\d{1,3}[.)]?[ \t|]+)?")
_LEAST_ROWS = 3
_COURSES = frozenset({DocumentKind.THERAPY_DISCHARGE, DocumentKind.THERAPY_NOTE, DocumentKind.CHIROPRACTIC_NOTE})


def _end_of_span(text: str, found: Sequence[FoundDate]) -> FoundDay | None:
    """Return the second day of the only range in a head: ``Episode 1/9/24 to 3/8/24``."""
    head = [text.find("\n")]
    while head[-1] >= 0 and len(head) < _HEAD_LINES:
        head.append(text.find("\n", head[-1] + 1))
    early = [day for day in found if head[-1] < 0 or day.end <= head[-1]]
    spans = [
        last
        for first, last in pairwise(early)
        if _TO.fullmatch(text, first.end, last.start) and first.date.earliest < last.date.earliest
    ]
    return FoundDay(spans[0].date, spans[0].start, spans[0].end) if len(spans) == 1 else None


def day_by_kind(text: str, kind: DocumentKind, born: date | None) -> FoundDay | None:
    """Return the day of a course of care's end, behind such a label or in its log's last row, or that of a print.

    Only for the records of courses and for lists; a record of one visit has a day of its own.
    """
    label = _ENDS if kind in _COURSES else _PRINTED if kind in _PRINTS else None
    if label is None:
        return None
    found = [day for day in dates_in(text) if day.date.is_exact and day.date.earliest != born]
    for day in found:
        if label.search(text, max(0, text.rfind("\n", 0, day.start) + 1, day.start - 40), day.start):
            return FoundDay(day.date, day.start, day.end)
    if label is _PRINTED:
        return None
    if (end := _end_of_span(text, found)) is not None:
        return end
    rows = [day for day in found if _NUMBERED.fullmatch(text, text.rfind("\n", 0, day.start) + 1, day.start)]
    if len(rows) < _LEAST_ROWS:
        return None
    last = max(rows, key=lambda day: day.date.earliest)
    return FoundDay(last.date, last.start, last.end)
