"""Why no report bears a Modic change out: untyped, hedged, of another study, elsewhere, or not said at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from priorauth.case.model import Case, Certainty, ImagingFinding as ReportedFinding, Study
from priorauth.comparison.imaging_questions import is_of_study, is_place_of
from priorauth.comparison.model import Verdict
from priorauth.comparison.readable_exhibit import NOT_SHOWN
from priorauth.domain.spine import DiscLevel, Endplate, ModicType
from priorauth.problems import Owner
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Types
from priorauth.reading.model import About, ChartDocument, ChartReading, DocumentKind, Finding, Standing

NO_MRI = frozenset({DocumentKind.CT_REPORT, DocumentKind.XRAY_REPORT})
"""Reports of studies that cannot show a Modic change."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said of a claimed change, for which part of the finding: ``place`` stands for its level or body."""

    part: str
    verdict: Verdict
    code: str
    owner: Owner
    finding: Finding | None = None


def claimed_change(case: Case, claim: str) -> tuple[Study, ReportedFinding]:
    """Return the study and the finding that a claim such as ``imaging.1.findings.2.modic_types`` is part of."""
    _, study, _, place, _ = claim.split(".")
    found = case.imaging[int(study) - 1]
    return found, found.findings[int(place) - 1]


def modic_gap(study: Study, claimed: ReportedFinding, chart: ChartReading) -> Shown:
    """Return what the reports say instead of a claimed change that none of them bears out."""
    changes = tuple(_changes(chart))
    own = [(document, found) for document, found in changes if is_of_study(document, study)]
    here = [found for _, found in own if _is_at(found, claimed)]
    return (
        _instead(here, claimed)
        or _in_another_study(changes, study, claimed, chart)
        or _elsewhere([found for _, found in own], here, claimed)
        or Shown("modic_types", Verdict.NOT_FOUND, NOT_SHOWN, Owner.RADIOLOGIST)
    )


def endplates_shown(study: Study, claimed: ReportedFinding, chart: ChartReading) -> Shown | None:
    """Return which finding names the claimed endplates, which all findings at the place may name together.

    ``None`` where some are named nowhere; a conflict where the other side of their body is named instead.
    """
    here = [
        found
        for document, found in _changes(chart)
        if is_of_study(document, study) and found.standing is Standing.STATED and _is_at(found, claimed)
    ]
    named = {endplate for found in here for endplate in _endplates(found)}
    missing = set(claimed.endplates) - named
    if not missing:
        best = max(here, key=lambda found: len(_endplates(found) & set(claimed.endplates)))
        return Shown("endplates", Verdict.CORROBORATED, "", Owner.RADIOLOGIST, best)
    bodies = {endplate.body for endplate in missing}
    said = {(found.where.document, found.where.start) for found in here}
    beside = (found for _, found in _changes(chart) if (found.where.document, found.where.start) in said)
    other = next((found for found in beside if {plate.body for plate in _endplates(found)} & bodies), None)
    if other is None:
        return None
    return Shown("endplates", Verdict.CONTRADICTED, "PA734", Owner.CLINICIAN, other)


def _endplates(finding: Finding) -> set[Endplate]:
    return set(finding.value.endplates) if isinstance(finding.value, Types) else set()


def _instead(here: Sequence[Finding], claimed: ReportedFinding) -> Shown | None:
    """Return what the report of the study says at the place."""
    by_standing = {standing: [item for item in here if item.standing is standing] for standing in Standing}
    stated = by_standing[Standing.STATED]
    hedged = [item for item in by_standing[Standing.HEDGED] if _types(item)]
    if hedged and claimed.certainty is Certainty.STATED:
        return Shown("certainty", Verdict.CONTRADICTED, "PA733", Owner.CLINICIAN, hedged[0])
    if stated and not any(_types(item) for item in here):
        return Shown("modic_types", Verdict.NOT_FOUND, "PA732", Owner.RADIOLOGIST, stated[0])
    for item in by_standing[Standing.HISTORIC]:
        return Shown("place", Verdict.CONTRADICTED, "PA736", Owner.CLINICIAN, item)
    return None


def _in_another_study(
    changes: Sequence[tuple[ChartDocument, Finding]], study: Study, claimed: ReportedFinding, chart: ChartReading
) -> Shown | None:
    """Return that the change stands in a report of another day only, or in one that cannot show it."""
    for document, found in changes:
        if not (_is_at(found, claimed) and _types(found)) or is_of_study(document, study):
            continue
        if document.kind in NO_MRI:
            return Shown("place", Verdict.CONTRADICTED, "PA738", Owner.CLINICIAN, found)
        if document.kind is DocumentKind.MRI_REPORT:
            return Shown("place", Verdict.CONTRADICTED, "PA736", Owner.CLINICIAN, found)
    return None


def _elsewhere(own: Sequence[Finding], here: Sequence[Finding], claimed: ReportedFinding) -> Shown | None:
    """Return that the report denies every change, or describes changes at other places only."""
    if here:
        return None
    stated = [item for item in own if item.standing is Standing.STATED and _types(item)]
    for item in own if not stated else ():
        if item.standing is Standing.DENIED and getattr(item.value, "place", None) is None:
            return Shown("place", Verdict.CONTRADICTED, "PA735", Owner.CLINICIAN, item)
    if stated and not any(_may_be_at(item, claimed) for item in own):
        return Shown("place", Verdict.CONTRADICTED, "PA730", Owner.CLINICIAN, stated[0])
    return None


def _changes(chart: ChartReading) -> Iterator[tuple[ChartDocument, Finding]]:
    for item in chart.documents:
        if not item.document.states_nothing and item.document.copy_of is None:
            for finding in item.findings:
                if finding.fact is Fact.MODIC and finding.about is About.PATIENT:
                    yield item.document, finding


def _types(finding: Finding) -> set[ModicType]:
    return set(finding.value.types) if isinstance(finding.value, Types) else set()


def _may_be_at(finding: Finding, claimed: ReportedFinding) -> bool:
    """Whether a change without a place, or of a level without its endplates, may be that of the claimed body."""
    if not isinstance(finding.value, Types) or finding.value.place is None:
        return True
    place = finding.value.place
    return isinstance(place, DiscLevel) and not finding.value.endplates and claimed.vertebral_body in place.bodies


def _is_at(finding: Finding, claimed: ReportedFinding) -> bool:
    return isinstance(finding.value, Types) and is_place_of(finding.value, claimed)
