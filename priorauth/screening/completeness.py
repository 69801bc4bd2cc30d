"""Whether all pages of an exhibit's documents are there, and in order."""

from __future__ import annotations

from collections.abc import Collection

from priorauth.case.model import ExhibitKind
from priorauth.exhibits.pages import OpenedExhibit, TextOrigin
from priorauth.problems import Problem, Where, problem
from priorauth.screening.page_marks import CountedDocument, documents, marks_on
from priorauth.screening.screening_findings import pages_in_words

IMAGING = frozenset({ExhibitKind.MRI_REPORT, ExhibitKind.IMAGING_REPORT})

REPORT_PAGES_MISSING, PAGES_MISSING, OUT_OF_ORDER = "PA759", "PA760", "PA766"


def check_complete(opened: OpenedExhibit, copies: Collection[int] = ()) -> tuple[Problem, ...]:
    """Check an exhibit against the page counts printed on it; ``copies`` are pages that only repeat another.

    Public appeal decisions were lost because one page of a report was sent alone, so for an imaging report missing
    pages block. A count that a machine read from a picture never does.
    """
    marks = [
        mark for page in opened.pages if page.number not in copies for mark in marks_on(page.number, page.text)
    ]
    found = documents(marks)
    missing = tuple(_missing(opened, item) for item in found if item.missing)
    turned = [item for item in found if not item.is_in_order]
    return missing + tuple(problem(OUT_OF_ORDER, _where(opened, item)) for item in turned)


def _missing(opened: OpenedExhibit, item: CountedDocument) -> Problem:
    is_printed = all(opened.pages[mark.page - 1].origin is TextOrigin.LAYER for mark in item.marks)
    code = REPORT_PAGES_MISSING if opened.exhibit.kind in IMAGING and is_printed else PAGES_MISSING
    return problem(code, _where(opened, item), missing=pages_in_words(item.missing), count=item.of)


def _where(opened: OpenedExhibit, item: CountedDocument) -> Where:
    return Where(exhibit=opened.exhibit.id, page=item.marks[0].page)
