"""What an assessment says: each criterion met, not met or not documented, with the facts it rests on."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from priorauth.case.model import Source
from priorauth.parsing.model import Record
from priorauth.payers.criteria import Grade
from priorauth.problems import Owner

Words = Annotated[str, Field(min_length=1)]
"""What somebody reads: a row without words would ask for nothing."""


class Status(StrEnum):
    """The three values. Unknown is never met."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_DOCUMENTED = "not_documented"


class FailureClass(StrEnum):
    """Why something is not met, which decides whether anyone can mend it.

    ``gap``: documentation can close it. ``conflict``: the chart speaks against it. ``excluded``: the plan does
    not cover it. ``undecidable``: the payer's own text leaves it open; it warns and decides nothing.
    """

    GAP = "gap"
    CONFLICT = "conflict"
    EXCLUDED = "excluded"
    UNDECIDABLE = "undecidable"


class Origin(StrEnum):
    """Who asks: the floor that holds for every payer, the payer's profile, or the chart itself."""

    FLOOR = "floor"
    PAYER = "payer"
    CHART = "chart"


class CaseFact(Record):
    """One thing the case states, in words a reviewer reads, with the page that shows it."""

    statement: Words
    """A full sentence without a final stop is enough: ``Pain since March 2024``."""
    source: Source | None = None


class Shortfall(Record):
    """Why a criterion is not met, who can act, and what to do, in the words that person uses."""

    failure: FailureClass
    owner: Owner
    next_step: Words


class RuleSource(Record):
    """Where the rule itself stands, for the reader of a checklist."""

    citation: str
    """Such as ``CAM 394`` or ``priorauth floor``."""
    grade: Grade | None = None
    url: str | None = None
    quote: str | None = None
    """The rule's own words with their page and day, where they were written down."""


class Result(Record):
    """What became of one criterion."""

    id: str
    origin: Origin
    kind: str
    text: Words
    """What is asked."""
    status: Status
    facts: tuple[CaseFact, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    """Empty exactly when it is met."""
    source: RuleSource
    required: bool = True
    """Whether a packet is held back until it is met; an undecidable criterion only warns."""
    members: tuple[Result, ...] = ()

    @model_validator(mode="after")
    def _shortfall_explains_the_status(self) -> Result:
        if (self.status is Status.MET) == bool(self.shortfalls):
            raise PydanticCustomError("shortfall", "a met criterion has no shortfall and any other has one")
        return self

    @property
    def is_met(self) -> bool:
        """Whether it is met."""
        return self.status is Status.MET

    @property
    def failure(self) -> FailureClass | None:
        """The gravest class of its shortfalls: excluded, then conflict, then gap, then undecidable."""
        classes = {shortfall.failure for shortfall in self.shortfalls}
        for failure in (
            FailureClass.EXCLUDED,
            FailureClass.CONFLICT,
            FailureClass.GAP,
            FailureClass.UNDECIDABLE,
        ):
            if failure in classes:
                return failure
        return None


class Contrary(Record):
    """Something in the chart that speaks against the procedure, and the clinician's answer if there is one."""

    id: str
    finding: str
    source: Source | None = None
    answer: str | None = None
    answered_by: str | None = None
    answer_source: Source | None = None

    @property
    def is_answered(self) -> bool:
        """Whether a named person has answered it in the case."""
        return self.answer is not None


class Notice(Record):
    """Something worth knowing that decides nothing: a stale profile, more than two levels."""

    code: str
    text: str
    owner: Owner


class Assessment(Record):
    """A case held against a profile on one day."""

    case_id: str
    profile_id: str
    as_of: date
    results: tuple[Result, ...]
    """The floor first, then the payer's criteria in the profile's order, then what the chart brings up."""
    contrary: tuple[Contrary, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def open(self) -> tuple[Result, ...]:
        """What is required and not met."""
        return tuple(r for r in self.results if r.required and not r.is_met)

    @property
    def is_ready(self) -> bool:
        """Whether nothing required is open."""
        return not self.open

    def of(self, origin: Origin) -> tuple[Result, ...]:
        """List the results that one origin asked for."""
        return tuple(r for r in self.results if r.origin is origin)


class Override(Record):
    """A named person's decision to let one gap pass; it is written into the manifest and the checklist."""

    criterion: Words
    by: Words
    reason: Words
