"""An imaging study: that it is an MRI, its day, its series, who read it, and how the vertebrae count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.case.model import Stated, StudyModality
from priorauth.comparison.case_claims import StudyClaim
from priorauth.comparison.claim_dates import Dated, anywhere, differs
from priorauth.comparison.model import Checked, Passage
from priorauth.comparison.readable_exhibit import ChartExhibit
from priorauth.domain.written_dates import could_be
from priorauth.problems import Owner
from priorauth.readers.mri.model import MriReport, Words

OWN_DATE, NOT_AN_MRI, DIFFERS = "PA739", "PA738", "PA749"

_CREDENTIALS = frozenset({"md", "do", "mbbs", "phd", "frcr", "dr", "jr", "sr", "ii", "iii", "dabr", "facr"})
_SIGNED_BY = re.compile(
    r"\b(?:electronically\s+signed|signed|dictated|interpreted|read|reported)\s+by\s*:?\s*(?P<name>[^\W\d][^\n,;:]{2,60})"
    r"|\b(?:interpreting\s+|reading\s+)?radiologist\s*:\s*(?P<other>[^\W\d][^\n,;:]{2,60})"
)


def check_study(claim: StudyClaim, chart: ChartExhibit, report: MriReport) -> Iterator[Checked]:
    """Compare what the case says of a study with its report."""
    yield from _modality(claim, chart, report)
    yield _date(claim, chart, report)
    yield from _sequences(claim, chart, report)
    yield from _radiologist(claim, chart)
    yield from _numbering(claim, chart, report)


def _modality(claim: StudyClaim, chart: ChartExhibit, report: MriReport) -> Iterator[Checked]:
    made = claim.study.modality
    if made is StudyModality.MRI and report.modality in ("CT", "x-ray"):
        yield chart.contradicted(claim, NOT_AN_MRI, Owner.CLINICIAN, None, "modality")
    elif report.modality == made.value:
        words = next(
            chart.matches(re.compile(r"\bmri?\b|magnetic\s+resonance|\bct\b|x-?ray|radiograph"), None), None
        )
        passage = words[0].passage(*words[1].span()) if words else None
        yield chart.corroborated(claim, passage, "modality")
    elif made is StudyModality.MRI:
        yield chart.silent(claim, Owner.BILLING, part="modality")


def _date(claim: StudyClaim, chart: ChartExhibit, report: MriReport) -> Checked:
    wanted, stated = claim.study.date, report.study_date
    found = anywhere(chart, wanted, claim.page)
    if stated is not None and differs(wanted, stated):
        own = anywhere(chart, stated, claim.page)
        return chart.contradicted(claim, OWN_DATE, Owner.BILLING, own.passage if own else None, "date")
    if (stated is not None and could_be(wanted, stated)) or found is not None:
        return chart.corroborated(claim, _passage(found), "date")
    return chart.silent(claim, Owner.BILLING, part="date")


def _passage(found: Dated | None) -> Passage | None:
    return found.passage if found is not None else None


def _sequences(claim: StudyClaim, chart: ChartExhibit, report: MriReport) -> Iterator[Checked]:
    wanted = {plain_series(name) for name in claim.study.sequences}
    if not wanted:
        return
    listed = {plain_series(name) for name in report.sequences}
    if not listed:
        yield chart.silent(claim, Owner.RADIOLOGIST, part="sequences")
    elif wanted <= listed:
        yield chart.corroborated(claim, _naming(chart, min(wanted), claim.page), "sequences")
    else:
        shown = _naming(chart, min(listed), claim.page)
        yield chart.contradicted(claim, DIFFERS, Owner.RADIOLOGIST, shown, "sequences")


def plain_series(name: str) -> str:
    """Return the name of a series as it is compared: "T2-weighted", "T2 w" and "T2W" are one."""
    return re.sub(r"[\s-]+|weighted|weighting", "", name.casefold()).removesuffix("w")


def _naming(chart: ChartExhibit, series: str, named: int | None) -> Passage | None:
    found = next(chart.matches(re.compile(rf"\b{re.escape(series)}"), named), None)
    return found[0].passage(*found[1].span()) if found else None


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


def _numbering(claim: StudyClaim, chart: ChartExhibit, report: MriReport) -> Iterator[Checked]:
    stated = claim.study.numbering.transitional
    other = next((item for item in report.numbering if item.transitional is _opposite(stated)), None)
    if other is not None and stated is not Stated.NOT_DOCUMENTED:
        passage = passage_of(chart, other.words)
        yield chart.contradicted(claim, DIFFERS, Owner.RADIOLOGIST, passage, "numbering.transitional")


def _opposite(stated: Stated) -> Stated:
    return Stated.YES if stated is Stated.NO else Stated.NO


def passage_of(chart: ChartExhibit, words: Words) -> Passage:
    """Return a report's words as a passage of the exhibit."""
    return Passage(exhibit=chart.exhibit.id, page=words.page, start=words.start, end=words.end, quote=words.quote)
