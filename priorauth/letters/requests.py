"""What is asked of others when something is missing: of a radiologist an addendum, of a records office records.

A request names the study or the care and the questions that are open, never the answer that would help: what is
written for the asking is worth nothing to a reviewer, and may not be true.
"""

from __future__ import annotations

from typing import Annotated, TypedDict

from priorauth.case.model import (
    Care,
    CareStatus,
    Case,
    Certainty,
    ImagingFinding,
    Modality,
    Response,
    Study,
    StudyModality,
)
from priorauth.criteria.model import FailureClass, Result
from priorauth.domain.spine import levels_within
from priorauth.letters.context import wording
from priorauth.letters.context.field_docs import BILLING, CLINICIAN, RADIOLOGIST, TOOL, field_doc
from priorauth.problems import Owner
from priorauth.submission.gate import GatedCase

ADDENDUM_REQUEST = "addendum_request"
RECORD_REQUEST = "record_request"
REQUESTS = (ADDENDUM_REQUEST, RECORD_REQUEST)
"""The templates of letters that go to others than the payer."""

_CARE_KINDS = frozenset({"conservative_care_duration", "required_modalities"})
_CARE_FLOOR = frozenset({"floor-conservative-care", "floor-therapy"})
_THERAPY = (
    Modality.PHYSICAL_THERAPY,
    Modality.HOME_EXERCISE,
    Modality.EXERCISE,
    Modality.CHIROPRACTIC,
    Modality.COGNITIVE_BEHAVIORAL_THERAPY,
    Modality.ACUPUNCTURE,
)
"""Care that someone outside the practice may have given and keeps the records of."""
_REFUSED = (CareStatus.DECLINED, CareStatus.CONTRAINDICATED)


def request_names(gated: GatedCase) -> tuple[str, ...]:
    """Name the request letters that could close what is open, by their templates."""
    open_results = gated.assessment.open
    wanted = {
        ADDENDUM_REQUEST: any(_owners(result) & {Owner.RADIOLOGIST} for result in open_results)
        and _study(gated.case) is not None,
        RECORD_REQUEST: any(_is_about_care(result) and _owners(result) for result in open_results)
        and bool(_records(gated.case)),
    }
    return tuple(name for name in REQUESTS if wanted[name])


class PlaceFields(TypedDict):
    """A level or body the radiologist is asked about."""

    place: Annotated[str, field_doc("the level or body", RADIOLOGIST)]
    said: Annotated[str, field_doc("how the report is read", RADIOLOGIST)]
    asks: Annotated[list[str], field_doc("what is asked", TOOL)]


class AddendumFields(TypedDict):
    """What the radiologist is asked."""

    study_date: Annotated[str, field_doc("when the MRI was made, in words", RADIOLOGIST)]
    region: Annotated[str, field_doc("what it shows", RADIOLOGIST)]
    radiologist: Annotated[str | None, field_doc("who read it", RADIOLOGIST)]
    lists_series: Annotated[bool, field_doc("whether the report lists its series", RADIOLOGIST)]
    places: Annotated[list[PlaceFields], field_doc("what is open, by level", TOOL)]


class RecordsWantedFields(TypedDict):
    """Records of one course of care that are asked for."""

    name: Annotated[str, field_doc("the kind of care", CLINICIAN)]
    dates: Annotated[str, field_doc("when it ran, as far as is known", BILLING)]
    asks: Annotated[list[str], field_doc("what the records should let us see", TOOL)]


class Asked(TypedDict):
    """What the request letters ask."""

    addendum: AddendumFields | None
    records: list[RecordsWantedFields]


def requests_context(case: Case) -> Asked:
    """Return what the request letters ask: ``addendum`` (``None`` without an MRI) and ``records``."""
    study = _study(case)
    return {"addendum": None if study is None else _addendum(study, case), "records": _records(case)}


def _owners(result: Result) -> set[Owner]:
    """Return who can close a result's gaps; what is not a gap, no document closes."""
    return {s.owner for s in result.shortfalls if s.failure is FailureClass.GAP and s.owner is not Owner.NOBODY}


def _is_about_care(result: Result) -> bool:
    about = (result, *result.members)
    return any(r.kind in _CARE_KINDS or r.id in _CARE_FLOOR or "-conservative_care." in r.id for r in about)


def _study(case: Case) -> Study | None:
    """Find the MRI that is asked about: the newest."""
    scans = [study for study in case.imaging if study.modality is StudyModality.MRI]
    return max(scans, key=lambda study: study.date.latest, default=None)


def _addendum(study: Study, case: Case) -> AddendumFields:
    reported = [_place(finding) for finding in study.findings]
    named = {finding.place for finding in study.findings}
    at_bodies = {finding.vertebral_body for finding in study.findings}
    silent = [
        level
        for level in levels_within(case.request.vertebral_bodies)
        if level not in named and not at_bodies & set(level.bodies)
    ]
    return {
        "study_date": study.date.words,
        "region": study.region,
        "radiologist": study.radiologist,
        "lists_series": bool(study.sequences),
        "places": [place for place in reported if place["asks"]]
        + [{"place": str(level), "said": _SILENT, "asks": _ALL} for level in silent],
    }


_SILENT = "our chart notes no finding at the endplates of this level"
_TYPE = "whether Modic changes are present and, if so, the type or types as you read them"
_ENDPLATES = "the endplates on which you see the changes, if any"
_CERTAINTY = "whether you state the finding or leave it as uncertain"
_ALL = [_TYPE, _ENDPLATES]


def _place(finding: ImagingFinding) -> PlaceFields:
    is_open = {
        _TYPE: not finding.modic_types,
        _ENDPLATES: not finding.endplates,
        _CERTAINTY: finding.certainty is Certainty.HEDGED,
    }
    asks = [question for question, asked in is_open.items() if asked]
    quote = finding.source.quote if finding.source else None
    said = f"the report says “{quote}”" if quote else "the report describes changes"
    return {"place": finding.place, "said": said, "asks": asks}


def _records(case: Case) -> list[RecordsWantedFields]:
    """List the courses of care whose records leave something open; any therapy, where the case has none at all."""
    rows = [row for row in case.conservative_care if row.modality in _THERAPY and row.status not in _REFUSED]
    if not rows:
        any_care: RecordsWantedFields = {
            "name": "Therapy for low back pain",
            "dates": "dates not documented",
            "asks": [*_EVERYTHING],
        }
        return [any_care]
    return [
        {"name": wording.care_name(row), "dates": wording.care_dates(row), "asks": asks}
        for row in rows
        if (asks := _asks(row))
    ]


_EVERYTHING = (
    "the first and the last day of treatment",
    "the number of visits attended",
    "the discharge summary, or the last progress note",
)


def _asks(row: Care) -> list[str]:
    if row.status is CareStatus.ORDERED:
        return ["whether the care was begun", *_EVERYTHING]
    has_days = row.start is not None and row.end is not None and row.start.is_exact and row.end.is_exact
    has_result = row.response is not Response.NOT_DOCUMENTED and row.source is not None
    is_known = (has_days, row.sessions is not None, has_result)
    return [question for question, known in zip(_EVERYTHING, is_known, strict=True) if not known]
