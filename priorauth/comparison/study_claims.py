"""An imaging study: that its report is an MRI's, its day, and who read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.case.model import Study, StudyModality
from priorauth.comparison.chart_claims import LEFT_OPEN, ChartBasis, made, unread_page
from priorauth.comparison.claim_dates import differs, labeled
from priorauth.comparison.model import Checked, ExhibitQuote, Verdict, quote_of
from priorauth.comparison.modic_gaps import NO_MRI
from priorauth.comparison.readable_exhibit import NOT_SHOWN, ChartPage
from priorauth.domain.written_dates import could_be
from priorauth.problems import Owner
from priorauth.reading.model import ChartDocument, DocumentKind, DocumentReading, Passage

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


def check_studies(basis: ChartBasis) -> Iterator[Checked]:
    """Compare kind, day and radiologist of each study with the reports of the chart, wherever they stand."""
    known = [item for item in basis.chart.documents if not item.document.states_nothing]
    for number, study in enumerate(basis.case.imaging, 1):
        field, own = f"imaging.{number}", _reports(study, known)
        if study.modality is StudyModality.MRI:
            yield _modality(f"{field}.modality", basis, own, known)
        if study.modality in _KINDS:
            yield _date(f"{field}.date", study, basis, own)
        yield from _radiologist(f"{field}.radiologist", study, basis, own or known)


def _reports(study: Study, known: Sequence[DocumentReading]) -> list[DocumentReading]:
    """Return the reports of the study's kind: those of its day, or else all of them."""
    kinds = _KINDS.get(study.modality, NO_MRI)
    every = [item for item in known if item.document.kind in kinds]
    same_day = [item for item in every if item.document.day is not None and could_be(study.date, item.document.day)]
    return same_day or every


def _modality(
    claim: str, basis: ChartBasis, own: Sequence[DocumentReading], known: Sequence[DocumentReading]
) -> Checked:
    if own:
        return _borne_out(claim, basis, _titled(own[0]))
    other = next((item for item in known if item.document.kind in NO_MRI), None)
    if other is not None:
        return _against(claim, basis, NOT_AN_MRI, Owner.CLINICIAN, _titled(other))
    return _open(claim, basis)


def _date(claim: str, study: Study, basis: ChartBasis, own: Sequence[DocumentReading]) -> Checked:
    dated = [(item.document, item.document.day) for item in own if item.document.day is not None]
    same = next((document for document, day in dated if could_be(study.date, day)), None)
    if same is not None:
        other = _other_day(study, basis, same)
        if other is not None:
            return made(claim, Verdict.NOT_FOUND, basis, code=LEFT_OPEN, owner=Owner.RADIOLOGIST, words=other)
        return _borne_out(claim, basis, _quoted(same.day_from))
    if dated and all(differs(study.date, day) for _, day in dated):
        return _against(claim, basis, OWN_DATE, Owner.BILLING, _quoted(dated[0][0].day_from))
    return _open(claim, basis)


def _other_day(study: Study, basis: ChartBasis, document: ChartDocument) -> ExhibitQuote | None:
    """Return the words with which a report gives its study another day than its heading does."""
    chart = basis.exhibits[document.exhibit]
    found = labeled(chart, _STUDY_DAY, None, lambda page, start, end: page.page.number in document.pages)
    return next((item.passage for item in found if differs(study.date, item.date)), None)


_STUDY_DAY = re.compile(r"\b(?:date\s+of\s+(?:study|exam(?:ination)?)|(?:study|exam(?:ination)?)\s+date)\b")


def _titled(item: DocumentReading) -> ExhibitQuote | None:
    """Return the words that tell what a document is; of one that a person told of, its first finding."""
    title = _quoted(item.document.kind_from)
    return title or next((quote_of(finding.where) for finding in item.findings), None)


def _quoted(words: Passage | None) -> ExhibitQuote | None:
    return quote_of(words) if words is not None else None


def _borne_out(claim: str, basis: ChartBasis, words: ExhibitQuote | None) -> Checked:
    if words is not None and basis.is_guessed(words.exhibit, words.page):
        return _open(claim, basis)
    return made(claim, Verdict.CORROBORATED, basis, words=words)


def _against(claim: str, basis: ChartBasis, code: str, owner: Owner, words: ExhibitQuote | None) -> Checked:
    named = basis.page_of(claim)
    if named is not None and basis.is_guessed(named.exhibit, named.page or 0):
        return _open(claim, basis)  # what other pages say decides nothing where the named one cannot be read
    return made(claim, Verdict.CONTRADICTED, basis, code=code, owner=owner, words=words)


def _open(claim: str, basis: ChartBasis) -> Checked:
    found = made(claim, Verdict.NOT_FOUND, basis, code=NOT_SHOWN, owner=Owner.BILLING)
    return unread_page(claim, basis) or found


def _radiologist(
    claim: str, study: Study, basis: ChartBasis, reports: Sequence[DocumentReading]
) -> Iterator[Checked]:
    names = [
        word
        for word in re.findall(r"[^\W\d]{2,}", (study.radiologist or "").casefold())
        if word not in _CREDENTIALS
    ]
    if not names:
        return
    pages = list(_pages(basis, reports))
    surname = re.compile(rf"\b{re.escape(names[-1])}\b")
    for page, match in _matches(surname, pages):
        around = page.text[max(0, match.start() - 40) : match.end() + 40]
        if names[0] in around or re.search(rf"\b{names[0][0]}\b\.?", around):
            yield _borne_out(claim, basis, page.passage(*match.span()))
            return
    signed = next(_matches(_SIGNED_BY, pages), None)
    if signed is not None:
        yield _against(claim, basis, DIFFERS, Owner.BILLING, signed[0].passage(*signed[1].span()))
    else:
        yield _open(claim, basis)


def _pages(basis: ChartBasis, reports: Sequence[DocumentReading]) -> Iterator[ChartPage]:
    for item in reports:
        for page in basis.exhibits[item.document.exhibit].pages:
            if page.page.number in item.document.pages:
                yield page


def _matches(pattern: re.Pattern[str], pages: Sequence[ChartPage]) -> Iterator[tuple[ChartPage, re.Match[str]]]:
    for page in pages:
        for match in pattern.finditer(page.text):
            yield page, match
