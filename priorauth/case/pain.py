"""The complaint: since when, where, how strong, and what it keeps the patient from."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from priorauth.case.sources import Answer, Source, Stated
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import DiscLevel
from priorauth.parsing.model import DescribedRecord, Line, Prose


class PainPattern(StrEnum):
    """Where the pain is: in the back, down the leg, or both."""

    AXIAL = "axial"
    RADICULAR = "radicular"
    MIXED = "mixed"
    NOT_DOCUMENTED = "not_documented"


class Instrument(StrEnum):
    """A measure of pain, function or mood. A numeric rating is not a visual analogue scale."""

    NRS = "NRS"
    VAS = "VAS"
    ODI = "ODI"
    PHQ9 = "PHQ-9"
    GAD7 = "GAD-7"


class ScoreUnit(StrEnum):
    """The unit a score is given in; a VAS means nothing without one."""

    POINTS = "points"
    CM = "cm"
    MM = "mm"
    PERCENT = "percent"


class Score(DescribedRecord):
    """One reading of one instrument."""

    instrument: Instrument
    value: Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]
    unit: ScoreUnit
    date: PartialDate
    source: Source | None = None


class PainLevels(DescribedRecord):
    """The clinician's finding that the pain matches certain disc levels."""

    disc_levels: Annotated[tuple[DiscLevel, ...], Field(min_length=1)]
    source: Source | None = None


class LegSymptoms(DescribedRecord):
    """Pain, numbness or weakness in the legs: evidence for another source of pain."""

    present: Stated = Stated.NOT_DOCUMENTED
    detail: Prose | None = None
    source: Source | None = None
    answer: Answer | None = None


class Pain(DescribedRecord):
    """The complaint."""

    onset: PartialDate | None = None
    """When the pain began, as exactly as the chart has it."""
    source: Source | None = None
    """The page that gives the onset."""
    pattern: PainPattern = PainPattern.NOT_DOCUMENTED
    pattern_source: Source | None = None
    leg_symptoms: LegSymptoms = LegSymptoms()
    worse_with: tuple[Line, ...] = ()
    """What brings the pain on, as gerunds a sentence can take: ``sitting``, ``bending forward``."""
    eased_by: tuple[Line, ...] = ()
    limits: tuple[Line, ...] = ()
    """What the patient can no longer do, as phrases after "cannot": ``sit longer than 20 minutes``."""
    unremitting: Stated = Stated.NOT_DOCUMENTED
    functional_impairment: Stated = Stated.NOT_DOCUMENTED
    severity_source: Source | None = None
    """The page that says whether the pain is unremitting and function is impaired."""
    matching_levels: PainLevels | None = None
    scores: tuple[Score, ...] = ()
