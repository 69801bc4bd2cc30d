"""A table of cases for each kind of criterion: the day before, the day itself, and what the chart leaves out."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from priorauth.criteria.assess import JUDGES, judge
from priorauth.criteria.model import FailureClass, Result
from priorauth.criteria.outcome import View
from priorauth.payers.criteria import COMBINATIONS, AnyCriterion
from priorauth.payers.library import default_library
from tests.cases import AS_OF, clean_case

PROFILE = default_library().load("highmark-wy-15-01-004").profile
MET, NOT_MET, UNKNOWN = "met", "not_met", "not_documented"
SILENT = UNKNOWN
"""What a chart that names a page says of a condition which that page leaves open."""
GAP, CONFLICT, OPEN = FailureClass.GAP, FailureClass.CONFLICT, FailureClass.UNDECIDABLE


def judged(kind: str, fields: dict[str, Any], *, as_of: date = AS_OF, **changes: Any) -> Result:
    criterion: Any = TypeAdapter(AnyCriterion).validate_python({"id": "x", "kind": kind, "text": "x", **fields})
    return judge(criterion, View(clean_case(**changes), as_of), PROFILE)


Row = tuple[str, dict[str, Any], dict[str, Any], str, FailureClass | None]

SIX = {"months": 6}
PT = "conservative_care__0"
ONLY_PT: dict[str, Any] = {"conservative_care__2": ..., "conservative_care__1": ...}
CBT = {"required": [{"name": "CBT", "modalities": ["cognitive_behavioral_therapy"], "min_sessions": 3}]}
CBT_ROW = {
    "modality": "cognitive_behavioral_therapy",
    "sessions": "3",
    "start": "2025-09-01",
    "end": "2025-12-01",
    "supervised_by": ["licensed_mental_health"],
    "status": "completed",
    "response": "no_relief",
    "source": {"exhibit": "A", "page": "1"},
}
NSAID = {"required": [{"name": "NSAID", "modalities": ["nsaid"], "unless_contraindicated": True}]}
PT_PARTS = {"required": [{"name": "PT", "modalities": ["physical_therapy"], "components": ["stress_management"]}]}
PT_BY = {"required": [{"name": "PT", "modalities": ["physical_therapy"], "delivered_by": ["chiropractor"]}]}
VAS = {"instrument": "VAS", "unit": "cm", "at_least": "4"}
ODI = {"instrument": "ODI", "unit": "percent", "at_least": "48"}
# M51.36 and M51.37 ended in 2024; the days of M47.816 are not known here.
BOTH_DIAGNOSES = {"accepted": ["M51.36", "M51.37", "M47.816", "M54.51"]}
ODI_AT_MOST = {"instrument": "ODI", "unit": "percent"}
ABLATED = {"performed": "yes", "bodies": ["L4"], "source": {"exhibit": "A", "page": "1"}}
ABLATED_L3 = {"performed": "yes", "bodies": ["L3"], "source": {"exhibit": "A", "page": "1"}}

TABLE: list[Row] = [
    # Pain: AS_OF is 2026-11-24, so the six months are complete for an onset on 2026-05-24.
    ("symptom_duration", SIX, {"pain__onset": "2026-05-24"}, MET, None),
    ("symptom_duration", SIX, {"pain__onset": "2026-05-25"}, NOT_MET, GAP),
    ("symptom_duration", SIX, {"pain__onset": "2026-05"}, UNKNOWN, GAP),
    ("symptom_duration", SIX, {"pain__onset": "2026-04"}, MET, None),
    ("symptom_duration", SIX, {"pain__onset": "2026-06"}, NOT_MET, GAP),
    ("symptom_duration", SIX, {"pain__onset": "2026"}, UNKNOWN, GAP),
    ("symptom_duration", SIX, {"pain__onset": "2025"}, MET, None),
    ("symptom_duration", SIX, {"pain__onset": ...}, UNKNOWN, GAP),
    ("symptom_duration", SIX, {"pain__source": ...}, UNKNOWN, GAP),
    # Care: 2025-09-08 to 2026-03-07 are six months, both days included.
    ("conservative_care_duration", SIX, {**ONLY_PT, f"{PT}__end": "2026-03-07"}, MET, None),
    ("conservative_care_duration", SIX, {**ONLY_PT, f"{PT}__end": "2026-03-06"}, NOT_MET, GAP),
    ("conservative_care_duration", SIX, {**ONLY_PT, f"{PT}__end": "2026-03"}, UNKNOWN, GAP),
    ("conservative_care_duration", SIX, {**ONLY_PT, f"{PT}__end": ..., f"{PT}__status": "ongoing"}, MET, None),
    ("conservative_care_duration", SIX, {**ONLY_PT, f"{PT}__status": "ordered"}, UNKNOWN, GAP),
    ("conservative_care_duration", SIX, {**ONLY_PT, f"{PT}__response": "lasting_relief"}, NOT_MET, CONFLICT),
    ("conservative_care_duration", SIX, {**ONLY_PT, f"{PT}__supervised_by": ["self"]}, UNKNOWN, GAP),
    ("conservative_care_duration", SIX, {**ONLY_PT, f"{PT}__source": ...}, UNKNOWN, GAP),
    (
        "conservative_care_duration",
        {**SIX, "physician_supervised": True},
        {**ONLY_PT, f"{PT}__supervised_by": ["physical_therapist"]},
        UNKNOWN,
        GAP,
    ),
    # Two courses of three and a half months with a gap between: the span is enough, the days under treatment too.
    (
        "conservative_care_duration",
        {**SIX, "measure": "span"},
        {"conservative_care__2": ..., f"{PT}__end": "2025-10-08", "conservative_care__1__end": "2025-05-30"},
        NOT_MET,
        GAP,
    ),
    (
        "conservative_care_duration",
        {**SIX, "measure": "union"},
        {"conservative_care__2": ..., f"{PT}__end": "2026-01-08", "conservative_care__1__end": "2025-06-30"},
        NOT_MET,
        GAP,
    ),
    (
        "conservative_care_duration",
        {**SIX, "measure": "union"},
        {"conservative_care__2": ..., f"{PT}__end": "2026-01-08", "conservative_care__1__end": "2025-07-30"},
        MET,
        None,
    ),
    (
        "conservative_care_duration",
        {**SIX, "measure": "consecutive"},
        {"conservative_care__2": ..., f"{PT}__end": "2026-01-08", "conservative_care__1__end": "2025-09-06"},
        NOT_MET,
        GAP,
    ),
    (
        "conservative_care_duration",
        {**SIX, "measure": "consecutive"},
        {"conservative_care__2": ..., f"{PT}__end": "2026-01-08", "conservative_care__1__end": "2025-09-07"},
        MET,
        None,
    ),
    ("required_modalities", CBT, {}, UNKNOWN, GAP),
    ("required_modalities", CBT, {"conservative_care": [CBT_ROW]}, MET, None),
    ("required_modalities", CBT, {"conservative_care": [{**CBT_ROW, "sessions": "2"}]}, NOT_MET, GAP),
    ("required_modalities", CBT, {"conservative_care": [{**CBT_ROW, "status": "ordered"}]}, UNKNOWN, GAP),
    (
        "required_modalities",
        CBT,
        {"conservative_care": [{**CBT_ROW, "response": "lasting_relief"}]},
        NOT_MET,
        CONFLICT,
    ),
    # One course that failed does not outweigh another that helped for good.
    (
        "required_modalities",
        CBT,
        {"conservative_care": [CBT_ROW, {**CBT_ROW, "response": "lasting_relief"}]},
        NOT_MET,
        CONFLICT,
    ),
    ("required_modalities", PT_PARTS, {}, UNKNOWN, GAP),
    ("required_modalities", PT_BY, {}, UNKNOWN, GAP),
    (
        "required_modalities",
        NSAID,
        {"conservative_care__1__status": "contraindicated", "conservative_care__1__reason": "ulcer"},
        MET,
        None,
    ),
    (
        "required_modalities",
        NSAID,
        {"conservative_care__1__status": "contraindicated", "conservative_care__1__reason": ...},
        UNKNOWN,
        GAP,
    ),
    ("modic_types", {"accepted": ["1"]}, {}, MET, None),
    ("modic_types", {"accepted": ["1"]}, {"imaging__0__findings__0__modic_types": ["2"]}, NOT_MET, CONFLICT),
    (
        "modic_types",
        {"accepted": ["1"], "undecided": ["2"]},
        {"imaging__0__findings__0__modic_types": ["2"]},
        UNKNOWN,
        OPEN,
    ),
    ("modic_types", {"accepted": ["1", "2"]}, {"imaging__0__modality": "CT"}, UNKNOWN, GAP),
    ("modic_types", {"accepted": ["1"]}, {"imaging__0__findings__0__modic_types": ["1", "2"]}, MET, None),
    ("modic_in_mri_report", {}, {}, MET, None),
    (
        "modic_in_mri_report",
        {},
        {
            "imaging__0__findings__0__source": {"exhibit": "B", "page": "2"},
            "imaging__0__findings__1__source": {"exhibit": "B", "page": "2"},
        },
        UNKNOWN,
        GAP,
    ),
    ("modic_matches_treatment", {}, {}, MET, None),
    ("modic_matches_treatment", {}, {"pain__matching_levels": ...}, UNKNOWN, GAP),
    ("modic_matches_treatment", {}, {"pain__matching_levels__disc_levels": ["L4-L5"]}, NOT_MET, CONFLICT),
    ("modic_matches_treatment", {}, {"imaging__0__findings__1__endplates": ["L5 inferior"]}, UNKNOWN, GAP),
    ("modic_matches_treatment", {}, {"request__vertebral_bodies": ["L3", "L4", "L5"]}, NOT_MET, CONFLICT),
    ("vertebral_range", {"first": "L3", "last": "S1"}, {}, MET, None),
    (
        "vertebral_range",
        {"first": "L3", "last": "S1"},
        {"request__vertebral_bodies": ["L2", "L3"]},
        NOT_MET,
        CONFLICT,
    ),
    ("bodies_per_session", {"maximum": 3, "unit": "body"}, {}, MET, None),
    ("bodies_per_session", {"maximum": 2, "unit": "body"}, {}, NOT_MET, CONFLICT),
    ("bodies_per_session", {"maximum": 2, "unit": "disc_level"}, {}, MET, None),
    ("bodies_per_session", {"maximum": 2, "unit": "unclear"}, {}, UNKNOWN, OPEN),
    (
        "bodies_per_session",
        {"maximum": 2, "unit": "unclear"},
        {"request__vertebral_bodies": ["L4", "L5"]},
        MET,
        None,
    ),
    ("bodies_lifetime", {"maximum": 4}, {"safety__prior_ablation": ABLATED_L3}, MET, None),
    ("bodies_lifetime", {"maximum": 3}, {"safety__prior_ablation": ABLATED_L3}, NOT_MET, CONFLICT),
    ("bodies_lifetime", {"maximum": 4}, {"safety__prior_ablation": ...}, UNKNOWN, GAP),
    ("bodies_adjacent", {}, {}, MET, None),
    ("bodies_adjacent", {}, {"request__vertebral_bodies": ["L3", "L5"]}, NOT_MET, CONFLICT),
    ("axial_pain", {}, {}, MET, None),
    ("axial_pain", {}, {"pain__pattern": "mixed"}, NOT_MET, CONFLICT),
    ("axial_pain", {}, {"pain__pattern": "not_documented"}, UNKNOWN, GAP),
    ("other_generators_evaluated", {"generators": ["facet"]}, {}, MET, None),
    ("other_generators_evaluated", {"generators": ["fracture"]}, {}, UNKNOWN, GAP),
    (
        "other_generators_evaluated",
        {"generators": ["facet"]},
        {"other_generators__0__verdict": "suspected"},
        NOT_MET,
        CONFLICT,
    ),
    ("condition_absent", {"condition": "infection"}, {}, MET, None),
    ("condition_absent", {"condition": "infection"}, {"safety__infection__present": "yes"}, NOT_MET, CONFLICT),
    ("condition_absent", {"condition": "infection"}, {"safety__infection": ...}, UNKNOWN, GAP),
    ("condition_absent", {"condition": "infection"}, {"safety__infection__source": ...}, UNKNOWN, GAP),
    # A page that is named and leaves it open shows nothing.
    ("condition_absent", {"condition": "infection"}, {"safety__infection__present": SILENT}, UNKNOWN, GAP),
    ("condition_absent", {"condition": "pregnancy"}, {"safety__pregnancy": ..., "patient__sex": "male"}, MET, None),
    ("condition_absent", {"condition": "pregnancy"}, {"safety__pregnancy": ...}, UNKNOWN, GAP),
    ("no_prior_ablation", {}, {}, MET, None),
    ("no_prior_ablation", {}, {"safety__prior_ablation": ABLATED}, NOT_MET, CONFLICT),
    ("no_prior_ablation", {}, {"safety__prior_ablation": ABLATED_L3}, MET, None),
    ("no_prior_ablation", {}, {"safety__prior_ablation": ...}, UNKNOWN, GAP),
    ("no_prior_ablation", {}, {"safety__prior_ablation__performed": SILENT}, UNKNOWN, GAP),
    ("score_threshold", ODI, {}, MET, None),
    ("score_threshold", {**ODI, "at_least": "48.01"}, {}, NOT_MET, CONFLICT),
    ("score_threshold", {**ODI_AT_MOST, "at_most": "48"}, {}, MET, None),
    ("score_threshold", {**ODI_AT_MOST, "at_most": "47.99"}, {}, NOT_MET, CONFLICT),
    ("score_threshold", {**ODI, "at_most": "48"}, {}, MET, None),
    ("score_threshold", VAS, {}, UNKNOWN, GAP),
    ("score_threshold", {**ODI, "within_months": 6}, {"pain__scores__0__date": "2026-05-24"}, MET, None),
    ("score_threshold", {**ODI, "within_months": 6}, {"pain__scores__0__date": "2026-05-23"}, NOT_MET, GAP),
    # The procedure is planned for 2026-12-15.
    ("imaging_recency", SIX, {"imaging__0__date": "2026-06-15"}, MET, None),
    ("imaging_recency", SIX, {"imaging__0__date": "2026-06-14"}, NOT_MET, GAP),
    ("imaging_recency", SIX, {"imaging__0__date": "2026-06"}, UNKNOWN, GAP),
    ("imaging_recency", SIX, {"imaging": []}, UNKNOWN, GAP),
    # Without a planned day the MRI's age is counted to the day of the packet.
    ("imaging_recency", SIX, {"request__planned_date": ..., "imaging__0__date": "2026-05-24"}, MET, None),
    ("imaging_recency", SIX, {"request__planned_date": ..., "imaging__0__date": "2026-05-23"}, NOT_MET, GAP),
    ("skeletal_maturity", {}, {}, MET, None),
    # A birth date of 18 years before the planned day shows it; somebody younger needs the clinician's word.
    ("skeletal_maturity", {}, {"safety__skeletally_mature": ...}, MET, None),
    ("skeletal_maturity", {}, {"safety__skeletally_mature": ..., "patient__birth_date": "2008-12-15"}, MET, None),
    (
        "skeletal_maturity",
        {},
        {"safety__skeletally_mature": ..., "patient__birth_date": "2008-12-16"},
        UNKNOWN,
        GAP,
    ),
    (
        "skeletal_maturity",
        {},
        {"safety__skeletally_mature__present": SILENT, "patient__birth_date": "2008-12-16"},
        UNKNOWN,
        GAP,
    ),
    (
        "skeletal_maturity",
        {},
        {"safety__skeletally_mature__source": ..., "patient__birth_date": "2008-12-16"},
        UNKNOWN,
        GAP,
    ),
    ("skeletal_maturity", {}, {"patient__birth_date": "2008-12-16"}, MET, None),
    ("skeletal_maturity", {}, {"safety__skeletally_mature__present": "no"}, NOT_MET, CONFLICT),
    ("minimum_age", {"years": 18}, {"patient__birth_date": "2008-12-15"}, MET, None),
    ("minimum_age", {"years": 18}, {"patient__birth_date": "2008-12-16"}, NOT_MET, GAP),
    (
        "minimum_age",
        {"years": 18},
        {"patient__birth_date": "2008-02-29", "request__planned_date": "2026-03-01"},
        MET,
        None,
    ),
    (
        "minimum_age",
        {"years": 18},
        {"patient__birth_date": "2008-02-29", "request__planned_date": "2026-02-28"},
        NOT_MET,
        GAP,
    ),
    ("severity_stated", {"unremitting": True}, {}, MET, None),
    ("severity_stated", {"unremitting": True}, {"pain__unremitting": "not_documented"}, UNKNOWN, GAP),
    ("severity_stated", {"unremitting": True}, {"pain__unremitting": "no"}, NOT_MET, CONFLICT),
    ("severity_stated", {"functional_impairment": True}, {"pain__severity_source": ...}, UNKNOWN, GAP),
    ("diagnosis_codes", {"accepted": ["M54.51"]}, {}, MET, None),
    ("diagnosis_codes", {"accepted": ["M51.36"]}, {"request__diagnosis_codes": ["M51.36"]}, NOT_MET, GAP),
    ("diagnosis_codes", {"accepted": ["M51.360"]}, {}, NOT_MET, GAP),
    ("diagnosis_codes", BOTH_DIAGNOSES, {"request__diagnosis_codes": ["M51.36", "M54.51"]}, MET, None),
    ("diagnosis_codes", BOTH_DIAGNOSES, {"request__diagnosis_codes": ["M51.36", "M47.816"]}, UNKNOWN, GAP),
    ("diagnosis_codes", BOTH_DIAGNOSES, {"request__diagnosis_codes": ["M47.816", "M54.51"]}, MET, None),
    ("diagnosis_codes", BOTH_DIAGNOSES, {"request__diagnosis_codes": ["M51.36", "M51.37"]}, NOT_MET, GAP),
    ("diagnosis_codes", {"accepted": ["M47.816"]}, {"request__diagnosis_codes": ["M47.816"]}, UNKNOWN, GAP),
    ("procedure_codes", {"accepted": ["64628", "64629"]}, {}, MET, None),
    ("procedure_codes", {"accepted": ["64628"]}, {}, NOT_MET, GAP),
    ("procedure_codes", {"accepted": ["64628", "64629"]}, {"request__planned_date": "2021-12-31"}, NOT_MET, GAP),
]


@pytest.mark.parametrize(("kind", "fields", "changes", "status", "failure"), TABLE)
def test_each_kind_at_its_boundaries(
    kind: str, fields: dict[str, Any], changes: dict[str, Any], status: str, failure: FailureClass | None
) -> None:
    result = judged(kind, fields, **changes)
    assert (result.status.value, result.failure) == (status, failure)


def test_a_diagnosis_that_ended_is_not_shown_for_the_one_that_can_be_billed() -> None:
    result = judged("diagnosis_codes", BOTH_DIAGNOSES, request__diagnosis_codes=["M51.36", "M54.51"])
    assert [fact.statement for fact in result.facts] == [
        "Diagnosis code M54.51 is on the payer's list and can be billed on December 15, 2026"
    ]


YES = {"id": "yes", "kind": "bodies_adjacent", "text": "x"}
NO = {"id": "no", "kind": "bodies_per_session", "text": "x", "maximum": 1, "unit": "body"}
DUNNO = {"id": "dunno", "kind": "other_generators_evaluated", "text": "x", "generators": ["fracture"]}


@pytest.mark.parametrize(
    ("kind", "n", "members", "status"),
    [
        ("all_of", None, [YES, YES], MET),
        ("all_of", None, [YES, DUNNO], UNKNOWN),
        ("all_of", None, [NO, DUNNO], NOT_MET),
        ("any_of", None, [NO, YES], MET),
        ("any_of", None, [NO, DUNNO], UNKNOWN),
        ("any_of", None, [NO, NO], NOT_MET),
        ("n_of", 2, [YES, YES, NO], MET),
        ("n_of", 2, [YES, DUNNO, NO], UNKNOWN),
        ("n_of", 2, [YES, NO, NO], NOT_MET),
    ],
)
def test_combinations_are_three_valued(
    kind: str, n: int | None, members: list[dict[str, Any]], status: str
) -> None:
    named = [{**member, "id": f"m{place}"} for place, member in enumerate(members)]
    fields: dict[str, Any] = {"members": named, **({"n": n} if n else {})}
    assert judged(kind, fields).status.value == status


def test_every_kind_of_criterion_can_be_judged() -> None:
    union = get_args(get_args(AnyCriterion)[0])
    assert {*JUDGES, *COMBINATIONS} == set(union)


@pytest.mark.parametrize(
    ("onset", "as_of", "status"),
    [
        ("2023-08-31", date(2024, 2, 28), NOT_MET),
        ("2023-08-31", date(2024, 2, 29), MET),
        ("2024-08-31", date(2025, 2, 27), NOT_MET),
        ("2024-08-31", date(2025, 2, 28), MET),
    ],
)
def test_six_months_from_the_last_of_august_end_with_february(onset: str, as_of: date, status: str) -> None:
    assert judged("symptom_duration", SIX, as_of=as_of, pain__onset=onset).status.value == status
