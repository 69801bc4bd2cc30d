"""The gate: nothing but a ready case becomes a submission, and no way leads around it."""

from __future__ import annotations

import inspect
from datetime import date
from typing import Any

import pytest

from priorauth.case.model import Case
from priorauth.criteria.assess import assess
from priorauth.criteria.model import Origin, Override, Result
from priorauth.letters.composer import compose
from priorauth.packet.bind.binder import bind
from priorauth.payers.criteria import MinimumAge
from priorauth.payers.library import default_library
from priorauth.payers.model import Profile
from priorauth.problems import Refused
from priorauth.render.docx.docx_file import render_docx
from priorauth.render.pdf.pdf_file import render_pdf
from priorauth.submission.gate import Draft, Submission, require_gated
from tests.cases import AS_OF, borne_out, clean_case
from tests.quick_sample import one_in

LIBRARY = default_library()
PROFILE = LIBRARY.load("highmark-wy-15-01-004").profile


def submit(**changes: Any) -> Submission:
    return Submission(
        case=clean_case(**changes), profile=PROFILE, concordance=borne_out(clean_case(**changes)), as_of=AS_OF
    )


def test_a_ready_case_becomes_a_submission() -> None:
    assert submit().unresolved == ()


FLOOR_BREAKERS: list[tuple[dict[str, Any], str]] = [
    ({"pain__onset": "2026-05-25"}, "floor-pain-duration"),
    ({"pain__onset": ...}, "floor-pain-duration"),
    ({"conservative_care": []}, "floor-conservative-care"),
    ({"conservative_care__0__status": "ordered"}, "floor-therapy"),
    ({"conservative_care__2": ...}, "floor-activity-modification"),
    ({"conservative_care__1__response": "not_documented"}, "floor-medication"),
    ({"imaging": []}, "floor-modic"),
    ({"imaging__0__modality": "x-ray"}, "floor-modic"),
    ({"imaging__0__final": "no"}, "floor-modic"),
    ({"imaging__0__sequences": ["T2"]}, "floor-modic"),
    ({"imaging__0__findings__0__modic_types": [], "imaging__0__findings__1__modic_types": []}, "floor-modic"),
    ({"imaging__0__findings__1__endplates": []}, "floor-bodies"),
    ({"request__vertebral_bodies": ["L3", "L4", "L5", "S1"]}, "floor-bodies"),
]


@pytest.mark.parametrize(("changes", "criterion"), FLOOR_BREAKERS)
@pytest.mark.parametrize(
    "profile_id", one_in(3, ["highmark-wy-15-01-004", "hcsc", "aetna-cpb-0016", "anthem-surg-00052"])
)
def test_the_floor_holds_for_every_payer(changes: dict[str, Any], criterion: str, profile_id: str) -> None:
    case, profile = clean_case(**changes), LIBRARY.load(profile_id).profile
    assert criterion in {
        result.id for result in assess(case, profile, as_of=AS_OF, concordance=borne_out(case)).open
    }
    with pytest.raises(Refused, match="PA401"):
        Submission(case=case, profile=profile, concordance=borne_out(case), as_of=AS_OF)
    assert Draft(case=case, profile=profile, concordance=borne_out(case), as_of=AS_OF).unresolved


@pytest.mark.parametrize(
    "changes",
    [
        {"pain__leg_symptoms__present": "yes"},
        {"other_generators__0__relief_percent": "80"},
        {"other_generators__0__verdict": "suspected"},
        {"safety__infection__present": "yes"},
        {"request__diagnosis_codes": ["M51.362"]},
        {"pain__pattern": "radicular"},
    ],
)
def test_contrary_evidence_blocks_until_a_named_person_answers_it(changes: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="PA401"):
        submit(**changes)


def test_an_answered_finding_goes_out_with_its_answer() -> None:
    answer = {"by": "Jordan Sample, MD", "statement": "The numbness is from an old ankle injury."}
    submission = submit(pain__leg_symptoms__present="yes", pain__leg_symptoms__answer=answer)
    assert [item.answered_by for item in submission.assessment.contrary] == ["Jordan Sample, MD"]


def test_relief_below_the_mark_is_no_contrary_evidence() -> None:
    assert submit(other_generators__0__relief_percent="49").assessment.contrary == ()


def override(criterion: str) -> Override:
    return Override(criterion=criterion, by="Riley Placeholder", reason="the record is on its way")


def test_a_gap_can_be_let_pass_by_name_and_stays_unmet() -> None:
    case = clean_case(safety__skeletally_mature=..., patient__birth_date="2009-03-09")
    passed = Submission(
        case=case,
        profile=PROFILE,
        concordance=borne_out(case),
        as_of=AS_OF,
        overrides=(override("skeletal-maturity"),),
    )
    assert [(r.id, r.is_met) for r in passed.assessment.open] == [("skeletal-maturity", False)]
    assert passed.unresolved == ()


@pytest.mark.parametrize(
    ("changes", "criterion"),
    [({"pain__leg_symptoms__present": "yes"}, "contrary-leg-symptoms"), ({}, "pain-duration"), ({}, "no-such-id")],
)
def test_only_an_open_gap_can_be_overridden(changes: dict[str, Any], criterion: str) -> None:
    with pytest.raises(Refused, match="PA402"):
        Submission(
            case=clean_case(**changes),
            profile=PROFILE,
            concordance=borne_out(clean_case(**changes)),
            as_of=AS_OF,
            overrides=(override(criterion),),
        )


def passing(case: Case, *criteria: str, profile: Profile = PROFILE) -> Submission:
    """A submission of a case with these criteria let pass by name."""
    return Submission(
        case=case,
        profile=profile,
        concordance=borne_out(case),
        as_of=AS_OF,
        overrides=tuple(override(criterion) for criterion in criteria),
    )


def let_pass(submission: Submission) -> list[Result]:
    """The results that a person let pass."""
    named = {override.criterion for override in submission.overrides}
    return [result for result in submission.assessment.open if result.id in named]


def refused(case: Case, *criteria: str) -> list[tuple[str, str]]:
    """The code and the words of each problem for which such a submission is refused."""
    with pytest.raises(Refused) as caught:
        passing(case, *criteria)
    return [(problem.code, problem.message) for problem in caught.value.problems]


def test_what_the_floor_knows_to_fail_cannot_be_let_pass() -> None:
    too_short = clean_case(pain__onset="2026-05-25")
    ((code, words),) = refused(too_short, "floor-pain-duration", "pain-duration")
    assert code == "PA402"
    assert "'floor-pain-duration'" in words
    assert [code for code, _ in refused(too_short, "floor-pain-duration")] == ["PA402"]
    assert [code for code, _ in refused(too_short, "pain-duration")] == ["PA401"]


def test_what_the_floor_does_not_know_can_be_let_pass() -> None:
    case = clean_case(conservative_care__1__response="not_documented")
    assert [(r.id, r.status) for r in let_pass(passing(case, "floor-medication"))] == [
        ("floor-medication", "not_documented")
    ]


def test_what_only_the_payer_knows_to_fail_can_be_let_pass() -> None:
    oldest = MinimumAge.model_validate(
        {"id": "sixty", "kind": "minimum_age", "text": "Sixty or older", "years": 60}
    )
    profile = PROFILE.model_copy(update={"criteria": (*PROFILE.criteria, oldest)})
    passed = passing(clean_case(), "sixty", profile=profile)
    assert [(r.id, r.status) for r in let_pass(passed)] == [("sixty", "not_met")]


def test_an_override_reaches_no_conflict_that_bears_the_same_id() -> None:
    case = clean_case(
        safety__skeletally_mature=..., patient__birth_date="2009-03-09", pain__leg_symptoms__present="yes"
    )
    renamed = tuple(
        c.model_copy(update={"id": "contrary-leg-symptoms"}) if c.id == "skeletal-maturity" else c
        for c in PROFILE.criteria
    )
    profile = PROFILE.model_copy(update={"criteria": renamed})
    with pytest.raises(Refused, match="PA402"):
        Submission(
            case=case,
            profile=profile,
            concordance=borne_out(case),
            as_of=AS_OF,
            overrides=(override("contrary-leg-symptoms"),),
        )


def test_a_submission_cannot_be_made_without_its_validators() -> None:
    with pytest.raises(TypeError):
        Submission.model_construct(
            case=clean_case(imaging=[]), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF
        )
    with pytest.raises(TypeError):
        submit().model_copy(update={"case": clean_case(imaging=[])})


@pytest.mark.parametrize("function", [render_pdf, render_docx, bind, compose])
def test_whatever_draws_takes_a_gated_case_and_nothing_else(function: Any) -> None:
    parameters = inspect.signature(function).parameters
    assert "GatedCase" in {parameter.annotation for parameter in parameters.values()}
    arguments = dict.fromkeys(parameters)
    with pytest.raises(TypeError, match="Submission or a Draft"):
        function(**arguments)


def test_the_payer_can_raise_the_floor() -> None:
    strict = LIBRARY.load("bcbs-sc-cam-394").profile
    opened = {
        result.id for result in assess(clean_case(), strict, as_of=AS_OF, concordance=borne_out(clean_case())).open
    }
    assert opened == {"care-modalities"}


def test_a_payer_that_does_not_cover_is_said_to_and_does_not_hold_the_packet_back() -> None:
    aetna = LIBRARY.load("aetna-cpb-0016").profile
    (result,) = assess(clean_case(), aetna, as_of=AS_OF, concordance=borne_out(clean_case())).of(Origin.PAYER)
    assert (result.failure, result.required) == ("excluded", False)
    assert Submission(case=clean_case(), profile=aetna, concordance=borne_out(clean_case()), as_of=AS_OF)


def test_three_disc_levels_are_a_warning() -> None:
    notices = assess(
        clean_case(request__vertebral_bodies=["L3", "L4", "L5", "S1"]),
        PROFILE,
        as_of=AS_OF,
        concordance=borne_out(clean_case(request__vertebral_bodies=["L3", "L4", "L5", "S1"])),
    ).notices
    assert "PA404" in {notice.code for notice in notices}


@pytest.mark.parametrize(("day", "stale"), [(date(2027, 2, 23), False), (date(2027, 2, 24), True)])
def test_a_profile_past_its_review_warns(day: date, stale: bool) -> None:
    assert (
        "PA307"
        in {n.code for n in assess(clean_case(), PROFILE, as_of=day, concordance=borne_out(clean_case())).notices}
    ) is stale


@pytest.mark.parametrize(
    "made", [submit(), Draft(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)]
)
def test_what_came_through_the_gate_may_be_drawn(made: Submission | Draft) -> None:
    require_gated(made)  # raises nothing


def test_a_case_that_did_not_come_through_the_gate_may_not_be_drawn() -> None:
    with pytest.raises(TypeError, match="only a Submission"):
        require_gated(clean_case())


@pytest.mark.parametrize(("as_request", "is_documentation"), [({}, True), ({"as_request": True}, False)])
def test_a_plan_that_takes_no_request_gets_a_file_of_documentation_unless_one_is_asked_for(
    as_request: dict[str, Any], is_documentation: bool
) -> None:
    case = clean_case(coverage__line_of_business="medicare")
    profile = PROFILE.model_copy(update={"no_authorization_for": (case.coverage.line_of_business,)})
    draft = Draft(case=case, profile=profile, concordance=borne_out(case), as_of=AS_OF, **as_request)
    assert draft.is_documentation is is_documentation
    assert [notice.code for notice in draft.assessment.notices if notice.code == "PA344"] == ["PA344"]
