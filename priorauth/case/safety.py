"""What has to be known before the procedure."""

from __future__ import annotations

from enum import StrEnum

from priorauth.case.sources import Answer, Source, Stated
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import VertebralBody
from priorauth.parsing.model import DescribedRecord, Prose


class Condition(StrEnum):
    """A condition that a payer asks about. The first ten have a field of their own in a case's safety section."""

    INFECTION = "infection"
    INSTABILITY = "instability"
    STENOSIS_NEEDING_DECOMPRESSION = "stenosis_needing_decompression"
    FRACTURE = "fracture"
    TUMOR = "tumor"
    PREGNANCY = "pregnancy"
    IMPLANTED_PULSE_GENERATOR = "implanted_pulse_generator"
    BONE_DISEASE = "bone_disease"
    PRIOR_SPINE_SURGERY = "prior_spine_surgery"
    INJECTION_INTO_BODY = "injection_into_body"
    SYSTEMIC_INFECTION = "systemic_infection"
    LOCAL_INFECTION = "local_infection"
    FRAGILITY_FRACTURE = "fragility_fracture"
    COMPRESSION_FRACTURE = "compression_fracture"
    CARDIOPULMONARY_COMPROMISE = "cardiopulmonary_compromise"
    BLEEDING_DIATHESIS = "bleeding_diathesis"
    SYMPTOMATIC_STENOSIS = "symptomatic_stenosis"
    DEFORMITY = "deformity"
    SPONDYLOLYSIS = "spondylolysis"
    FACET_ARTHROPATHY = "facet_arthropathy"
    OTHER_IMAGING_CAUSE = "other_imaging_cause"
    """Another cause on imaging that correlates with the complaint."""
    RADICULAR_OR_CLAUDICATION = "radicular_or_claudication"
    """Radicular pain or neurogenic claudication as the primary symptom."""
    ADVANCED_SYSTEMIC_DISEASE = "advanced_systemic_disease"
    SUBSTANCE_USE_DISORDER = "substance_use_disorder"
    """Active and untreated."""
    ADDICTIVE_MEDICATION = "addictive_medication"
    """Ongoing use without evidence that it can be reduced."""
    EXTENDED_RELEASE_OPIOIDS = "extended_release_opioids"
    TOBACCO_USE = "tobacco_use"
    LITIGATION = "litigation"
    """Litigation or a disability claim about the pain."""
    OTHER_INJECTION_SAME_DAY = "other_injection_same_day"


class SafetyFact(DescribedRecord):
    """A condition that a payer or the label asks about."""

    present: Stated = Stated.NOT_DOCUMENTED
    detail: Prose | None = None
    answer: Answer | None = None
    source: Source | None = None


class ConditionFact(SafetyFact):
    """A condition that has no field of its own; several rows of one condition are read together."""

    condition: Condition
    ended: PartialDate | None = None
    """The last day of it, where it was there and is no more."""
    past: Stated = Stated.NOT_DOCUMENTED
    """Whether the chart says that it was ever there."""


class Operation(StrEnum):
    """An operation on the lumbar spine."""

    DISCECTOMY = "discectomy"
    LAMINECTOMY = "laminectomy"
    FUSION = "fusion"
    DISC_REPLACEMENT = "disc_replacement"
    OTHER = "other"


class PriorSurgery(DescribedRecord):
    """One earlier operation on the spine; ``prior_spine_surgery`` says whether there was any."""

    operation: Operation
    bodies: tuple[VertebralBody, ...] = ()
    """The bodies at the level that was operated on; empty: the level is not known."""
    date: PartialDate | None = None
    radicular_pain_resolved: Stated = Stated.NOT_DOCUMENTED
    source: Source | None = None


class PriorAblation(DescribedRecord):
    """Whether the basivertebral nerve was ablated before, and where."""

    performed: Stated = Stated.NOT_DOCUMENTED
    bodies: tuple[VertebralBody, ...] = ()
    date: PartialDate | None = None
    source: Source | None = None


class Safety(DescribedRecord):
    """What has to be known before the procedure; everything starts as not documented."""

    infection: SafetyFact = SafetyFact()
    instability: SafetyFact = SafetyFact()
    stenosis_needing_decompression: SafetyFact = SafetyFact()
    fracture: SafetyFact = SafetyFact()
    tumor: SafetyFact = SafetyFact()
    pregnancy: SafetyFact = SafetyFact()
    skeletally_mature: SafetyFact = SafetyFact()
    implanted_pulse_generator: SafetyFact = SafetyFact()
    other_implant: SafetyFact = SafetyFact()
    bone_disease: SafetyFact = SafetyFact()
    anticoagulants: SafetyFact = SafetyFact()
    prior_spine_surgery: SafetyFact = SafetyFact()
    injection_into_body: SafetyFact = SafetyFact()
    """A biologic or medicament to be injected into the vertebral body at the same time."""
    prior_ablation: PriorAblation = PriorAblation()
    prior_surgeries: tuple[PriorSurgery, ...] = ()
    conditions: tuple[ConditionFact, ...] = ()
    """What is stated of other conditions; one that is not listed is not documented."""
