"""What a template sees of the people and places of a case, and of what is asked for."""

from __future__ import annotations

from priorauth.case.model import Case
from priorauth.domain.codes import DIAGNOSES, PROCEDURES, CodeUnits, units_for
from priorauth.domain.dates import long_date
from priorauth.domain.spine import in_order, joined, levels_within
from priorauth.letters.context import context_people as people
from priorauth.letters.context import wording


def patient_of(case: Case) -> people.Patient:
    """Give who the letter is about."""
    patient = case.patient
    return {
        "name": patient.name.full,
        "birth_date": long_date(patient.birth_date),
        "record_number": patient.record_number,
    }


def coverage_of(case: Case) -> people.Coverage:
    """Give who pays."""
    coverage = case.coverage
    return {
        "payer_name": coverage.payer_name,
        "plan_name": coverage.plan_name,
        "member_id": coverage.member_id,
        "group_id": coverage.group_id,
    }


def clinician_of(case: Case) -> people.Clinician:
    """Give who signs."""
    who = case.ordering_clinician
    return {
        "name": who.name,
        "signature": f"{who.name}, {who.credentials}",
        "npi": who.npi,
        "specialty": who.specialty,
        "phone": who.phone,
        "fax": who.fax,
    }


def practice_of(case: Case) -> people.Practice:
    """Give who sends the letter."""
    practice = case.practice
    where = practice.address
    return {
        "name": practice.name,
        "street": where.street,
        "town": f"{where.city}, {where.state} {where.postal_code}",
        "phone": practice.phone,
        "fax": practice.fax,
    }


def facility_of(case: Case) -> people.Facility:
    """Give where the procedure is done."""
    facility = case.facility
    return {"name": facility.name, "place_of_service": facility.place_of_service, "npi": facility.npi}


def request_of(case: Case) -> people.Request:
    """Give what is asked for; units that the case leaves open follow from its bodies."""
    request = case.request
    bodies = in_order(request.vertebral_bodies)
    asked = tuple(CodeUnits(row.code, row.units) for row in request.procedure_codes) or units_for(bodies)
    return {
        "bodies": joined(bodies),
        "bodies_count": len(bodies),
        "disc_levels": joined(levels_within(bodies)) or None,
        "codes": [
            {
                "code": row.code,
                "units": row.units,
                "name": PROCEDURES[row.code].name if row.code in PROCEDURES else None,
            }
            for row in asked
        ],
        "diagnoses": [
            {"code": code, "name": DIAGNOSES[code].name if code in DIAGNOSES else None}
            for code in request.diagnosis_codes
        ],
        "planned_date": wording.day(request.planned_date),
        "device": request.device,
        "is_expedited": request.urgency.value == "expedited",
        "urgency_reason": request.urgency_reason,
        "rationale": request.rationale,
    }
