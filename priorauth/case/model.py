"""The model of a case: the chart's facts, each with the exhibit page that shows it.

A case states, it does not judge. Where a chart can be silent the field is three-valued, and silence is its
default: nothing here turns "not documented" into "no".
"""

from __future__ import annotations

from priorauth.case.care import (
    MEDICATION,
    THERAPY,
    Care,
    CareStatus,
    Component,
    Modality,
    Response,
    Supervisor,
)
from priorauth.case.evaluations import (
    Attestation,
    Evaluation,
    EvaluationKind,
    Measurement,
    MeasureName,
)
from priorauth.case.exhibits import (
    CompetingFinding,
    Exhibit,
    ExhibitAnswer,
    ExhibitKind,
)
from priorauth.case.imaging import (
    Certainty,
    ImagingFinding,
    Numbering,
    Study,
    StudyModality,
)
from priorauth.case.pain import (
    Instrument,
    LegSymptoms,
    Pain,
    PainLevels,
    PainPattern,
    Score,
    ScoreUnit,
)
from priorauth.case.parties import (
    Address,
    Clinician,
    Coverage,
    Facility,
    LineOfBusiness,
    Name,
    Npi,
    Patient,
    Practice,
    Product,
    Sex,
)
from priorauth.case.request import (
    DiagnosisCode,
    ProcedureCode,
    ProcedureRequest,
    RequestedCode,
    RequestKind,
    Urgency,
)
from priorauth.case.safety import (
    Condition,
    ConditionFact,
    Operation,
    PriorAblation,
    PriorSurgery,
    Safety,
    SafetyFact,
)
from priorauth.case.sources import (
    Answer,
    ExhibitId,
    Source,
    Stated,
)
from priorauth.case.work_up import (
    Generator,
    WorkUp,
    WorkUpVerdict,
)
from priorauth.parsing.model import DescribedRecord, Slug

__all__ = [
    "MEDICATION",
    "THERAPY",
    "Address",
    "Answer",
    "Attestation",
    "Care",
    "CareStatus",
    "Case",
    "Certainty",
    "Clinician",
    "CompetingFinding",
    "Component",
    "Condition",
    "ConditionFact",
    "Coverage",
    "DiagnosisCode",
    "Evaluation",
    "EvaluationKind",
    "Exhibit",
    "ExhibitAnswer",
    "ExhibitId",
    "ExhibitKind",
    "Facility",
    "Generator",
    "ImagingFinding",
    "Instrument",
    "LegSymptoms",
    "LineOfBusiness",
    "MeasureName",
    "Measurement",
    "Modality",
    "Name",
    "Npi",
    "Numbering",
    "Operation",
    "Pain",
    "PainLevels",
    "PainPattern",
    "Patient",
    "Practice",
    "PriorAblation",
    "PriorSurgery",
    "ProcedureCode",
    "ProcedureRequest",
    "Product",
    "RequestKind",
    "RequestedCode",
    "Response",
    "Safety",
    "SafetyFact",
    "Score",
    "ScoreUnit",
    "Sex",
    "Source",
    "Stated",
    "Study",
    "StudyModality",
    "Supervisor",
    "Urgency",
    "WorkUp",
    "WorkUpVerdict",
]


class Case(DescribedRecord):
    """Everything the practice states about one patient and one request."""

    case_id: Slug
    """An opaque id without any patient data; it names files and stands in footers."""
    patient: Patient
    coverage: Coverage
    ordering_clinician: Clinician
    practice: Practice
    facility: Facility
    request: ProcedureRequest
    pain: Pain = Pain()
    conservative_care: tuple[Care, ...] = ()
    imaging: tuple[Study, ...] = ()
    other_generators: tuple[WorkUp, ...] = ()
    safety: Safety = Safety()
    measurements: tuple[Measurement, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    """Named persons' word on what nothing but a person can judge."""
    exhibit_answers: tuple[ExhibitAnswer, ...] = ()
    """Answers to what the exhibits themselves say against the procedure."""
    exhibits: tuple[Exhibit, ...] = ()
    sample: bool = False
    """Whether the case is made up; its packet says so on every page."""
