"""Care, scores and legs as the words of a record show them, where the chart's findings leave them open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from priorauth.comparison.care_comparison import check_care
from priorauth.comparison.case_claims import Claim, care_of, legs_of, scores_of
from priorauth.comparison.chart_claims import ChartBasis
from priorauth.comparison.leg_words import check_legs
from priorauth.comparison.model import Checked, Verdict
from priorauth.comparison.readable_exhibit import ChartExhibit
from priorauth.comparison.score_comparison import check_score
from priorauth.reading.facts import Fact
from priorauth.reading.model import About, Finding, PatientMatch, Standing

_SCORE_PART = re.compile(r"^(pain\.scores\.\d+)\.(?:value|date)$")
_DECIDED = (Verdict.CORROBORATED, Verdict.CONTRADICTED)
_NOT_KEPT = re.compile(r"\b(?:not|never|no|without|unable|failed)\b|n't\b", re.IGNORECASE)


def shown_by_records(basis: ChartBasis) -> Mapping[str, Sequence[Checked]]:
    """Return what records say of claims, borne out or contradicted, by the claim; nothing that is not found there.

    Words that the readers take for another's, or for visits that were not kept, show nothing.
    """
    found: dict[str, list[Checked]] = {}
    for item in _read(basis):
        is_shown = item.verdict is Verdict.CORROBORATED and not _is_of_another(item, basis)
        if is_shown or item.verdict is Verdict.CONTRADICTED or item.claim.endswith(".value"):
            found.setdefault(_SCORE_PART.sub(r"\g<1>", item.claim), []).append(item)
    return found


def _read(basis: ChartBasis) -> Iterator[Checked]:
    for care in care_of(basis.case):
        if (chart := _named(care, basis)) is not None:
            yield from check_care(care, chart)
    for score in scores_of(basis.case):
        if (chart := _named(score, basis)) is not None:
            value, day = check_score(score, chart)
            if day.verdict is Verdict.CORROBORATED or value.verdict is not Verdict.CORROBORATED:
                yield from (value, day) if day.verdict in _DECIDED else ()
            else:
                yield day
    for legs in legs_of(basis.case):
        said = check_legs(legs, basis.exhibits.values(), _named(legs, basis))
        yield from (said,) if said is not None else ()


def _named(claim: Claim, basis: ChartBasis) -> ChartExhibit | None:
    """Return the exhibit that the case names for a claim, if it has the page."""
    chart = basis.exhibits.get(claim.exhibit)
    return chart if chart is not None and chart.has_page(claim.page) else None


def _is_of_another(item: Checked, basis: ChartBasis) -> bool:
    """Whether the words that seem to bear a claim out are read in the chart as no such count, or of another.

    A page that is not known to be the patient's bears nothing out.
    """
    words = item.passage
    if words is None or (words.exhibit, words.page) not in _own_pages(basis):
        return True
    is_count = item.claim.endswith(".sessions")
    return any(
        (finding.about is not About.PATIENT or (is_count and _is_no_count(finding)))
        and (finding.where.exhibit, finding.where.page) == (words.exhibit, words.page)
        and finding.where.start < words.end
        and words.start < finding.where.end
        for document in basis.chart.documents
        for finding in document.findings
    )


def _own_pages(basis: ChartBasis) -> frozenset[tuple[str, int]]:
    """Return the pages of the documents that are the patient's, by exhibit and number."""
    return frozenset(
        (item.document.exhibit, page)
        for item in basis.chart.documents
        if item.document.patient is PatientMatch.SAME
        for page in item.document.pages
    )


def _is_no_count(finding: Finding) -> bool:
    """Whether a number of visits is read as one that was not kept: "has not completed 18 visits"."""
    if finding.fact is not Fact.CARE_SESSIONS or finding.standing in (Standing.STATED, Standing.PLANNED):
        return False
    return finding.standing is Standing.DENIED or _NOT_KEPT.search(finding.where.quote) is not None
