"""The days of a record of care that its titles and its numbered log of visits tell without a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import dates_in
from priorauth.readers.treatment.therapy_records import RECORDS
from priorauth.reading.assertion import Assertion
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Course, When
from priorauth.reading.model import Side, Standing
from priorauth.reading.reader import FindingDraft, ReadDocument

_ENDS = re.compile(r"[\r\n]")
_WRAPPED = 12  # characters of the next line in which a day may end
_LINE = re.compile(r"[^\r\n\f]+")
_TITLE = re.compile(
    r"[ \t]*(?:(?:physical|behaviou?ral|chiropractic|cognitive|outpatient|therapy|pt|cbt|session)\s+)*"
    r"(?:(?P<first>initial\s+(?:evaluation|visit|assessment|consultation|session)|intake(?:\s+(?:session|evaluation|note))?|evaluation)"
    r"|(?:discharged?(?:\s+(?:summary|note|report|visit))?|final\s+(?:visit|session|summary)))"
    r"[\s,:(\u2013-]{0,4}(?:(?:of|on|dated?)\b[\s:]*)?\Z",
    re.IGNORECASE,
)
"""A title up to the day behind it: "INITIAL EVALUATION, September 8, 2025", "Discharge summary 4/24/2026"."""

_ROW = re.compile(r"[ \t]*(?:(?:visit|session|no\.?)[ \t]*)?#?(?P<number>\d{1,3})[.):]?[ \t|]+\Z", re.IGNORECASE)
_UNKEPT = re.compile(
    r"\b(?:cancel\w*|cx|no[\s-]?shows?|ns|dna|missed|absent|resched\w*|postponed|did\s+not|didn't|not\s+(?:seen|held|present|attend\w*)"
    r"|called\s+(?:in|off|out)|no\s+(?:answer|visit|session)|not\s+come|never|holiday|closed|weather|snow|sick|unused|open|upcoming"
    r"|scheduled|planned|reserved|to\s+be|void)\b",
    re.IGNORECASE,
)
"""What a row says of a visit that was not kept, or may not have been."""
_FEWEST = 3
"""Rows from which on numbered days are a log of visits."""


@dataclass(frozen=True, slots=True)
class _DayPlace:
    """A day with the words before it that tell what it is of, at ``text[start:end]``; it begins at ``day``."""

    start: int
    day: int
    end: int


@dataclass(frozen=True, slots=True)
class _Visit:
    number: int
    day: PartialDate
    is_kept: bool
    at: _DayPlace


def title_day_drafts(document: ReadDocument) -> Iterator[FindingDraft]:
    """Return the day in an evaluation's title as the first of the record's care, of a discharge as the last."""
    text = document.text.text
    for line in _LINE.finditer(text):
        words = _ENDS.sub(" ", text[line.start() : line.end() + _WRAPPED])
        day = next(iter(dates_in(words)), None)
        title = _TITLE.fullmatch(words[: day.start]) if day is not None else None
        if day is None or title is None or day.start > line.end() - line.start():
            continue
        when = When(since=day.date) if title["first"] else When(until=day.date)
        fact = Fact.CARE_START if title["first"] else Fact.CARE_END
        yield _of_day(
            document, fact, when, _DayPlace(line.start(), line.start() + day.start, line.start() + day.end)
        )


def numbered_log_drafts(document: ReadDocument) -> Iterator[FindingDraft]:
    """Return the visits of a log whose rows are numbered from 1 on, each with its day: their count, first and last.

    A row that says that its visit was not kept, or may not have been, is counted as none.
    """
    rows = list(_rows(document.text.text))
    kept = [row for row in rows if row.is_kept]
    if len(rows) < _FEWEST or not kept or not _is_a_log(rows):
        return
    first, last = kept[0], kept[-1]
    course, count = Course(modality=RECORDS[document.document.kind]), Count(number=len(kept))
    yield _draft(document, Fact.CARE_SESSIONS, count, rows[0].at.start, rows[-1].at.end)
    yield _draft(document, Fact.CARE, course, first.at.start, first.at.end)
    yield _of_day(document, Fact.CARE_START, When(since=first.day), first.at)
    yield _of_day(document, Fact.CARE_END, When(until=last.day), last.at)


def _is_a_log(rows: Sequence[_Visit]) -> bool:
    is_in_order = all(one.day.latest <= two.day.latest for one, two in pairwise(rows))
    return is_in_order and [row.number for row in rows] == list(range(1, len(rows) + 1))


def _rows(text: str) -> Iterator[_Visit]:
    for line in _LINE.finditer(text):
        day = next(iter(dates_in(line.group())), None)
        begins = _ROW.fullmatch(line.group()[: day.start]) if day is not None else None
        if day is None or begins is None or not day.date.is_exact:
            continue
        said = line.group()[day.end :]
        is_kept = any(map(str.isalpha, said)) and _UNKEPT.search(said) is None
        at = _DayPlace(line.start(), line.start() + day.start, line.start() + day.end)
        yield _Visit(int(begins["number"]), day.date, is_kept, at)


def _of_day(document: ReadDocument, fact: Fact, when: When, at: _DayPlace) -> FindingDraft:
    return replace(_draft(document, fact, when, at.start, at.end), own=(at.day, at.end))


def _draft(document: ReadDocument, fact: Fact, value: Count | Course | When, start: int, end: int) -> FindingDraft:
    return FindingDraft(
        fact, value, Assertion(Standing.STATED), start, end, side=Side.HELPS, read=(start, start),
        block=f"{document.document.id}:record",
    )  # fmt: skip
