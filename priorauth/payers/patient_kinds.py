"""The kinds of criterion about the patient: conditions, history, age, what was measured and who examined."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from priorauth.case.model import Condition, EvaluationKind, Instrument, MeasureName, Operation
from priorauth.parsing.model import Prose
from priorauth.payers.criterion import Criterion, Lasting, Months, Weeks

Years = Annotated[int, Field(ge=1, le=120)]


class ConditionAbsent(Criterion):
    """A condition that must be documented as absent."""

    kind: Literal["condition_absent"]
    condition: Condition
    for_weeks: Weeks | None = None
    """How long it must have been absent on the planned day."""


class ConditionPresent(Criterion):
    """A condition that must be documented as present; of use in a list of which none may hold."""

    kind: Literal["condition_present"]
    condition: Condition


class RelativeContraindication(Criterion):
    """A condition that is absent, or present with the precautions explained in the chart by a named person."""

    kind: Literal["relative_contraindication"]
    condition: Condition


class PriorSurgeryRule(Criterion):
    """No earlier operation on the lumbar spine, or one of those that the payer excepts."""

    kind: Literal["prior_surgery"]
    at_intended_level: bool = False
    """Whether only operations at a level to be treated count."""
    excepted: tuple[Operation, ...] = ()
    more_than_months: Months | None = None
    """How long ago an excepted operation must have been: more than so many months before the planned day."""
    radicular_pain_resolved: bool = False
    """Whether an excepted operation must have resolved the radicular pain."""


class SkeletalMaturity(Criterion):
    """The patient is skeletally mature: 18 years or older, or as a clinician states it."""

    kind: Literal["skeletal_maturity"]


class MinimumAge(Criterion):
    """The patient is at least so many years old on the planned date, or today."""

    kind: Literal["minimum_age"]
    years: Annotated[int, Field(ge=1, le=120)]


class AgeRange(Criterion):
    """The patient's age on the planned date, or today, both ends included."""

    kind: Literal["age_range"]
    at_least: Years | None = None
    at_most: Years | None = None

    @model_validator(mode="after")
    def _is_a_range(self) -> AgeRange:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("no_limit", "needs 'at_least' or 'at_most'")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise PydanticCustomError("no_range", "'at_least' is more than 'at_most'")
        return self


class MeasureLimit(Criterion):
    """A value that was measured, within a limit; the latest one counts, at every place where there are several."""

    kind: Literal["measure"]
    measure: MeasureName
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None
    above: Decimal | None = None
    within_months: Months | None = None
    """How old the value may be."""

    @model_validator(mode="after")
    def _has_a_limit(self) -> MeasureLimit:
        if all(limit is None for limit in (self.at_least, self.at_most, self.below, self.above)):
            raise PydanticCustomError("no_limit", "needs 'at_least', 'at_most', 'below' or 'above'")
        return self


class ScoreRecorded(Criterion):
    """A reading of one of these instruments is in the chart, whatever its value."""

    kind: Literal["score_recorded"]
    instruments: Annotated[tuple[Instrument, ...], Field(min_length=1)]
    within_months: Months | None = None
    """How old the reading may be."""


class EvaluationDocumented(Criterion):
    """An evaluation of the patient is in the chart, with its day and who made it."""

    kind: Literal["evaluation_documented"]
    evaluation: EvaluationKind
    no_barrier: bool = False
    """Whether it must have found nothing that speaks against the procedure."""
    within_months: Months | None = None


class RepeatInterval(Lasting):
    """A body that was ablated before is not treated again until so much time has passed."""

    kind: Literal["repeat_interval"]


class Attested(Criterion):
    """A clause that only a person can judge: met by a named person's word, with the page that shows it."""

    kind: Literal["attested"]
    clause: Prose
    """The policy's own words."""
    reason: Prose
    """Why no other kind can judge it."""
