"""Whether all pages of an exhibit's documents are there, and in order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from priorauth.case.model import ExhibitKind
from priorauth.exhibits.pages import OpenedExhibit, TextOrigin
from priorauth.problems import Where, problem
from priorauth.screening.page_marks import CountedDocument, PageMark, counts_a_container, documents, marks_on
from priorauth.screening.screening_findings import Doubt, Screening, joined_screening, pages_in_words

IMAGING = frozenset({ExhibitKind.MRI_REPORT, ExhibitKind.IMAGING_REPORT})

_PART = (
    "name all of the report's pages under 'pages'; if the count is that of the file it lies in, answer what "
    "'priorauth review' asks of it"
)

_HEADING = re.compile(
    r"^[ \t]*(?P<name>technique|findings|comparison|indication|clinical history|history|procedure)\b[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNED = re.compile(r"\b(?:signed|dictated|authenticated|verified)\b|\bimpression\b", re.IGNORECASE)

REPORT_PAGES_MISSING, PAGES_MISSING, OUT_OF_ORDER = "PA759", "PA760", "PA766"


Count = tuple[str, int, int]
"""A count that runs through a file: the file's hash, how far it counts, and how its numbers are shifted."""


def shared_counts(opened: Sequence[OpenedExhibit]) -> frozenset[Count]:
    """Find the counts that run through exhibits of two kinds out of one file: they are the file's own."""
    kinds: dict[Count, set[ExhibitKind]] = {}
    for item in (item for item in opened if item.exhibit.pages is not None):
        for mark in _marks(item):
            kinds.setdefault(_count(item, mark), set()).add(item.exhibit.kind)
    return frozenset(count for count, several in kinds.items() if len(several) > 1)


def check_complete(
    opened: OpenedExhibit, copies: Collection[int] = (), shared: Collection[Count] = ()
) -> Screening:
    """Check an exhibit against the page counts printed on it; ``copies`` are pages that only repeat another.

    Public appeal decisions were lost because one page of a report was sent alone, so for an imaging report missing
    pages block. A count that a machine read from a picture never does. Of an exhibit that is pages of a file, a
    count of the file's own is left out: see `counts_a_container`, and ``shared`` for those of `shared_counts`. One
    that may be either is a warning once a named person has answered for it.
    """
    marks = [mark for mark in _marks(opened) if mark.page not in copies and _count(opened, mark) not in shared]
    found = [item for item in documents(marks) if not _is_of_the_file(opened, item)]
    missing = [_missing(opened, item) for item in found if item.missing and not _begins_before(opened, item)]
    turned = [item for item in found if not item.is_in_order]
    order = Screening(tuple(problem(OUT_OF_ORDER, _where(opened, item)) for item in turned))
    return joined_screening((*missing, order))


def _begins_before(opened: OpenedExhibit, item: CountedDocument) -> bool:
    """Whether all that is missing is page 1, and it is the page before: many reports count from their second page.

    That page has to be the beginning of a report by its headings, without a count and without the signature that
    ends one; a cover or another record before page 2 is not it.
    """
    first = item.marks[0]
    if item.missing != (1,) or first.number != 2 or first.page < 2:
        return False
    text = opened.pages[first.page - 2].text
    headings = {match["name"].casefold() for match in _HEADING.finditer(text)}
    return len(headings) > 1 and not marks_on(first.page - 1, text) and not _SIGNED.search(text)


def _marks(opened: OpenedExhibit) -> Iterator[PageMark]:
    return (mark for page in opened.pages for mark in marks_on(page.number, page.text))


def _count(opened: OpenedExhibit, mark: PageMark) -> Count:
    return opened.sha256, mark.of, mark.number - opened.file_page(mark.page)


def _is_of_the_file(opened: OpenedExhibit, item: CountedDocument) -> bool:
    if opened.exhibit.pages is None:
        return False
    return counts_a_container(item.of, [(mark.number, opened.file_page(mark.page)) for mark in item.marks])


def _missing(opened: OpenedExhibit, item: CountedDocument) -> Screening:
    is_printed = all(opened.pages[mark.page - 1].origin is not TextOrigin.OCR for mark in item.marks)
    is_part = opened.exhibit.pages is not None
    where, missing = _where(opened, item), pages_in_words(item.missing)
    told = problem(PAGES_MISSING, where, missing=missing, count=item.of)
    if opened.exhibit.kind not in IMAGING or not is_printed:
        return Screening((told,))
    stop = problem(REPORT_PAGES_MISSING, where, fix=_PART if is_part else None, missing=missing, count=item.of)
    pages = tuple(dict.fromkeys(mark.page for mark in item.marks))
    return Screening((stop,), (Doubt(stop, told, pages),) if is_part else ())


def _where(opened: OpenedExhibit, item: CountedDocument) -> Where:
    return Where(exhibit=opened.exhibit.id, page=item.marks[0].page)
