"""What a case claims of its exhibits: the pages it names, what each exhibit is, and what a record is to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.case.consistency import dotted, sources
from priorauth.case.model import Case, ExhibitKind
from priorauth.domain.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a case about an exhibit: its field, the exhibit, and the page it names."""

    field: str
    exhibit: str
    page: int | None


@dataclass(frozen=True, slots=True)
class SourceClaim(Claim):
    """That a page exists, can be read, and says the words quoted from it."""

    quote: str | None


@dataclass(frozen=True, slots=True)
class ExhibitClaim(Claim):
    """That an exhibit is the kind of record, and has the date, that the case gives it."""

    kind: ExhibitKind
    date: PartialDate | None


def quotes_of(case: Case) -> Iterator[SourceClaim]:
    """Return each page that a case names, in the order of the case's fields."""
    for path, source in sources(case):
        yield SourceClaim(dotted(path), source.exhibit, source.page, source.quote)


def exhibits_of(case: Case) -> Iterator[ExhibitClaim]:
    """Return what a case says that its exhibits are."""
    for number, exhibit in enumerate(case.exhibits, 1):
        yield ExhibitClaim(f"exhibits.{number}", exhibit.id, None, exhibit.kind, exhibit.date)
