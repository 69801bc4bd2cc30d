"""Which sheets make one document: by its own page count, its title, its day and whose paper it is on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from priorauth.domain.dates import PartialDate
from priorauth.exhibits.pages import Page
from priorauth.reading.document_marks import is_continued, signs
from priorauth.reading.model import DocumentKind, PatientMatch
from priorauth.reading.sections import section_of
from priorauth.reading.sheets import AFTER_SIGNATURE, ChartSheet
from priorauth.reading.titles import STRONG, SURE, Title
from priorauth.screening.page_marks import PageMark

_TOP_LINES = 3
_BODY_PART = re.compile(
    r"\b(?:cervical|thoracic|brain|head|chest|abdomen|pelvis|hips?|knees?|shoulder)\b", re.IGNORECASE
)
_COURSE_LINES = 4
_SPAN = re.compile(
    r"(\d{1,2}/\d{1,2}/\d{2,4})\s*(?:-|\u2013|to|thru|through|until)\s*(\d{1,2}/\d{1,2}/\d{2,4})", re.IGNORECASE
)
_CLINICIAN = re.compile(r",\s*(?:M\.?D|D\.?O|D\.?C|D\.?P\.?T|P\.?T|N\.?P|P\.?A(?:-C)?|Psy\.?D|Ph\.?D)\b\.?\s*\Z")
_CAPITALS = re.compile(r"(?=.*[A-Z]{3})[^a-z\d,:]{4,60}(?<!\s)")
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


@dataclass(slots=True)
class SheetRun:
    """The sheets of one document."""

    sheets: list[ChartSheet]

    @property
    def first(self) -> ChartSheet:
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
        return any(signs(line.text) for line in self.sheets[-1].lines[-AFTER_SIGNATURE:])

    @property
    def accession(self) -> str | None:
        """The first accession its sheets print."""
        return next((sheet.accession for sheet in self.sheets if sheet.accession is not None), None)

    @property
    def mark(self) -> PageMark | None:
        """The last page count its sheets print."""
        return next((sheet.mark for sheet in reversed(self.sheets) if sheet.mark is not None), None)


def parts_of(sheets: Iterable[ChartSheet]) -> list[SheetRun]:
    """Return the documents that sheets in order make."""
    parts: list[SheetRun] = []
    for sheet in sheets:
        if parts and _goes_on(parts[-1], sheet):
            parts[-1].sheets.append(sheet)
        else:
            parts.append(SheetRun([sheet]))
    return parts


def _goes_on(part: SheetRun, sheet: ChartSheet) -> bool:
    """Whether a sheet belongs to the document before it."""
    if sheet.starts_inside or {part.first.patient, sheet.patient} == {PatientMatch.SAME, PatientMatch.OTHER}:
        return False
    counted = _by_count(part, sheet)
    if counted is not None:
        return counted
    if is_continued(sheet.head):
        return not _is_another_entry(part, sheet)
    if _returns_to_letterhead(part, sheet):
        return False
    if sheet.accession is not None and part.accession is not None:
        return sheet.accession == part.accession
    if _is_on_another_day(part, sheet) or _has_a_top_of_its_own(part, sheet):
        return False
    return _by_title(part, sheet)


def _has_a_top_of_its_own(part: SheetRun, sheet: ChartSheet) -> bool:
    """Whether a sheet begins with a letterhead the document's first has not, and with a day or the patient's name.

    A cover tells of what follows it and goes on to no sheet that doesn't say so; two courses are two records.
    """
    if part.kind is DocumentKind.FAX_COVER or _tells_another_course(part.first, sheet):
        return True
    if not sheet.head or _is_same_top(part, sheet) or (sheet.mark is not None and sheet.mark.number > 1):
        return False
    is_told = bool(sheet.days - part.first.days) or (sheet.patient is PatientMatch.SAME and not sheet.days)
    name = re.split(r"\s{2,}|\t|\s\|\s|\s[-\u2013]\s", sheet.head[0].text.strip())[0]
    above = " ".join(line.text for line in part.first.head)
    return is_told and _is_letterhead(name) and not all(word in above for word in re.findall(r"\w{3,}", name))


def _is_letterhead(name: str) -> bool:
    """Whether a line's first cell is the name of a practice or a clinician, and no heading of a part."""
    return bool(_CLINICIAN.search(name) or (_CAPITALS.fullmatch(name) and section_of(name) is None))


def _tells_another_course(first: ChartSheet, sheet: ChartSheet) -> bool:
    """Whether both heads print when a course began and ended, and not the same."""
    spans = [
        {span for line in item.head[:_COURSE_LINES] for span in _SPAN.findall(line.text)} for item in (first, sheet)
    ]
    return bool(spans[0] and spans[1]) and not spans[0] & spans[1]


def _is_another_entry(part: SheetRun, sheet: ChartSheet) -> bool:
    """Whether a page of an export that says it goes on begins a record of another kind and another day in it."""
    title = sheet.title
    if title is None or title.weight < STRONG or title.kind is part.kind or not sheet.days:
        return False
    return title.kind not in _PARTS_OF_NOTES and not sheet.days & part.first.days


def _returns_to_letterhead(part: SheetRun, sheet: ChartSheet) -> bool:
    """Whether a page begins with the letterhead of the document's first page, which its further pages do not."""
    tops = [_opening(item) for item in (part.first, part.sheets[-1], sheet)]
    return bool(sheet.settings) and len(part.sheets) > 1 and tops[0] == tops[2] != tops[1]


def _opening(sheet: ChartSheet) -> list[str]:
    """Return the first words of a sheet."""
    return _shape(sheet.head[0].text).split()[:_TOP_LINES] if sheet.head else []


def _by_count(part: SheetRun, sheet: ChartSheet) -> bool | None:
    """Return whether a sheet's own page count goes on with the document's, or none where it says nothing."""
    mark, before = sheet.mark, part.mark
    if (mark is not None and mark.number == 1) or _is_again(part.first.page, sheet.page):
        return False
    if mark is not None and before is not None and mark.of == before.of and mark.number == before.number + 1:
        return True
    return None


def _is_on_another_day(part: SheetRun, sheet: ChartSheet) -> bool:
    """Whether a sheet prints another day than the document, or a letterhead of its own behind a signature."""
    if sheet.days and part.first.days:
        return not sheet.days & part.first.days
    is_headed = bool(sheet.settings) and not _is_same_top(part, sheet)
    return is_headed and (part.is_signed or bool(sheet.days))


def _by_title(part: SheetRun, sheet: ChartSheet) -> bool:
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


def _is_same_top(part: SheetRun, sheet: ChartSheet) -> bool:
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


def _is_on_other_paper(part: SheetRun, sheet: ChartSheet) -> bool:
    """Whether a sheet without a title prints the name of another kind of practice than the document's first."""
    return bool(sheet.settings and part.first.settings) and not sheet.settings & part.first.settings


def _has_no_head_of_its_own(part: SheetRun, sheet: ChartSheet) -> bool:
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


def _is_same_title(part: SheetRun, sheet: ChartSheet) -> bool:
    titles = {_shape(item.title.words) for item in part.sheets if item.title is not None}
    return sheet.title is not None and _shape(sheet.title.words) in titles


def _shape(words: str) -> str:
    return re.sub(r"[\W\d]+", " ", words).strip().casefold()
