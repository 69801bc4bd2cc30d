"""What a case claims of its exhibits: each clinical statement, the exhibit and page it names, and what to look for.

A claim without an exhibit is not listed: the criteria already ask for its page. The exception is that there are no
symptoms in the legs, which any note of the packet can contradict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from priorauth.case.consistency import dotted, sources
from priorauth.case.model import (
    Care,
    CareStatus,
    Case,
    ExhibitKind,
    Finding,
    Score,
    Source,
    Stated,
    Study,
    WorkUp,
)
from priorauth.domain.dates import PartialDate

DONE = frozenset({CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING})
"""How a case says that care took place."""

ANY_EXHIBIT = ""
"""In place of an exhibit: the case names none, and every note may speak to the claim."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a case: its field, and the exhibit and page that are to show it."""

    field: str
    exhibit: str
    page: int | None


@dataclass(frozen=True, slots=True)
class SourceClaim(Claim):
    """That a page exists, can be read, and says the words quoted from it."""

    quote: str | None


@dataclass(frozen=True, slots=True)
class FindingClaim(Claim):
    """What a report says of one place: level or body, types, endplates, certainty."""

    finding: Finding


@dataclass(frozen=True, slots=True)
class StudyClaim(Claim):
    """The date, series, radiologist, numbering and kind of one imaging study."""

    study: Study


@dataclass(frozen=True, slots=True)
class CareClaim(Claim):
    """One course of care: that it was given, from when to when, and how often."""

    care: Care


@dataclass(frozen=True, slots=True)
class ScoreClaim(Claim):
    """One reading of an instrument, on its day."""

    score: Score


class Event(StrEnum):
    """What a single date is of."""

    ONSET = "onset"
    ABLATION = "ablation"


@dataclass(frozen=True, slots=True)
class DateClaim(Claim):
    """When something was that is no course of care."""

    event: Event
    date: PartialDate


@dataclass(frozen=True, slots=True)
class WorkUpClaim(Claim):
    """How another source of pain was looked for: levels, date and relief."""

    work_up: WorkUp


@dataclass(frozen=True, slots=True)
class NoLegSymptomsClaim(Claim):
    """That there is no pain, numbness or weakness in the legs."""

    quote: str | None


@dataclass(frozen=True, slots=True)
class NoAblationClaim(Claim):
    """That the basivertebral nerve was not ablated before."""

    quote: str | None


@dataclass(frozen=True, slots=True)
class ExhibitClaim(Claim):
    """That an exhibit is the kind of record, and has the date, that the case gives it."""

    kind: ExhibitKind
    date: PartialDate | None


def claims_of(case: Case) -> tuple[Claim, ...]:
    """List every claim of a case that names an exhibit, in the order of the case's fields."""
    return (
        *_quotes(case),
        *_pain(case),
        *_care(case),
        *_imaging(case),
        *_work_ups(case),
        *_safety(case),
        *_exhibits(case),
    )


def _quotes(case: Case) -> Iterator[SourceClaim]:
    for path, source in sources(case):
        yield SourceClaim(dotted(path), source.exhibit, source.page, source.quote)


def _pain(case: Case) -> Iterator[Claim]:
    pain = case.pain
    if pain.onset is not None and pain.source is not None:
        yield DateClaim("pain.onset", *_at(pain.source), Event.ONSET, pain.onset)
    legs = pain.leg_symptoms
    if legs.present is Stated.NO:
        at = _at(legs.source) if legs.source is not None else (ANY_EXHIBIT, None)
        yield NoLegSymptomsClaim("pain.leg_symptoms.present", *at, legs.source.quote if legs.source else None)
    for number, score in enumerate(pain.scores, 1):
        if score.source is not None:
            yield ScoreClaim(f"pain.scores.{number}", *_at(score.source), score)


def _care(case: Case) -> Iterator[Claim]:
    for number, care in enumerate(case.conservative_care, 1):
        if care.source is not None and care.status in DONE:
            yield CareClaim(f"conservative_care.{number}", *_at(care.source), care)


def _imaging(case: Case) -> Iterator[Claim]:
    for number, study in enumerate(case.imaging, 1):
        field = f"imaging.{number}"
        if study.source is not None:
            yield StudyClaim(field, *_at(study.source), study)
        for place, finding in enumerate(study.findings, 1):
            source = finding.source or study.source
            if source is not None:
                yield FindingClaim(f"{field}.findings.{place}", *_at(source), finding)


def _work_ups(case: Case) -> Iterator[Claim]:
    for number, work_up in enumerate(case.other_generators, 1):
        if work_up.source is not None:
            yield WorkUpClaim(f"other_generators.{number}", *_at(work_up.source), work_up)


def _safety(case: Case) -> Iterator[Claim]:
    prior = case.safety.prior_ablation
    if prior.source is None:
        return
    field = "safety.prior_ablation"
    if prior.performed is Stated.NO:
        yield NoAblationClaim(f"{field}.performed", *_at(prior.source), prior.source.quote)
    elif prior.date is not None:
        yield DateClaim(f"{field}.date", *_at(prior.source), Event.ABLATION, prior.date)


def _exhibits(case: Case) -> Iterator[Claim]:
    for number, exhibit in enumerate(case.exhibits, 1):
        yield ExhibitClaim(f"exhibits.{number}", exhibit.id, None, exhibit.kind, exhibit.date)


def _at(source: Source) -> tuple[str, int | None]:
    return source.exhibit, source.page
