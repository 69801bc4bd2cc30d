"""The plain data a template sees: text, whole numbers, yes-or-no, lists and dictionaries of these.

Their names and types are those of `priorauth.letters.context.model`. A template prints what stands here and cannot
reach anything else. Optional facts are ``None`` and have to be guarded. Every clinical fact carries ``ref``, a
ready link to its exhibit page, or ``None``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from priorauth.domain.dates import long_date
from priorauth.letters.context.denial_answers import appeal_context
from priorauth.letters.context.judgment import criteria_context, evidence_of, notices_of, policy_of
from priorauth.letters.context.model import LetterContext, RecordRequestContext
from priorauth.letters.context.people import (
    clinician_of,
    coverage_of,
    facility_of,
    patient_of,
    practice_of,
    request_of,
)
from priorauth.letters.context.record import (
    care_of,
    exhibits_of,
    generators_of,
    pain_of,
    safety_of,
    studies_of,
)
from priorauth.letters.packet_pages import PacketPages, packet_context
from priorauth.letters.requests import requests_context
from priorauth.submission.gate import GatedCase


def letter_context(
    standing: GatedCase,
    exhibit_pages: Mapping[str, int],
    cites: Sequence[str],
    enclosed: Mapping[str, str] | None = None,
    packet: PacketPages | None = None,
    questions: int | None = None,
) -> LetterContext:
    """Gather what a letter, a checklist or a cover may say.

    ``exhibit_pages`` gives each exhibit's page count and ``enclosed``, in words, how much of it goes out, where
    that is not the whole; ``cites`` are ids of the citation library, in order; ``packet`` says where everything
    stands, once that is known; ``questions`` is how many the sheet for a call has at most.
    """
    case = standing.case
    return {
        "as_of": long_date(standing.as_of),
        "case_id": case.case_id,
        "is_draft": standing.is_draft,
        "is_sample": case.sample,
        "patient": patient_of(case),
        "coverage": coverage_of(case),
        "clinician": clinician_of(case),
        "practice": practice_of(case),
        "facility": facility_of(case),
        "request": request_of(case),
        "pain": pain_of(standing),
        "care": care_of(case, tried=True),
        "care_not_tried": care_of(case, tried=False),
        "studies": studies_of(case),
        "generators": generators_of(case),
        "safety": safety_of(case),
        "policy": policy_of(standing.profile, is_fallback=standing.is_fallback),
        **criteria_context(standing, packet),
        "notices": notices_of(standing.assessment),
        "evidence": evidence_of(cites),
        "packet": None if packet is None else packet_context(packet),
        "appeal": appeal_context(standing, packet, questions),
        "exhibits": exhibits_of(case, exhibit_pages, enclosed or {}),
    }


def request_context(standing: GatedCase) -> RecordRequestContext:
    """Gather what a letter to a radiologist or a records office may say: nothing of the payer or the request."""
    case = standing.case
    return {
        "as_of": long_date(standing.as_of),
        "case_id": case.case_id,
        "is_sample": case.sample,
        "patient": patient_of(case),
        "clinician": clinician_of(case),
        "practice": practice_of(case),
        **requests_context(case),
    }
