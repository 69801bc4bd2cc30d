"""The kinds of criterion about conservative care: how long, of which modality, when, and that it failed."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from priorauth.case.model import Component, Modality, Supervisor
from priorauth.parsing.model import DescribedRecord, Line
from priorauth.payers.criterion import Criterion, Lasting, Months, Weeks


class CareMeasure(StrEnum):
    """How the length of conservative care is counted.

    Span: first to last day, gaps included. Union: days under treatment, each once. Consecutive: the
    longest stretch without a free day.
    """

    SPAN = "span"
    UNION = "union"
    CONSECUTIVE = "consecutive"


class CareDuration(Lasting):
    """Conservative care that failed, for at least so many months or weeks."""

    kind: Literal["conservative_care_duration"]
    measure: CareMeasure = CareMeasure.SPAN
    physician_supervised: bool = False


class ModalityRequirement(DescribedRecord):
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
    """Every one of a list of modalities, or at least so many of them, must have been tried and have failed."""

    kind: Literal["required_modalities"]
    required: Annotated[tuple[ModalityRequirement, ...], Field(min_length=1)]
    n: Annotated[int, Field(ge=1)] | None = None
    """How many of them are enough; empty: every one."""

    @model_validator(mode="after")
    def _can_be_met(self) -> RequiredModalities:
        if self.n is not None and self.n > len(self.required):
            raise PydanticCustomError("n_too_large", "asks for more modalities than there are")
        return self


class CareFailed(Criterion):
    """Conservative care that failed, however long it was."""

    kind: Literal["conservative_care_failed"]


class CareWithin(Criterion):
    """So much care within a window of time, of any modality or of those named."""

    kind: Literal["care_within"]
    modalities: tuple[Modality, ...] = ()
    """Empty: any conservative care."""
    supervised_by: tuple[Supervisor, ...] = ()
    """One of these must have directed it; empty: anyone besides the patient."""
    during_pain: bool = False
    """Whether the onset of the pain must be known, so that the care is shown to be for it."""
    within_months: Months | None = None
    """How far back before the request care counts."""
    ended_within_months: Months | None = None
    """How long before the request the last care may have ended."""
    months: Months | None = None
    weeks: Weeks | None = None
    measure: CareMeasure = CareMeasure.UNION
    """How the months or weeks are counted."""
    sessions: Annotated[int, Field(ge=1)] | None = None
    sessions_per_week: Annotated[Decimal, Field(gt=0, le=14)] | None = None
    """On average at least, over the days under treatment."""

    @model_validator(mode="after")
    def _asks_for_something(self) -> CareWithin:
        if self.months is not None and self.weeks is not None:
            raise PydanticCustomError("one_length", "needs 'months' or 'weeks', not both")
        asked = (self.months, self.weeks, self.sessions, self.sessions_per_week, self.ended_within_months)
        if not any(asked):
            raise PydanticCustomError("no_window", "needs a length, a number of sessions or 'ended_within_months'")
        return self
