"""The plain data a template sees: text, whole numbers, yes-or-no, lists and dictionaries of these.

Their names and types are those of `priorauth.letters.context_model`. A template prints what stands here and cannot
reach anything else. Optional facts are ``None`` and have to be guarded. Every clinical fact carries ``ref``, a
ready link to its exhibit page, or ``None``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from priorauth.case.model import (
    Care,
    CareStatus,
    Case,
    Certainty,
    Finding,
    Score,
    Stated,
    Study,
    StudyModality,
)
from priorauth.codes import DIAGNOSES, PROCEDURES, CodeUnits, units_for
from priorauth.dates import long_date, whole_months
from priorauth.letters import context_people as people
from priorauth.letters import context_record as record
from priorauth.letters import wording
from priorauth.letters.appeal_context import appeal_context
from priorauth.letters.citations import CitationLibrary
from priorauth.letters.context_judgment import Evidence
from priorauth.letters.context_judgment import Policy as PolicyFields
from priorauth.letters.context_model import LetterContext, RecordRequestContext
from priorauth.letters.criteria_context import criteria_context
from priorauth.letters.escaping import Markup, exhibit_ref
from priorauth.letters.packet_pages import PacketPages, packet_context, source_ref
from priorauth.letters.requests import requests_context
from priorauth.payers.model import Policy, Position, Profile
from priorauth.spine import in_order, joined, levels_within
from priorauth.submission import Standing


def letter_context(
    standing: Standing,
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
    case, assessment = standing.case, standing.assessment
    return {
        "as_of": long_date(standing.as_of),
        "case_id": case.case_id,
        "is_draft": standing.is_draft,
        "is_sample": case.sample,
        "patient": _patient(case),
        "coverage": _coverage(case),
        "clinician": _clinician(case),
        "practice": _practice(case),
        "facility": {
            "name": case.facility.name,
            "place_of_service": case.facility.place_of_service,
            "npi": case.facility.npi,
        },
        "request": _request(case),
        "pain": _pain(standing),
        "care": [_care(row) for row in case.conservative_care if row.status in _TRIED],
        "care_not_tried": [_care(row) for row in case.conservative_care if row.status not in _TRIED],
        "studies": [_study(study) for study in case.imaging if study.modality is StudyModality.MRI],
        "generators": _generators(case),
        "safety": _safety(case),
        "policy": _policy(standing.profile, is_fallback=standing.is_fallback),
        **criteria_context(standing, packet),
        "notices": [{"code": n.code, "text": n.text, "owner": wording.OWNER[n.owner]} for n in assessment.notices],
        "evidence": _evidence(cites),
        "packet": None if packet is None else packet_context(packet),
        "appeal": appeal_context(standing, packet, questions),
        "exhibits": _exhibits(case, exhibit_pages, enclosed or {}),
    }


def request_context(standing: Standing) -> RecordRequestContext:
    """Gather what a letter to a radiologist or a records office may say: nothing of the payer or the request."""
    case = standing.case
    return {
        "as_of": long_date(standing.as_of),
        "case_id": case.case_id,
        "is_sample": case.sample,
        "patient": _patient(case),
        "clinician": _clinician(case),
        "practice": _practice(case),
        **requests_context(case),
    }


_TRIED = (CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING)


def _patient(case: Case) -> people.Patient:
    patient = case.patient
    return {
        "name": patient.name.full,
        "birth_date": long_date(patient.birth_date),
        "record_number": patient.record_number,
    }


def _coverage(case: Case) -> people.Coverage:
    coverage = case.coverage
    return {
        "payer_name": coverage.payer_name,
        "plan_name": coverage.plan_name,
        "member_id": coverage.member_id,
        "group_id": coverage.group_id,
    }


def _clinician(case: Case) -> people.Clinician:
    who = case.ordering_clinician
    return {
        "name": who.name,
        "signature": f"{who.name}, {who.credentials}",
        "npi": who.npi,
        "specialty": who.specialty,
        "phone": who.phone,
        "fax": who.fax,
    }


def _practice(case: Case) -> people.Practice:
    practice = case.practice
    where = practice.address
    return {
        "name": practice.name,
        "street": where.street,
        "town": f"{where.city}, {where.state} {where.postal_code}",
        "phone": practice.phone,
        "fax": practice.fax,
    }


def _request(case: Case) -> people.Request:
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


def _latest_by_instrument(scores: Iterable[Score]) -> list[Score]:
    newest: dict[tuple[str, str], Score] = {}
    for score in sorted(scores, key=lambda score: score.date.latest):
        newest[score.instrument, score.unit] = score
    return list(newest.values())


def _pain(standing: Standing) -> record.Pain:
    pain = standing.case.pain
    known = pain.onset is not None and pain.onset.latest <= standing.as_of
    duration = wording.months(whole_months(pain.onset.latest, standing.as_of)) if pain.onset and known else None
    exact = pain.onset is not None and pain.onset.is_exact
    matching = pain.matching_levels
    return {
        "onset": wording.partial(pain.onset),
        "duration": duration if exact or duration is None else f"at least {duration}",
        "ref": source_ref(pain.source),
        "is_axial": pain.pattern.value == "axial",
        "pattern_ref": source_ref(pain.pattern_source),
        "no_leg_symptoms": pain.leg_symptoms.present is Stated.NO,
        "leg_ref": source_ref(pain.leg_symptoms.source),
        "worse_with": joined(pain.worse_with) or None,
        "eased_by": joined(pain.eased_by) or None,
        "limits": joined(pain.limits) or None,
        "is_unremitting": pain.unremitting is Stated.YES,
        "has_functional_impairment": pain.functional_impairment is Stated.YES,
        "severity_ref": source_ref(pain.severity_source),
        "matching_levels": joined(matching.disc_levels) if matching else None,
        "matching_ref": source_ref(matching.source) if matching else None,
        "scores": [
            {
                "says": wording.score_says(score),
                "date": score.date.words,
                "ref": source_ref(score.source),
            }
            for score in _latest_by_instrument(pain.scores)
        ],
    }


def _care(row: Care) -> record.Care:
    return {
        "name": wording.care_name(row),
        "dates": wording.care_dates(row),
        "sessions": row.sessions,
        "status": wording.CARE_STATUS[row.status],
        "result": wording.care_result(row),
        "supervised_by": joined(wording.SUPERVISOR[who] for who in row.supervised_by) or None,
        "reason": row.reason,
        "ref": source_ref(row.source),
    }


def _finding(finding: Finding) -> record.Finding:
    return {
        "place": finding.place,
        "types": wording.types(finding.modic_types),
        "is_typed": bool(finding.modic_types),
        "endplates": joined(map(str, finding.endplates)) or None,
        "is_hedged": finding.certainty is Certainty.HEDGED,
        "description": finding.description,
        "quote": finding.source.quote if finding.source else None,
        "ref": source_ref(finding.source),
    }


def _study(study: Study) -> record.Study:
    return {
        "date": study.date.words,
        "region": study.region,
        "radiologist": study.radiologist,
        "sequences": joined(study.sequences) or None,
        "findings": [_finding(finding) for finding in study.findings],
        "transitional": study.numbering.transitional is Stated.YES,
        "numbering_statement": study.numbering.statement,
        "ref": source_ref(study.source),
    }


def _generators(case: Case) -> list[record.PainSource]:
    return [
        {
            "name": wording.GENERATOR[row.generator],
            "verdict": row.verdict.value.replace("_", " "),
            "method": row.method,
            "date": wording.partial(row.date),
            "relief": None if row.relief_percent is None else f"{row.relief_percent}%",
            "detail": row.detail,
            "ref": source_ref(row.source),
        }
        for row in case.other_generators
    ]


def _safety(case: Case) -> record.Safety:
    absent: dict[Markup | None, list[str]] = {}
    present: list[record.SafetyFact] = []
    unknown: list[record.SafetyFact] = []
    for field, name in wording.SAFETY.items():
        fact = getattr(case.safety, field)
        row: record.SafetyFact = {"name": name, "detail": fact.detail, "ref": source_ref(fact.source)}
        if field == "pregnancy" and case.patient.sex.value == "male":
            continue
        _sort_in(row, fact.present, absent, present, unknown)
    prior = case.safety.prior_ablation
    row = {
        "name": "prior basivertebral nerve ablation",
        "detail": joined(prior.bodies) or None,
        "ref": source_ref(prior.source),
    }
    _sort_in(row, prior.performed, absent, present, unknown)
    pages: list[record.SafetyPage] = [{"ref": ref, "names": joined(names)} for ref, names in absent.items()]
    return {"absent": pages, "present": present, "unknown": unknown}


def _sort_in(
    row: record.SafetyFact,
    stated: Stated,
    absent: dict[Markup | None, list[str]],
    present: list[record.SafetyFact],
    unknown: list[record.SafetyFact],
) -> None:
    """Put a safety fact where it belongs; absent ones are gathered by the page that shows them."""
    if stated is Stated.NO:
        absent.setdefault(row["ref"], []).append(row["name"])
    else:
        (present if stated is Stated.YES else unknown).append(row)


def policy_citation(policy: Policy) -> str | None:
    """Cite a policy by number, version and title; ``None`` when neither number nor title was seen."""
    number = " / ".join(part for part in (policy.number, policy.article) if part)
    named = ", ".join(part for part in (number, policy.title) if part)
    return named or None


def _policy(profile: Profile, *, is_fallback: bool) -> PolicyFields:
    policy = profile.policy
    reference = is_fallback or profile.position is Position.REFERENCE
    return {
        "profile_id": profile.id,
        "carrier": profile.carrier.name,
        "citation": policy_citation(policy),
        "effective": wording.day(policy.effective),
        "url": policy.url,
        "retrieved": long_date(profile.retrieved),
        "position": profile.position.value,
        "is_silent": profile.position is Position.SILENT,
        "is_reference": reference,
        "is_fallback": is_fallback,
        "grade": wording.GRADE[profile.grade],
        "criteria_grade": wording.GRADE[profile.criteria_grade or profile.grade],
        "incomplete": profile.incomplete,
        "otherwise": profile.otherwise,
        "modifiers": [{"code": m.code, "attests": m.attests} for m in profile.codes.modifiers],
    }


def _evidence(cites: Sequence[str]) -> list[Evidence]:
    lines = CitationLibrary.load().evidence_lines(cites)
    return [
        {"claim": line.claim, "limits": line.limits, "reference": line.reference, "doi_url": line.doi_url}
        for line in lines
    ]


def _exhibits(case: Case, pages: Mapping[str, int], enclosed: Mapping[str, str]) -> list[record.Exhibit]:
    whole = {name: f"{count} page{'' if count == 1 else 's'}" for name, count in pages.items()}
    return [
        {
            "id": exhibit.id,
            "title": exhibit.title,
            "kind": wording.exhibit_kind(exhibit.kind),
            "pages": pages.get(exhibit.id, 0),
            "enclosed": enclosed.get(exhibit.id) or whole.get(exhibit.id, "0 pages"),
            "ref": exhibit_ref(exhibit.id, 1),
        }
        for exhibit in case.exhibits
    ]
