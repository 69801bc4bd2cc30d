"""Words of the chart that speak against candidacy, whatever the case claims: it has to answer them by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from priorauth.case.model import Case, Certainty, CompetingFinding
from priorauth.comparison.chart_comparison import ASKS_NOTHING, declared_kinds, findings_of
from priorauth.comparison.chart_stops import FIELD_OF
from priorauth.comparison.model import ExhibitFinding, quote_of
from priorauth.comparison.procedure_levels import levels_in
from priorauth.comparison.settled_claims import ReviewedChart
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Place, Presence
from priorauth.reading.model import About, Finding, Side, Standing

_COMPETING: Mapping[Fact, CompetingFinding] = {
    **{Fact(item.value): item for item in CompetingFinding if item.value in set(Fact)},
    Fact.PRIOR_SPINE_SURGERY: CompetingFinding.PRIOR_SURGERY,
    Fact.NUMBERING: CompetingFinding.TRANSITIONAL_ANATOMY,
}


def words_against(case: Case, seen: ReviewedChart) -> tuple[ExhibitFinding, ...]:
    """List what the documents of the patient say against candidacy, each kind once for a place on a page."""
    found: dict[object, ExhibitFinding] = {}
    for item in _against(case, seen):
        found.setdefault((item.finding, item.place, item.passage.exhibit, item.passage.page), item)
    return tuple(found.values())


def _against(case: Case, seen: ReviewedChart) -> Iterator[ExhibitFinding]:
    for document, finding in findings_of(seen.chart, declared_kinds(case)):
        kind = _COMPETING.get(finding.fact)
        if kind is None or finding.about is not About.PATIENT or document.kind in ASKS_NOTHING:
            continue
        if _speaks_against(finding) and not _is_answered(finding, seen):
            is_stated = finding.standing in (Standing.STATED, Standing.HISTORIC)
            yield ExhibitFinding(
                finding=kind,
                place=_place(finding),
                certainty=Certainty.STATED if is_stated else Certainty.HEDGED,
                passage=quote_of(finding.where),
            )


def _is_answered(finding: Finding, seen: ReviewedChart) -> bool:
    """Whether a person answered it by itself, or settled on it the case's own claim that it is not there."""
    claim = seen.settled.get(FIELD_OF.get(finding.fact, ""))
    is_settled = claim is not None and claim.closes
    return is_settled or seen.is_answered(finding.fact, _read_place(finding))


def _speaks_against(finding: Finding) -> bool:
    """Whether it harms; how vertebrae are counted harms nobody, and has to be known all the same."""
    if finding.fact is Fact.NUMBERING:
        return finding.standing is Standing.STATED
    return finding.side is Side.HARMS


def _read_place(finding: Finding) -> str:
    """Name the place as a question about the finding does."""
    return str(getattr(finding.value, "place", None) or "")


def _place(finding: Finding) -> Place | None:
    """Return the place it is read at, else the first level or body that its own words name."""
    read = finding.value.place if isinstance(finding.value, Presence) else None
    named = levels_in(finding.where.quote.casefold())
    return read or next((level.place for level in named), None)
