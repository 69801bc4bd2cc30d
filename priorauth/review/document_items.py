"""Questions about whole documents: what a page says that no machine can read, and whose a document is.

Claims wait for them. Once they are answered, the document is read anew, as what the person said it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from priorauth.case.model import Case, ExhibitKind
from priorauth.comparison.settled_claims import PracticeRole
from priorauth.problems import Owner
from priorauth.reading.model import ChartDocument, ChartReading, DocumentKind, DocumentReading, PatientMatch
from priorauth.review import question_words
from priorauth.review.chart_pages import ChartPages, Place
from priorauth.review.choices import count_choices, number_choices, page_choices, whose_choices
from priorauth.review.model import ReviewItem, ReviewQuestion, ShownPage
from priorauth.screening.identity_check import OTHER_MEMBER, OTHER_RECORD
from priorauth.screening.screening_findings import Doubt

_NOBODYS = frozenset({DocumentKind.CONSENT, DocumentKind.FACE_SHEET, DocumentKind.GUIDE, DocumentKind.FAX_COVER})
"""Documents of which nobody is asked whose they are: their words count for nothing."""

KIND_OF_EXHIBIT = {
    ExhibitKind.MRI_REPORT: DocumentKind.MRI_REPORT,
    ExhibitKind.IMAGING_REPORT: DocumentKind.OTHER_REPORT,
    ExhibitKind.HISTORY_AND_PHYSICAL: DocumentKind.OFFICE_NOTE,
    ExhibitKind.CONSULT: DocumentKind.OFFICE_NOTE,
    ExhibitKind.PROGRESS_NOTE: DocumentKind.OFFICE_NOTE,
    ExhibitKind.PHYSICAL_THERAPY: DocumentKind.THERAPY_DISCHARGE,
    ExhibitKind.BEHAVIORAL_THERAPY: DocumentKind.BEHAVIORAL_NOTE,
    ExhibitKind.PROCEDURE_NOTE: DocumentKind.PROCEDURE_NOTE,
    ExhibitKind.MEDICATION_LIST: DocumentKind.MEDICATION_LIST,
    ExhibitKind.FUNCTIONAL_ASSESSMENT: DocumentKind.INSTRUMENT,
    ExhibitKind.CORRESPONDENCE: DocumentKind.LETTER,
    ExhibitKind.DENIAL_LETTER: DocumentKind.LETTER,
}
"""What a document is that a person has read, where its own words do not say: what the office calls the exhibit."""


def page_items(case: Case, chart: ChartReading, pages: ChartPages) -> tuple[ReviewItem, ...]:
    """Return an item for each document with a page that nobody has read; a page without ink offers none."""
    return tuple(
        _page_item(case, item.document, places, pages)
        for item in chart.documents
        if (places := unread_places(item.document, pages))
    )


def unread_places(document: ChartDocument, pages: ChartPages) -> tuple[Place, ...]:
    """Return the pages of a document that have no readable text and something on them."""
    places = ((document.exhibit, page) for page in document.pages)
    return tuple(place for place in places if pages.has_ink(place) and not pages.page(place).is_readable)


def whose_items(case: Case, chart: ChartReading, pages: ChartPages) -> tuple[ReviewItem, ...]:
    """Return an item for each exhibit with readable documents that name no patient and say anything.

    They came in one file, and one look at where the file came from tells whose they are.
    """
    found: dict[str, list[ChartDocument]] = {}
    for item in chart.documents:
        if _is_unnamed(item):
            found.setdefault(item.document.exhibit, []).append(item.document)
    return tuple(_whose_item(case, documents, pages) for documents in found.values())


def _is_unnamed(read: DocumentReading) -> bool:
    document = read.document
    is_own = document.copy_of is None and document.kind not in _NOBODYS
    return is_own and document.is_readable and document.patient is PatientMatch.NOT_NAMED and bool(read.findings)


def _page_item(case: Case, document: ChartDocument, places: Sequence[Place], pages: ChartPages) -> ReviewItem:
    seen = tuple(pages.seen_page(place) for place in places)
    kind = next((exhibit.kind.value for exhibit in case.exhibits if exhibit.id == document.exhibit), "")
    return ReviewItem(
        id=digest_of(ReviewQuestion.READ_THIS_PAGE, [kind, _whose(case)], [print_of(page) for page in seen]),
        question=ReviewQuestion.READ_THIS_PAGE, about=question_words.name_of_pages(places),
        asked=question_words.of_page(places, kind), documents=(document.id,), seen=seen, choices=page_choices(),
        may_settle=PracticeRole.CLERK, owner=Owner.BILLING,
    )  # fmt: skip


def _whose_item(case: Case, documents: Sequence[ChartDocument], pages: ChartPages) -> ReviewItem:
    places = [(document.exhibit, page) for document in documents for page in document.pages]
    places = list(dict.fromkeys(places))
    seen = tuple(pages.seen_page(place) for place in places)
    titles = tuple(item.kind_from for item in documents if item.kind_from is not None)
    starts = [[title.page, title.start, title.end] for title in titles]
    names = tuple(document.id for document in documents)
    return ReviewItem(
        id=digest_of(ReviewQuestion.WHOSE_IS_IT, [_whose(case), starts], [print_of(page) for page in seen]),
        question=ReviewQuestion.WHOSE_IS_IT,
        about=f"{question_words.name_of_pages(places)}, {question_words.names_of_documents(names)}",
        asked=question_words.of_unnamed(places, case.patient.name.full, case.patient.birth_date), documents=names,
        passages=titles, seen=seen, choices=whose_choices(), may_settle=PracticeRole.CLERK, owner=Owner.BILLING,
    )  # fmt: skip


def doubt_items(case: Case, doubts: Iterable[Doubt], pages: ChartPages) -> tuple[ReviewItem, ...]:
    """Return an item for each error of screening that a named person may answer."""
    return tuple(_doubt_item(case, doubt, pages) for doubt in doubts)


def _doubt_item(case: Case, doubt: Doubt, pages: ChartPages) -> ReviewItem:
    places = [(doubt.problem.where.exhibit or "", page) for page in doubt.pages]
    seen = tuple(pages.seen_page(place) for place in places)
    number = _NUMBERS.get(doubt.problem.code)
    question = ReviewQuestion.IS_IT_WHOLE if number is None else ReviewQuestion.WHOSE_IS_IT
    asked = (
        question_words.of_count(places, doubt.problem.message)
        if number is None
        else question_words.of_number(places, number, case.patient.name.full, case.patient.birth_date)
    )
    return ReviewItem(
        id=digest_of(question, [_whose(case), doubt.problem.message], [print_of(page) for page in seen]),
        question=question, about=f"{question_words.name_of_pages(places)}: {number or 'count of pages'}",
        asked=asked, seen=seen, choices=count_choices() if number is None else number_choices(),
        may_settle=PracticeRole.CLERK, owner=Owner.BILLING,
    )  # fmt: skip


_NUMBERS = {OTHER_RECORD: "chart number", OTHER_MEMBER: "member id"}


def _whose(case: Case) -> str:
    return case.patient.model_dump_json(include={"name", "birth_date"})


def print_of(page: ShownPage) -> list[object]:
    """Return what tells a page as it was seen from any other."""
    return [page.text_sha256, page.picture_sha256 or ""]


def digest_of(question: ReviewQuestion, said: object, shown: Iterable[Sequence[object]]) -> str:
    """Return an item's id: of the question, what the case says, and the pages and places that are shown."""
    told = json.dumps([question.value, said, sorted(map(json.dumps, shown))], ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
