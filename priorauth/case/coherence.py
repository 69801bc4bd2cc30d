"""Holding a case against itself: references, dates and numbers that cannot all be true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from priorauth.case.model import Case, Source, Urgency
from priorauth.codes import CodeUnits, units_for
from priorauth.dates import PartialDate
from priorauth.records.tree import Path
from priorauth.spine import in_order


@dataclass(frozen=True, slots=True)
class Incoherence:
    """One thing in a case that does not fit another, by its path, its code and the names its message takes."""

    path: Path
    code: str
    names: tuple[tuple[str, object], ...] = ()


def find_incoherences(case: Case, as_of: date) -> tuple[Incoherence, ...]:
    """Find what cannot be true together; ``as_of`` is the day of the packet."""
    return (
        *_exhibits(case),
        *_dates(case, as_of),
        *_request(case),
        *_findings(case),
    )


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Visit every field of a model, depth first, with its path."""
    yield path, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


def sources(case: Case) -> Iterator[tuple[Path, Source]]:
    """Visit every reference to an exhibit page, with its path."""
    for path, value in walk(case):
        if isinstance(value, Source):
            yield path, value


def dotted(path: Path) -> str:
    """Name a field for a message: ``imaging.1.findings.2.source``, entries counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _exhibits(case: Case) -> Iterator[Incoherence]:
    seen: set[str] = set()
    for index, exhibit in enumerate(case.exhibits):
        if exhibit.id in seen:
            yield Incoherence(("exhibits", index, "id"), "PA121", (("id", exhibit.id),))
        seen.add(exhibit.id)
    for path, source in sources(case):
        if source.exhibit not in seen:
            yield Incoherence((*path, "exhibit"), "PA120", (("key", dotted(path)),))


def _recorded_dates(case: Case) -> Iterator[tuple[Path, PartialDate]]:
    """Visit the dates of things that are recorded as past; a planned date is not one."""
    for path, value in walk(case):
        if isinstance(value, PartialDate):
            yield path, value


def _dates(case: Case, as_of: date) -> Iterator[Incoherence]:
    for path, value in _recorded_dates(case):
        if value.earliest > as_of:
            yield Incoherence(path, "PA123", (("key", dotted(path)), ("as_of", as_of)))
        if value.latest < case.patient.birth_date:
            yield Incoherence(path, "PA127", (("key", dotted(path)),))
    if case.patient.birth_date > as_of:
        path = ("patient", "birth_date")
        yield Incoherence(path, "PA123", (("key", dotted(path)), ("as_of", as_of)))
    for index, row in enumerate(case.conservative_care):
        if row.start and row.end and row.end.latest < row.start.earliest:
            yield Incoherence(
                ("conservative_care", index, "end"), "PA122", (("key", f"conservative_care.{index + 1}"),)
            )
    coverage = case.coverage
    if coverage.effective_from and coverage.effective_to and coverage.effective_to < coverage.effective_from:
        yield Incoherence(("coverage", "effective_to"), "PA122", (("key", "coverage"),))


def _request(case: Case) -> Iterator[Incoherence]:
    request = case.request
    asked = {CodeUnits(row.code, row.units) for row in request.procedure_codes}
    if asked and asked != set(units_for(request.vertebral_bodies)):
        yield Incoherence(("request", "procedure_codes"), "PA125")
    if request.urgency is Urgency.EXPEDITED and not request.urgency_reason:
        yield Incoherence(("request", "urgency"), "PA128")
    if len(in_order(request.vertebral_bodies)) == 1:
        yield Incoherence(("request", "vertebral_bodies"), "PA131")


def _findings(case: Case) -> Iterator[Incoherence]:
    requested = set(case.request.vertebral_bodies)
    for study_index, study in enumerate(case.imaging):
        for index, finding in enumerate(study.findings):
            path: Path = ("imaging", study_index, "findings", index)
            if finding.disc_level is None and finding.vertebral_body is None:
                yield Incoherence(path, "PA129")
            allowed = finding.disc_level.endplates if finding.disc_level else finding.endplates
            if any(endplate not in allowed for endplate in finding.endplates):
                yield Incoherence((*path, "endplates"), "PA124")
            for body in finding.bodies if finding.modic_types else ():
                if body not in requested:
                    yield Incoherence(path, "PA130", (("body", str(body)),))
