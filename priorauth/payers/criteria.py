"""The kinds of criterion a payer profile can hold: one frozen model each, told apart by ``kind``.

A model says what the payer asks. Whether a case meets it is decided in `priorauth.criteria`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from priorauth.case.model import (
    Component,
    DiagnosisCode,
    Generator,
    Instrument,
    Modality,
    ProcedureCode,
    ScoreUnit,
    Supervisor,
)
from priorauth.domain.spine import ModicType, VertebralBody
from priorauth.parsing.model import Line, Prose, Record, Slug
from priorauth.parsing.tree import Path

Months = Annotated[int, Field(ge=1, le=120)]
"""A length of time in whole calendar months."""


class Grade(StrEnum):
    """How a statement about a payer was seen."""

    VERBATIM = "verbatim"
    SECONDARY = "secondary"
    INFERRED = "inferred"


class Pedigree(Record):
    """Where a criterion was read, and how."""

    grade: Grade
    section: Line | None = None
    """The policy's own number or section, where one was seen."""
    url: Line | None = None
    retrieved: date | None = None


class Criterion(Record):
    """What every kind of criterion has."""

    id: Slug
    """Its name in checklists, manifests and overrides; unique within a profile."""
    text: Prose
    """What the payer asks, in our words, as a checklist row says it."""
    source: Pedigree | None = None
    """Where it was read; absent means: as the profile's own source."""


class SymptomDuration(Criterion):
    """Low back pain for at least so many months."""

    kind: Literal["symptom_duration"]
    months: Months


class CareMeasure(StrEnum):
    """How the length of conservative care is counted.

    ``span``: first to last day, gaps included. ``union``: days under treatment, each once. ``consecutive``: the
    longest stretch without a free day.
    """

    SPAN = "span"
    UNION = "union"
    CONSECUTIVE = "consecutive"


class CareDuration(Criterion):
    """Conservative care that failed, for at least so many months."""

    kind: Literal["conservative_care_duration"]
    months: Months
    measure: CareMeasure = CareMeasure.SPAN
    physician_supervised: bool = False


class ModalityRequirement(Record):
    """One modality, or one of several, that must have been tried."""

    name: Line
    """What the payer calls it, in our words."""
    modalities: Annotated[tuple[Modality, ...], Field(min_length=1)]
    """Any one of these satisfies it."""
    components: tuple[Component, ...] = ()
    """Each of these must be among what the courses of care covered."""
    min_sessions: Annotated[int, Field(ge=1)] | None = None
    delivered_by: tuple[Supervisor, ...] = ()
    """One of these must have delivered it; empty: anyone."""
    unless_contraindicated: bool = False


class RequiredModalities(Criterion):
    """Every one of a list of modalities must have been tried and have failed."""

    kind: Literal["required_modalities"]
    required: Annotated[tuple[ModalityRequirement, ...], Field(min_length=1)]


class ModicTypes(Criterion):
    """Modic changes of an accepted type on MRI.

    A type in neither list is not accepted. ``undecided`` holds the types about which the text seen is silent.
    """

    kind: Literal["modic_types"]
    accepted: Annotated[tuple[ModicType, ...], Field(min_length=1)]
    undecided: tuple[ModicType, ...] = ()


class ModicInReport(Criterion):
    """The Modic type must stand in the MRI report itself."""

    kind: Literal["modic_in_mri_report"]


class ModicMatchesTreatment(Criterion):
    """Every body to be treated carries a typed Modic change, at levels that match the pain."""

    kind: Literal["modic_matches_treatment"]


class VertebralRange(Criterion):
    """Only bodies from ``first`` down to ``last``."""

    kind: Literal["vertebral_range"]
    first: VertebralBody
    last: VertebralBody


class LimitUnit(StrEnum):
    """What a payer's limit counts. ``unclear``: the payer's text can be read both ways, so nothing is decided."""

    BODY = "body"
    DISC_LEVEL = "disc_level"
    UNCLEAR = "unclear"


class BodiesPerSession(Criterion):
    """At most so many bodies or disc levels in one session."""

    kind: Literal["bodies_per_session"]
    maximum: Annotated[int, Field(ge=1)]
    unit: LimitUnit


class BodiesLifetime(Criterion):
    """At most so many bodies in a lifetime, earlier ablations included."""

    kind: Literal["bodies_lifetime"]
    maximum: Annotated[int, Field(ge=1)]


class BodiesAdjacent(Criterion):
    """The bodies must be adjacent to one another."""

    kind: Literal["bodies_adjacent"]


class AxialPain(Criterion):
    """Pain mainly in the back, not running significantly into the legs."""

    kind: Literal["axial_pain"]


class GeneratorsEvaluated(Criterion):
    """Other sources of pain must have been looked for and excluded."""

    kind: Literal["other_generators_evaluated"]
    generators: Annotated[tuple[Generator, ...], Field(min_length=1)]


class Condition(StrEnum):
    """A condition that must not be present; each names a field of the case's ``safety``."""

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


class ConditionAbsent(Criterion):
    """A condition that must be documented as absent."""

    kind: Literal["condition_absent"]
    condition: Condition


class NoPriorAblation(Criterion):
    """None of the bodies asked for has been ablated before."""

    kind: Literal["no_prior_ablation"]


class ScoreThreshold(Criterion):
    """A score at or beyond a limit, in the instrument's own unit."""

    kind: Literal["score_threshold"]
    instrument: Instrument
    unit: ScoreUnit
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    within_months: Months | None = None
    """How old the reading may be."""

    @model_validator(mode="after")
    def _has_a_limit(self) -> ScoreThreshold:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("no_limit", "needs 'at_least' or 'at_most'")
        return self


class ImagingRecency(Criterion):
    """The MRI may be at most so many months old."""

    kind: Literal["imaging_recency"]
    months: Months


class SkeletalMaturity(Criterion):
    """The patient is skeletally mature: 18 years or older, or as a clinician states it."""

    kind: Literal["skeletal_maturity"]


class MinimumAge(Criterion):
    """The patient is at least so many years old on the planned date, or today."""

    kind: Literal["minimum_age"]
    years: Annotated[int, Field(ge=1, le=120)]


class SeverityStated(Criterion):
    """Severity that the payer words without a number."""

    kind: Literal["severity_stated"]
    unremitting: bool = False
    functional_impairment: bool = False

    @model_validator(mode="after")
    def _asks_for_something(self) -> SeverityStated:
        if not (self.unremitting or self.functional_impairment):
            raise PydanticCustomError("no_severity", "needs 'unremitting' or 'functional_impairment'")
        return self


class DiagnosisCodes(Criterion):
    """At least one diagnosis on the payer's list, billable on the planned date."""

    kind: Literal["diagnosis_codes"]
    accepted: Annotated[tuple[DiagnosisCode, ...], Field(min_length=1)]


class ProcedureCodes(Criterion):
    """Only procedure codes the policy names, valid on the planned date."""

    kind: Literal["procedure_codes"]
    accepted: Annotated[tuple[ProcedureCode, ...], Field(min_length=1)]


class AllOf(Criterion):
    """Every member must be met."""

    kind: Literal["all_of"]
    members: Annotated[tuple[AnyCriterion, ...], Field(min_length=1)]


class AnyOf(Criterion):
    """At least one member must be met."""

    kind: Literal["any_of"]
    members: Annotated[tuple[AnyCriterion, ...], Field(min_length=1)]


class NOf(Criterion):
    """At least ``n`` members must be met."""

    kind: Literal["n_of"]
    n: Annotated[int, Field(ge=1)]
    members: Annotated[tuple[AnyCriterion, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _can_be_met(self) -> NOf:
        if self.n > len(self.members):
            raise PydanticCustomError("n_too_large", "asks for more members than there are")
        return self


AnyCriterion = Annotated[
    SymptomDuration
    | CareDuration
    | RequiredModalities
    | ModicTypes
    | ModicInReport
    | ModicMatchesTreatment
    | VertebralRange
    | BodiesPerSession
    | BodiesLifetime
    | BodiesAdjacent
    | AxialPain
    | GeneratorsEvaluated
    | ConditionAbsent
    | NoPriorAblation
    | ScoreThreshold
    | ImagingRecency
    | SkeletalMaturity
    | MinimumAge
    | SeverityStated
    | DiagnosisCodes
    | ProcedureCodes
    | AllOf
    | AnyOf
    | NOf,
    Field(discriminator="kind"),
]
"""Any kind of criterion."""

for _combination in (AllOf, AnyOf, NOf):
    _combination.model_rebuild()


def placed(criteria: Sequence[AnyCriterion], at: Path) -> Iterator[tuple[Path, AnyCriterion]]:
    """Visit criteria and the members of combinations, depth first, each with its place in the file."""
    for index, criterion in enumerate(criteria):
        path = (*at, index)
        yield path, criterion
        if isinstance(criterion, AllOf | AnyOf | NOf):
            yield from placed(criterion.members, (*path, "members"))
