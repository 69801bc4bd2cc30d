"""The values of a case that a letter prints and no pattern could know: names, ids, places, drugs."""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.case.model import Case
from priorauth.letters.checks.facts_in_text import FactKind


def named_values(case: Case) -> dict[str, FactKind]:
    """Return each such value with its kind, for `facts_in_text.facts_in`; a short one is left out."""
    return {value: kind for kind, value in _values(case) if value is not None and len(value) > 1}


def _values(case: Case) -> Iterator[tuple[FactKind, str | None]]:
    patient, coverage, clinician = case.patient, case.coverage, case.ordering_clinician
    for name in (patient.name.full, patient.name.given, patient.name.family, clinician.name):
        yield FactKind.NAME, name
    for place in (case.practice.name, case.facility.name, coverage.payer_name, coverage.plan_name):
        yield FactKind.NAME, place
    for number in (coverage.member_id, coverage.group_id, patient.record_number):
        yield FactKind.IDENTIFIER, number
    for npi in (clinician.npi, case.practice.npi, case.facility.npi):
        yield FactKind.NPI, npi
    for phone in (clinician.phone, clinician.fax, case.practice.phone, case.practice.fax):
        yield FactKind.PHONE, phone
    yield FactKind.DETAIL, case.practice.address.street
    yield FactKind.DETAIL, case.practice.address.city
    yield FactKind.DETAIL, case.request.device
    yield from ((FactKind.NAME, study.radiologist) for study in case.imaging)
    yield from ((FactKind.DETAIL, care.detail) for care in case.conservative_care)
    yield from ((FactKind.DETAIL, work_up.method) for work_up in case.other_generators)
