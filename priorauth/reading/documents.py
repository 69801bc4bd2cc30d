"""The documents of an exhibit: where each begins, what it is, of which day, by whom and about whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from priorauth.domain.dates import PartialDate
from priorauth.exhibits.pages import Page
from priorauth.reading.document_marks import accession_of, author_in, day_of, is_continued, signed_of, signs
from priorauth.reading.document_text import DocumentText, text_of
from priorauth.reading.model import Document, DocumentKind, Patient
from priorauth.reading.reader import ReadDocument
from priorauth.reading.running import running_lines
from priorauth.reading.statements import find_statements
from priorauth.reading.table_rows import rows_of
from priorauth.reading.titles import STRONG, Title, title_in, title_of
from priorauth.reading.whose import Person, patient_of
from priorauth.screening.page_marks import PageMark, marks_on
from priorauth.screening.text_spans import Line, lines_of

_CONTAINER_SHARE = 0.8
_LEAST_LETTERS = 40
_AFTER_SIGNATURE = 4
_SEQUENCE = re.compile(r"\bT1\b.{0,400}\b(?:T2|STIR)\b|\bT2\b.{0,400}\b(?:T1|STIR)\b", re.DOTALL)
_IMAGING = re.compile(r"\b(?:signal|endplates?|disc|foramin\w+|conus|canal)\b", re.IGNORECASE)
_NOTE_PARTS = re.compile(
    r"^\W*(?:hpi|history of present illness|chief complaint|cc|subjective|s|review of systems|ros"
    r"|physical exam(?:ination)?|exam"
    r"|objective|o|assessment|a|assessment and plan|a/p|impression|plan|p)\s*:?\s*(?:$|:)",
    re.IGNORECASE | re.MULTILINE,
)
_FLOWSHEET = re.compile(r"\b(?:flow\s?sheets?|attendance|log|grid)\b", re.IGNORECASE)
_DEAR = re.compile(r"^\s*(?:dear\s|to\s+whom\s+it\s+may)", re.IGNORECASE | re.MULTILINE)


def cut_documents(
    exhibit: str,
    pages: Sequence[Page],
    person: Person | None = None,
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
    patient: Patient = Patient.NOT_NAMED
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
    def accession(self) -> str | None:
        """The first accession its sheets print."""
        return next((sheet.accession for sheet in self.sheets if sheet.accession is not None), None)

    @property
    def mark(self) -> PageMark | None:
        """The last page count its sheets print."""
        return next((sheet.mark for sheet in reversed(self.sheets) if sheet.mark is not None), None)


def _sheets(pages: Sequence[Page], person: Person | None, has_trigger: Callable[[str], bool]) -> list[_Sheet]:
    every = [lines_of(page.text) for page in pages]
    running = running_lines(every, has_trigger)
    titles = [
        title_of([line for i, line in enumerate(lines) if i not in runs]) or title_of(lines)
        for lines, runs in zip(every, running, strict=True)
    ]
    marks = _own_marks(pages, titles)
    sheets: list[_Sheet] = []
    for page, lines, runs in zip(pages, every, running, strict=True):
        kept = tuple(line for index, line in enumerate(lines) if index not in runs)
        patient = patient_of([page.text], person)
        for start, end in _stretches(kept):
            sheet = _sheet(page, kept[start:end], lines if start == 0 else (), marks.get(page.number), start > 0)
            sheets.append(replace(sheet, patient=patient))
    return sheets


def _sheet(page: Page, kept: Sequence[Line], whole: Sequence[Line], mark: PageMark | None, inside: bool) -> _Sheet:
    """Return a sheet. A title that every page repeats is a running line and counts when there is no other."""
    title = title_of(kept) or title_of(whole)
    span = (title.start, title.end) if title is not None else None
    day = day_of(page.text, kept, span) or day_of(page.text, whole, span)
    return _Sheet(
        page, tuple(kept), title, None if inside else mark, day.day if day else None, accession_of(kept),
        starts_inside=inside,
    )  # fmt: skip


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


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Cut a page's lines at a fresh title behind a signature, or one of the same kind behind its own text."""
    start, signed, kind = 0, -1, None
    for index, line in enumerate(lines):
        title = title_in(line)
        is_title = title is not None and title.weight >= STRONG and _is_alone(line)
        if title is not None and is_title and index > start + 2:
            after_signature = signed >= 0 and index - signed <= _AFTER_SIGNATURE
            if after_signature or (_is_heading(line) and _is_fresh(lines, start, index, title)):
                yield start, index
                start, signed, kind = index, -1, title.kind
        elif is_title and title is not None and kind is None:
            kind = title.kind
        if signs(line.text):
            signed = index
    yield start, len(lines)


def _is_fresh(lines: Sequence[Line], start: int, index: int, title: Title) -> bool:
    """Whether a title in capitals has text of another document before it: the same kind again, or a guide."""
    before = title_of(lines[start:index])
    return before is not None and (before.kind is title.kind or title.kind is DocumentKind.GUIDE)


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
    if sheet.starts_inside:
        return False
    if {part.first.patient, sheet.patient} == {Patient.SAME, Patient.OTHER}:
        return False
    mark, before = sheet.mark, part.mark
    if (mark is not None and mark.number == 1) or _is_again(part.first.page, sheet.page):
        return False
    if mark is not None and before is not None and mark.of == before.of and mark.number == before.number + 1:
        return True
    if is_continued(sheet.lines):
        return True
    if sheet.accession is not None and part.accession is not None:
        return sheet.accession == part.accession
    if sheet.title is None:
        return part.first.page.is_readable == sheet.page.is_readable or not sheet.page.is_readable
    if mark is not None and mark.number > 1 and _is_same_title(part, sheet):
        return True
    return _is_same_title(part, sheet) and (sheet.day is None or sheet.day == part.day)


def _is_again(first: Page, page: Page) -> bool:
    """Whether a page only repeats a document's first: a copy begins there."""
    return first.number != page.number and first.is_readable and first.text.split() == page.text.split()


def _is_same_title(part: _Part, sheet: _Sheet) -> bool:
    titles = {_shape(item.title.words) for item in part.sheets if item.title is not None}
    return sheet.title is not None and _shape(sheet.title.words) in titles


def _shape(words: str) -> str:
    return re.sub(r"[\W\d]+", " ", words).strip().casefold()


def _read(exhibit: str, number: int, part: _Part, person: Person | None, seen: dict[str, str]) -> ReadDocument:
    name = f"{exhibit}-{number}"
    text = text_of(exhibit, name, *_lines(part))
    kind, title = _kind(part, text)
    page_texts = [_joined(sheet) for sheet in part.sheets]
    author = author_in(text.text)
    day = _day(part, text)
    marks = [sheet.mark for sheet in part.sheets if sheet.mark is not None]
    patient = patient_of(page_texts, person)
    document = Document(
        id=name, exhibit=exhibit, pages=tuple(dict.fromkeys(sheet.page.number for sheet in part.sheets)), kind=kind,
        kind_from=text.passage(*title) if title else None, author=text.passage(*author) if author else None,
        signed=signed_of(text.text), patient=_of_neighbors(patient, kind), day=part.day,
        day_from=text.passage(*day) if day else None,
        own_count=(marks[0].number, marks[0].of) if marks else None, copy_of=_copy(name, text, seen),
        is_readable=all(sheet.page.is_readable for sheet in part.sheets),
    )  # fmt: skip
    return ReadDocument(document, text, find_statements(text.text))


def _of_neighbors(patient: Patient, kind: DocumentKind) -> Patient:
    """Return whose a document is; a guide is nobody's, whoever's name stands on it."""
    return Patient.NOT_NAMED if kind is DocumentKind.GUIDE and patient is Patient.OTHER else patient


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
    if title is not None:
        place = text.text.find(title.words)
        return title.kind, (place, place + len(title.words)) if place >= 0 else None
    if _SEQUENCE.search(text.text) and len(_IMAGING.findall(text.text)) > 1:
        return DocumentKind.MRI_REPORT, None
    if _DEAR.search(text.text):
        return DocumentKind.LETTER, None
    parts = {match.group().strip(" :\n\r").casefold() for match in _NOTE_PARTS.finditer(text.text)}
    return (DocumentKind.OFFICE_NOTE if len(parts) > 2 else DocumentKind.UNKNOWN), None


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
