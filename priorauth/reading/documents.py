"""The documents of an exhibit: where each begins, what it is, of which day, by whom and about whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from priorauth.domain.dates import PartialDate
from priorauth.exhibits.pages import Page
from priorauth.reading.chart_patient import ChartPatient, match_patient, name_words
from priorauth.reading.document_marks import (
    accession_of,
    author_in,
    day_of,
    head_days,
    is_continued,
    signed_of,
    signs,
)
from priorauth.reading.document_text import DocumentText, text_of
from priorauth.reading.heads import HEAD_LINES, head_of, is_stamp, settings_of
from priorauth.reading.letter_form import is_letter, kind_of_letter
from priorauth.reading.model import Document, DocumentKind, PatientMatch
from priorauth.reading.reader import ReadDocument
from priorauth.reading.running import running_lines
from priorauth.reading.statements import find_statements
from priorauth.reading.structure import excerpt_of, is_refuted, is_template, kind_by_structure
from priorauth.reading.table_rows import rows_of
from priorauth.reading.titles import STRONG, SURE, Title, title_in, title_of
from priorauth.screening.page_marks import PageMark, marks_on
from priorauth.screening.text_spans import Line, lines_of

_CONTAINER_SHARE = 0.8
_LEAST_LETTERS = 40
_AFTER_SIGNATURE = 4
_TOP_LINES = 3
_FLOWSHEET = re.compile(r"\b(?:flow\s?sheets?|attendance|log|grid)\b", re.IGNORECASE)
_CONCLUSION = re.compile(r"^\W*(?:impression|assessment|conclusion|plan|findings)\b", re.IGNORECASE)
_BODY_PART = re.compile(
    r"\b(?:cervical|thoracic|brain|head|chest|abdomen|pelvis|hips?|knees?|shoulder)\b", re.IGNORECASE
)
_PARTS_OF_NOTES = frozenset(
    {DocumentKind.MEDICATION_LIST, DocumentKind.LABORATORY, DocumentKind.INSTRUMENT, DocumentKind.GUIDE}
)
"""Kinds whose titles a note also prints over its own parts."""

_NO_NOTES = frozenset(
    {
        DocumentKind.MRI_REPORT,
        DocumentKind.CT_REPORT,
        DocumentKind.XRAY_REPORT,
        DocumentKind.DXA,
        DocumentKind.OTHER_REPORT,
        DocumentKind.LABORATORY,
        DocumentKind.INSTRUMENT,
        DocumentKind.FAX_COVER,
        DocumentKind.TELEPHONE,
    }
)
"""Kinds that have no such parts."""


_MAY_BE_LETTERS = frozenset({DocumentKind.LETTER, DocumentKind.UNKNOWN})


def cut_documents(
    exhibit: str,
    pages: Sequence[Page],
    person: ChartPatient | None = None,
    has_trigger: Callable[[str], bool] = lambda line: False,
    seen: dict[str, str] | None = None,
) -> tuple[ReadDocument, ...]:
    """Return the documents of an exhibit in order, ready for readers.

    ``person`` is whose chart it is; without one no document is anybody's. ``has_trigger`` says whether a line holds
    a word that a reader looks for: such a line is never taken for a running line. Every page is in a document.
    ``seen`` holds the words of documents cut before, so that a copy is known in another exhibit too.
    """
    sheets = _sheets(pages, person, has_trigger)
    parts: list[_Part] = []
    for sheet in sheets:
        parts = _placed(parts, sheet)
    words = seen if seen is not None else {}
    return tuple(_read(exhibit, number, part, person, words) for number, part in enumerate(parts, 1))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page or the rest of one: its lines without running ones, and what it prints of its document."""

    page: Page
    lines: tuple[Line, ...]
    title: Title | None
    mark: PageMark | None
    day: PartialDate | None
    accession: str | None
    head: tuple[Line, ...] = ()
    settings: frozenset[str] = frozenset()
    days: frozenset[PartialDate] = frozenset()
    """The days its head prints, the document's own among them."""
    patient: PatientMatch = PatientMatch.NOT_NAMED
    starts_inside: bool = False
    """Whether it begins behind a signature or another title of the same page."""


@dataclass(slots=True)
class _Part:
    """The sheets of one document."""

    sheets: list[_Sheet]

    @property
    def first(self) -> _Sheet:
        """The sheet it begins with."""
        return self.sheets[0]

    @property
    def day(self) -> PartialDate | None:
        """The day its first sheet prints as its own."""
        return self.first.day

    @property
    def kind(self) -> DocumentKind | None:
        """What its first sheet's title calls it."""
        return self.first.title.kind if self.first.title is not None else None

    @property
    def is_signed(self) -> bool:
        """Whether its last sheet ends with a signature."""
        return any(signs(line.text) for line in self.sheets[-1].lines[-_AFTER_SIGNATURE:])

    @property
    def accession(self) -> str | None:
        """The first accession its sheets print."""
        return next((sheet.accession for sheet in self.sheets if sheet.accession is not None), None)

    @property
    def mark(self) -> PageMark | None:
        """The last page count its sheets print."""
        return next((sheet.mark for sheet in reversed(self.sheets) if sheet.mark is not None), None)


def _sheets(pages: Sequence[Page], person: ChartPatient | None, has_trigger: Callable[[str], bool]) -> list[_Sheet]:
    every = [lines_of(page.text) for page in pages]
    running = running_lines(every, has_trigger)
    titles = [
        title_of([line for i, line in enumerate(lines) if i not in runs]) or title_of(lines)
        for lines, runs in zip(every, running, strict=True)
    ]
    marks = _own_marks(pages, titles)
    sheets: list[_Sheet] = []
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
    page: Page, kept: Sequence[Line], whole: Sequence[Line], title: Title | None, person: ChartPatient | None
) -> _Sheet:
    """Return a sheet with the days and the accession that its lines print."""
    span = (title.start, title.end) if title is not None else None
    head = head_of(whole or kept)
    days = head_days(head, span, person.birth_date if person is not None else None)
    found = day_of(page.text, kept, span) or day_of(page.text, whole, span)
    day = found.day if found is not None else next(iter(days)) if len(days) == 1 else None
    return _Sheet(page, tuple(kept), title, None, day, accession_of(kept), tuple(head), days=days)


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


def _stretches(lines: Sequence[Line], settings: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Cut a page's lines at a fresh title behind a signature, or one of the same kind behind its own text."""
    start, signed, kind, read = 0, -1, None, _Behind()
    for index, line in enumerate(lines):
        title = title_in(line, settings) if _is_alone(line) else None
        is_title = title is not None and title.weight >= STRONG
        if title is not None and is_title and index > start + 2:
            after_signature = signed >= 0 and index - signed <= _AFTER_SIGNATURE
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
        self._head: list[Line] = []
        self._title: Title | None = None
        self._is_known = False
        self._has_conclusion = False

    def add(self, line: Line) -> None:
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


def _is_alone(line: Line) -> bool:
    return len(line.text.split()) <= 9 and not line.text.rstrip().endswith((".", ",", ";"))


def _is_heading(line: Line) -> bool:
    letters = [character for character in line.text if character.isalpha()]
    return sum(character.isupper() for character in letters) > 0.7 * len(letters)


def _placed(parts: list[_Part], sheet: _Sheet) -> list[_Part]:
    if parts and _goes_on(parts[-1], sheet):
        parts[-1].sheets.append(sheet)
    else:
        parts.append(_Part([sheet]))
    return parts


def _goes_on(part: _Part, sheet: _Sheet) -> bool:
    """Whether a sheet belongs to the document before it."""
    if sheet.starts_inside or {part.first.patient, sheet.patient} == {PatientMatch.SAME, PatientMatch.OTHER}:
        return False
    counted = _by_count(part, sheet)
    if counted is not None:
        return counted
    if is_continued(sheet.head):
        return True
    if sheet.accession is not None and part.accession is not None:
        return sheet.accession == part.accession
    if _is_on_another_day(part, sheet):
        return False
    return _by_title(part, sheet)


def _by_count(part: _Part, sheet: _Sheet) -> bool | None:
    """Return whether a sheet's own page count goes on with the document's, or none where it says nothing."""
    mark, before = sheet.mark, part.mark
    if (mark is not None and mark.number == 1) or _is_again(part.first.page, sheet.page):
        return False
    if mark is not None and before is not None and mark.of == before.of and mark.number == before.number + 1:
        return True
    return None


def _is_on_another_day(part: _Part, sheet: _Sheet) -> bool:
    """Whether a sheet prints another day than the document, or a letterhead of its own behind a signature."""
    if sheet.days and part.first.days:
        return not sheet.days & part.first.days
    is_headed = bool(sheet.settings) and not _is_same_top(part, sheet)
    return is_headed and (part.is_signed or bool(sheet.days))


def _by_title(part: _Part, sheet: _Sheet) -> bool:
    """Whether a sheet goes on by what it is called: with no title of its own, with the document's, or as a part."""
    title = sheet.title
    if title is None or title.weight < SURE:
        is_readable = part.first.page.is_readable == sheet.page.is_readable or not sheet.page.is_readable
        return is_readable and not _is_on_other_paper(part, sheet)
    if sheet.mark is not None and sheet.mark.number > 1 and _is_same_title(part, sheet):
        return True
    if part.kind is not title.kind:
        is_part = title.kind in _PARTS_OF_NOTES and part.kind not in _NO_NOTES
        return is_part and _has_no_head_of_its_own(part, sheet)
    if _names_another(part.first.title, title):
        return False
    return _is_same_title(part, sheet) if sheet.day is None else sheet.day == part.day


def _is_same_top(part: _Part, sheet: _Sheet) -> bool:
    """Whether a sheet's first line stands at the top of the document's first sheet too."""
    tops = {_shape(line.text) for line in part.first.head[:_TOP_LINES]}
    return bool(sheet.head) and _shape(sheet.head[0].text) in tops


def _names_another(first: Title | None, title: Title) -> bool:
    """Whether two titles of one kind are of two things: another instrument, another part of the body."""
    if first is None:
        return False
    if title.kind is DocumentKind.INSTRUMENT:
        return first.name.split()[0].casefold() != title.name.split()[0].casefold()
    return bool(_parts_of_body(first.name)) and _parts_of_body(first.name) != _parts_of_body(title.name)


def _parts_of_body(name: str) -> frozenset[str]:
    return frozenset(match.group()[:4].casefold() for match in _BODY_PART.finditer(name))


def _is_on_other_paper(part: _Part, sheet: _Sheet) -> bool:
    """Whether a sheet without a title prints the name of another kind of practice than the document's first."""
    return bool(sheet.settings and part.first.settings) and not sheet.settings & part.first.settings


def _has_no_head_of_its_own(part: _Part, sheet: _Sheet) -> bool:
    """Whether a sheet begins as a part of the document before: under its running head, or with none."""
    if part.is_signed:
        return False
    if _is_same_top(part, sheet):
        return True
    is_guide = sheet.title is not None and sheet.title.kind is DocumentKind.GUIDE
    return not is_guide and not sheet.days and sheet.patient is PatientMatch.NOT_NAMED


def _is_again(first: Page, page: Page) -> bool:
    """Whether a page only repeats a document's first: a copy begins there."""
    return first.number != page.number and first.is_readable and first.text.split() == page.text.split()


def _is_same_title(part: _Part, sheet: _Sheet) -> bool:
    titles = {_shape(item.title.words) for item in part.sheets if item.title is not None}
    return sheet.title is not None and _shape(sheet.title.words) in titles


def _shape(words: str) -> str:
    return re.sub(r"[\W\d]+", " ", words).strip().casefold()


def _read(
    exhibit: str, number: int, part: _Part, person: ChartPatient | None, seen: dict[str, str]
) -> ReadDocument:
    name = f"{exhibit}-{number}"
    text = text_of(exhibit, name, *_lines(part))
    kind, title = _kind(part, text)
    page_texts = [_joined(sheet) for sheet in part.sheets]
    author = author_in(text.text)
    day = _day(part, text)
    marks = [sheet.mark for sheet in part.sheets if sheet.mark is not None]
    patient = match_patient(page_texts, person)
    document = Document(
        id=name, exhibit=exhibit, pages=tuple(dict.fromkeys(sheet.page.number for sheet in part.sheets)), kind=kind,
        kind_from=text.passage(*title) if title else None, author=text.passage(*author) if author else None,
        signed=signed_of(text.text), patient=_of_neighbors(patient, kind), day=part.day,
        day_from=text.passage(*day) if day else None,
        own_count=(marks[0].number, marks[0].of) if marks else None, copy_of=_copy(name, text, seen),
        is_readable=all(sheet.page.is_readable for sheet in part.sheets),
    )  # fmt: skip
    names = name_words(text.text, person)
    return ReadDocument(document, text, find_statements(text.text, names))


def _of_neighbors(patient: PatientMatch, kind: DocumentKind) -> PatientMatch:
    """Return whose a document is; a guide is nobody's, whoever's name stands on it."""
    return PatientMatch.NOT_NAMED if kind is DocumentKind.GUIDE and patient is PatientMatch.OTHER else patient


def _lines(part: _Part) -> tuple[list[tuple[Page, int, int]], frozenset[tuple[int, int, int]]]:
    """Return the kept lines of a document, empty ones between them, and which are further cells of a row."""
    found: list[tuple[Page, int, int]] = []
    cells: set[tuple[int, int, int]] = set()
    for sheet in part.sheets:
        page, place = sheet.page, None
        spans = [(line.start, line.start + len(line.text)) for line in sheet.lines]
        for row in rows_of(page, spans):
            start, end = row[0]
            if place is not None and start > place and page.text.count("\n", place, start) > 1:
                found.append((page, place, place))
            found += [(page, *cell) for cell in row]
            cells |= {(page.number, *cell) for cell in row[1:]}
            place = end
        if not sheet.lines:
            found.append((page, 0, 0))
    return found, frozenset(cells)


def _joined(sheet: _Sheet) -> str:
    return sheet.page.text if not sheet.starts_inside else "\n".join(line.text for line in sheet.lines)


def _kind(part: _Part, text: DocumentText) -> tuple[DocumentKind, tuple[int, int] | None]:
    """Return what a document is and where its title stands; without a title, what its body can only be."""
    title = part.first.title
    if is_template(text.text):
        return DocumentKind.GUIDE, None
    if title is not None and title.weight >= SURE:
        if is_refuted(title.kind, text.text, title.name):
            return DocumentKind.UNKNOWN, None
        place = text.text.find(title.words)
        kind, words = title.kind, excerpt_of(text.text)
        if kind in _MAY_BE_LETTERS and is_letter(words):
            kind = kind_of_letter(words, part.first.settings)
        return kind, (place, place + len(title.words)) if place >= 0 else None
    weak = title.kind if title is not None else None
    found = kind_by_structure(text.text, part.first.settings, weak)
    return found or (weak if weak is DocumentKind.FACE_SHEET else DocumentKind.UNKNOWN), None


def _day(part: _Part, text: DocumentText) -> tuple[int, int] | None:
    """Return where a document's text prints its day; one that stands in a running line it prints nowhere."""
    title = part.first.title
    place = text.text.find(title.words) if title is not None else -1
    span = (place, place + len(title.words)) if title is not None and place >= 0 else None
    found = day_of(text.text, lines_of(text.text), span)
    return (found.start, found.end) if found is not None and found.day == part.day else None


def _copy(name: str, text: DocumentText, seen: dict[str, str]) -> str | None:
    """Return the earlier document with the same words; one with too few letters to tell is none."""
    words = re.sub(r"\W+", " ", text.text).strip().casefold()
    if sum(character.isalnum() for character in words) < _LEAST_LETTERS:
        return None
    first = seen.setdefault(words, name)
    return first if first != name else None
