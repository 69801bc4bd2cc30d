"""The model of what templates see: one typed record for each kind of template, from which all else is derived.

The builders of a context return these records, so the type checker holds them to the model; the linter and the
field reference read the types, the meanings and the suppliers from here.
"""

from __future__ import annotations

from typing import Annotated, TypedDict

from priorauth.letters.context.denial_answers import AppealFields
from priorauth.letters.context.field_docs import BILLING, CLINICIAN, PROFILE, RADIOLOGIST, TOOL, field_doc
from priorauth.letters.context.judgment import CriteriaContext, EvidenceFields, NoticeFields, PolicyFields
from priorauth.letters.context.people import (
    ClinicianFields,
    CoverageFields,
    FacilityFields,
    PatientFields,
    PracticeFields,
    RequestFields,
)
from priorauth.letters.context.record import (
    CareFields,
    ExhibitFields,
    PainFields,
    PainSourceFields,
    SafetyFields,
    StudyFields,
)
from priorauth.letters.packet_pages import PacketFields
from priorauth.letters.requests import AddendumFields, RecordsWantedFields


class CommonContext(TypedDict):
    """What every template sees."""

    as_of: Annotated[str, field_doc("the letter's day, in words", BILLING)]
    case_id: Annotated[str, field_doc("the case's opaque id", BILLING)]
    is_sample: Annotated[bool, field_doc("whether the case is made up", BILLING)]
    patient: Annotated[PatientFields, field_doc("who the letter is about", BILLING)]
    clinician: Annotated[ClinicianFields, field_doc("the physician who signs", BILLING)]
    practice: Annotated[PracticeFields, field_doc("the practice that sends it", BILLING)]


class PayerContext(CommonContext, CriteriaContext):
    """What every document for a payer sees."""

    is_draft: Annotated[bool, field_doc("whether something required is missing", TOOL)]
    coverage: Annotated[CoverageFields, field_doc("the plan that is asked", BILLING)]
    facility: Annotated[FacilityFields, field_doc("where the procedure is to be done", BILLING)]
    request: Annotated[RequestFields, field_doc("what is asked", BILLING)]
    pain: Annotated[PainFields, field_doc("the complaint", CLINICIAN)]
    care: Annotated[list[CareFields], field_doc("conservative care that was tried", CLINICIAN)]
    care_not_tried: Annotated[
        list[CareFields], field_doc("care that was ordered, declined or not possible", CLINICIAN)
    ]
    studies: Annotated[list[StudyFields], field_doc("the MRI studies", RADIOLOGIST)]
    generators: Annotated[
        list[PainSourceFields], field_doc("other sources of pain that were looked for", CLINICIAN)
    ]
    safety: Annotated[SafetyFields, field_doc("conditions by what the chart says of them", CLINICIAN)]
    policy: Annotated[PolicyFields, field_doc("the payer's policy", PROFILE)]
    notices: Annotated[list[NoticeFields], field_doc("what is worth knowing and decides nothing", TOOL)]
    evidence: Annotated[list[EvidenceFields], field_doc("one line for each id in the template's 'cites'", TOOL)]
    exhibits: Annotated[list[ExhibitFields], field_doc("the enclosed records", BILLING)]


class LetterContext(PayerContext):
    """What a letter, a criteria table or a gap list sees."""

    packet: Annotated[
        PacketFields | None, field_doc("where everything stands; unknown for a letter on its own", TOOL)
    ]
    appeal: Annotated[
        AppealFields | None, field_doc("the denial and its answers; none for a first request", BILLING)
    ]


class CoverContext(PayerContext):
    """What the cover sees: it is only written when it is known where everything stands."""

    packet: Annotated[PacketFields, field_doc("where everything stands", TOOL)]
    appeal: Annotated[
        AppealFields | None, field_doc("the denial and its answers; none for a first request", BILLING)
    ]


class AppealLetterContext(PayerContext):
    """What the letters of an appeal and the sheet for a call see: they are only written when there is a denial."""

    packet: Annotated[
        PacketFields | None, field_doc("where everything stands; unknown for a letter on its own", TOOL)
    ]
    appeal: Annotated[AppealFields, field_doc("the denial and its answers", BILLING)]


class RecordRequestContext(CommonContext):
    """What the letter to a records office sees."""

    addendum: Annotated[
        AddendumFields | None, field_doc("what a radiologist is asked; unknown without an MRI", TOOL)
    ]
    records: Annotated[list[RecordsWantedFields], field_doc("the records that are asked for", TOOL)]


class AddendumRequestContext(CommonContext):
    """What the letter to a radiologist sees: it is only written when there is an MRI."""

    addendum: Annotated[AddendumFields, field_doc("what the radiologist is asked", TOOL)]
    records: Annotated[list[RecordsWantedFields], field_doc("the records that are asked of others", TOOL)]


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
    """Return the type of what a template of this name sees."""
    return CONTEXTS.get(template, LetterContext)
