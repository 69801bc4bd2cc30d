"""What every kind of criterion has, and the lengths of time that payers ask for."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from priorauth.domain.dates import Length
from priorauth.parsing.model import DescribedRecord, Line, Prose, Slug

Months = Annotated[int, Field(ge=1, le=120)]
"""A length of time in whole calendar months."""

Weeks = Annotated[int, Field(ge=1, le=520)]
"""A length of time in whole weeks."""


class Grade(StrEnum):
    """How a statement about a payer was seen."""

    VERBATIM = "verbatim"
    """Read on the source's own page."""
    VERBATIM_COPY = "verbatim_copy"
    """The source's own text, read in a stored copy; a person has to open its page once."""
    SECONDARY = "secondary"
    INFERRED = "inferred"
    TITLE_ONLY = "title_only"
    """Only the title of the rule was read."""


class Pedigree(DescribedRecord):
    """Where a criterion was read, and how."""

    grade: Grade
    section: Line | None = None
    """The policy's own number or section, where one was seen."""
    url: Line | None = None
    retrieved: date | None = None
    quote: Prose | None = None
    """The policy's own words; with their page and the day they were read, so that a reader finds them again."""

    @model_validator(mode="after")
    def _quote_has_its_place(self) -> Pedigree:
        if self.quote is not None and (self.url is None or self.retrieved is None):
            raise PydanticCustomError("quote_place", "needs 'url' and 'retrieved' beside 'quote'")
        return self

    @property
    def quoted(self) -> str | None:
        """The policy's own words with their page and day; ``None`` where none were written down."""
        return None if self.quote is None else f"“{self.quote}” ({self.url}, {self.retrieved})"


class Acceptance(DescribedRecord):
    """A named person's leave for something that the linter would refuse."""

    by: Line
    reason: Prose


class Criterion(DescribedRecord):
    """What every kind of criterion has."""

    id: Slug
    """Its name in checklists, manifests and overrides; unique within a profile."""
    text: Prose = ""
    """What the payer asks, as a checklist row says it. Left out, it is made from the kind and its numbers."""
    source: Pedigree | None = None
    """Where it was read; absent means: as the profile's own source."""
    clauses: tuple[Slug, ...] = ()
    """The clauses of the policy that it judges, by their ids in the profile's list."""
    wording: Acceptance | None = None
    """Who let the sentence differ from its rule, and why."""


class Lasting(Criterion):
    """A criterion that asks for a length of time, in months or in weeks."""

    weeks: Weeks | None = None
    months: Annotated[Months | None, Field(validate_default=True)] = None

    @field_validator("months")
    @classmethod
    def _has_one_length(cls, months: int | None, info: ValidationInfo) -> int | None:
        """Ask for one of the two at the place of ``months``, so that an empty line is named like any other."""
        if (months is None) == (info.data.get("weeks") is None):
            raise PydanticCustomError("one_length", "needs 'months' or 'weeks', one of the two")
        return months

    @property
    def length(self) -> Length:
        """The length that is asked for."""
        return Length(months=self.months or 0, weeks=self.weeks or 0)
