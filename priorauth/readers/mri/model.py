"""What the reader of an MRI report gives: each statement with its page and its exact words."""

from __future__ import annotations

from enum import StrEnum

from priorauth.case.model import Certainty, CompetingFinding, Stated
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import DiscLevel, Endplate, ModicType, VertebralBody
from priorauth.parsing.model import Record
from priorauth.screening.page_marks import PageMark

Place = DiscLevel | VertebralBody
"""Where a report puts a finding, in its own terms: a disc level or a body, never one turned into the other."""


class ReportSection(StrEnum):
    """The part of a report a sentence stands in."""

    HEADER = "header"
    INDICATION = "indication"
    TECHNIQUE = "technique"
    COMPARISON = "comparison"
    FINDINGS = "findings"
    IMPRESSION = "impression"
    ADDENDUM = "addendum"


class Words(Record):
    """Words of a report: the page from 1, and ``page_text[start:end]``, which ``quote`` repeats exactly."""

    page: int
    start: int
    end: int
    quote: str


class ReportedFinding(Record):
    """An endplate change that the report says is there now."""

    place: Place
    endplates: tuple[Endplate, ...] = ()
    """The endplates the report names at this place; none that it does not name."""
    types: tuple[ModicType, ...] = ()
    """The Modic types it names; empty when it names none."""
    certainty: Certainty
    section: ReportSection
    words: Words
    also: tuple[Words, ...] = ()
    """Where the report says the same again."""


class UnplacedFinding(Record):
    """An endplate change whose place the reader could not find; it is never given one."""

    types: tuple[ModicType, ...] = ()
    certainty: Certainty
    words: Words


class DeniedFinding(Record):
    """A statement that there is no such change; without a place it speaks of the whole study."""

    place: Place | None = None
    types: tuple[ModicType, ...] = ()
    """The types it denies; empty when it denies Modic or endplate changes as such."""
    words: Words


class HistoricFinding(Record):
    """A change that an earlier study showed, or that has resolved. It never counts as current."""

    place: Place | None = None
    types: tuple[ModicType, ...] = ()
    date: PartialDate | None = None
    """The date of the earlier study, as far as it is printed."""
    words: Words


class Contradiction(Record):
    """Statements of one report that cannot all be true. Nothing is decided between them."""

    place: Place | None = None
    what: str
    """What differs, in words that hold no patient's value: ``types``, ``presence``."""
    statements: tuple[Words, ...]


class Competing(Record):
    """Another finding of the same report that speaks for another source of pain, or against the procedure."""

    finding: CompetingFinding
    place: DiscLevel | VertebralBody | None = None
    certainty: Certainty
    """``hedged`` also for what is "not excluded"."""
    words: Words


class NumberingStatement(Record):
    """What the report says of how the vertebrae are counted."""

    transitional: Stated
    words: Words


class MriReport(Record):
    """One imaging report as the reader understands it."""

    modality: str | None = None
    """``MRI``, ``CT`` or ``x-ray`` when the report says so."""
    study_date: PartialDate | None = None
    sequences: tuple[str, ...] = ()
    """The series it lists, in its order, each once: ``T1``, ``T2``, ``STIR`` ..."""
    findings: tuple[ReportedFinding, ...] = ()
    unplaced: tuple[UnplacedFinding, ...] = ()
    denied: tuple[DeniedFinding, ...] = ()
    historic: tuple[HistoricFinding, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    competing: tuple[Competing, ...] = ()
    numbering: tuple[NumberingStatement, ...] = ()
    refused: tuple[Words, ...] = ()
    """Modic wording of a study that cannot show Modic changes: an x-ray or a CT."""
    is_final: Stated = Stated.NOT_DOCUMENTED
    page_marks: tuple[PageMark, ...] = ()
