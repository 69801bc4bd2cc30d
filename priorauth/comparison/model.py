"""What comes of holding a case's claims against its exhibits."""

from __future__ import annotations

import hashlib
from enum import StrEnum

from priorauth.case.consistency import with_pages
from priorauth.case.model import Case, Certainty, CompetingFinding
from priorauth.domain.page_ranges import PageRanges
from priorauth.domain.spine import DiscLevel, VertebralBody
from priorauth.parsing.model import Record
from priorauth.problems import Owner
from priorauth.reading.model import Passage


class Verdict(StrEnum):
    """What an exhibit says of a claim. Only the first lets the letter make it."""

    CORROBORATED = "corroborated"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"


class ExhibitQuote(Record):
    """Words of an exhibit: page from 1 within it, ``page_text[start:end]``, which ``quote`` repeats exactly."""

    exhibit: str
    page: int
    start: int
    end: int
    quote: str


def quote_of(passage: Passage) -> ExhibitQuote:
    """Return the words of a passage, and where its exhibit has them."""
    return ExhibitQuote(
        exhibit=passage.exhibit, page=passage.page, start=passage.start, end=passage.end, quote=passage.quote
    )


class Checked(Record):
    """One claim of the case, held against its exhibit."""

    claim: str
    """The field of the case that makes it: ``imaging.1.findings.2.modic_types``, entries counted from 1."""
    exhibit: str
    """The exhibit the case names for it."""
    page: int | None = None
    """The page the case names."""
    page_count: int | None = None
    """How many pages the exhibit has, where the case names one that it does not have."""
    file_pages: PageRanges | None = None
    """The pages of its file that the exhibit is, where the page the case names may be counted in the file."""
    verdict: Verdict
    code: str | None = None
    """The catalogue code of what is wrong.

    ``None`` when it is corroborated, or where a named person has read the page that no machine can.
    """
    owner: Owner | None = None
    """Who can mend it."""
    passage: ExhibitQuote | None = None
    """The words that bear the claim out, or contradict it."""
    settled_by: str | None = None
    """Who answered it in the review, or read the page that no machine can read."""


class ExhibitFinding(Record):
    """Words of an exhibit that speak against candidacy; the case has to answer them by name."""

    finding: CompetingFinding
    place: DiscLevel | VertebralBody | None = None
    certainty: Certainty
    passage: ExhibitQuote


def digest_of(case: Case) -> str:
    """Return the digest of what a case claims, by which a concordance names the case it belongs to.

    The pages it names are no part of it: they are hints where to look, and a comparison puts others in their place.
    """
    return hashlib.sha256(with_pages(case, lambda field: None).model_dump_json().encode()).hexdigest()


class Concordance(Record):
    """A case held against its opened exhibits.

    It names the case by its digest and the exhibits by their ids, so that the gate can tell whether it is about
    this very case and all of its exhibits.
    """

    case_digest: str = ""
    exhibits: tuple[str, ...] = ()
    checked: tuple[Checked, ...] = ()
    against: tuple[ExhibitFinding, ...] = ()

    def covers(self, case: Case) -> bool:
        """Whether it is about this case and leaves none of its exhibits out."""
        return self.case_digest == digest_of(case) and {item.id for item in case.exhibits} <= set(self.exhibits)

    def having(self, verdict: Verdict) -> tuple[Checked, ...]:
        """List the claims with this verdict."""
        return tuple(item for item in self.checked if item.verdict is verdict)
