"""Which documents of a chart go into the packet, as which exhibits, and which stay out and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import count, product
from string import ascii_uppercase

from priorauth.case.exhibits import ExhibitKind
from priorauth.domain.dates import PartialDate
from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits.pages import Page
from priorauth.intake.draft_people import is_card
from priorauth.reading.facts import Fact
from priorauth.reading.model import (
    ChartDocument,
    ChartReading,
    DocumentKind,
    DocumentReading,
    Passage,
    PatientMatch,
    Side,
    Standing,
)

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
_SAME = 0.8
"""Share of lines that two notes have in common from which the later was copied forward from the earlier."""
_NO_NEWS = frozenset(
    {
        Standing.PLANNED,
        Standing.ASKED,
        Standing.CONDITIONAL,
        Standing.GENERIC,
        Standing.UNFILLED,
        Standing.NOT_EXAMINED,
    }
)
"""How mentions stand that tell nothing of the patient: a note that only adds these says nothing that is lost."""
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
    documents: tuple[ChartDocument, ...]

    def ranges(self, file_pages: int) -> str | None:
        """Return the pages as an exhibit names them; ``None`` for the whole file."""
        if self.pages == tuple(range(1, file_pages + 1)):
            return None
        return str(PageRanges.covering(PageRanges(((page, page),)) for page in self.pages))


@dataclass(frozen=True, slots=True)
class LeftOutDocument:
    """A document that stays out of the packet, and why."""

    document: ChartDocument
    reason: str
    """Why, with ``{again}`` for the document that is sent in its place."""
    again: ChartDocument | None = None

    def why(self, files: Mapping[str, str]) -> str:
        """Return the reason; ``files`` are the names of the given files by letter."""
        if self.again is None:
            return self.reason
        return self.reason.format(again=f"{name_of_pages(self.again.pages)} of {files[self.again.exhibit]}")


def name_of_pages(pages: Sequence[int]) -> str:
    """Name pages: ``page 7``, ``pages 7-9``."""
    return f"page {pages[0]}" if len(pages) == 1 else f"pages {pages[0]}-{pages[-1]}"


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
    named = {document.id: document for document in documents}
    forward = dict(_copied_forward(chart, pages))
    left: list[LeftOutDocument] = []
    sent: list[ChartDocument] = []
    for document in documents:
        if document.copy_of is not None:
            left.append(LeftOutDocument(document, "a copy of {again}", named[document.copy_of]))
        elif document.id in forward and document.id not in cited:
            left.append(LeftOutDocument(document, "copied forward into {again}", forward[document.id]))
        elif document.kind in STAYS_OUT and document.id not in cited:
            left.append(LeftOutDocument(document, f"{STAYS_OUT[document.kind]}: not needed by a payer"))
        else:
            sent.append(document)
    cards = {item.document.id for item in chart.documents if is_card(item)} - cited
    left += [
        LeftOutDocument(document, "insurance card: not needed by a payer")
        for document in sent
        if document.id in cards
    ]
    sent = [document for document in sent if document.id not in cards]
    letters = _letters()
    groups = sorted(_grouped(sent), key=_rank)
    return Packing(tuple(_enclosure(next(letters), group) for group in groups), tuple(left))


def _grouped(sent: Sequence[ChartDocument]) -> Iterator[list[ChartDocument]]:
    """Group the records of one course of therapy that lie one behind the other; other documents stand alone."""
    group: list[ChartDocument] = []
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


def _named(document: ChartDocument) -> tuple[ExhibitKind, str]:
    return _KINDS.get(document.kind, (ExhibitKind.OTHER, STAYS_OUT.get(document.kind, "record").capitalize()))


def _rank(group: Sequence[ChartDocument]) -> tuple[int, int]:
    order = list(_KINDS)
    kind = group[0].kind
    day = max((item.day.latest.toordinal() for item in group if item.day is not None), default=0)
    return order.index(kind) if kind in order else len(order), -day


def _enclosure(letter: str, group: Sequence[ChartDocument]) -> Enclosure:
    kind, title = _named(group[0])
    days = [item.day for item in group if item.day is not None]
    day = max(days, key=lambda item: item.latest) if days else None
    if day is not None:
        title = f"{title}, {day.words}"
    if not any(document.is_readable for document in group):
        title = "Picture without text"
    elif group[0].patient is PatientMatch.NOT_NAMED:
        title += " (prints no patient)"
    pages = tuple(sorted({page for item in group for page in item.pages}))
    return Enclosure(letter, kind, title, day, group[0].exhibit, pages, tuple(group))


def _letters() -> Iterator[str]:
    for length in count(1):
        yield from ("".join(letters) for letters in product(ascii_uppercase, repeat=length))


def _copied_forward(
    chart: ChartReading, pages: Mapping[str, Sequence[Page]]
) -> Iterator[tuple[str, ChartDocument]]:
    """Return each office note whose words a later one repeats but for dates and numbers, with the later one.

    A note is kept for a line of its own that states, denies or doubts something, and for numbers of a line that
    speaks against the request: they are in no other note.
    """
    notes = [item for item in chart.documents if _is_dated_note(item.document)]
    notes.sort(key=lambda item: item.document.day.latest.toordinal() if item.document.day else 0)
    printed = {note.document.id: _lines(note.document, pages) for note in notes}
    for index, note in enumerate(notes):
        own = printed[note.document.id]
        shapes = {_shape(line) for line in own}
        for later in notes[index + 1 :]:
            others = printed[later.document.id]
            again = {_shape(line) for line in others}
            is_most = len(shapes) >= _FEWEST_LINES and len(shapes & again) >= _SAME * len(shapes)
            if is_most and not _has_news(note, own, others, again):
                yield note.document.id, later.document
                break


def _is_dated_note(document: ChartDocument) -> bool:
    return document.kind is DocumentKind.OFFICE_NOTE and document.copy_of is None and document.day is not None


def _has_news(note: DocumentReading, own: frozenset[str], others: frozenset[str], again: set[str]) -> bool:
    """Whether a line that the later note does not repeat tells something of the patient."""
    fresh = {line for line in own if _shape(line) not in again}
    changed = own - others
    told = [item for item in note.findings if item.standing not in _NO_NEWS]
    against = [item for item in told if item.side is Side.HARMS or item.fact is Fact.BLOCK_RELIEF]
    places = [
        *((item.where, fresh) for item in told),
        *((item.where, changed) for item in against),
        *((item.where, fresh) for item in note.leftovers),
    ]
    return any(_is_on(where, lines) for where, lines in places)


def _is_on(where: Passage, lines: Set[str]) -> bool:
    words = " ".join(where.quote.casefold().split())
    return any(line in words or words in line for line in lines)


def _lines(document: ChartDocument, pages: Mapping[str, Sequence[Page]]) -> frozenset[str]:
    """Return a document's lines of three words and more."""
    text = "\n".join(pages[document.exhibit][number - 1].text for number in document.pages)
    lines = (" ".join(line.casefold().split()) for line in text.splitlines())
    return frozenset(line for line in lines if line.count(" ") > 1)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)
