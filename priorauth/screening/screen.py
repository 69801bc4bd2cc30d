"""Screening every exhibit, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from priorauth.case.model import Case
from priorauth.exhibits.pages import OpenedExhibit, TextOrigin
from priorauth.problems import Problem
from priorauth.screening.completeness import check_complete, shared_counts
from priorauth.screening.duplicates import find_copies
from priorauth.screening.finality import check_final
from priorauth.screening.identity_check import check_whose
from priorauth.screening.page_likeness import Picture, pictures
from priorauth.screening.redaction import pages_with_social_security
from priorauth.screening.screening_findings import PageFinding, gathered

SOCIAL_SECURITY, BLANK, PICTURE_ONLY = "PA758", "PA763", "PA764"


def screen_exhibits(case: Case, opened: Sequence[OpenedExhibit]) -> tuple[Problem, ...]:
    """Look through opened exhibits for what must not go out, and for what is missing, doubled or unfinished.

    Errors, which block: PA750 another person's name, PA751 a name that is nearly the patient's, PA752 and PA753
    another birth date, PA754 another chart number, PA755 another member id, PA759 an imaging report with pages
    missing, PA765 an imaging report that is not final. Warnings and notes: PA756 to PA758, PA760 to PA764 and PA766
    to PA768. Problems name exhibits, pages and fields, never a value. Nothing is raised for what the pages say.
    """
    looks = {item.exhibit.id: _looks(item) for item in opened}
    copies, counts = find_copies(opened, looks), shared_counts(opened)
    problems: list[Problem] = []
    for item in opened:
        problems += check_whose(case, item)
        problems += gathered(item.exhibit.id, _page_findings(item, looks[item.exhibit.id]))
        problems += check_complete(item, copies.pages[item.exhibit.id], counts)
        problems += check_final(item)
    return (*problems, *copies.problems)


def _looks(opened: OpenedExhibit) -> Mapping[int, Picture]:
    """Look at the pages that have no text of their own; the others are told apart by their words."""
    return pictures(opened.pdf, [page.number for page in opened.pages if page.origin is not TextOrigin.LAYER])


def _page_findings(opened: OpenedExhibit, looks: Mapping[int, Picture]) -> Iterator[PageFinding]:
    for number in pages_with_social_security(opened):
        yield PageFinding(SOCIAL_SECURITY, number)
    for page in opened.pages:
        if page.is_readable:
            continue
        if page.number in looks and looks[page.number].is_blank:
            yield PageFinding(BLANK, page.number)
        elif opened.exhibit.attested_by is None:
            yield PageFinding(PICTURE_ONLY, page.number)
