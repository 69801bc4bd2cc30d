"""What templates see: one typed record for each kind of template, and the plain data that fills it.

A template prints what stands here and cannot reach anything else: text, whole numbers, yes-or-no, lists and
dictionaries of these. Optional facts are ``None`` and have to be guarded; every clinical fact carries ``ref``, a
ready link to its exhibit page, or ``None``. The type checker holds the builders to these records; the linter and
the field reference read the types, the meanings and the suppliers from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, TypedDict

from priorauth.domain.dates import long_date
from priorauth.letters.context.denial_answers import AppealFields, appeal_context
from priorauth.letters.context.field_docs import BILLING, CLINICIAN, PROFILE, RADIOLOGIST, TOOL, field_doc
from priorauth.letters.context.judgment import (
    CriteriaContext,
    EvidenceFields,
    NoticeFields,
    PolicyFields,
    criteria_context,
    evidence_of,
    notices_of,
    policy_of,
)
from priorauth.letters.context.people import (
    ClinicianFields,
    CoverageFields,
    FacilityFields,
    PatientFields,
    PracticeFields,
    RequestFields,
    clinician_of,
    coverage_of,
    facility_of,
    patient_of,
    practice_of,
    request_of,
)
from priorauth.letters.context.record import (
    CareFields,
    ExhibitFields,
    PainFields,
    PainSourceFields,
    SafetyFields,
    StudyFields,
    care_of,
    exhibits_of,
    generators_of,
    pain_of,
    safety_of,
    studies_of,
)
from priorauth.letters.packet_pages import PacketFacts, PacketFields, packet_context
from priorauth.letters.requests import AddendumFields, RecordsWantedFields, requests_context
from priorauth.submission.gate import GatedCase


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
    is_documentation: Annotated[
        bool,
        field_doc("whether it documents the chart and asks for nothing, as the plan takes no request", PROFILE),
    ]
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


def letter_context(
    gated: GatedCase,
    exhibit_pages: Mapping[str, int],
    cites: Sequence[str],
    packet: PacketFacts,
) -> LetterContext:
    """Gather what a letter, a checklist or a cover may say.

    ``exhibit_pages`` gives each exhibit's page count; ``cites`` are ids of the citation library, in order.
    """
    case = gated.case
    return {
        "as_of": long_date(gated.as_of),
        "case_id": case.case_id,
        "is_draft": gated.is_draft,
        "is_documentation": gated.is_documentation,
        "is_sample": case.sample,
        "patient": patient_of(case),
        "coverage": coverage_of(case),
        "clinician": clinician_of(case),
        "practice": practice_of(case),
        "facility": facility_of(case),
        "request": request_of(case),
        "pain": pain_of(gated),
        "care": care_of(case, tried=True),
        "care_not_tried": care_of(case, tried=False),
        "studies": studies_of(case),
        "generators": generators_of(case),
        "safety": safety_of(case),
        "policy": policy_of(
            gated.profile,
            is_fallback=gated.is_fallback,
            is_other=gated.is_other,
            line=case.coverage.line_of_business,
        ),
        **criteria_context(gated, packet.pages),
        "notices": notices_of(gated.assessment),
        "evidence": evidence_of(cites),
        "packet": None if packet.pages is None else packet_context(packet.pages),
        "appeal": appeal_context(gated, packet.pages, packet.questions),
        "exhibits": exhibits_of(case, exhibit_pages, packet.enclosed),
    }


def request_context(gated: GatedCase) -> RecordRequestContext:
    """Gather what a letter to a radiologist or a records office may say: nothing of the payer or the request."""
    case = gated.case
    return {
        "as_of": long_date(gated.as_of),
        "case_id": case.case_id,
        "is_sample": case.sample,
        "patient": patient_of(case),
        "clinician": clinician_of(case),
        "practice": practice_of(case),
        **requests_context(case),
    }
