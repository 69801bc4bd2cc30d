"""The chart of one case: what it states, what its payer asks, and what its exhibits say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from priorauth.assembly.case_basis import CaseBasis, read_basis
from priorauth.comparison.blockers import problems_of
from priorauth.comparison.compare import compare
from priorauth.comparison.model import Concordance
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.practice.approvals.effective import OwnTexts
from priorauth.problems import Problem, Refused
from priorauth.screening.redaction import redact_social_security
from priorauth.screening.screen import screen_exhibits
from priorauth.submission.order import DEFAULT_READING, CaseQuery, Reading


@dataclass(frozen=True, slots=True)
class Chart(CaseBasis):
    """A case with everything that is needed to judge it."""

    exhibits: tuple[OpenedExhibit, ...]
    concordance: Concordance
    """The case held against its exhibits."""
    problems: tuple[Problem, ...]
    """What is wrong with exhibits and what the case says of them; errors hold a submission back."""


class ChartRefused(Refused):
    """A refusal of a case whose chart was read; it hands the chart on, so that nobody opens the exhibits again."""

    def __init__(self, problems: Iterable[Problem], chart: Chart) -> None:
        super().__init__(problems)
        self.chart = chart


def read_chart(query: CaseQuery, *, reading: Reading = DEFAULT_READING, texts: OwnTexts | None = None) -> Chart:
    """Read a case, find its payer's profile, open its exhibits and hold the case against them.

    Raises `Refused` for a case or profile that cannot be read. Trouble with exhibits is returned, not raised,
    so that a check can still say what is missing. The practice's own profiles and templates count as they are
    approved for the day; for a draft as they are now; or as ``texts`` has them. Raises `Refused` (PA574) for a
    registry of approvals that was tampered with.
    """
    basis = read_basis(query, texts=texts)
    loaded, chosen = basis.loaded, basis.chosen
    try:
        exhibits = open_exhibits(loaded.case, loaded.folder, ocr=reading.ocr or reading.trust_ocr)
        if reading.redact_ssn:
            exhibits = tuple(map(redact_social_security, exhibits))
    except Refused as refused:
        exhibits, concordance, problems = (), Concordance(), refused.problems
    else:
        concordance = compare(loaded.case, exhibits, trust_ocr=reading.trust_ocr)
        problems = (*problems_of(concordance), *screen_exhibits(loaded.case, exhibits))
    told = (*loaded.warnings, *chosen.warnings, *problems)
    return Chart(loaded, basis.practice, chosen, basis.texts, exhibits, concordance, told)
