"""The chart of one case: what it states, what its payer asks, and what its exhibits say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from priorauth.assembly.case_basis import CaseBasis, read_basis
from priorauth.case.model import Case
from priorauth.case.read_case import LoadedCase
from priorauth.comparison.blockers import problems_of
from priorauth.comparison.compare import compare, unread
from priorauth.comparison.grounding import grounded
from priorauth.comparison.model import Concordance
from priorauth.comparison.settled_claims import ReviewedChart
from priorauth.exhibits.opening import NO_SUCH_PAGE, open_exhibits, told_of
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.practice.approvals.effective import OwnTexts
from priorauth.problems import Problem, Refused
from priorauth.review.chart_pages import chart_pages
from priorauth.review.model import Entry, Settlement
from priorauth.review.review_chart import Review, review_chart
from priorauth.review.settle import in_force
from priorauth.review.settlements import read_settlements
from priorauth.screening.redaction import redact_social_security
from priorauth.screening.screen import screen_exhibits
from priorauth.screening.screening_findings import Doubt
from priorauth.submission.build_spec import DEFAULT_READING, CaseQuery, ReadingOptions


@dataclass(frozen=True, slots=True)
class Chart(CaseBasis):
    """A case with everything that is needed to judge it."""

    case: Case
    """The case, each fact of it on the page that carries it; `loaded` has it as it was written."""
    exhibits: tuple[OpenedExhibit, ...]
    concordance: Concordance
    """The case compared with its exhibits."""
    answers: tuple[Settlement, ...]
    """What named persons answered in the review, none that was taken back."""
    problems: tuple[Problem, ...]
    """What is wrong with exhibits and what the case says of them; errors hold a submission back."""


class ChartRefused(Refused):
    """A refusal of a case whose chart was read; it hands the chart on, so that nobody opens the exhibits again."""

    def __init__(self, problems: Iterable[Problem], chart: Chart) -> None:
        super().__init__(problems)
        self.chart = chart


def read_chart(
    query: CaseQuery, *, reading: ReadingOptions = DEFAULT_READING, texts: OwnTexts | None = None
) -> Chart:
    """Read a case, find its payer's profile, open its exhibits and hold the case against them.

    Raises `Refused` for a case or profile that cannot be read. Trouble with exhibits is returned, not raised,
    so that a check can still say what is missing. The practice's own profiles and templates count as they are
    approved for the day; for a draft as they are now; or as ``texts`` has them. Raises `Refused` (PA574) for a
    registry of approvals that was tampered with.
    """
    basis = read_basis(query, texts=texts)
    loaded, chosen = basis.loaded, basis.chosen
    answers = read_settlements(loaded.folder)
    try:
        exhibits = _opened(loaded.case, loaded.folder, reading)
        if too_much := unread(loaded.case, exhibits):
            raise Refused(too_much)
    except Refused as refused:
        exhibits, concordance, problems = (), Concordance(), tuple(_placed(loaded, refused))
    else:
        screening = screen_exhibits(loaded.case, exhibits)
        review = reviewed(loaded.case, exhibits, answers, reading=reading, doubts=screening.doubts)
        concordance = compare(loaded.case, exhibits, trust_ocr=reading.trust_ocr, reviewed=as_reviewed(review))
        told = screening.told(review.answered, review.read.by) if review is not None else screening.told()
        problems = (*told_of(exhibits), *problems_of(concordance), *told)
    told = (*loaded.warnings, *chosen.warnings, *problems)
    case = grounded(loaded.case, concordance)
    given = in_force(answers)
    return Chart(loaded, basis.practice, chosen, basis.texts, case, exhibits, concordance, given, told)


def reviewed(
    case: Case,
    exhibits: Sequence[OpenedExhibit],
    answers: Sequence[Entry],
    *,
    reading: ReadingOptions = DEFAULT_READING,
    doubts: Sequence[Doubt] = (),
) -> Review | None:
    """Return the chart as it reads with the answers that named persons gave; nothing where there are none."""
    if not answers:
        return None
    return review_chart(case, chart_pages(exhibits, trust_ocr=reading.trust_ocr), answers, doubts)


def as_reviewed(review: Review | None) -> ReviewedChart | None:
    """Return a reviewed chart as a comparison takes it."""
    if review is None:
        return None
    readers = {place: answer.by for place, answer in review.read.by.items()}
    return ReviewedChart(review.chart, review.settled, readers)


def _opened(case: Case, folder: Path, reading: ReadingOptions) -> tuple[OpenedExhibit, ...]:
    exhibits = open_exhibits(case, folder, ocr=reading.ocr or reading.trust_ocr)
    return tuple(map(redact_social_security, exhibits)) if reading.redact_ssn else exhibits


def _placed(loaded: LoadedCase, refused: Refused) -> Iterator[Problem]:
    """Return problems of files, each with the line of the case that asks for pages which are not there."""
    places = {exhibit.id: place for place, exhibit in enumerate(loaded.case.exhibits)}
    for found in refused.problems:
        exhibit = found.where.exhibit
        if found.code == NO_SUCH_PAGE and exhibit is not None:
            where = loaded.locate(("exhibits", places[exhibit], "pages"))
            yield replace(found, where=replace(where, exhibit=exhibit))
        else:
            yield found
