"""An imaging study: that its report is an MRI's, its day, and who read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.case.model import Study, StudyModality
from priorauth.comparison.case_claims import StudyClaim
from priorauth.comparison.claim_dates import differs
from priorauth.comparison.model import Checked, Passage
from priorauth.comparison.modic_gaps import NO_MRI
from priorauth.comparison.readable_exhibit import ChartExhibit
from priorauth.domain.written_dates import could_be
from priorauth.problems import Owner
from priorauth.reading.model import ChartReading, Document, DocumentKind, Passage as Words

OWN_DATE, NOT_AN_MRI, DIFFERS = "PA739", "PA738", "PA749"

_CREDENTIALS = frozenset({"md", "do", "mbbs", "phd", "frcr", "dr", "jr", "sr", "ii", "iii", "dabr", "facr"})
_SIGNED_BY = re.compile(
    r"\b(?:electronically\s+signed|signed|dictated|interpreted|read|reported)\s+by\s*:?\s*(?P<name>[^\W\d][^\n,;:]{2,60})"
    r"|\b(?:interpreting\s+|reading\s+)?radiologist\s*:\s*(?P<other>[^\W\d][^\n,;:]{2,60})"
)
_KINDS = {
    StudyModality.MRI: frozenset({DocumentKind.MRI_REPORT}),
    StudyModality.CT: frozenset({DocumentKind.CT_REPORT}),
}


def check_study(claim: StudyClaim, chart: ChartExhibit, reading: ChartReading) -> Iterator[Checked]:
    """Compare kind, day and radiologist of a study with the reports of the chart, whatever pages they stand on."""
    documents = [item.document for item in reading.documents if not item.document.states_nothing]
    own = _reports(claim.study, documents)
    if claim.study.modality is StudyModality.MRI:
        yield _modality(claim, chart, own, documents)
    if claim.study.modality in _KINDS:
        yield _date(claim, chart, own)
    yield from _radiologist(claim, chart)


def _reports(study: Study, documents: Sequence[Document]) -> list[Document]:
    """Return the reports of the study's kind: those of its day, or else all of them."""
    kinds = _KINDS.get(study.modality, NO_MRI)
    every = [item for item in documents if item.kind in kinds]
    same_day = [item for item in every if item.day is not None and could_be(study.date, item.day)]
    return same_day or every


def _modality(
    claim: StudyClaim, chart: ChartExhibit, own: Sequence[Document], documents: Sequence[Document]
) -> Checked:
    if own:
        return chart.corroborated(claim, _passage(own[0].kind_from), "modality")
    other = next((item for item in documents if item.kind in NO_MRI and item.exhibit == claim.exhibit), None)
    if other is not None:
        return chart.contradicted(claim, NOT_AN_MRI, Owner.CLINICIAN, _passage(other.kind_from), "modality")
    return chart.silent(claim, Owner.BILLING, part="modality")


def _date(claim: StudyClaim, chart: ChartExhibit, own: Sequence[Document]) -> Checked:
    wanted = claim.study.date
    dated = [item for item in own if item.day is not None]
    same = next((item for item in dated if item.day is not None and could_be(wanted, item.day)), None)
    if same is not None:
        return chart.corroborated(claim, _passage(same.day_from), "date")
    if dated and all(item.day is not None and differs(wanted, item.day) for item in dated):
        return chart.contradicted(claim, OWN_DATE, Owner.BILLING, _passage(dated[0].day_from), "date")
    return chart.silent(claim, Owner.BILLING, part="date")


def _passage(words: Words | None) -> Passage | None:
    if words is None:
        return None
    return Passage(exhibit=words.exhibit, page=words.page, start=words.start, end=words.end, quote=words.quote)


def _radiologist(claim: StudyClaim, chart: ChartExhibit) -> Iterator[Checked]:
    names = [
        word
        for word in re.findall(r"[^\W\d]{2,}", (claim.study.radiologist or "").casefold())
        if word not in _CREDENTIALS
    ]
    if not names:
        return
    surname = re.compile(rf"\b{re.escape(names[-1])}\b")
    for page, match in chart.matches(surname, claim.page):
        around = page.text[max(0, match.start() - 40) : match.end() + 40]
        if names[0] in around or re.search(rf"\b{names[0][0]}\b\.?", around):
            yield chart.corroborated(claim, page.passage(*match.span()), "radiologist")
            return
    signed = next(chart.matches(_SIGNED_BY, claim.page), None)
    if signed is not None:
        passage = signed[0].passage(*signed[1].span())
        yield chart.contradicted(claim, DIFFERS, Owner.BILLING, passage, "radiologist")
    else:
        yield chart.silent(claim, Owner.BILLING, part="radiologist")
