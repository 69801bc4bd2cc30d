"""What a case claims of its exhibits: the pages it names, what each exhibit is, and what a record is to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.case.consistency import dotted, sources
from priorauth.case.model import Care, CareStatus, Case, ExhibitKind, Score, Stated
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


@dataclass(frozen=True, slots=True)
class CareClaim(Claim):
    """One course of care: that it was given, from when to when, and how often."""

    care: Care


@dataclass(frozen=True, slots=True)
class ScoreClaim(Claim):
    """One reading of an instrument, on its day."""

    score: Score


@dataclass(frozen=True, slots=True)
class NoLegSymptomsClaim(Claim):
    """That there is no pain, numbness or weakness in the legs; ``exhibit`` is empty where the case names none."""

    quote: str | None


_DONE = frozenset({CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING})
"""How a case says that care took place."""


def quotes_of(case: Case) -> Iterator[SourceClaim]:
    """Return each page that a case names, in the order of the case's fields."""
    for path, source in sources(case):
        yield SourceClaim(dotted(path), source.exhibit, source.page, source.quote)


def exhibits_of(case: Case) -> Iterator[ExhibitClaim]:
    """Return what a case says that its exhibits are."""
    for number, exhibit in enumerate(case.exhibits, 1):
        yield ExhibitClaim(f"exhibits.{number}", exhibit.id, None, exhibit.kind, exhibit.date)


def care_of(case: Case) -> Iterator[CareClaim]:
    """Return each course of care that was given and whose record the case names."""
    for number, care in enumerate(case.conservative_care, 1):
        if care.source is not None and care.status in _DONE:
            yield CareClaim(f"conservative_care.{number}", care.source.exhibit, care.source.page, care)


def scores_of(case: Case) -> Iterator[ScoreClaim]:
    """Return each score whose page the case names."""
    for number, score in enumerate(case.pain.scores, 1):
        if score.source is not None:
            yield ScoreClaim(f"pain.scores.{number}", score.source.exhibit, score.source.page, score)


def legs_of(case: Case) -> Iterator[NoLegSymptomsClaim]:
    """Return that there are no symptoms in the legs, if the case says so."""
    legs, source = case.pain.leg_symptoms, case.pain.leg_symptoms.source
    if legs.present is Stated.NO:
        exhibit, page, quote = (source.exhibit, source.page, source.quote) if source else ("", None, None)
        yield NoLegSymptomsClaim("pain.leg_symptoms.present", exhibit, page, quote)
