"""Modic changes: their type, where the report states them, and the bodies that are to be treated.

Only MRI can show them. A type is never inferred from wording that names none, and a body is never inferred from a
level whose endplates the report does not name.
"""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.case.model import Certainty, Finding, Stated, Study, StudyModality
from priorauth.criteria.model import Fact
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, together, undecidable
from priorauth.payers.criteria import ModicInReport, ModicMatchesTreatment, ModicTypes
from priorauth.problems import Owner
from priorauth.spine import ModicType, VertebralBody, bodies_of, in_order, joined

_OFF_LABEL_ALONE = {ModicType.THREE}
_FLUID_SENSITIVE = ("T2", "STIR", "FAT SAT", "FLUID")


def describe(study: Study, finding: Finding) -> Fact:
    """Say a finding as a fact: type, place, endplates, date, and whether it is hedged."""
    types = joined(finding.modic_types)
    what = f"Modic type {types}" if finding.modic_types else "Endplate change without a Modic type"
    hedge = "suggested" if finding.certainty is Certainty.HEDGED else "reported"
    plates = f" ({joined(map(str, finding.endplates))})" if finding.endplates else ""
    return fact(
        f"{what} at {finding.place}{plates}, {hedge} on {study.modality} of {study.date.words}", finding.source
    )


def mri_findings(view: View) -> Iterator[tuple[Study, Finding]]:
    """Visit the findings of MRI studies; x-ray and CT cannot show Modic changes."""
    for study in view.case.imaging:
        if study.modality is StudyModality.MRI:
            for finding in study.findings:
                yield study, finding


def touches(finding: Finding, view: View) -> bool:
    """Whether a finding's level or body is among the bodies to treat, or beside one."""
    level = finding.disc_level.bodies if finding.disc_level else ()
    return bool({*level, *finding.bodies} & set(view.case.request.vertebral_bodies))


def supporting(view: View) -> list[tuple[Study, Finding]]:
    """List typed findings, other than type 3 alone, that touch a body to treat and are shown by a page."""
    return [
        (study, finding)
        for study, finding in mri_findings(view)
        if finding.modic_types
        and set(finding.modic_types) != _OFF_LABEL_ALONE
        and finding.source is not None
        and touches(finding, view)
    ]


def has_reported_modic(view: View) -> Outcome:
    """Whether an MRI report names a Modic type at a level or body that is to be treated (the floor's rule)."""
    found = supporting(view)
    if found:
        return together(tuple(_usable(study, finding) for study, finding in found))
    seen = list(mri_findings(view))
    facts = tuple(describe(study, finding) for study, finding in seen)
    typed = [finding for _, finding in seen if finding.modic_types]
    if not any(study.modality is StudyModality.MRI for study in view.case.imaging):
        return gap(Owner.CLINICIAN, "Enclose an MRI report; only MRI can show Modic changes")
    if not typed:
        step = "Ask the radiologist for an addendum that names the Modic type, the level and the endplates"
        return gap(Owner.RADIOLOGIST, step, *facts)
    if any(finding.source is None for finding in typed):
        return gap(Owner.BILLING, "Name the page of the MRI report that states the Modic change", *facts)
    step = "The Modic changes reported are type 3 alone or lie at other levels than the bodies requested"
    return conflict(Owner.CLINICIAN, step, *facts)


def _usable(study: Study, finding: Finding) -> Outcome:
    shown = describe(study, finding)
    if study.final is Stated.NO:
        return gap(Owner.BILLING, "The MRI report is preliminary; get the final one", shown)
    series = " ".join(study.sequences).upper()
    has_types = "T1" in series and any(name in series for name in _FLUID_SENSITIVE)
    if study.sequences and not has_types:
        step = "The report lists no T1 with a T2 or fluid-sensitive series, so it supports no type; ask about it"
        return gap(Owner.RADIOLOGIST, step, shown)
    return met(shown)


def every_body_is_reported(view: View) -> Outcome:
    """Whether each body to treat carries a typed change that the report places on it (the floor's rule)."""
    found = supporting(view)
    requested = in_order(view.case.request.vertebral_bodies)
    placed = {body for _, finding in found for body in finding.bodies}
    beside = {body for _, finding in found if finding.disc_level for body in finding.disc_level.bodies}
    facts = tuple(describe(study, finding) for study, finding in found)
    untyped = {b for b in requested if b not in placed | beside and _is_untyped_at(b, view)}
    outcomes = []
    if untyped:
        step = f"Ask the radiologist for an addendum that names the Modic type at {joined(in_order(untyped))}"
        outcomes.append(gap(Owner.RADIOLOGIST, step))
    if claimed := [body for body in requested if body not in placed | beside | untyped]:
        step = f"No typed Modic change is reported at {joined(claimed)}; correct the request or the findings"
        outcomes.append(conflict(Owner.CLINICIAN, step))
    if unnamed := [body for body in requested if body not in placed and body in beside]:
        step = f"Ask the radiologist for an addendum that names the endplate affected at {joined(unnamed)}"
        outcomes.append(gap(Owner.RADIOLOGIST, step))
    return together(tuple(outcomes)).showing(*facts) if outcomes else met(*facts)


def _is_untyped_at(body: VertebralBody, view: View) -> bool:
    """Whether the report describes a change beside or at a body without naming a type."""
    return any(
        not finding.modic_types
        and body in (*finding.bodies, *(finding.disc_level.bodies if finding.disc_level else ()))
        for _, finding in mri_findings(view)
    )


def judge_modic_types(criterion: ModicTypes, view: View) -> Outcome:
    """Judge the Modic types against those the payer accepts; a type about which its text is silent is left open."""
    found = supporting(view)
    facts = tuple(describe(study, finding) for study, finding in found)
    if not found:
        return has_reported_modic(view)
    if accepted := [pair for pair in found if set(pair[1].modic_types) & set(criterion.accepted)]:
        return met(*(describe(study, finding) for study, finding in accepted))
    if any(set(finding.modic_types) & set(criterion.undecided) for _, finding in found):
        return undecidable(f"Ask the payer whether type {joined(criterion.undecided)} is accepted", *facts)
    step = f"The payer accepts type {joined(criterion.accepted)}; the report names no such type"
    return conflict(Owner.NOBODY, step, *facts)


def judge_modic_in_report(criterion: ModicInReport, view: View) -> Outcome:
    """Judge whether the report's own words name the change: a quote from the report shows it."""
    found = supporting(view)
    quoted = [pair for pair in found if pair[1].source and pair[1].source.quote]
    if quoted:
        return met(*(describe(study, finding) for study, finding in quoted))
    if found:
        facts = tuple(describe(study, finding) for study, finding in found)
        return gap(Owner.BILLING, "Quote the sentence of the MRI report that names the Modic type", *facts)
    return has_reported_modic(view)


def judge_modic_matches_treatment(criterion: ModicMatchesTreatment, view: View) -> Outcome:
    """Judge whether every body to treat carries a typed change and the pain matches those levels."""
    return together((every_body_is_reported(view), pain_matches(view)))


def pain_matches(view: View) -> Outcome:
    """Whether the clinician's finding of where the pain comes from covers the bodies to treat."""
    matching = view.case.pain.matching_levels
    if matching is None:
        return gap(Owner.CLINICIAN, "State in the chart which disc levels the pain matches")
    shown = fact(f"The pain matches {joined(matching.disc_levels)}", matching.source)
    if set(view.case.request.vertebral_bodies) - set(bodies_of(matching.disc_levels)):
        return conflict(Owner.CLINICIAN, "The pain is said to match other levels than the bodies requested", shown)
    if matching.source is None:
        return gap(Owner.BILLING, "Name the page that says which levels the pain matches", shown)
    return met(shown)
