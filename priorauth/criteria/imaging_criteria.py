"""What payers ask of the MRI: its age, the Modic type, the report's words, the match with treatment and pain."""

from __future__ import annotations

import re

from priorauth.case.model import ExhibitKind, ImagingFinding, Source, Study, StudyModality
from priorauth.criteria.model import CaseFact, Status
from priorauth.criteria.modic import every_body_is_reported, has_reported_modic, usable
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, together, undecidable
from priorauth.domain.dates import add_months
from priorauth.domain.spine import ModicType, bodies_of, joined
from priorauth.payers.criteria import ImagingRecency, ModicInReport, ModicMatchesTreatment, ModicSignals, ModicTypes
from priorauth.problems import Owner


def judge_imaging_recency(criterion: ImagingRecency, view: View) -> Outcome:
    """Judge the age of the latest lumbar MRI on the planned day; the day that completes the months still counts."""
    studies = [s for s in view.case.imaging if _is_lumbar_mri(s) and s.date.earliest <= view.as_of]
    if not studies:
        return gap(Owner.CLINICIAN, "Enclose the report of a lumbar MRI")
    facts = tuple(_describe(study) for study in studies)
    recent = [s for s in studies if add_months(s.date.earliest, criterion.months) >= view.service_date]
    if any(study.source for study in recent):
        return met(*(_describe(study) for study in recent if study.source))
    if recent:
        return gap(Owner.BILLING, "Attach the page that dates the MRI, and name it in the case", *facts)
    if any(add_months(study.date.latest, criterion.months) >= view.service_date for study in studies):
        return gap(Owner.BILLING, "Give the exact day of the MRI", *facts)
    step = f"The MRI is more than {criterion.months} months old on the planned day; a new one is needed"
    return gap(Owner.CLINICIAN, step, *facts, status=Status.NOT_MET)


def _is_lumbar_mri(study: Study) -> bool:
    is_lumbar = bool(study.findings) or "lumb" in study.region.lower()
    return study.modality is StudyModality.MRI and is_lumbar


def _describe(study: Study) -> CaseFact:
    of = "of" if study.date.is_exact else "made in"
    return fact(f"Lumbar MRI {of} {study.date.words}", study.source)


def judge_modic_types(criterion: ModicTypes, view: View) -> Outcome:
    """Judge the Modic types against those the payer accepts; a type about which its text is silent is left open."""
    good = usable(view)
    if not good:
        return has_reported_modic(view)
    accepted = [found.fact for found in good if set(found.finding.modic_types) & set(criterion.accepted)]
    if accepted:
        return met(*accepted)
    facts = tuple(found.fact for found in good)
    if any(set(found.finding.modic_types) & set(criterion.undecided) for found in good):
        return undecidable(f"Ask the payer whether it accepts Modic type {joined(criterion.undecided)}", *facts)
    step = f"The payer accepts Modic type {joined(criterion.accepted)}; the report names no such type"
    return conflict(Owner.NOBODY, step, *facts)


def judge_modic_in_report(criterion: ModicInReport, view: View) -> Outcome:
    """Judge whether the MRI report itself names the change: a sentence quoted from it that says Modic."""
    good = usable(view)
    if not good:
        return has_reported_modic(view)
    quoted = [found.fact for found in good if found.finding.source and _quotes_report(found.finding.source, view)]
    if quoted:
        return met(*quoted)
    step = "Quote the sentence that names the Modic type, from the MRI report itself, in the case"
    return gap(Owner.BILLING, step, *(found.fact for found in good))


def _quotes_report(source: Source, view: View) -> bool:
    return _is_report(source, view) and source.quote is not None and "modic" in source.quote.lower()


_BETWEEN = r"(?:(?!\b(?:T2|STIR|no|not|without)\b)[^.;]){0,30}?"
_ON_T1 = r"\bT1(?:[- ]weighted)?\b(?:\s*(?:and|/|,)\s*T2\b)?"


def _signal(words: str) -> re.Pattern[str]:
    """Match a signal on T1, said before or after it, with no other series and no denial between."""
    forms = (f"{_ON_T1}{_BETWEEN}{words}", f"(?<!no )(?<!without ){words}{_BETWEEN}{_ON_T1}")
    return re.compile("|".join(forms), re.IGNORECASE)


_SIGNALS = {
    ModicType.ONE: _signal(r"\b(?:hypo|low|dark|decreas|reduc)"),
    ModicType.TWO: _signal(r"\b(?:hyper|high|bright|increas)"),
}
"""How a report names the T1 signal of each type: dark for edema, bright for fat (see `docs/reader.md`)."""


def judge_modic_signals(criterion: ModicSignals, view: View) -> Outcome:
    """Judge whether a sentence quoted from the MRI report names the T1 signal of a type, beside the type."""
    good = usable(view)
    if not good:
        return has_reported_modic(view)
    asked = [found for found in good if set(found.finding.modic_types) & set(criterion.types)]
    if not asked:
        step = (
            f"The payer asks for the signal of Modic type {joined(criterion.types)}; the report names no such type"
        )
        return conflict(Owner.NOBODY, step, *(found.fact for found in good))
    if named := [found.fact for found in asked if _names_signal(found.finding, criterion.types, view)]:
        return met(*named)
    step = "Quote the report's sentence with the T1 signal, or ask the radiologist for an addendum that names it"
    return gap(Owner.RADIOLOGIST, step, *(found.fact for found in asked))


def _names_signal(finding: ImagingFinding, types: tuple[ModicType, ...], view: View) -> bool:
    source = finding.source
    if source is None or source.quote is None or not _is_report(source, view):
        return False
    wanted = set(finding.modic_types) & set(types)
    return any(each in wanted and pattern.search(source.quote) for each, pattern in _SIGNALS.items())


def _is_report(source: Source, view: View) -> bool:
    reports = {exhibit.id for exhibit in view.case.exhibits if exhibit.kind is ExhibitKind.MRI_REPORT}
    return source.exhibit in reports


def judge_modic_matches_treatment(criterion: ModicMatchesTreatment, view: View) -> Outcome:
    """Judge whether every body to treat carries a typed change and the pain matches those levels."""
    return together((every_body_is_reported(view), pain_matches(view)))


def pain_matches(view: View) -> Outcome:
    """Whether the disc levels to which the clinician traces the pain lie beside every body to treat."""
    matching = view.case.pain.matching_levels
    if matching is None:
        return gap(Owner.CLINICIAN, "State in the chart which disc levels the pain matches")
    shown = fact(f"The pain matches {joined(matching.disc_levels)}", matching.source)
    outside = [b for b in view.case.request.vertebral_bodies if b not in bodies_of(matching.disc_levels)]
    if outside:
        step = f"The pain is not traced to {joined(outside)}; correct the request, or say so in the chart"
        return conflict(Owner.CLINICIAN, step, shown)
    if matching.source is None:
        return gap(Owner.BILLING, "Attach the page that says which levels the pain matches, and name it", shown)
    return met(shown)
