"""The words a letter uses for the model's values; a template prints these and never a value's code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from priorauth.case.model import (
    Care,
    CareStatus,
    Component,
    ExhibitKind,
    Generator,
    Instrument,
    Modality,
    Response,
    Score,
    ScoreUnit,
    Supervisor,
)
from priorauth.criteria.model import FailureClass, Result, Status
from priorauth.domain.dates import PartialDate, long_date
from priorauth.domain.spine import joined
from priorauth.payers.criteria import Grade
from priorauth.problems import Owner

MODALITY = {
    Modality.PHYSICAL_THERAPY: "Physical therapy",
    Modality.HOME_EXERCISE: "Home exercise program",
    Modality.EXERCISE: "Exercise",
    Modality.CHIROPRACTIC: "Chiropractic care",
    Modality.ACTIVITY_MODIFICATION: "Activity modification",
    Modality.COGNITIVE_BEHAVIORAL_THERAPY: "Cognitive behavioral therapy",
    Modality.NSAID: "NSAID",
    Modality.ORAL_STEROID: "Oral steroid",
    Modality.OTHER_MEDICATION: "Medication",
    Modality.EPIDURAL_INJECTION: "Epidural injection",
    Modality.FACET_INJECTION: "Facet injection",
    Modality.SACROILIAC_INJECTION: "Sacroiliac injection",
    Modality.FACET_ABLATION: "Facet radiofrequency ablation",
    Modality.BRACE: "Brace",
    Modality.ACUPUNCTURE: "Acupuncture",
    Modality.OTHER: "Other care",
}

COMPONENT = {
    Component.CORE_STABILIZATION: "core stabilization",
    Component.ACTIVE_MODALITIES: "active modalities",
    Component.PASSIVE_MODALITIES: "passive modalities",
    Component.DISEASE_EDUCATION: "disease education",
    Component.LIFESTYLE_MODIFICATION: "lifestyle modification",
    Component.STRESS_MANAGEMENT: "stress management",
}

SUPERVISOR = {
    Supervisor.PHYSICIAN: "physician",
    Supervisor.ADVANCED_PRACTICE: "advanced practice clinician",
    Supervisor.PHYSICAL_THERAPIST: "physical therapist",
    Supervisor.CHIROPRACTOR: "chiropractor",
    Supervisor.LICENSED_MENTAL_HEALTH: "licensed mental health professional",
    Supervisor.OTHER_LICENSED: "other licensed professional",
    Supervisor.SELF: "the patient alone",
}

CARE_STATUS = {
    CareStatus.ORDERED: "Ordered, not done",
    CareStatus.ONGOING: "Ongoing",
    CareStatus.COMPLETED: "Completed",
    CareStatus.STOPPED: "Stopped",
    CareStatus.DECLINED: "Declined",
    CareStatus.CONTRAINDICATED: "Contraindicated",
}

RESPONSE = {
    Response.NO_RELIEF: "No relief",
    Response.TEMPORARY_RELIEF: "Temporary relief only",
    Response.INADEQUATE_RELIEF: "Inadequate relief",
    Response.WORSE: "Worse",
    Response.LASTING_RELIEF: "Lasting relief",
    Response.NOT_DOCUMENTED: "Result not documented",
}

GENERATOR = {
    Generator.FACET: "Facet joints",
    Generator.SACROILIAC: "Sacroiliac joints",
    Generator.RADICULAR: "Radicular pain",
    Generator.STENOSIS: "Spinal stenosis",
    Generator.SPONDYLOLISTHESIS: "Spondylolisthesis",
    Generator.FRACTURE: "Fracture",
    Generator.INFECTION: "Infection",
    Generator.TUMOR: "Tumor",
    Generator.DISC: "Disc",
    Generator.OTHER: "Other source",
}

SAFETY = {
    "infection": "active infection",
    "instability": "instability",
    "stenosis_needing_decompression": "stenosis needing decompression",
    "fracture": "fracture",
    "tumor": "tumor",
    "pregnancy": "pregnancy",
    "implanted_pulse_generator": "implanted pulse generator",
    "other_implant": "other implanted device or hardware",
    "bone_disease": "osteoporosis or metabolic bone disease",
    "anticoagulants": "anticoagulant use",
    "prior_spine_surgery": "prior spine surgery",
    "injection_into_body": "biologic or medicament injected into the vertebral body",
}

STATUS = {
    Status.MET: "Met",
    Status.NOT_MET: "Not met",
    Status.NOT_DOCUMENTED: "Not documented",
}

FAILURE = {
    FailureClass.GAP: "gap: documentation can close it",
    FailureClass.CONFLICT: "conflict: the chart speaks against it",
    FailureClass.EXCLUDED: "excluded: the plan does not cover it",
    FailureClass.UNDECIDABLE: "undecided: the payer's own text leaves it open",
}

OWNER = {
    Owner.BILLING: "Billing",
    Owner.CLINICIAN: "Clinician",
    Owner.RADIOLOGIST: "Radiologist",
    Owner.ADMIN: "Admin",
    Owner.NOBODY: "Nobody",
}

GRADE = {
    Grade.VERBATIM: "read on the payer's own page",
    Grade.VERBATIM_COPY: "the payer's own text, read in a stored copy and not on the payer's page",
    Grade.SECONDARY: "read in another source, not verified with the payer",
    Grade.INFERRED: "inferred, not verified with the payer",
    Grade.TITLE_ONLY: "known by its title alone, its text not read",
}


def seen(grade: Grade, followed: str | None) -> str:
    """Return how criteria were seen; ``followed`` is whose they are, where they are not the payer's own."""
    return GRADE[grade].replace("the payer", followed) if followed else GRADE[grade]


_INSTRUMENT = {
    Instrument.NRS: "The pain rating (NRS, 0 to 10) was",
    Instrument.VAS: "Pain on the visual analogue scale was",
    Instrument.ODI: "The Oswestry Disability Index was",
    Instrument.PHQ9: "The PHQ-9 score was",
    Instrument.GAD7: "The GAD-7 score was",
}

_UNIT = {ScoreUnit.POINTS: "", ScoreUnit.CM: " cm", ScoreUnit.MM: " mm", ScoreUnit.PERCENT: "%"}

_EXHIBIT_KIND = {kind: kind.value.replace("_", " ").replace("mri", "MRI") for kind in ExhibitKind}


def status(result: Result) -> str:
    """Return a result's status; what the payer's own wording leaves open is the payer's to decide, not a gap."""
    return "Left to the payer" if result.failure is FailureClass.UNDECIDABLE else STATUS[result.status]


def day(value: date | None) -> str | None:
    """Return an exact day in words; nothing for an unknown one."""
    return None if value is None else long_date(value)


def partial(value: PartialDate | None) -> str | None:
    """Return a partial date in words; nothing for an unknown one."""
    return None if value is None else value.words


def months(count: int) -> str:
    """Return a number of months: ``1 month``, ``21 months``."""
    return f"{count} month" if count == 1 else f"{count} months"


def care_name(row: Care) -> str:
    """Name a course of care with what the chart adds to it."""
    extra = [*([row.detail] if row.detail else []), *(COMPONENT[part] for part in row.components)]
    name = MODALITY[row.modality]
    return f"{name}: {', '.join(extra)}" if extra else name


def care_dates(row: Care) -> str:
    """Return when a course of care ran; an unknown end is said to be unknown."""
    if row.start is None:
        return "dates not documented" if row.end is None else f"until {row.end.words}"
    if row.end is not None:
        return f"{row.start.words} to {row.end.words}"
    return f"since {row.start.words}" if row.status is CareStatus.ONGOING else f"from {row.start.words}"


def care_result(row: Care) -> str:
    """Return what a course of care brought, and why it ended where the chart says so."""
    tried = row.status in (CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING)
    result = RESPONSE[row.response] if tried else CARE_STATUS[row.status]
    return f"{result}. {row.reason}" if row.reason else result


def score_says(score: Score) -> str:
    """Return a score as the start of a sentence, with its unit: a number, never a category word."""
    value = score.value.quantize(Decimal(1)) if score.value == score.value.to_integral_value() else score.value
    return f"{_INSTRUMENT[score.instrument]} {value}{_UNIT[score.unit]}"


def exhibit_kind(kind: ExhibitKind) -> str:
    """Name a kind of record."""
    return _EXHIBIT_KIND[kind]


def types(names: tuple[str, ...]) -> str:
    """Return Modic types as a letter does: ``Modic type 1``, ``mixed Modic types 1 and 2``; none is said so."""
    if not names:
        return "no Modic type stated"
    return f"Modic type {names[0]}" if len(names) == 1 else f"mixed Modic types {joined(names)}"
