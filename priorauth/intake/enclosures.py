"""Which documents of a chart go into the packet, as which exhibits, and which stay out and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, product
from string import ascii_uppercase

from priorauth.case.exhibits import ExhibitKind
from priorauth.domain.dates import PartialDate
from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits.pages import Page
from priorauth.reading.model import ChartReading, Document, DocumentKind, Passage, PatientMatch

_KINDS = {
    DocumentKind.OFFICE_NOTE: (ExhibitKind.PROGRESS_NOTE, "Office note"),
    DocumentKind.MRI_REPORT: (ExhibitKind.MRI_REPORT, "MRI report"),
    DocumentKind.CT_REPORT: (ExhibitKind.IMAGING_REPORT, "CT report"),
    DocumentKind.XRAY_REPORT: (ExhibitKind.IMAGING_REPORT, "X-ray report"),
    DocumentKind.DXA: (ExhibitKind.IMAGING_REPORT, "Bone density report"),
    DocumentKind.OTHER_REPORT: (ExhibitKind.IMAGING_REPORT, "Report"),
    DocumentKind.THERAPY_EVALUATION: (ExhibitKind.PHYSICAL_THERAPY, "Physical therapy records"),
    DocumentKind.THERAPY_NOTE: (ExhibitKind.PHYSICAL_THERAPY, "Physical therapy records"),
    DocumentKind.THERAPY_DISCHARGE: (ExhibitKind.PHYSICAL_THERAPY, "Physical therapy records"),
    DocumentKind.THERAPY_ORDER: (ExhibitKind.OTHER, "Therapy order"),
    DocumentKind.CHIROPRACTIC_NOTE: (ExhibitKind.OTHER, "Chiropractic note"),
    DocumentKind.BEHAVIORAL_NOTE: (ExhibitKind.BEHAVIORAL_THERAPY, "Behavioral health note"),
    DocumentKind.PROCEDURE_NOTE: (ExhibitKind.PROCEDURE_NOTE, "Procedure note"),
    DocumentKind.INSTRUMENT: (ExhibitKind.FUNCTIONAL_ASSESSMENT, "Questionnaire"),
    DocumentKind.MEDICATION_LIST: (ExhibitKind.MEDICATION_LIST, "Medication list"),
    DocumentKind.LETTER: (ExhibitKind.CORRESPONDENCE, "Letter"),
    DocumentKind.TELEPHONE: (ExhibitKind.OTHER, "Telephone note"),
    DocumentKind.UNKNOWN: (ExhibitKind.OTHER, "Page of no known kind"),
}
"""In the order in which exhibits are lettered."""
STAYS_OUT = {
    DocumentKind.CONSENT: "consent",
    DocumentKind.LABORATORY: "laboratory report",
    DocumentKind.FACE_SHEET: "face sheet",
    DocumentKind.FAX_COVER: "fax cover",
    DocumentKind.GUIDE: "instructions",
}
"""What no payer needs, unless a fact of the case rests on it."""
_THERAPY = "Physical therapy records"
_SAME = 0.95
"""Share of lines that two notes have in common from which the later was copied forward from the earlier."""
_FEWEST_LINES = 6


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An exhibit to be: which pages of which given file, and what they are."""

    id: str
    kind: ExhibitKind
    title: str
    day: PartialDate | None
    source: str
    """The letter of the file the pages are of."""
    pages: tuple[int, ...]
    documents: tuple[Document, ...]

    def ranges(self, file_pages: int) -> str | None:
        """Return the pages as an exhibit names them; ``None`` for the whole file."""
        if self.pages == tuple(range(1, file_pages + 1)):
            return None
        return str(PageRanges.covering(PageRanges(((page, page),)) for page in self.pages))


@dataclass(frozen=True, slots=True)
class LeftOutDocument:
    """A document that stays out of the packet, and why."""

    document: Document
    why: str


@dataclass(frozen=True, slots=True)
class Packing:
    """The exhibits of a chart and what stays out."""

    enclosures: tuple[Enclosure, ...]
    left_out: tuple[LeftOutDocument, ...]

    def place(self, where: Passage) -> tuple[str, int] | None:
        """Return the exhibit and its page on which words of a file stand; ``None`` where they stay out."""
        for item in self.enclosures:
            if item.source == where.exhibit and where.page in item.pages:
                return item.id, item.pages.index(where.page) + 1
        return None


def pack(chart: ChartReading, pages: Mapping[str, Sequence[Page]], cited: frozenset[str]) -> Packing:
    """Return a chart's exhibits. ``cited`` names the documents a clinical fact rests on: they go in."""
    documents = [item.document for item in chart.documents]
    forward = dict(_copied_forward(documents, pages))
    left: list[LeftOutDocument] = []
    sent: list[Document] = []
    for document in documents:
        if document.copy_of is not None:
            left.append(LeftOutDocument(document, f"a copy of {document.copy_of}"))
        elif document.id in forward and document.id not in cited:
            left.append(LeftOutDocument(document, f"copied forward into {forward[document.id]}"))
        elif document.kind in STAYS_OUT and document.id not in cited:
            left.append(LeftOutDocument(document, f"{STAYS_OUT[document.kind]}: not needed by a payer"))
        else:
            sent.append(document)
    letters = _letters()
    groups = sorted(_grouped(sent), key=_rank)
    return Packing(tuple(_enclosure(next(letters), group) for group in groups), tuple(left))


def _grouped(sent: Sequence[Document]) -> Iterator[list[Document]]:
    """Group the records of one course of therapy that lie one behind the other; other documents stand alone."""
    group: list[Document] = []
    for document in sent:
        is_therapy = _named(document)[1] == _THERAPY
        if group and is_therapy and _named(group[-1])[1] == _THERAPY and group[-1].exhibit == document.exhibit:
            group.append(document)
            continue
        if group:
            yield group
        group = [document]
    if group:
        yield group


def _named(document: Document) -> tuple[ExhibitKind, str]:
    return _KINDS.get(document.kind, (ExhibitKind.OTHER, STAYS_OUT.get(document.kind, "record").capitalize()))


def _rank(group: Sequence[Document]) -> tuple[int, int]:
    order = list(_KINDS)
    kind = group[0].kind
    day = max((item.day.latest.toordinal() for item in group if item.day is not None), default=0)
    return order.index(kind) if kind in order else len(order), -day


def _enclosure(letter: str, group: Sequence[Document]) -> Enclosure:
    kind, title = _named(group[0])
    days = [item.day for item in group if item.day is not None]
    day = max(days, key=lambda item: item.latest) if days else None
    if day is not None:
        title = f"{title}, {day.words}"
    if group[0].patient is PatientMatch.NOT_NAMED:
        title += " (prints no patient)"
    pages = tuple(sorted({page for item in group for page in item.pages}))
    return Enclosure(letter, kind, title, day, group[0].exhibit, pages, tuple(group))


def _letters() -> Iterator[str]:
    for length in count(1):
        yield from ("".join(letters) for letters in product(ascii_uppercase, repeat=length))


def _copied_forward(
    documents: Sequence[Document], pages: Mapping[str, Sequence[Page]]
) -> Iterator[tuple[str, str]]:
    """Return each office note whose words a later one repeats but for dates and numbers, with the later one."""
    notes = [
        item for item in documents if item.kind is DocumentKind.OFFICE_NOTE and item.copy_of is None and item.day
    ]
    notes.sort(key=lambda item: item.day.latest.toordinal() if item.day else 0)
    lines = {note.id: _lines(note, pages) for note in notes}
    for index, note in enumerate(notes):
        own = lines[note.id]
        for later in notes[index + 1 :]:
            both = len(own & lines[later.id])
            if len(own) >= _FEWEST_LINES and both >= _SAME * len(own):
                yield note.id, later.id
                break


def _lines(document: Document, pages: Mapping[str, Sequence[Page]]) -> frozenset[str]:
    text = "\n".join(pages[document.exhibit][number - 1].text for number in document.pages)
    return frozenset(
        re.sub(r"\d+", "#", " ".join(line.casefold().split()))
        for line in text.splitlines()
        if len(line.split()) > 2
    )
