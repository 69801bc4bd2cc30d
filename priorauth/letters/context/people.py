"""What a template sees of the people and places of a case, and of what is asked for."""

from __future__ import annotations

from typing import Annotated, TypedDict

from priorauth.case.model import Case
from priorauth.domain.codes import DIAGNOSES, PROCEDURES, CodeUnits, units_for
from priorauth.domain.dates import long_date
from priorauth.domain.spine import in_order, joined, levels_within
from priorauth.letters.context import wording
from priorauth.letters.context.field_docs import BILLING, CLINICIAN, TOOL, field_doc


class PatientFields(TypedDict):
    """Who the letter is about."""

    name: Annotated[str, field_doc("given name, then family name", BILLING)]
    birth_date: Annotated[str, field_doc("the date of birth in words", BILLING)]
    record_number: Annotated[str | None, field_doc("the practice's own number for the chart", BILLING)]


def patient_of(case: Case) -> PatientFields:
    """Return who the letter is about."""
    patient = case.patient
    return {
        "name": patient.name.full,
        "birth_date": long_date(patient.birth_date),
        "record_number": patient.record_number,
    }


class CoverageFields(TypedDict):
    """The plan that is asked."""

    payer_name: Annotated[str, field_doc("the payer's name as the card has it", BILLING)]
    plan_name: Annotated[str | None, field_doc("the plan's name", BILLING)]
    member_id: Annotated[str, field_doc("the member id as the card has it", BILLING)]
    group_id: Annotated[str | None, field_doc("the group number", BILLING)]


def coverage_of(case: Case) -> CoverageFields:
    """Return who pays."""
    coverage = case.coverage
    return {
        "payer_name": coverage.payer_name,
        "plan_name": coverage.plan_name,
        "member_id": coverage.member_id,
        "group_id": coverage.group_id,
    }


class ClinicianFields(TypedDict):
    """The physician who orders and signs."""

    name: Annotated[str, field_doc("the name without credentials", BILLING)]
    signature: Annotated[str, field_doc("the name with credentials, as a signature has it", BILLING)]
    npi: Annotated[str, field_doc("the National Provider Identifier", BILLING)]
    specialty: Annotated[str | None, field_doc("the specialty", BILLING)]
    phone: Annotated[str | None, field_doc("the number for a peer-to-peer call", BILLING)]
    fax: Annotated[str | None, field_doc("the physician's own fax number", BILLING)]


def clinician_of(case: Case) -> ClinicianFields:
    """Return who signs."""
    who = case.ordering_clinician
    return {
        "name": who.name,
        "signature": f"{who.name}, {who.credentials}",
        "npi": who.npi,
        "specialty": who.specialty,
        "phone": who.phone,
        "fax": who.fax,
    }


class PracticeFields(TypedDict):
    """The practice that sends the packet."""

    name: Annotated[str, field_doc("the practice's name", BILLING)]
    street: Annotated[str, field_doc("street and number", BILLING)]
    town: Annotated[str, field_doc("city, state and postal code", BILLING)]
    phone: Annotated[str, field_doc("the practice's phone number", BILLING)]
    fax: Annotated[str | None, field_doc("the practice's fax number", BILLING)]


def practice_of(case: Case) -> PracticeFields:
    """Return who sends the letter."""
    practice = case.practice
    where = practice.address
    return {
        "name": practice.name,
        "street": where.street,
        "town": f"{where.city}, {where.state} {where.postal_code}",
        "phone": practice.phone,
        "fax": practice.fax,
    }


class FacilityFields(TypedDict):
    """Where the procedure is to be done."""

    name: Annotated[str, field_doc("the facility's name", BILLING)]
    place_of_service: Annotated[str, field_doc("the place-of-service code", BILLING)]
    npi: Annotated[str | None, field_doc("the facility's NPI", BILLING)]


def facility_of(case: Case) -> FacilityFields:
    """Return where the procedure is done."""
    facility = case.facility
    return {"name": facility.name, "place_of_service": facility.place_of_service, "npi": facility.npi}


class RequestedCodeFields(TypedDict):
    """A procedure code that is asked for."""

    code: Annotated[str, field_doc("the procedure code", BILLING)]
    units: Annotated[int, field_doc("units of it", BILLING)]
    name: Annotated[str | None, field_doc("our short name of the procedure, where we have one", TOOL)]


class DiagnosisFields(TypedDict):
    """A diagnosis the request names."""

    code: Annotated[str, field_doc("the ICD-10-CM code", BILLING)]
    name: Annotated[str | None, field_doc("our short name of the diagnosis, where we have one", TOOL)]


class RequestFields(TypedDict):
    """What is asked."""

    bodies: Annotated[str, field_doc("the vertebral bodies to treat, as a sentence lists them", CLINICIAN)]
    bodies_count: Annotated[int, field_doc("how many bodies", CLINICIAN)]
    disc_levels: Annotated[str | None, field_doc("the disc levels that lie between those bodies", TOOL)]
    codes: Annotated[list[RequestedCodeFields], field_doc("the procedure codes with their units", BILLING)]
    diagnoses: Annotated[list[DiagnosisFields], field_doc("the diagnoses", CLINICIAN)]
    planned_date: Annotated[str | None, field_doc("the planned day in words", BILLING)]
    device: Annotated[str | None, field_doc("the device", CLINICIAN)]
    is_expedited: Annotated[bool, field_doc("whether a fast decision is asked for", CLINICIAN)]
    urgency_reason: Annotated[str | None, field_doc("why it is urgent", CLINICIAN, given=("is_expedited",))]
    rationale: Annotated[str | None, field_doc("one paragraph in the physician's own words", CLINICIAN)]


def request_of(case: Case) -> RequestFields:
    """Return what is asked for; units that the case leaves open follow from its bodies."""
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
