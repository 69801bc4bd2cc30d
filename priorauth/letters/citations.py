"""The citation library: what may be cited, with which figures, and which papers are one study."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, StringConstraints, model_validator

from priorauth.parsing.model import Line, Prose, Record, Slug
from priorauth.parsing.validation import read_model
from priorauth.problems import Refused, problem

_FILE = Path(__file__).with_name("citations.yaml")

Doi = Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/[!-~]+$")]


def _compiles(pattern: str) -> str:
    re.compile(pattern)
    return pattern


Pattern = Annotated[Prose, AfterValidator(_compiles)]


class Citation(Record):
    """One source. A field that is absent could not be verified, or does not apply, and never prints."""

    id: Slug
    text: Prose
    """Authors, title, journal and year, as a reference list gives them."""
    doi: Doi | None = None
    pmid: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,8}$")] | None = None
    volume_pages: Line | None = None
    """Volume and pages where ``text`` leaves them out."""
    cohort: Slug | None = None
    """The study its patients come from; papers of one cohort are one study."""
    design: Prose | None = None
    claims: tuple[Prose, ...] = ()
    """What a letter may say on its authority, word for word."""
    limits: tuple[Line, ...] = ()
    """What must stand beside the claims."""
    must_say: Line | None = None
    """Words every claim has to carry."""
    lead: bool = False
    """The paper to put first."""
    optional: bool = False
    """Not part of the usual letter."""
    use: Prose | None = None
    """When to cite it at all."""
    trap: Prose | None = None
    """A figure that is easily taken for another."""

    @property
    def doi_url(self) -> str | None:
        """The DOI as an https address."""
        return None if self.doi is None else f"https://doi.org/{self.doi}"

    @property
    def reference(self) -> str:
        """The entry of a reference list, with what is known of volume, DOI and PubMed id."""
        known = (
            self.volume_pages and f"{self.volume_pages}.",
            self.doi and f"doi:{self.doi}",
            self.pmid and f"PMID {self.pmid}",
        )
        return " ".join([self.text, *(part for part in known if part)])

    @model_validator(mode="after")
    def _says_what_it_must(self) -> Self:
        if self.must_say and any(self.must_say not in claim for claim in self.claims):
            raise ValueError("a claim leaves out what must be said")
        return self


class Forbidden(Record):
    """Something no letter may say."""

    says: Line
    """The claim in plain words, as problems name it."""
    patterns: tuple[Pattern, ...]
    """Regular expressions; case is ignored, a space stands for any white space or hyphens."""


class LeftOut(Record):
    """A paper that is not cited."""

    paper: Line
    reason: Prose | None = None


class CitationFile(Record):
    """The library as it stands in its file."""

    grade: Literal["verbatim"]
    """How the figures were seen: read in the source itself."""
    cohorts: dict[Slug, Line]
    citations: tuple[Citation, ...]
    forbidden: tuple[Forbidden, ...]
    leave_out: tuple[LeftOut, ...]

    @model_validator(mode="after")
    def _ids_and_cohorts_agree(self) -> Self:
        ids = [citation.id for citation in self.citations]
        if len(set(ids)) != len(ids):
            raise ValueError("two citations have one id")
        if any(c.cohort is not None and c.cohort not in self.cohorts for c in self.citations):
            raise ValueError("a citation names a cohort that is not listed")
        return self


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One line of a letter's evidence."""

    claim: str
    """What was found; where an earlier line already gave this cohort it begins by saying so."""
    limits: str | None
    reference: str
    doi_url: str | None
    cohort: str | None


SAME_STUDY = "Follow-up of the same study, not a further one: "


@dataclass(frozen=True, slots=True)
class CitationLibrary:
    """What a letter may cite."""

    file: CitationFile

    @staticmethod
    @cache
    def load() -> CitationLibrary:
        """Read the library that comes with the program."""
        return CitationLibrary(read_model(_FILE, CitationFile).value)

    def cite(self, citation_id: str) -> Citation:
        """Find a citation; raise `Refused` (PA506) for an id that is not in the library."""
        for citation in self.file.citations:
            if citation.id == citation_id:
                return citation
        raise Refused([problem("PA506", id=citation_id)])

    def evidence_lines(self, ids: Sequence[str]) -> tuple[EvidenceLine, ...]:
        """Return the lines for a letter, in the order of ``ids``; an id given twice counts once.

        A cohort is one study: the second paper of one says so in its claim. Raises `Refused`: PA506 for ids that
        are not in the library, PA510 for sources that carry no claim of their own.
        """
        cited = [self.cite(citation_id) for citation_id in dict.fromkeys(ids)]
        silent = [problem("PA510", id=citation.id) for citation in cited if not citation.claims]
        if silent:
            raise Refused(silent)
        earlier = [{c.cohort for c in cited[:place]} - {None} for place in range(len(cited))]
        return tuple(_line(c, same_study=c.cohort in before) for c, before in zip(cited, earlier, strict=True))


def _line(citation: Citation, *, same_study: bool) -> EvidenceLine:
    claim = (SAME_STUDY if same_study else "") + " ".join(citation.claims)
    limits = "; ".join(citation.limits) or None
    return EvidenceLine(claim, limits, citation.reference, citation.doi_url, citation.cohort)
