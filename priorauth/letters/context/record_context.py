"""What a template sees of the record: pain, treatment, imaging, other sources of pain, safety and the exhibits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from priorauth.case.model import Care, CareStatus, Case, Certainty, Finding, Score, Stated, Study, StudyModality
from priorauth.domain.dates import whole_months
from priorauth.domain.spine import joined
from priorauth.letters.context import context_record as record
from priorauth.letters.context import wording
from priorauth.letters.markdown.escaping import Markup, exhibit_ref
from priorauth.letters.packet_pages import source_ref
from priorauth.submission.gate import Standing

_TRIED = (CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING)


def care_of(case: Case, *, tried: bool) -> list[record.Care]:
    """Give the treatments that were tried, or those that were not."""
    return [_care(row) for row in case.conservative_care if (row.status in _TRIED) is tried]


def studies_of(case: Case) -> list[record.Study]:
    """Give the MRI studies: nothing else shows a Modic change."""
    return [_study(study) for study in case.imaging if study.modality is StudyModality.MRI]


def _latest_by_instrument(scores: Iterable[Score]) -> list[Score]:
    newest: dict[tuple[str, str], Score] = {}
    for score in sorted(scores, key=lambda score: score.date.latest):
        newest[score.instrument, score.unit] = score
    return list(newest.values())


def pain_of(standing: Standing) -> record.Pain:
    """Give the pain as the chart has it: how long on the day of the letter, where, and how it limits."""
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


def generators_of(case: Case) -> list[record.PainSource]:
    """Give each other source of pain that was looked into."""
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


def safety_of(case: Case) -> record.Safety:
    """Give the contraindications that are absent, present and unknown; absent ones by the page that shows them."""
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


def exhibits_of(case: Case, pages: Mapping[str, int], enclosed: Mapping[str, str]) -> list[record.Exhibit]:
    """Give each exhibit; ``pages`` counts its pages, ``enclosed`` has words for those of which not all goes out."""
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
