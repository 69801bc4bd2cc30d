"""Who must act and why, for what a chart leaves out or says against the procedure."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from priorauth.criteria.assess import assess, judge
from priorauth.criteria.floor import FLOOR
from priorauth.criteria.model import Result
from priorauth.criteria.outcome import Outcome, View
from priorauth.payers.criteria import AnyCriterion
from priorauth.payers.library import default_library
from tests.cases import AS_OF, borne_out, clean_case

PROFILE = default_library().load("highmark-wy-15-01-004").profile
RULES = {id_: rule for id_, _, rule in FLOOR}
PT, NSAID, REST = "conservative_care__0", "conservative_care__1", "conservative_care__2"
UPPER, LOWER = "imaging__0__findings__0", "imaging__0__findings__1"
L5_S1_ONLY = {"request__vertebral_bodies": ["L5", "S1"]}
ANSWER = {"by": "Jordan Sample, MD", "statement": "It has been weighed."}


def said(outcome: Outcome | Result) -> tuple[str, str | None, str | None]:
    if not outcome.shortfalls:
        return outcome.status.value, None, None
    first = outcome.shortfalls[0]
    return outcome.status.value, first.failure.value, first.owner.value


FLOOR_TABLE: list[tuple[str, dict[str, Any], tuple[str, str | None, str | None]]] = [
    ("floor-pain-duration", {}, ("met", None, None)),
    ("floor-pain-duration", {"pain__onset": "2026-05-24"}, ("met", None, None)),
    ("floor-pain-duration", {"pain__onset": "2026-05-25"}, ("not_met", "gap", "nobody")),
    ("floor-pain-duration", {"pain__onset": "2026-05"}, ("not_documented", "gap", "clinician")),
    ("floor-pain-duration", {"pain__onset": "9999"}, ("not_documented", "gap", "clinician")),
    ("floor-pain-duration", {"pain__source": ...}, ("not_documented", "gap", "billing")),
    # Of two findings that cannot be used, the one that an addendum can mend is told.
    (
        "floor-modic",
        {f"{UPPER}__modic_types": ["3"], f"{LOWER}__modic_types": []},
        ("not_documented", "gap", "radiologist"),
    ),
    ("floor-therapy", {f"{PT}__status": "ordered"}, ("not_documented", "gap", "clinician")),
    ("floor-therapy", {f"{PT}__source": ...}, ("not_documented", "gap", "billing")),
    ("floor-therapy", {f"{PT}__start": ...}, ("not_documented", "gap", "billing")),
    ("floor-therapy", {f"{PT}__end": ...}, ("not_documented", "gap", "billing")),
    ("floor-therapy", {f"{PT}__end": ..., f"{PT}__status": "ongoing"}, ("met", None, None)),
    ("floor-therapy", {f"{PT}__response": "not_documented"}, ("not_documented", "gap", "clinician")),
    ("floor-therapy", {f"{PT}__response": "lasting_relief"}, ("not_met", "conflict", "clinician")),
    ("floor-therapy", {f"{PT}__supervised_by": ["self"]}, ("not_documented", "gap", "clinician")),
    ("floor-therapy", {f"{PT}__modality": "home_exercise"}, ("met", None, None)),
    (
        "floor-therapy",
        {f"{PT}__modality": "home_exercise", f"{PT}__supervised_by": []},
        ("not_documented", "gap", "clinician"),
    ),
    ("floor-therapy", {f"{PT}__status": "declined", f"{PT}__reason": "no transport"}, ("met", None, None)),
    ("floor-therapy", {f"{PT}__status": "declined"}, ("not_documented", "gap", "clinician")),
    (
        "floor-medication",
        {f"{NSAID}__status": "contraindicated", f"{NSAID}__source": ...},
        ("not_documented", "gap", "billing"),
    ),
    ("floor-medication", {f"{NSAID}__modality": "oral_steroid"}, ("met", None, None)),
    ("floor-activity-modification", {f"{REST}__supervised_by": []}, ("not_documented", "gap", "clinician")),
    ("floor-conservative-care", {"conservative_care": []}, ("not_documented", "gap", "clinician")),
    ("floor-conservative-care", {f"{REST}__response": "lasting_relief"}, ("not_met", "conflict", "clinician")),
    (
        "floor-conservative-care",
        {f"{REST}__response": "lasting_relief", f"{REST}__answer": ANSWER},
        ("met", None, None),
    ),
    ("floor-modic", {"imaging": []}, ("not_documented", "gap", "clinician")),
    ("floor-modic", {"imaging__0__modality": "CT"}, ("not_documented", "gap", "clinician")),
    ("floor-modic", {"imaging__0__final": "no"}, ("not_documented", "gap", "billing")),
    ("floor-modic", {"imaging__0__sequences": ["T2", "STIR"]}, ("not_documented", "gap", "radiologist")),
    ("floor-modic", {"imaging__0__sequences": ["T1", "T1 fat sat"]}, ("not_documented", "gap", "radiologist")),
    ("floor-modic", {"imaging__0__sequences": ["T1", "STIR"]}, ("met", None, None)),
    ("floor-modic", {f"{UPPER}__certainty": "hedged"}, ("met", None, None)),
    ("floor-modic", {**L5_S1_ONLY, f"{LOWER}__modic_types": []}, ("met", None, None)),
    (
        "floor-modic",
        {"request__vertebral_bodies": ["S1"], f"{LOWER}__modic_types": ["3"]},
        ("not_met", "conflict", "nobody"),
    ),
    (
        "floor-modic",
        {"request__vertebral_bodies": ["S1"], f"{LOWER}__modic_types": []},
        ("not_documented", "gap", "radiologist"),
    ),
    ("floor-modic", {"request__vertebral_bodies": ["L1", "L2"]}, ("not_met", "conflict", "clinician")),
    ("floor-bodies", {}, ("met", None, None)),
    ("floor-bodies", {f"{LOWER}__endplates": ["L5 inferior"]}, ("not_documented", "gap", "radiologist")),
    ("floor-bodies", {f"{LOWER}__modic_types": []}, ("not_documented", "gap", "radiologist")),
    ("floor-bodies", {f"{LOWER}__modic_types": ["3"]}, ("not_met", "conflict", "nobody")),
    # One finding names the endplate and no type, the other a type and no endplate: the nearer one is told.
    (
        "floor-bodies",
        {
            f"{LOWER}__modic_types": [],
            f"{UPPER}__disc_level": "L5-S1",
            f"{UPPER}__endplates": [],
            "request__vertebral_bodies": ["S1"],
        },
        ("not_documented", "gap", "radiologist"),
    ),
    ("floor-bodies", {f"{LOWER}__modic_types": ["2", "3"]}, ("met", None, None)),
    ("floor-bodies", {f"{LOWER}__source": ...}, ("not_documented", "gap", "billing")),
    ("floor-bodies", {"request__vertebral_bodies": ["L3", "L4"]}, ("not_met", "conflict", "clinician")),
]


@pytest.mark.parametrize(("point", "changes", "expected"), FLOOR_TABLE)
def test_the_floor_names_who_must_act(
    point: str, changes: dict[str, Any], expected: tuple[str, str | None, str | None]
) -> None:
    assert said(RULES[point](View(clean_case(**changes), AS_OF))) == expected


def judged(kind: str, fields: dict[str, Any], **changes: Any) -> Result:
    criterion: Any = TypeAdapter(AnyCriterion).validate_python({"id": "x", "kind": kind, "text": "x", **fields})
    return judge(criterion, View(clean_case(**changes), AS_OF), PROFILE)


ODI = {"instrument": "ODI", "unit": "percent", "at_least": "40"}


def reading(value: str, day: str, **changes: str) -> dict[str, Any]:
    source = {"exhibit": "D", "page": "1"}
    return {"instrument": "ODI", "value": value, "unit": "percent", "date": day, "source": source, **changes}


def facet(verdict: str, **changes: Any) -> dict[str, Any]:
    source = {"exhibit": "A", "page": "2"}
    return {"generator": "facet", "verdict": verdict, "method": "blocks", "source": source, **changes}


CARE = {"months": 6, "measure": "span"}
KIND_TABLE: list[tuple[str, dict[str, Any], dict[str, Any], tuple[str, str | None, str | None]]] = [
    # An undated or undescribed course could still make up the months: unknown, not too short.
    (
        "conservative_care_duration",
        CARE,
        {f"{PT}__end": ..., f"{NSAID}__end": "2025-06-01", REST: ...},
        ("not_documented", "gap", "billing"),
    ),
    (
        "conservative_care_duration",
        CARE,
        {f"{PT}__response": "not_documented", f"{NSAID}__end": "2025-06-01", REST: ...},
        ("not_documented", "gap", "clinician"),
    ),
    (
        "conservative_care_duration",
        {**CARE, "physician_supervised": True},
        {f"{PT}__supervised_by": [], f"{NSAID}__end": "2025-06-01", REST: ...},
        ("not_documented", "gap", "clinician"),
    ),
    # The latest reading counts; one that may be the latest has to agree.
    (
        "score_threshold",
        {"instrument": "ODI", "unit": "percent", "at_least": "48", "within_months": 6},
        {"pain__scores__0__date": "2026-05"},
        ("not_documented", "gap", "billing"),
    ),
    (
        "score_threshold",
        ODI,
        {"pain__scores": [reading("50", "2026-01-05"), reading("30", "2026-11-03")]},
        ("not_met", "conflict", "nobody"),
    ),
    (
        "score_threshold",
        ODI,
        {"pain__scores": [reading("30", "2026-01-05"), reading("50", "2026-11-03")]},
        ("met", None, None),
    ),
    (
        "score_threshold",
        ODI,
        {"pain__scores": [reading("30", "2026-11"), reading("50", "2026-11-03")]},
        ("not_documented", "gap", "billing"),
    ),
    (
        "score_threshold",
        {"instrument": "VAS", "unit": "cm", "at_least": "4"},
        {"pain__scores": [reading("70", "2026-11-03", instrument="VAS", unit="mm")]},
        ("not_documented", "gap", "clinician"),
    ),
    (
        "other_generators_evaluated",
        {"generators": ["facet"]},
        {"other_generators": [facet("suspected", answer=ANSWER), facet("excluded")]},
        ("met", None, None),
    ),
    (
        "other_generators_evaluated",
        {"generators": ["facet"]},
        {"other_generators": [facet("present", answer=ANSWER)]},
        ("not_met", "conflict", "clinician"),
    ),
    (
        "condition_absent",
        {"condition": "fracture"},
        {"safety__fracture__present": "yes", "safety__fracture__answer": ANSWER},
        ("not_met", "conflict", "clinician"),
    ),
    (
        "bodies_per_session",
        {"maximum": 1, "unit": "disc_level"},
        {"request__vertebral_bodies": ["L3", "L5"]},
        ("not_met", "conflict", "clinician"),
    ),
    ("bodies_lifetime", {"maximum": 2}, {"safety__prior_ablation": ...}, ("not_met", "conflict", "clinician")),
    (
        "modic_in_mri_report",
        {},
        {"exhibits__1__kind": "progress_note"},
        ("not_documented", "gap", "billing"),
    ),
    (
        "imaging_recency",
        {"months": 6},
        {"imaging__0__findings": [], "imaging__0__region": "cervical spine"},
        ("not_documented", "gap", "clinician"),
    ),
    (
        "modic_matches_treatment",
        {},
        {"pain__matching_levels__source": ...},
        ("not_documented", "gap", "billing"),
    ),
    ("diagnosis_codes", {"accepted": ["M51.360"]}, {}, ("not_met", "gap", "clinician")),
]


@pytest.mark.parametrize(("kind", "fields", "changes", "expected"), KIND_TABLE)
def test_a_criterion_names_who_must_act(
    kind: str,
    fields: dict[str, Any],
    changes: dict[str, Any],
    expected: tuple[str, str | None, str | None],
) -> None:
    assert said(judged(kind, fields, **changes)) == expected


UNCLEAR = {"id": "a", "kind": "bodies_per_session", "text": "x", "maximum": 2, "unit": "unclear"}
YES = {"id": "b", "kind": "bodies_adjacent", "text": "x"}
NO = {"id": "c", "kind": "bodies_per_session", "text": "x", "maximum": 1, "unit": "body"}
GAP = {"id": "d", "kind": "other_generators_evaluated", "text": "x", "generators": ["fracture"]}


@pytest.mark.parametrize(
    ("kind", "members", "required", "failure"),
    [
        ("all_of", [YES, UNCLEAR], False, "undecidable"),
        ("all_of", [GAP, UNCLEAR], True, "gap"),
        ("all_of", [NO, UNCLEAR], True, "conflict"),
        ("any_of", [NO, UNCLEAR], False, "undecidable"),
        ("any_of", [NO, GAP], True, "gap"),
    ],
)
def test_a_combination_is_as_open_as_what_could_still_decide_it(
    kind: str, members: list[dict[str, Any]], required: bool, failure: str
) -> None:
    result = judged(kind, {"members": members})
    assert (result.required, result.failure) == (required, failure)


def test_facts_read_as_evidence() -> None:
    facts = {
        fact.statement
        for result in assess(clean_case(), PROFILE, as_of=AS_OF, concordance=borne_out(clean_case())).results
        for fact in result.facts
    }
    assert "Low back pain since February 10, 2025 (21 months)" in facts
    assert "Physical therapy; September 8, 2025 to April 24, 2026; 18 sessions; only temporary relief" in facts
    assert (
        "Modic type 1 at L4-L5 (L4 inferior and L5 superior endplates), reported on the MRI of August 18, 2026"
        in facts
    )


INJECTION = {
    "modality": "sacroiliac_injection",
    "start": "2025-02-02",
    "end": "2026-02-02",
    "status": "completed",
    "response": "temporary_relief",
    "supervised_by": ["physician"],
    "source": {"exhibit": "A", "page": "2"},
}


@pytest.mark.parametrize(
    "kind", ["sacroiliac_injection", "epidural_injection", "facet_injection", "facet_ablation"]
)
def test_a_procedure_on_the_spine_is_neither_counted_nor_shown_as_conservative_care(kind: str) -> None:
    result = judged("conservative_care_duration", CARE, conservative_care=[INJECTION | {"modality": kind}])
    assert (result.status, result.facts) == ("not_documented", ())
