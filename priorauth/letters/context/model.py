"""The model of what templates see: one typed record for each kind of template, from which all else is derived.

The builders of a context return these records, so the type checker holds them to the model; the linter and the
field reference read the types, the meanings and the suppliers from here.
"""

from __future__ import annotations

from typing import Annotated, TypedDict

from priorauth.letters.context.context_denial import AppealFields
from priorauth.letters.context.context_judgment import (
    Addendum,
    Contrary,
    Criterion,
    Evidence,
    Gap,
    Notice,
    Packet,
    Policy,
    RecordsWanted,
)
from priorauth.letters.context.context_people import Clinician, Coverage, Facility, Patient, Practice, Request
from priorauth.letters.context.context_record import Care, Exhibit, Pain, PainSource, Safety, Study
from priorauth.letters.context.field_docs import BILLING, CLINICIAN, PROFILE, RADIOLOGIST, TOOL, says


class CriteriaContext(TypedDict):
    """An assessment, as a letter or a checklist prints it."""

    floor: Annotated[list[Criterion], says("what every request has to show", TOOL)]
    criteria: Annotated[list[Criterion], says("the payer's criteria; empty where none are known", PROFILE)]
    chart_conflicts: Annotated[list[Criterion], says("what the chart brings up against the request", TOOL)]
    gaps: Annotated[list[Gap], says("what is required and not met, a row for each step", TOOL)]
    contrary: Annotated[list[Contrary], says("findings that speak against the procedure", TOOL)]


class CommonContext(TypedDict):
    """What every template sees."""

    as_of: Annotated[str, says("the letter's day, in words", BILLING)]
    case_id: Annotated[str, says("the case's opaque id", BILLING)]
    is_sample: Annotated[bool, says("whether the case is made up", BILLING)]
    patient: Annotated[Patient, says("who the letter is about", BILLING)]
    clinician: Annotated[Clinician, says("the physician who signs", BILLING)]
    practice: Annotated[Practice, says("the practice that sends it", BILLING)]


class PayerContext(CommonContext, CriteriaContext):
    """What every document for a payer sees."""

    is_draft: Annotated[bool, says("whether something required is missing", TOOL)]
    coverage: Annotated[Coverage, says("the plan that is asked", BILLING)]
    facility: Annotated[Facility, says("where the procedure is to be done", BILLING)]
    request: Annotated[Request, says("what is asked", BILLING)]
    pain: Annotated[Pain, says("the complaint", CLINICIAN)]
    care: Annotated[list[Care], says("conservative care that was tried", CLINICIAN)]
    care_not_tried: Annotated[list[Care], says("care that was ordered, declined or not possible", CLINICIAN)]
    studies: Annotated[list[Study], says("the MRI studies", RADIOLOGIST)]
    generators: Annotated[list[PainSource], says("other sources of pain that were looked for", CLINICIAN)]
    safety: Annotated[Safety, says("conditions by what the chart says of them", CLINICIAN)]
    policy: Annotated[Policy, says("the payer's policy", PROFILE)]
    notices: Annotated[list[Notice], says("what is worth knowing and decides nothing", TOOL)]
    evidence: Annotated[list[Evidence], says("one line for each id in the template's 'cites'", TOOL)]
    exhibits: Annotated[list[Exhibit], says("the enclosed records", BILLING)]


class LetterContext(PayerContext):
    """What a letter, a criteria table or a gap list sees."""

    packet: Annotated[Packet | None, says("where everything stands; unknown for a letter on its own", TOOL)]
    appeal: Annotated[AppealFields | None, says("the denial and its answers; none for a first request", BILLING)]


class CoverContext(PayerContext):
    """What the cover sees: it is only written when it is known where everything stands."""

    packet: Annotated[Packet, says("where everything stands", TOOL)]
    appeal: Annotated[AppealFields | None, says("the denial and its answers; none for a first request", BILLING)]


class AppealLetterContext(PayerContext):
    """What the letters of an appeal and the sheet for a call see: they are only written when there is a denial."""

    packet: Annotated[Packet | None, says("where everything stands; unknown for a letter on its own", TOOL)]
    appeal: Annotated[AppealFields, says("the denial and its answers", BILLING)]


class RecordRequestContext(CommonContext):
    """What the letter to a records office sees."""

    addendum: Annotated[Addendum | None, says("what a radiologist is asked; unknown without an MRI", TOOL)]
    records: Annotated[list[RecordsWanted], says("the records that are asked for", TOOL)]


class AddendumRequestContext(CommonContext):
    """What the letter to a radiologist sees: it is only written when there is an MRI."""

    addendum: Annotated[Addendum, says("what the radiologist is asked", TOOL)]
    records: Annotated[list[RecordsWanted], says("the records that are asked of others", TOOL)]


CONTEXTS: dict[str, type] = {
    "cover": CoverContext,
    "addendum_request": AddendumRequestContext,
    "record_request": RecordRequestContext,
    "appeal_level_1": AppealLetterContext,
    "appeal_level_2": AppealLetterContext,
    "appeal_external": AppealLetterContext,
    "peer_to_peer": AppealLetterContext,
}
"""The context of each template that does not see a `LetterContext`, by the template's name."""


def context_of(template: str) -> type:
    """Give the type of what a template of this name sees."""
    return CONTEXTS.get(template, LetterContext)
