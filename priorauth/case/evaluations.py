"""What was measured, who examined the patient for the procedure, and what a named person attests."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from priorauth.case.sources import Source, Stated
from priorauth.domain.dates import PartialDate
from priorauth.parsing.model import DescribedRecord, Line, Prose, Slug


class MeasureName(StrEnum):
    """What a payer sets a limit for; each has one unit."""

    BMI = "bmi"
    """Kilograms per square meter."""
    T_SCORE = "t_score"
    """Of bone density, in standard deviations; below zero for thin bone."""
    DISC_MM = "disc_mm"
    """Protrusion or extrusion of a disc, in millimeters."""
    LISTHESIS_MM = "listhesis_mm"
    """Slip of one body on the next, in millimeters."""
    BECK = "beck"
    """Beck Depression Inventory, in points."""
    WADDELL = "waddell"
    """Waddell signs, counted."""


class Measurement(DescribedRecord):
    """One value that was measured or counted."""

    name: MeasureName
    value: Annotated[Decimal, Field(ge=-10, le=200, max_digits=6, decimal_places=2)]
    date: PartialDate
    place: Line | None = None
    """Where, for a value that has a level: ``L4-L5``."""
    source: Source | None = None


class EvaluationKind(StrEnum):
    """Who looked at the patient before the procedure."""

    PSYCHOLOGICAL = "psychological"
    PHYSICAL = "physical"
    MULTIDISCIPLINARY = "multidisciplinary"
    SURGICAL_OPINION = "surgical_opinion"


class Evaluation(DescribedRecord):
    """An evaluation of the patient for the procedure."""

    kind: EvaluationKind
    date: PartialDate | None = None
    by: Line | None = None
    """Who made it, with credentials."""
    barrier: Stated = Stated.NOT_DOCUMENTED
    """Whether it found something that speaks against the procedure."""
    source: Source | None = None


class Attestation(DescribedRecord):
    """A named person's word on one criterion that nothing but a person can judge."""

    criterion: Slug
    """The id of the criterion in the payer's profile."""
    by: Line
    """Who attests, with credentials."""
    holds: Stated
    statement: Prose
    """What the record shows, as it is to stand in the table."""
    source: Source | None = None
