"""How recent the MRI is."""

from __future__ import annotations

from priorauth.case.model import StudyModality
from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, fact, gap, met
from priorauth.dates import add_months
from priorauth.payers.criteria import ImagingRecency
from priorauth.problems import Owner


def judge_imaging_recency(criterion: ImagingRecency, view: View) -> Outcome:
    """Judge the age of the latest MRI on the planned day; the day on which the months are complete still counts."""
    studies = [study for study in view.case.imaging if study.modality is StudyModality.MRI]
    if not studies:
        return gap(Owner.CLINICIAN, "Enclose an MRI report")
    latest = max(studies, key=lambda study: study.date.latest)
    shown = fact(f"MRI of {latest.date.words}", latest.source)
    if add_months(latest.date.latest, criterion.months) < view.service_date:
        step = f"The MRI is older than {criterion.months} months on the planned day; a new one is needed"
        return gap(Owner.CLINICIAN, step, shown, status=Status.NOT_MET)
    if add_months(latest.date.earliest, criterion.months) < view.service_date:
        return gap(Owner.BILLING, "Give the exact day of the MRI", shown)
    if latest.source is None:
        return gap(Owner.BILLING, "Name the page of the MRI report", shown)
    return met(shown)
