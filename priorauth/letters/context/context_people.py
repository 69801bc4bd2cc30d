"""The context model's people and request: who is part of it, and what is asked."""

from __future__ import annotations

from typing import Annotated, TypedDict

from priorauth.letters.context.field_docs import BILLING, CLINICIAN, TOOL, says


class Patient(TypedDict):
    """Who the letter is about."""

    name: Annotated[str, says("given name, then family name", BILLING)]
    birth_date: Annotated[str, says("the date of birth in words", BILLING)]
    record_number: Annotated[str | None, says("the practice's own number for the chart", BILLING)]


class Coverage(TypedDict):
    """The plan that is asked."""

    payer_name: Annotated[str, says("the payer's name as the card has it", BILLING)]
    plan_name: Annotated[str | None, says("the plan's name", BILLING)]
    member_id: Annotated[str, says("the member id as the card has it", BILLING)]
    group_id: Annotated[str | None, says("the group number", BILLING)]


class Clinician(TypedDict):
    """The physician who orders and signs."""

    name: Annotated[str, says("the name without credentials", BILLING)]
    signature: Annotated[str, says("the name with credentials, as a signature has it", BILLING)]
    npi: Annotated[str, says("the National Provider Identifier", BILLING)]
    specialty: Annotated[str | None, says("the specialty", BILLING)]
    phone: Annotated[str | None, says("the number for a peer-to-peer call", BILLING)]
    fax: Annotated[str | None, says("the physician's own fax number", BILLING)]


class Practice(TypedDict):
    """The practice that sends the packet."""

    name: Annotated[str, says("the practice's name", BILLING)]
    street: Annotated[str, says("street and number", BILLING)]
    town: Annotated[str, says("city, state and postal code", BILLING)]
    phone: Annotated[str, says("the practice's phone number", BILLING)]
    fax: Annotated[str | None, says("the practice's fax number", BILLING)]


class Facility(TypedDict):
    """Where the procedure is to be done."""

    name: Annotated[str, says("the facility's name", BILLING)]
    place_of_service: Annotated[str, says("the place-of-service code", BILLING)]
    npi: Annotated[str | None, says("the facility's NPI", BILLING)]


class RequestedCode(TypedDict):
    """A procedure code that is asked for."""

    code: Annotated[str, says("the procedure code", BILLING)]
    units: Annotated[int, says("units of it", BILLING)]
    name: Annotated[str | None, says("our short name of the procedure, where we have one", TOOL)]


class Diagnosis(TypedDict):
    """A diagnosis the request names."""

    code: Annotated[str, says("the ICD-10-CM code", BILLING)]
    name: Annotated[str | None, says("our short name of the diagnosis, where we have one", TOOL)]


class Request(TypedDict):
    """What is asked."""

    bodies: Annotated[str, says("the vertebral bodies to treat, as a sentence lists them", CLINICIAN)]
    bodies_count: Annotated[int, says("how many bodies", CLINICIAN)]
    disc_levels: Annotated[str | None, says("the disc levels that lie between those bodies", TOOL)]
    codes: Annotated[list[RequestedCode], says("the procedure codes with their units", BILLING)]
    diagnoses: Annotated[list[Diagnosis], says("the diagnoses", CLINICIAN)]
    planned_date: Annotated[str | None, says("the planned day in words", BILLING)]
    device: Annotated[str | None, says("the device", CLINICIAN)]
    is_expedited: Annotated[bool, says("whether a fast decision is asked for", CLINICIAN)]
    urgency_reason: Annotated[str | None, says("why it is urgent", CLINICIAN, given=("is_expedited",))]
    rationale: Annotated[str | None, says("one paragraph in the physician's own words", CLINICIAN)]
