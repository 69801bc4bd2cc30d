"""Modic changes named in the free texts a letter prints: they may not go beyond the findings of the case."""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.case.consistency import dotted, walk
from priorauth.case.model import (
    Answer,
    Care,
    Case,
    ExhibitAnswer,
    ImagingFinding,
    LegSymptoms,
    ProcedureRequest,
    SafetyFact,
    WorkUp,
)
from priorauth.domain.spine import DiscLevel, ModicType
from priorauth.readers.mri.model import Place, ReportedFinding
from priorauth.readers.mri.read_report import read_changes

OTHER_MENTION = "PA748"

_PRINTED: tuple[tuple[type, tuple[str, ...]], ...] = (
    (ProcedureRequest, ("rationale", "urgency_reason")),
    (Care, ("detail", "reason")),
    (ImagingFinding, ("description",)),
    (WorkUp, ("method", "detail")),
    (LegSymptoms, ("detail",)),
    (SafetyFact, ("detail",)),
    (Answer, ("statement",)),
    (ExhibitAnswer, ("statement",)),
)
"""The free texts that can stand in a letter."""


def stray_mentions(case: Case) -> Iterator[str]:
    """Name each free text that places a Modic change where no finding of the case does, or gives it another type.

    Only what is written out counts: "Modic type 2 at L3-L4". A denial or an earlier study's finding does not.
    """
    findings = tuple(finding for study in case.imaging for finding in study.findings)
    titles = ((f"exhibits.{number}.title", item.title) for number, item in enumerate(case.exhibits, 1))
    for field, text in (*free_texts(case), *titles):
        if any(True for _ in strays(text, findings)):
            yield field


def free_texts(case: Case) -> Iterator[tuple[str, str]]:
    """Visit the free texts that a letter can print, each with its dotted field name."""
    for path, value in walk(case):
        for kind, names in _PRINTED:
            if isinstance(value, kind):
                for name in names:
                    text = getattr(value, name)
                    if text:
                        yield dotted((*path, name)), text


def strays(text: str, findings: tuple[ImagingFinding, ...]) -> Iterator[int]:
    """Return where a text places a Modic change where none of the findings does, or gives it another type."""
    changes = read_changes(text)
    for item in changes.findings:
        if item.types and not _is_known(item, findings):
            yield item.words.start
    types = {kind for finding in findings for kind in finding.modic_types}
    for loose in changes.unplaced:
        if set(loose.types) - types:
            yield loose.words.start


def _is_known(said: ReportedFinding, findings: tuple[ImagingFinding, ...]) -> bool:
    """Whether the findings at the place that is said, or beside it, have every type that is said."""
    known: set[ModicType] = set()
    for finding in findings:
        if _is_at(said.place, finding):
            known.update(finding.modic_types)
    return set(said.types) <= known


def _is_at(place: Place, finding: ImagingFinding) -> bool:
    if place in (finding.disc_level, finding.vertebral_body):
        return True
    if isinstance(place, DiscLevel):
        return bool(set(place.endplates) & set(finding.endplates))
    return place in finding.bodies
