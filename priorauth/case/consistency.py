"""Holding a case against itself: references, dates and numbers that cannot all be true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import BaseModel

from priorauth.case.case_id import holds_a_day, holds_a_name, is_reserved
from priorauth.case.model import Answer, Care, CareStatus, Case, ImagingFinding, Source, Urgency
from priorauth.domain.codes import Validity, units_for, validity
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import in_order
from priorauth.parsing.tree import Path


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """One thing in a case that does not fit another, by its path, its code and the names its message takes."""

    path: Path
    code: str
    names: tuple[tuple[str, object], ...] = ()


def find_inconsistencies(case: Case, as_of: date) -> tuple[Inconsistency, ...]:
    """Find what cannot be true together; ``as_of`` is the day of the packet."""
    return (
        *_case_id(case),
        *_sample_values(case),
        *_exhibits(case),
        *_dates(case, as_of),
        *_request(case),
        *_findings(case),
    )


def _case_id(case: Case) -> Iterator[Inconsistency]:
    patient = case.patient
    if holds_a_name(case.case_id, (patient.name.given, patient.name.family)):
        yield Inconsistency(("case_id",), "PA133", (("what", "a name of the patient"),))
    if holds_a_day(case.case_id, patient.birth_date):
        yield Inconsistency(("case_id",), "PA133", (("what", "the patient's birth date"),))
    if is_reserved(case.case_id):
        yield Inconsistency(("case_id",), "PA134")


_SAMPLE_WORDS = re.compile(r"\bExample\b|\bJordan Sample\b")
_SAMPLE_NPI = "1234567893"
_SAMPLE_PHONE = re.compile(r"\D*1?\D*(555\D*\d{3}\D*\d{4}|\d{3}\D*555\D*01\d\d|555\D*01\d\d)\D*\Z")
"""Numbers that no telephone has: the area code 555, and 555-0100 to 555-0199 in any area."""


def _sample_values(case: Case) -> Iterator[Inconsistency]:
    """Find what the settings of a new practice hold as an example; a packet of a made-up case may show it."""
    if case.sample:
        return
    for name in ("practice", "facility", "ordering_clinician"):
        for path, value in walk(getattr(case, name), (name,)):
            if isinstance(value, str) and _is_sample(str(path[-1]), value):
                yield Inconsistency(path, "PA136", (("key", ".".join(map(str, path))),))


def _is_sample(name: str, value: str) -> bool:
    if name in ("phone", "fax"):
        return _SAMPLE_PHONE.match(value) is not None
    return value == _SAMPLE_NPI if name == "npi" else _SAMPLE_WORDS.search(value) is not None


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


_M = TypeVar("_M", bound=BaseModel)


def with_pages(record: _M, page_of: Callable[[str], Source | None], field: str = "") -> _M:
    """Return a record with the page that ``page_of`` gives for each place of one, by its dotted field.

    The page in a named person's answer is their own and stays.
    """
    changes: dict[str, object] = {}
    for name in type(record).model_fields:
        place, value = f"{field}.{name}".lstrip("."), getattr(record, name)
        if name == "source" or name.endswith("_source"):
            changes[name] = page_of(place)
        elif isinstance(value, tuple):
            entries = enumerate(value, 1)
            changes[name] = tuple(
                _entry_with_pages(entry, page_of, f"{place}.{number}") for number, entry in entries
            )
        else:
            changes[name] = _entry_with_pages(value, page_of, place)
    return record.model_copy(update=changes)


def _entry_with_pages(value: object, page_of: Callable[[str], Source | None], field: str) -> object:
    if isinstance(value, BaseModel) and not isinstance(value, Answer):
        return with_pages(value, page_of, field)
    return value


def dotted(path: Path) -> str:
    """Name a field for a message: ``imaging.1.findings.2.source``, entries counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _exhibits(case: Case) -> Iterator[Inconsistency]:
    seen: set[str] = set()
    for index, exhibit in enumerate(case.exhibits):
        if exhibit.id in seen:
            yield Inconsistency(("exhibits", index, "id"), "PA121", (("id", exhibit.id),))
        seen.add(exhibit.id)
        if exhibit.attested_by is not None:
            path: Path = ("exhibits", index, "attested_by")
            yield Inconsistency(path, "PA137", (("key", dotted(path)),))
    for path, source in sources(case):
        if source.exhibit not in seen:
            yield Inconsistency((*path, "exhibit"), "PA120", (("key", dotted(path)),))
    for index, answer in enumerate(case.exhibit_answers):
        if answer.exhibit not in seen:
            place: Path = ("exhibit_answers", index)
            yield Inconsistency((*place, "exhibit"), "PA120", (("key", dotted(place)),))


def _dates(case: Case, as_of: date) -> Iterator[Inconsistency]:
    birth = case.patient.birth_date
    planned = _planned(case)
    for path, value in walk(case):
        if not isinstance(value, PartialDate):
            continue
        if value.earliest > as_of and path[:2] not in planned:
            yield _in_the_future(path, as_of)
        if value.latest < birth:
            yield Inconsistency(path, "PA127", (("key", dotted(path)),))
    if birth > as_of:
        yield _in_the_future(("patient", "birth_date"), as_of)
    if case.coverage.verified_on and case.coverage.verified_on > as_of:
        yield _in_the_future(("coverage", "verified_on"), as_of)
    yield from _ends_before_starts(case)
    yield from _on_the_day_of_the_procedure(case, as_of)


def _on_the_day_of_the_procedure(case: Case, as_of: date) -> Iterator[Inconsistency]:
    """Find what does not hold on the planned day, or on the packet's where none is planned."""
    planned, coverage = case.request.planned_date, case.coverage
    day = planned or as_of
    if day < as_of:
        yield Inconsistency(("request", "planned_date"), "PA191", (("key", "request.planned_date"),))
    first, last = coverage.effective_from, coverage.effective_to
    is_whole = first is None or last is None or first <= last  # else PA122 says so
    if is_whole and last is not None and last < day:
        yield Inconsistency(("coverage", "effective_to"), "PA192", (("key", "coverage.effective_to"),))
    if is_whole and first is not None and first > day:
        yield Inconsistency(("coverage", "effective_from"), "PA192", (("key", "coverage.effective_from"),))
    for index, code in enumerate(case.request.diagnosis_codes):
        if validity(code, day) is Validity.NOT_VALID:
            path: Path = ("request", "diagnosis_codes", index)
            yield Inconsistency(path, "PA190", (("key", dotted(path)),))


def _planned(case: Case) -> set[Path]:
    """Return the courses of care that are ordered and not yet done; their dates may lie ahead."""
    rows = enumerate(case.conservative_care)
    return {("conservative_care", index) for index, row in rows if row.status is CareStatus.ORDERED}


def _in_the_future(path: Path, as_of: date) -> Inconsistency:
    return Inconsistency(path, "PA123", (("key", dotted(path)), ("as_of", as_of)))


def _ends_before_starts(case: Case) -> Iterator[Inconsistency]:
    for index, row in enumerate(case.conservative_care):
        if _certainly_ends_before_it_starts(row):
            yield Inconsistency(
                ("conservative_care", index, "end"), "PA122", (("key", f"conservative_care.{index + 1}"),)
            )
    coverage = case.coverage
    if coverage.effective_from and coverage.effective_to and coverage.effective_to < coverage.effective_from:
        yield Inconsistency(("coverage", "effective_to"), "PA122", (("key", "coverage"),))


def _certainly_ends_before_it_starts(row: Care) -> bool:
    """Whether no reading of partial dates puts the end on or after the start."""
    return row.start is not None and row.end is not None and row.end.latest < row.start.earliest


def _request(case: Case) -> Iterator[Inconsistency]:
    request = case.request
    # A list, not a set: the same row twice asks for twice the units.
    asked = sorted((row.code, row.units) for row in request.procedure_codes)
    if asked and asked != [(row.code, row.units) for row in units_for(request.vertebral_bodies)]:
        yield Inconsistency(("request", "procedure_codes"), "PA125")
    if request.urgency is Urgency.EXPEDITED and not request.urgency_reason:
        yield Inconsistency(("request", "urgency"), "PA128")
    if len(in_order(request.vertebral_bodies)) == 1:
        yield Inconsistency(("request", "vertebral_bodies"), "PA131")


def _findings(case: Case) -> Iterator[Inconsistency]:
    requested = set(case.request.vertebral_bodies)
    for study_index, study in enumerate(case.imaging):
        for index, finding in enumerate(study.findings):
            path: Path = ("imaging", study_index, "findings", index)
            if finding.disc_level is None and finding.vertebral_body is None:
                yield Inconsistency(path, "PA129")
            if finding.disc_level is not None and finding.vertebral_body is not None:
                yield Inconsistency(path, "PA132")
            elif _has_a_stray_endplate(finding):
                yield Inconsistency((*path, "endplates"), "PA124")
            for body in finding.bodies if finding.modic_types else ():
                if body not in requested:
                    yield Inconsistency(path, "PA130", (("body", str(body)),))


def _has_a_stray_endplate(finding: ImagingFinding) -> bool:
    """Whether an endplate lies elsewhere than the disc level, or the body, that the finding is placed at."""
    if finding.disc_level is not None:
        return any(endplate not in finding.disc_level.endplates for endplate in finding.endplates)
    body = finding.vertebral_body
    return body is not None and any(endplate.body is not body for endplate in finding.endplates)
