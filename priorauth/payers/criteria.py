"""The kinds of criterion a payer profile can hold: one frozen model each, told apart by ``kind``.

A model says what the payer asks. Whether a case meets it is decided in `priorauth.criteria`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from priorauth.case.model import DiagnosisCode, Generator, Instrument, ProcedureCode, ScoreUnit
from priorauth.domain.spine import ModicType, VertebralBody
from priorauth.parsing.tree import Path
from priorauth.payers.care_kinds import (
    CareDuration as CareDuration,
    CareFailed as CareFailed,
    CareMeasure as CareMeasure,
    CareWithin as CareWithin,
    ModalityRequirement as ModalityRequirement,
    RequiredModalities as RequiredModalities,
)
from priorauth.payers.criterion import (
    Criterion as Criterion,
    Grade as Grade,
    Lasting as Lasting,
    Months as Months,
    Pedigree as Pedigree,
)
from priorauth.payers.patient_kinds import (
    AgeRange as AgeRange,
    Attested as Attested,
    ConditionAbsent as ConditionAbsent,
    ConditionPresent as ConditionPresent,
    EvaluationDocumented as EvaluationDocumented,
    MeasureLimit as MeasureLimit,
    MinimumAge as MinimumAge,
    PriorSurgeryRule as PriorSurgeryRule,
    RelativeContraindication as RelativeContraindication,
    RepeatInterval as RepeatInterval,
    ScoreRecorded as ScoreRecorded,
    SkeletalMaturity as SkeletalMaturity,
)


class SymptomDuration(Lasting):
    """Low back pain for at least so many months or weeks."""

    kind: Literal["symptom_duration"]


class ModicTypes(Criterion):
    """Modic changes of an accepted type on MRI.

    A type in neither list is not accepted. Undecided are the types about which the text seen is silent.
    """

    kind: Literal["modic_types"]
    accepted: Annotated[tuple[ModicType, ...], Field(min_length=1)]
    undecided: tuple[ModicType, ...] = ()


class ModicInReport(Criterion):
    """The Modic type must stand in the MRI report itself."""

    kind: Literal["modic_in_mri_report"]


class ModicSignals(Criterion):
    """The sentence quoted from the MRI report names the signal of one of these types, not the type alone."""

    kind: Literal["modic_signals_in_report"]
    types: Annotated[tuple[ModicType, ...], Field(min_length=1)]


class ModicMatchesTreatment(Criterion):
    """Every body to be treated carries a typed Modic change, at levels that match the pain."""

    kind: Literal["modic_matches_treatment"]


class VertebralRange(Criterion):
    """Only bodies from the first named down to the last."""

    kind: Literal["vertebral_range"]
    first: VertebralBody
    last: VertebralBody


class LimitUnit(StrEnum):
    """What a payer's limit counts. Unclear: the payer's text can be read both ways, so nothing is decided."""

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
    """At least so many members must be met."""

    kind: Literal["n_of"]
    n: Annotated[int, Field(ge=1)]
    members: Annotated[tuple[AnyCriterion, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _can_be_met(self) -> NOf:
        if self.n > len(self.members):
            raise PydanticCustomError("n_too_large", "asks for more members than there are")
        return self


class NoneOf(Criterion):
    """No member is met; a member that is not documented leaves it open."""

    kind: Literal["none_of"]
    members: Annotated[tuple[AnyCriterion, ...], Field(min_length=1)]


AnyCriterion = Annotated[
    SymptomDuration
    | CareDuration
    | CareFailed
    | CareWithin
    | RequiredModalities
    | ModicTypes
    | ModicInReport
    | ModicSignals
    | ModicMatchesTreatment
    | VertebralRange
    | BodiesPerSession
    | BodiesLifetime
    | BodiesAdjacent
    | AxialPain
    | GeneratorsEvaluated
    | ConditionAbsent
    | ConditionPresent
    | RelativeContraindication
    | PriorSurgeryRule
    | NoPriorAblation
    | RepeatInterval
    | ScoreThreshold
    | ScoreRecorded
    | MeasureLimit
    | EvaluationDocumented
    | ImagingRecency
    | SkeletalMaturity
    | MinimumAge
    | AgeRange
    | SeverityStated
    | DiagnosisCodes
    | ProcedureCodes
    | AllOf
    | AnyOf
    | NOf
    | NoneOf
    | Attested,
    Field(discriminator="kind"),
]
"""Any kind of criterion."""

for _combination in (AllOf, AnyOf, NOf, NoneOf):
    _combination.model_rebuild()


COMBINATIONS = (AllOf, AnyOf, NOf, NoneOf)
"""The kinds that are judged from their members."""

Combination = AllOf | AnyOf | NOf | NoneOf


def placed(criteria: Sequence[AnyCriterion], at: Path) -> Iterator[tuple[Path, AnyCriterion]]:
    """Visit criteria and the members of combinations, depth first, each with its place in the file."""
    for index, criterion in enumerate(criteria):
        path = (*at, index)
        yield path, criterion
        if isinstance(criterion, COMBINATIONS):
            yield from placed(criterion.members, (*path, "members"))
