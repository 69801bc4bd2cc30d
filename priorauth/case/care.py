"""Conservative care: what was tried, by whom, for how long, and what came of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from priorauth.case.sources import Answer, Source
from priorauth.domain.dates import PartialDate
from priorauth.parsing.model import DescribedRecord, Line, Prose


class Modality(StrEnum):
    """A kind of conservative care."""

    PHYSICAL_THERAPY = "physical_therapy"
    HOME_EXERCISE = "home_exercise"
    EXERCISE = "exercise"
    CHIROPRACTIC = "chiropractic"
    ACTIVITY_MODIFICATION = "activity_modification"
    COGNITIVE_BEHAVIORAL_THERAPY = "cognitive_behavioral_therapy"
    NSAID = "nsaid"
    ORAL_STEROID = "oral_steroid"
    OTHER_MEDICATION = "other_medication"
    EPIDURAL_INJECTION = "epidural_injection"
    FACET_INJECTION = "facet_injection"
    SACROILIAC_INJECTION = "sacroiliac_injection"
    FACET_ABLATION = "facet_ablation"
    BRACE = "brace"
    ACUPUNCTURE = "acupuncture"
    OTHER = "other"


THERAPY = (Modality.PHYSICAL_THERAPY, Modality.HOME_EXERCISE, Modality.EXERCISE, Modality.CHIROPRACTIC)
"""What counts as therapy; home exercise and exercise only when directed by someone besides the patient."""

MEDICATION = (Modality.NSAID, Modality.ORAL_STEROID, Modality.OTHER_MEDICATION)
"""What counts as medication."""


class Component(StrEnum):
    """A part of a course of care that some payers ask for by name."""

    CORE_STABILIZATION = "core_stabilization"
    ACTIVE_MODALITIES = "active_modalities"
    PASSIVE_MODALITIES = "passive_modalities"
    DISEASE_EDUCATION = "disease_education"
    LIFESTYLE_MODIFICATION = "lifestyle_modification"
    STRESS_MANAGEMENT = "stress_management"


class Supervisor(StrEnum):
    """Who directed or delivered a course of care."""

    PHYSICIAN = "physician"
    ADVANCED_PRACTICE = "advanced_practice"
    PHYSICAL_THERAPIST = "physical_therapist"
    CHIROPRACTOR = "chiropractor"
    LICENSED_MENTAL_HEALTH = "licensed_mental_health"
    OTHER_LICENSED = "other_licensed"
    SELF = "self"


class CareStatus(StrEnum):
    """How far a course of care came. Ordered is not completed; prescribed is not taken."""

    ORDERED = "ordered"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    STOPPED = "stopped"
    DECLINED = "declined"
    CONTRAINDICATED = "contraindicated"


class Response(StrEnum):
    """What a course of care brought, as the chart says it."""

    NO_RELIEF = "no_relief"
    TEMPORARY_RELIEF = "temporary_relief"
    INADEQUATE_RELIEF = "inadequate_relief"
    WORSE = "worse"
    LASTING_RELIEF = "lasting_relief"
    NOT_DOCUMENTED = "not_documented"


class Care(DescribedRecord):
    """One course of conservative care. It counts only from a record that is in the packet."""

    modality: Modality
    detail: Line | None = None
    """What exactly: the drug and dose, the technique, the clinic."""
    components: tuple[Component, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    """The last day; empty for care that is ongoing."""
    sessions: Annotated[int, Field(ge=0, le=400)] | None = None
    supervised_by: tuple[Supervisor, ...] = ()
    status: CareStatus
    response: Response = Response.NOT_DOCUMENTED
    reason: Prose | None = None
    """Why it was stopped, declined or contraindicated."""
    answer: Answer | None = None
    """The clinician's answer when a lasting response speaks against the procedure."""
    source: Source | None = None
