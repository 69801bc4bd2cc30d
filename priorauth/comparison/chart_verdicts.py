"""What comes of comparing a case's claims with all findings of a chart."""

from __future__ import annotations

from enum import StrEnum

from priorauth.parsing.model import Record
from priorauth.reading.facts import Fact
from priorauth.reading.model import Finding, Leftover


class ChartVerdict(StrEnum):
    """What the whole chart says of one claim. Only the first lets a letter make it without a person's answer."""

    SUPPORTED = "supported"
    """A document that can know it states it of the patient, and nothing in the chart differs."""
    CONTRADICTED = "contradicted"
    """Documents that can know it say otherwise."""
    DISPUTED = "disputed"
    """Both."""
    BY_A_PERSON = "by_a_person"
    """It is there, doubted or not understood, or on a page that names nobody or that no machine can read."""
    SECOND_HAND = "second_hand"
    """Only a document says it that cannot know it."""
    NOT_FOUND = "not_found"


class ComparedClaim(Record):
    """One claim with what bears it out, what speaks against it, and what only a person can settle."""

    claim: str
    """The field of the case that makes it: ``imaging.1.findings.2.modic_types``, entries counted from 1."""
    fact: Fact
    verdict: ChartVerdict
    bears_out: tuple[Finding, ...] = ()
    against: tuple[Finding, ...] = ()
    unsettled: tuple[Finding, ...] = ()
    second_hand: tuple[Finding, ...] = ()
    unread: tuple[Leftover, ...] = ()
    """Words of the fact that became no finding."""

    @property
    def unsettling(self) -> tuple[Leftover, ...]:
        """The words nobody understood that leave it open although others bear it out."""
        is_open = self.verdict is ChartVerdict.BY_A_PERSON and bool(self.bears_out)
        return tuple(left for left in self.unread if left.unsettles is not None) if is_open else ()


class RaisedFinding(Record):
    """Findings of one fact at one place that speak against the procedure and that no claim of the case covers."""

    fact: Fact
    place: str = ""
    findings: tuple[Finding, ...]


class ChartComparison(Record):
    """A case compared with its chart: a verdict for each claim, and what comes up by itself."""

    case_digest: str
    tables: str
    """The version of the word tables that read the chart."""
    compared: tuple[ComparedClaim, ...] = ()
    raised: tuple[RaisedFinding, ...] = ()

    def having(self, verdict: ChartVerdict) -> tuple[ComparedClaim, ...]:
        """List the claims with this verdict."""
        return tuple(item for item in self.compared if item.verdict is verdict)
