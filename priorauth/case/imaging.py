"""Imaging studies and what their reports say."""

from __future__ import annotations

from enum import StrEnum

from priorauth.case.sources import Answer, Source, Stated
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import DiscLevel, Endplate, ModicType, VertebralBody
from priorauth.parsing.model import DescribedRecord, Line, Prose


class StudyModality(StrEnum):
    """How an image was made. Only MRI can show Modic changes."""

    MRI = "MRI"
    CT = "CT"
    XRAY = "x-ray"
    OTHER = "other"


class Certainty(StrEnum):
    """Whether the radiologist states a finding or hedges it ("suggestive of")."""

    STATED = "stated"
    HEDGED = "hedged"


class ImagingFinding(DescribedRecord):
    """One endplate finding, at the place where the report puts it: a disc level or a body, not both."""

    disc_level: DiscLevel | None = None
    vertebral_body: VertebralBody | None = None
    endplates: tuple[Endplate, ...] = ()
    """The endplates the report names; an endplate it does not name is left out."""
    modic_types: tuple[ModicType, ...] = ()
    """The types the report names; empty when it names none ("degenerative endplate changes")."""
    certainty: Certainty = Certainty.STATED
    description: Line | None = None
    answer: Answer | None = None
    """The clinician's answer when the finding speaks against the procedure (type 3 alone at a treated body)."""
    source: Source | None = None

    @property
    def bodies(self) -> tuple[VertebralBody, ...]:
        """The bodies the report itself places this finding on: named endplates, or a body-level wording.

        A disc level without endplates names no body: which side is affected was not reported.
        """
        named = {endplate.body for endplate in self.endplates}
        if self.vertebral_body is not None:
            named.add(self.vertebral_body)
        return tuple(sorted(named, key=lambda body: body.order))

    @property
    def place(self) -> str:
        """The place in the report's own terms: a disc level, or else a body."""
        return str(self.disc_level or self.vertebral_body or "")


class Numbering(DescribedRecord):
    """Whether the vertebrae count as usual; a transitional vertebra shifts every level."""

    transitional: Stated = Stated.NOT_DOCUMENTED
    statement: Prose | None = None
    source: Source | None = None


class Study(DescribedRecord):
    """One imaging study and what its report says."""

    modality: StudyModality
    region: Line = "lumbar spine"
    date: PartialDate
    radiologist: Line | None = None
    sequences: tuple[Line, ...] = ()
    """The series the report lists, such as ``T1``, ``T2``, ``STIR``."""
    final: Stated = Stated.NOT_DOCUMENTED
    """Whether the report is signed and final."""
    numbering: Numbering = Numbering()
    findings: tuple[ImagingFinding, ...] = ()
    source: Source | None = None
