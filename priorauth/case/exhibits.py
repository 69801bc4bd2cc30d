"""The documents behind the letter, and answers to what they say against the procedure."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from priorauth.case.sources import ExhibitId
from priorauth.domain.dates import PartialDate
from priorauth.domain.page_ranges import PageRanges
from priorauth.parsing.model import DescribedRecord, Line, Prose


class CompetingFinding(StrEnum):
    """What a record can say that speaks for another source of pain, or against the procedure."""

    NERVE_ROOT_COMPRESSION = "nerve_root_compression"
    STENOSIS = "stenosis"
    """Moderate or severe: central, of a lateral recess or of a foramen."""
    DISC_HERNIATION = "disc_herniation"
    """An extrusion or a sequestration."""
    SPONDYLOLISTHESIS = "spondylolisthesis"
    """A slip forward or backward."""
    SPONDYLOLYSIS = "spondylolysis"
    FRACTURE = "fracture"
    INFECTION = "infection"
    TUMOR = "tumor"
    FACET_ARTHROPATHY = "facet_arthropathy"
    """An effusion or marked arthropathy of a facet joint."""
    SACROILIITIS = "sacroiliitis"
    PRIOR_SURGERY = "prior_surgery"
    """A fusion, a laminectomy or hardware."""
    TRANSITIONAL_ANATOMY = "transitional_anatomy"


class ExhibitAnswer(DescribedRecord):
    """A named person's answer to words in an exhibit that speak against the procedure."""

    exhibit: ExhibitId
    finding: CompetingFinding
    page: Annotated[int, Field(ge=1)] | None = None
    """The page the words stand on; without one the answer holds for every mention in the exhibit."""
    by: Line
    """Who answers, with credentials."""
    statement: Prose
    """The answer, as it is to stand in the letter."""


class ExhibitKind(StrEnum):
    """What kind of record an exhibit is."""

    MRI_REPORT = "mri_report"
    IMAGING_REPORT = "imaging_report"
    HISTORY_AND_PHYSICAL = "history_and_physical"
    CONSULT = "consult"
    PROGRESS_NOTE = "progress_note"
    PHYSICAL_THERAPY = "physical_therapy"
    BEHAVIORAL_THERAPY = "behavioral_therapy"
    PROCEDURE_NOTE = "procedure_note"
    MEDICATION_LIST = "medication_list"
    FUNCTIONAL_ASSESSMENT = "functional_assessment"
    CORRESPONDENCE = "correspondence"
    DENIAL_LETTER = "denial_letter"
    OTHER = "other"


class Exhibit(DescribedRecord):
    """A document that goes into the packet behind the letter."""

    id: ExhibitId
    kind: ExhibitKind
    title: Line
    date: PartialDate | None = None
    file: Line
    """The file, relative to the case file's folder."""
    pages: PageRanges | None = None
    """The pages of the file that are the exhibit, such as ``18-20`` or ``3, 5-7``; without them the whole file."""
    attested_by: Line | None = None
    """Of an earlier form of a case: who looked at a scan. It counts for nothing now; the review asks instead."""
    unpack: bool = False
    """Whether a PDF that holds other files, such as a portfolio, is taken apart: they follow its own pages."""
