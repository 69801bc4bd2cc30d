"""Sheets: the pages of an exhibit without their running lines, cut where one page begins a second document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from priorauth.domain.dates import PartialDate
from priorauth.exhibits.pages import Page
from priorauth.reading.chart_patient import ChartPatient, match_patient
from priorauth.reading.document_marks import accession_of, day_of, head_days, signs
from priorauth.reading.heads import HEAD_LINES, head_of, is_stamp, settings_of
from priorauth.reading.model import DocumentKind, PatientMatch
from priorauth.reading.running import running_lines
from priorauth.reading.titles import STRONG, Title, title_in, title_of
from priorauth.screening.page_marks import PageMark, marks_on
from priorauth.screening.text_spans import TextLine, lines_of

AFTER_SIGNATURE = 4
"""Lines behind a signature in which the next document may begin."""

_CONTAINER_SHARE = 0.8
_FLOWSHEET = re.compile(r"\b(?:flow\s?sheets?|attendance|log|grid)\b", re.IGNORECASE)
_CONCLUSION = re.compile(r"^\W*(?:impression|assessment|conclusion|plan|findings)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ChartSheet:
    """A page or the rest of one: its lines without running ones, and what it prints of its document."""

    page: Page
    lines: tuple[TextLine, ...]
    title: Title | None
    mark: PageMark | None
    day: PartialDate | None
    accession: str | None
    head: tuple[TextLine, ...] = ()
    settings: frozenset[str] = frozenset()
    days: frozenset[PartialDate] = frozenset()
    """The days its head prints, the document's own among them."""
    patient: PatientMatch = PatientMatch.NOT_NAMED
    starts_inside: bool = False
    """Whether it begins behind a signature or another title of the same page."""


def sheets_of(
    pages: Sequence[Page], person: ChartPatient | None, has_trigger: Callable[[str], bool]
) -> list[ChartSheet]:
    """Return the sheets of an exhibit's pages. ``has_trigger`` tells a line that is never a running one."""
    every = [lines_of(page.text) for page in pages]
    running = running_lines(every, has_trigger)
    titles = [
        title_of([line for i, line in enumerate(lines) if i not in runs]) or title_of(lines)
        for lines, runs in zip(every, running, strict=True)
    ]
    marks = _own_marks(pages, titles)
    sheets: list[ChartSheet] = []
    for page, lines, runs, first in zip(pages, every, running, titles, strict=True):
        kept = tuple(line for index, line in enumerate(lines) if index not in runs)
        patient = match_patient([page.text], person)
        settings = settings_of(head_of(lines))
        for start, end in _stretches(kept, settings):
            part, whole = kept[start:end], lines if start == 0 else ()
            # A title that every page repeats is a running line and counts when there is no other.
            title = first if end - start == len(kept) else title_of(part) or title_of(whole)
            sheet = _sheet(page, part, whole, title, person)
            mark = None if start else marks.get(page.number)
            sheets.append(replace(sheet, patient=patient, settings=settings, mark=mark, starts_inside=start > 0))
    return sheets


def _sheet(
    page: Page,
    kept: Sequence[TextLine],
    whole: Sequence[TextLine],
    title: Title | None,
    person: ChartPatient | None,
) -> ChartSheet:
    """Return a sheet with the days and the accession that its lines print."""
    span = (title.start, title.end) if title is not None else None
    head = head_of(whole or kept)
    born = person.birth_date if person is not None else None
    days = head_days(head, span, born)
    found = day_of(page.text, kept, span, born) or day_of(page.text, whole, span, born)
    day = found.day if found is not None else next(iter(days)) if len(days) == 1 else None
    return ChartSheet(page, tuple(kept), title, None, day, accession_of(kept), tuple(head), days=days)


def _own_marks(pages: Sequence[Page], titles: Sequence[Title | None]) -> dict[int, PageMark]:
    """Return each page's count of its document; one that counts the file's pages on most is the container's.

    Of a file that holds the record of one course of therapy and nothing else it is the record's.
    """
    every = {page.number: marks_on(page.number, page.text) for page in pages}
    of_file = sum(
        any(mark.of == len(pages) and mark.number == page for mark in marks) for page, marks in every.items()
    )
    is_container = len(pages) > 1 and of_file >= _CONTAINER_SHARE * len(pages) and not _is_one_course(titles)
    own: dict[int, PageMark] = {}
    for page, marks in every.items():
        kept = [m for m in marks if not (is_container and m.of == len(pages) and m.number == page)]
        if kept:
            own[page] = kept[0]
    return own


_COURSE = frozenset({DocumentKind.THERAPY_DISCHARGE, DocumentKind.THERAPY_NOTE})


def _is_one_course(titles: Sequence[Title | None]) -> bool:
    """Whether every page is a flowsheet or the summary of one course: no page is a visit of its own day."""
    sheets = [_FLOWSHEET.search(title.words) for title in titles[1:] if title is not None]
    return bool(sheets) and all(sheets) and all(title is None or title.kind in _COURSE for title in titles)


def _stretches(lines: Sequence[TextLine], settings: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Cut a page's lines at a fresh title behind a signature, or one of the same kind behind its own text."""
    start, signed, kind, read = 0, -1, None, _Behind()
    for index, line in enumerate(lines):
        title = title_in(line, settings) if _is_alone(line) else None
        is_title = title is not None and title.weight >= STRONG
        if title is not None and is_title and index > start + 2:
            after_signature = signed >= 0 and index - signed <= AFTER_SIGNATURE
            if after_signature or (_is_heading(line) and read.is_before(title)):
                yield start, index
                start, signed, kind, read = index, -1, title.kind, _Behind()
        elif is_title and title is not None and kind is None:
            kind = title.kind
        read.add(line)
        if index > start + 2 and signs(line.text):
            signed = index
    yield start, len(lines)


class _Behind:
    """The lines of a page since its last cut, of which only what tells a fresh title is kept."""

    def __init__(self) -> None:
        self._head: list[TextLine] = []
        self._title: Title | None = None
        self._is_known = False
        self._has_conclusion = False

    def add(self, line: TextLine) -> None:
        """Take a line on."""
        if len(self._head) < HEAD_LINES and not is_stamp(line.text):
            self._head.append(line)
            self._is_known = False
        self._has_conclusion = self._has_conclusion or _CONCLUSION.match(line.text) is not None

    def is_before(self, title: Title) -> bool:
        """Whether a title in capitals has text of another document before it: the same kind again, or a guide.

        A report prints its title twice as well; what it found stands before the title of the next.
        """
        if not self._is_known:
            self._title, self._is_known = title_of(self._head), True
        if self._title is None:
            return False
        return (self._title.kind is title.kind and self._has_conclusion) or title.kind is DocumentKind.GUIDE


def _is_alone(line: TextLine) -> bool:
    return len(line.text.split()) <= 9 and not line.text.rstrip().endswith((".", ",", ";"))


def _is_heading(line: TextLine) -> bool:
    letters = [character for character in line.text if character.isalpha()]
    return sum(character.isupper() for character in letters) > 0.7 * len(letters)
