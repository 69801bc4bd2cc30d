"""What a template sees of the record: pain, treatment, imaging, other sources of pain, safety and the exhibits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, TypedDict

from priorauth.case.model import (
    Care,
    CareStatus,
    Case,
    Certainty,
    ConditionFact,
    ImagingFinding,
    Score,
    Source,
    Stated,
    Study,
    StudyModality,
)
from priorauth.criteria.condition_criteria import name_of as condition_name
from priorauth.domain.dates import whole_months
from priorauth.domain.spine import joined
from priorauth.letters.context import wording
from priorauth.letters.context.field_docs import BILLING, CLINICIAN, RADIOLOGIST, TOOL, field_doc
from priorauth.letters.markdown.escaping import Markup, exhibit_ref
from priorauth.letters.packet_pages import source_ref
from priorauth.submission.gate import GatedCase

_TRIED = (CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING)


class ScoreFields(TypedDict):
    """The newest reading of one instrument."""

    says: Annotated[str, field_doc("instrument, number and unit, as the start of a sentence", CLINICIAN)]
    date: Annotated[str, field_doc("when it was read, in words", CLINICIAN)]
    ref: Annotated[Markup | None, field_doc("a link to the page that shows it", BILLING)]


class PainFields(TypedDict):
    """The complaint."""

    onset: Annotated[str | None, field_doc("when the pain began, as exactly as the chart has it", CLINICIAN)]
    duration: Annotated[str | None, field_doc("months from the onset to the letter's day, in words", TOOL)]
    ref: Annotated[Markup | None, field_doc("a link to the page that gives the onset", BILLING)]
    is_axial: Annotated[bool, field_doc("whether the pain is mainly in the back", CLINICIAN)]
    pattern_ref: Annotated[Markup | None, field_doc("a link to the page that gives the pattern", BILLING)]
    no_leg_symptoms: Annotated[bool, field_doc("whether leg symptoms are documented as absent", CLINICIAN)]
    leg_ref: Annotated[Markup | None, field_doc("a link to the page that speaks of the legs", BILLING)]
    worse_with: Annotated[str | None, field_doc("what makes it worse, as a sentence lists it", CLINICIAN)]
    eased_by: Annotated[str | None, field_doc("what eases it", CLINICIAN)]
    limits: Annotated[str | None, field_doc("what the patient cannot do, after 'cannot'", CLINICIAN)]
    is_unremitting: Annotated[bool, field_doc("whether the pain is documented as unremitting", CLINICIAN)]
    has_functional_impairment: Annotated[
        bool, field_doc("whether significant functional impairment is documented", CLINICIAN)
    ]
    severity_ref: Annotated[Markup | None, field_doc("a link to the page that gives the severity", BILLING)]
    matching_levels: Annotated[str | None, field_doc("the disc levels the pain matches on examination", CLINICIAN)]
    matching_ref: Annotated[Markup | None, field_doc("a link to the page of that examination", BILLING)]
    scores: Annotated[list[ScoreFields], field_doc("the newest reading of each instrument", CLINICIAN)]


def pain_of(gated: GatedCase) -> PainFields:
    """Return the pain as the chart has it: how long on the day of the letter, where, and how it limits."""
    pain = gated.case.pain
    known = pain.onset is not None and pain.onset.latest <= gated.as_of
    duration = wording.months(whole_months(pain.onset.latest, gated.as_of)) if pain.onset and known else None
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


def _latest_by_instrument(scores: Iterable[Score]) -> list[Score]:
    newest: dict[tuple[str, str], Score] = {}
    for score in sorted(scores, key=lambda score: score.date.latest):
        newest[score.instrument, score.unit] = score
    return list(newest.values())


class CareFields(TypedDict):
    """One course of conservative care."""

    name: Annotated[str, field_doc("the kind of care with what the chart adds to it", CLINICIAN)]
    dates: Annotated[str, field_doc("when it ran, in words", BILLING)]
    sessions: Annotated[int | None, field_doc("how many sessions; 0 counts as documented", BILLING)]
    status: Annotated[str, field_doc("how far it came", CLINICIAN)]
    result: Annotated[str, field_doc("what it brought, and why it ended", CLINICIAN)]
    supervised_by: Annotated[str | None, field_doc("who directed or delivered it", CLINICIAN)]
    reason: Annotated[str | None, field_doc("why it ended or was not done", CLINICIAN)]
    ref: Annotated[Markup | None, field_doc("a link to the page that shows it", BILLING)]


def care_of(case: Case, *, tried: bool) -> list[CareFields]:
    """Return the treatments that were tried, or those that were not."""
    return [_care(row) for row in case.conservative_care if (row.status in _TRIED) is tried]


def _care(row: Care) -> CareFields:
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


class FindingFields(TypedDict):
    """What an MRI report says of one place."""

    place: Annotated[str, field_doc("the disc level or body in the report's own terms", RADIOLOGIST)]
    types: Annotated[str, field_doc("the Modic type or types, or that none is stated", RADIOLOGIST)]
    is_typed: Annotated[bool, field_doc("whether the report names a Modic type", RADIOLOGIST)]
    endplates: Annotated[str | None, field_doc("the endplates the report names", RADIOLOGIST)]
    is_hedged: Annotated[bool, field_doc("whether the report leaves it as uncertain", RADIOLOGIST)]
    description: Annotated[str | None, field_doc("the report's words where it names no type", RADIOLOGIST)]
    quote: Annotated[str | None, field_doc("the radiologist's sentence, word for word", RADIOLOGIST)]
    ref: Annotated[Markup | None, field_doc("a link to the page of the report", BILLING)]


class StudyFields(TypedDict):
    """One MRI."""

    date: Annotated[str, field_doc("when it was made, in words", RADIOLOGIST)]
    region: Annotated[str, field_doc("what it shows, such as 'lumbar spine'", RADIOLOGIST)]
    radiologist: Annotated[str | None, field_doc("who read it", RADIOLOGIST)]
    sequences: Annotated[str | None, field_doc("the series the report lists", RADIOLOGIST)]
    findings: Annotated[list[FindingFields], field_doc("the endplate findings", RADIOLOGIST)]
    transitional: Annotated[bool, field_doc("whether the report describes transitional anatomy", RADIOLOGIST)]
    numbering_statement: Annotated[str | None, field_doc("how the report numbers the vertebrae", RADIOLOGIST)]
    ref: Annotated[Markup | None, field_doc("a link to the report", BILLING)]


def studies_of(case: Case) -> list[StudyFields]:
    """Return the MRI studies: nothing else shows a Modic change."""
    return [_study(study) for study in case.imaging if study.modality is StudyModality.MRI]


def _study(study: Study) -> StudyFields:
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


def _finding(finding: ImagingFinding) -> FindingFields:
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


class PainSourceFields(TypedDict):
    """Another source of pain that was looked for."""

    name: Annotated[str, field_doc("the source's name", CLINICIAN)]
    verdict: Annotated[str, field_doc("what was concluded", CLINICIAN)]
    method: Annotated[str | None, field_doc("how it was looked for", CLINICIAN)]
    date: Annotated[str | None, field_doc("when, in words", CLINICIAN)]
    relief: Annotated[str | None, field_doc("relief after a block, with its % sign", CLINICIAN)]
    detail: Annotated[str | None, field_doc("what the chart adds", CLINICIAN)]
    ref: Annotated[Markup | None, field_doc("a link to the page that shows it", BILLING)]


def generators_of(case: Case) -> list[PainSourceFields]:
    """Return each other source of pain that was looked into."""
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


class SafetyFactFields(TypedDict):
    """A condition the label or a payer asks about."""

    name: Annotated[str, field_doc("the condition's name", TOOL)]
    detail: Annotated[str | None, field_doc("what the chart adds", CLINICIAN)]
    ref: Annotated[Markup | None, field_doc("a link to the page that speaks of it", BILLING)]


class SafetyPageFields(TypedDict):
    """What one page documents as absent."""

    ref: Annotated[Markup | None, field_doc("a link to the page", BILLING)]
    names: Annotated[str, field_doc("the absent conditions, as a sentence lists them", CLINICIAN)]


class SafetyFields(TypedDict):
    """Conditions by what the chart says of them."""

    absent: Annotated[list[SafetyPageFields], field_doc("documented as absent, by page", CLINICIAN)]
    present: Annotated[list[SafetyFactFields], field_doc("documented as present", CLINICIAN)]
    unknown: Annotated[
        list[SafetyFactFields], field_doc("not in the chart, which is not the same as absent", CLINICIAN)
    ]


def safety_of(case: Case) -> SafetyFields:
    """Return the contraindications that are absent, by the page that shows them, present and unknown."""
    asked = {name: getattr(case.safety, field) for field, name in wording.SAFETY.items()}
    if case.patient.sex.value == "male":
        del asked[wording.SAFETY["pregnancy"]]
    rows = [(fact.present, _safety(name, fact.detail, fact.source)) for name, fact in asked.items()]
    prior = case.safety.prior_ablation
    ablated = joined(prior.bodies) or None
    rows.append((prior.performed, _safety("prior basivertebral nerve ablation", ablated, prior.source)))
    rows += [(row.present, _safety(condition_name(row.condition), row.detail, row.source)) for row in _named(case)]
    absent: dict[Markup | None, list[str]] = {}
    for stated, row in rows:
        if stated is Stated.NO:
            absent.setdefault(row["ref"], []).append(row["name"])
    return {
        "absent": [{"ref": ref, "names": joined(names)} for ref, names in absent.items()],
        "present": [row for stated, row in rows if stated is Stated.YES],
        "unknown": [row for stated, row in rows if stated not in (Stated.YES, Stated.NO)],
    }


def _named(case: Case) -> tuple[ConditionFact, ...]:
    """Return the conditions that have no field of their own and of which the chart says something."""
    return tuple(row for row in case.safety.conditions if row.present is not Stated.NOT_DOCUMENTED)


def _safety(name: str, detail: str | None, source: Source | None) -> SafetyFactFields:
    return {"name": name, "detail": detail, "ref": source_ref(source)}


class ExhibitFields(TypedDict):
    """One enclosed record."""

    id: Annotated[str, field_doc("its letter in the packet", BILLING)]
    title: Annotated[str, field_doc("its title", BILLING)]
    kind: Annotated[str, field_doc("its kind in words", BILLING)]
    pages: Annotated[int, field_doc("how many pages it has", TOOL)]
    enclosed: Annotated[str, field_doc("how much of it goes out, in words", TOOL)]
    ref: Annotated[Markup, field_doc("a link to its first page", TOOL)]


def exhibits_of(case: Case, pages: Mapping[str, int], enclosed: Mapping[str, str]) -> list[ExhibitFields]:
    """Return each exhibit; ``pages`` counts its pages, ``enclosed`` has words where not all of it goes out."""
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
