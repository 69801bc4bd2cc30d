"""Screening every exhibit, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from priorauth.case.model import Case
from priorauth.exhibits.pages import OpenedExhibit, Page, TextOrigin
from priorauth.screening.completeness import check_complete, shared_counts
from priorauth.screening.duplicates import find_copies
from priorauth.screening.finality import check_final
from priorauth.screening.identity_check import check_whose
from priorauth.screening.page_likeness import Picture, pictures
from priorauth.screening.redaction import pages_with_social_security
from priorauth.screening.screening_findings import PageFinding, Screening, gathered, joined_screening

SOCIAL_SECURITY, BLANK = "PA758", "PA763"


def screen_exhibits(case: Case, opened: Sequence[OpenedExhibit]) -> Screening:
    """Look through opened exhibits for what must not go out, and for what is missing, doubled or unfinished.

    Errors, which block: PA750 another person's name, PA751 a name that is nearly the patient's, PA752 and PA753
    another birth date, PA754 another chart number, PA755 another member id, PA759 an imaging report with pages
    missing, PA765 an imaging report that is not final. Warnings and notes: PA756 to PA758, PA760 to PA764 and PA766
    to PA768. Problems name exhibits, pages and fields, never a value. Nothing is raised for what the pages say.
    """
    looks = {item.exhibit.id: _looks(item) for item in opened}
    copies, counts = find_copies(opened, looks), shared_counts(opened)
    found: list[Screening] = []
    for item in opened:
        found.append(check_whose(case, item))
        found.append(gathered(item.exhibit.id, _page_findings(item, looks[item.exhibit.id])))
        found.append(Screening(pictures=tuple(_pictures(item, looks[item.exhibit.id]))))
        found.append(check_complete(item, copies.pages[item.exhibit.id], counts))
        found.append(check_final(item))
    return joined_screening((*found, Screening(copies.problems)))


def _looks(opened: OpenedExhibit) -> Mapping[int, Picture]:
    """Look at the pages that have no text of their own; the others are told apart by their words."""
    return pictures(opened.pdf, [page.number for page in opened.pages if page.origin is not TextOrigin.LAYER])


def _page_findings(opened: OpenedExhibit, looks: Mapping[int, Picture]) -> Iterator[PageFinding]:
    for number in pages_with_social_security(opened):
        yield PageFinding(SOCIAL_SECURITY, number)
    for page in opened.pages:
        if not page.is_readable and _is_blank(page, looks):
            yield PageFinding(BLANK, page.number)


def _pictures(opened: OpenedExhibit, looks: Mapping[int, Picture]) -> Iterator[tuple[str, int]]:
    """Return the pages that only a person can read."""
    for page in opened.pages:
        if not page.is_readable and not _is_blank(page, looks):
            yield opened.exhibit.id, page.number


def _is_blank(page: Page, looks: Mapping[int, Picture]) -> bool:
    return page.number in looks and looks[page.number].is_blank
