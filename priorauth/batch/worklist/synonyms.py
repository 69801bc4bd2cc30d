"""What clinics write over their columns, and the field of a case that each means."""

from __future__ import annotations

from priorauth.batch.worklist.column_map import ALIASES, CASE_FILE, CASE_ID, path_of
from priorauth.batch.worklist.field_types import shape_at
from priorauth.batch.worklist.headers import folded

HEADERS: dict[str, tuple[str, ...]] = {
    CASE_ID: ("case", "case #", "case no", "case number", "pa case", "packet id", "tracking id", "bvna case"),
    CASE_FILE: ("case folder", "case path", "chart folder", "file", "folder"),
    "family_name": ("last name", "last", "surname", "patient last name", "pt last name", "patient last", "lname"),
    "given_name": ("first name", "first", "patient first name", "pt first name", "patient first", "fname"),
    "birth_date": ("dob", "date of birth", "birthdate", "patient dob", "pt dob", "d.o.b."),
    "patient.sex": ("sex", "gender", "m/f"),
    "patient.record_number": (
        "mrn",
        "chart #",
        "chart no",
        "chart number",
        "medical record number",
        "emr id",
        "acct #",
    ),
    "payer": (
        "insurance",
        "ins",
        "ins.",
        "carrier",
        "insurance company",
        "primary insurance",
        "primary ins",
        "payor",
    ),
    "coverage.payer_name": ("payer name", "insurance name"),
    "coverage.plan_name": ("plan", "plan name", "insurance plan"),
    "coverage.line_of_business": ("line of business", "lob", "plan type", "insurance type"),
    "member_id": (
        "member #",
        "member no",
        "subscriber id",
        "policy #",
        "policy number",
        "insurance id",
        "ins id",
        "memberid",
    ),
    "coverage.group_id": ("group", "group #", "group no", "group number", "group id"),
    "coverage.verified_on": (
        "eligibility verified",
        "benefits verified",
        "verified on",
        "verified",
        "elig checked",
    ),
    "planned_date": (
        "dos",
        "date of service",
        "surgery date",
        "procedure date",
        "date of surgery",
        "date of procedure",
        "scheduled",
        "scheduled date",
        "sx date",
        "proc date",
        "planned dos",
    ),
    "provider": (
        "physician",
        "surgeon",
        "doctor",
        "md",
        "ordering provider",
        "ordering physician",
        "dr",
        "performing provider",
    ),
    "vertebral_bodies": ("bodies", "bodies treated", "vertebrae"),
    "diagnosis_codes": (
        "dx",
        "diagnosis",
        "dx code",
        "icd-10",
        "icd10",
        "icd",
        "icd-10 code",
        "diagnosis code",
        "dx codes",
    ),
    "request.urgency": ("urgency", "priority"),
    "pain.onset": ("onset", "pain onset", "symptom onset"),
}
"""Beside each field's own names. "Level" is not among them: a disc level is no body, and which is meant varies."""


def _known() -> dict[str, str]:
    found = {folded(header): field for field, headers in HEADERS.items() for header in headers}
    own = {name.replace("_", " "): name for name in (CASE_ID, CASE_FILE, *ALIASES)}
    return {**found, **own, **{name: name for name in (CASE_ID, CASE_FILE, *ALIASES)}}


_KNOWN = _known()


def field_for(header: str) -> str | None:
    """Return the field a header most likely means; ``None`` for one that no case has, or that is not known here."""
    text = folded(header).rstrip(":* ")
    if text in _KNOWN:
        return _KNOWN[text]
    return text if "." in text and shape_at(path_of(text)) is not None else None
