"""Other possible sources of the pain, and how each was looked for."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from priorauth.case.sources import Answer, Source
from priorauth.domain.dates import PartialDate
from priorauth.parsing.model import DescribedRecord, Line, Prose


class Generator(StrEnum):
    """Another possible source of low back pain."""

    FACET = "facet"
    SACROILIAC = "sacroiliac"
    RADICULAR = "radicular"
    STENOSIS = "stenosis"
    SPONDYLOLISTHESIS = "spondylolisthesis"
    FRACTURE = "fracture"
    INFECTION = "infection"
    TUMOR = "tumor"
    DISC = "disc"
    OTHER = "other"


class WorkUpVerdict(StrEnum):
    """What the work-up of a generator concluded. Absent from the chart is "not documented", never "excluded"."""

    EXCLUDED = "excluded"
    PRESENT = "present"
    SUSPECTED = "suspected"
    NOT_DOCUMENTED = "not_documented"


class WorkUp(DescribedRecord):
    """How another source of pain was looked for, and what was found."""

    generator: Generator
    verdict: WorkUpVerdict
    method: Line | None = None
    """How: ``medial branch blocks L4-L5``, ``straight leg raise negative``."""
    date: PartialDate | None = None
    relief_percent: Annotated[int, Field(ge=0, le=100)] | None = None
    """The relief a diagnostic or therapeutic block gave, in percent."""
    detail: Prose | None = None
    answer: Answer | None = None
    """The clinician's answer when the finding speaks against the procedure."""
    source: Source | None = None
