"""How recent the MRI is."""

from __future__ import annotations

from priorauth.case.model import Study, StudyModality
from priorauth.criteria.model import Fact, Status
from priorauth.criteria.outcome import Outcome, View, fact, gap, met
from priorauth.domain.dates import add_months
from priorauth.payers.criteria import ImagingRecency
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


def _describe(study: Study) -> Fact:
    of = "of" if study.date.is_exact else "made in"
    return fact(f"Lumbar MRI {of} {study.date.words}", study.source)
