"""The documents of an exhibit: where each begins, what it is, of which day, by whom and about whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from priorauth.exhibits.pages import Page
from priorauth.reading.chart_patient import ChartPatient, match_patient, name_words
from priorauth.reading.continuation import SheetRun, parts_of
from priorauth.reading.days_by_kind import day_by_kind
from priorauth.reading.document_kind import KindFound, kind_of
from priorauth.reading.document_marks import author_in, day_of, signed_of
from priorauth.reading.document_text import DocumentText, text_of
from priorauth.reading.model import ChartDocument, DocumentKind, PatientMatch
from priorauth.reading.reader import ReadDocument
from priorauth.reading.sheets import ChartSheet, sheets_of
from priorauth.reading.statements import find_statements
from priorauth.reading.table_rows import rows_of
from priorauth.screening.text_spans import lines_of

_LEAST_LETTERS = 40


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
    parts = parts_of(sheets_of(pages, person, has_trigger))
    words = seen if seen is not None else {}
    return tuple(_read(exhibit, number, part, person, words) for number, part in enumerate(parts, 1))


def _read(
    exhibit: str, number: int, part: SheetRun, person: ChartPatient | None, seen: dict[str, str]
) -> ReadDocument:
    name = f"{exhibit}-{number}"
    text = text_of(exhibit, name, *_lines(part))
    page_texts = [_joined(sheet) for sheet in part.sheets]
    patient = match_patient(page_texts, person)
    told_kind, title = _kind(part, text, patient)
    kind = told_kind.kind
    author = author_in(text.text)
    born = person.birth_date if person is not None else None
    told = day_by_kind(text.text, kind, born) if part.day is None else None
    day = (told.start, told.end) if told is not None else _day(part, text, born)
    marks = [sheet.mark for sheet in part.sheets if sheet.mark is not None]
    document = ChartDocument(
        id=name, exhibit=exhibit, pages=tuple(dict.fromkeys(sheet.page.number for sheet in part.sheets)), kind=kind,
        kind_from=text.passage(*title) if title else None, kind_words=told_kind.words,
        author=text.passage(*author) if author else None,
        signed=signed_of(text.text), patient=_of_neighbors(patient, kind),
        day=told.day if told is not None else part.day, day_from=text.passage(*day) if day else None,
        own_count=(marks[0].number, marks[0].of) if marks else None, copy_of=_copy(name, text, seen),
        is_readable=all(sheet.page.is_readable for sheet in part.sheets),
    )  # fmt: skip
    names = name_words(text.text, person)
    return ReadDocument(document, text, find_statements(text.text, names))


def _of_neighbors(patient: PatientMatch, kind: DocumentKind) -> PatientMatch:
    """Return whose a document is; a guide is nobody's, whoever's name stands on it."""
    return PatientMatch.NOT_NAMED if kind is DocumentKind.GUIDE and patient is PatientMatch.OTHER else patient


def _lines(part: SheetRun) -> tuple[list[tuple[Page, int, int]], frozenset[tuple[int, int, int]]]:
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


def _joined(sheet: ChartSheet) -> str:
    return sheet.page.text if not sheet.starts_inside else "\n".join(line.text for line in sheet.lines)


def _kind(part: SheetRun, text: DocumentText, patient: PatientMatch) -> tuple[KindFound, tuple[int, int] | None]:
    """Return what a document is, and where the title stands that told it."""
    title = part.first.title
    found = kind_of(title, text.text, part.first.settings, is_patients=patient is PatientMatch.SAME)
    place = text.text.find(title.words) if title is not None and found.is_titled else -1
    return found, (place, place + len(title.words)) if title is not None and place >= 0 else None


def _day(part: SheetRun, text: DocumentText, born: date | None) -> tuple[int, int] | None:
    """Return where a document's text prints its day; one that stands in a running line it prints nowhere."""
    title = part.first.title
    place = text.text.find(title.words) if title is not None else -1
    span = (place, place + len(title.words)) if title is not None and place >= 0 else None
    found = day_of(text.text, lines_of(text.text), span, born)
    return (found.start, found.end) if found is not None and found.day == part.day else None


def _copy(name: str, text: DocumentText, seen: dict[str, str]) -> str | None:
    """Return the earlier document with the same words; one with too few letters to tell is none."""
    words = re.sub(r"\W+", " ", text.text).strip().casefold()
    if sum(character.isalnum() for character in words) < _LEAST_LETTERS:
        return None
    first = seen.setdefault(words, name)
    return first if first != name else None
