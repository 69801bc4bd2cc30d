"""Evidence against is found whether or not a criterion asks for it, and an answer settles it by name."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.criteria.assess import assess
from priorauth.criteria.contrary import find_contrary
from priorauth.criteria.model import Origin
from priorauth.payers.library import default_library
from tests.cases import AS_OF, borne_out, clean_case, clean_data

PROFILE = default_library().load("hcsc").profile
ANSWER = {"by": "Jordan Sample, MD", "statement": "It has been weighed."}
INJECTION = {
    "modality": "epidural_injection",
    "start": "2026-02-02",
    "status": "completed",
    "response": "lasting_relief",
    "supervised_by": ["physician"],
    "source": {"exhibit": "A", "page": "2"},
}


def with_injection(**changes: Any) -> dict[str, Any]:
    return {"conservative_care": [*clean_data()["conservative_care"], {**INJECTION, **changes}]}


TABLE: list[tuple[dict[str, Any], str]] = [
    ({"other_generators__0__verdict": "present"}, "contrary-facet-1"),
    ({"other_generators__1__verdict": "suspected"}, "contrary-sacroiliac-2"),
    ({"other_generators__0__relief_percent": "50"}, "contrary-facet-1"),
    ({"pain__leg_symptoms__present": "yes"}, "contrary-leg-symptoms"),
    ({"pain__pattern": "mixed"}, "contrary-pain-pattern"),
    ({"safety__infection__present": "yes"}, "contrary-infection"),
    ({"patient__sex": "female", "safety__pregnancy__present": "yes"}, "contrary-pregnancy"),
    ({"safety__implanted_pulse_generator__present": "yes"}, "contrary-implanted-pulse-generator"),
    (with_injection(), "contrary-epidural_injection-4"),
    (with_injection(modality="facet_ablation"), "contrary-facet_ablation-4"),
    ({"request__diagnosis_codes": ["M54.51", "M51.361"]}, "contrary-code-M51361"),
    ({"imaging__0__findings__1__modic_types": ["3"]}, "contrary-modic-3-2"),
]


@pytest.mark.parametrize(("changes", "id_"), TABLE)
def test_the_chart_speaks_against(changes: dict[str, Any], id_: str) -> None:
    assessment = assess(clean_case(**changes), PROFILE, as_of=AS_OF, concordance=borne_out(clean_case(**changes)))
    raised = {(r.id, r.failure, r.shortfalls[0].owner.value) for r in assessment.of(Origin.CHART)}
    assert raised == {(id_, "conflict", "clinician")}


@pytest.mark.parametrize(
    "condition",
    [
        "infection", "instability", "stenosis_needing_decompression", "fracture", "tumor", "implanted_pulse_generator",
        "systemic_infection", "local_infection", "fragility_fracture", "compression_fracture",
        "cardiopulmonary_compromise", "bleeding_diathesis", "symptomatic_stenosis", "deformity", "spondylolysis",
        "facet_arthropathy", "other_imaging_cause", "radicular_or_claudication",
    ],
)  # fmt: skip
def test_each_condition_that_speaks_against_is_found_though_no_criterion_asks(condition: str) -> None:
    row = {"condition": condition, "present": "yes", "source": {"exhibit": "A", "page": "2"}}
    found = find_contrary(clean_case(safety__conditions=[row]))
    assert [item.id for item in found] == [f"contrary-{condition.replace('_', '-')}"]


ANSWERED: list[dict[str, Any]] = [
    {"other_generators__0__relief_percent": "80", "other_generators__0__answer": ANSWER},
    {"pain__leg_symptoms__present": "yes", "pain__leg_symptoms__answer": ANSWER},
    {"safety__fracture__present": "yes", "safety__fracture__answer": ANSWER},
    with_injection(answer=ANSWER),
    {"imaging__0__findings__1__modic_types": ["3"], "imaging__0__findings__1__answer": ANSWER},
]


@pytest.mark.parametrize("changes", ANSWERED)
def test_an_answer_settles_it_and_is_kept(changes: dict[str, Any]) -> None:
    assessment = assess(clean_case(**changes), PROFILE, as_of=AS_OF, concordance=borne_out(clean_case(**changes)))
    assert assessment.of(Origin.CHART) == ()
    assert [item.answered_by for item in assessment.contrary] == ["Jordan Sample, MD"]


@pytest.mark.parametrize(
    "changes",
    [
        {"other_generators__0__relief_percent": "49"},
        with_injection(response="temporary_relief"),
        {"patient__sex": "male", "safety__pregnancy__present": "yes"},
    ],
)
def test_what_does_not_speak_against_is_let_be(changes: dict[str, Any]) -> None:
    assert find_contrary(clean_case(**changes)) == ()


def test_each_hedged_place_and_the_numbering_are_noticed_once() -> None:
    hedged = {f"imaging__0__findings__{place}__certainty": "hedged" for place in (0, 1)}
    case = clean_case(**hedged, imaging__0__numbering__transitional="yes")
    codes = [notice.code for notice in assess(case, PROFILE, as_of=AS_OF, concordance=borne_out(case)).notices]
    assert codes == ["PA406", "PA406", "PA407"]


def test_a_chart_with_nothing_unusual_raises_no_notice() -> None:
    case = clean_case()
    assert assess(case, PROFILE, as_of=AS_OF, concordance=borne_out(case)).notices == ()
