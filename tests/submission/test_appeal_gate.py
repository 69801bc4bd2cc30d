"""The gate of an appeal: what may be open in one, what may not, and what each of the three types is for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from priorauth.appeals.denial import Denial, DenialReason
from priorauth.appeals.denial_reasons import ReasonKind
from priorauth.case.model import Case
from priorauth.comparison.model import Checked, Concordance, Verdict
from priorauth.criteria.model import Override
from priorauth.payers.library import default_library
from priorauth.problems import Refused
from priorauth.submission.gate import AppealSubmission, Draft, Submission
from tests.cases import AS_OF, borne_out, clean_case, with_checked

LIBRARY = default_library()
PROFILE = LIBRARY.load("highmark-wy-15-01-004").profile


def denial(*kinds: ReasonKind, level: str = "1") -> Denial:
    reasons = tuple(DenialReason(kinds=(kind,), text="It is not shown.") for kind in kinds)
    return Denial.model_validate({"level": level, "denied_on": date(2026, 11, 2), "reasons": reasons})


CARE = denial(ReasonKind.CONSERVATIVE_CARE)


def appealed(case: Case, denied: Denial | None = CARE, concordance: Concordance | None = None, **more: Any) -> Any:
    held = concordance or borne_out(case)
    return AppealSubmission(case=case, profile=PROFILE, concordance=held, as_of=AS_OF, denial=denied, **more)


def codes(case: Case, denied: Denial = CARE, concordance: Concordance | None = None) -> str:
    with pytest.raises(Refused) as caught:
        appealed(case, denied, concordance)
    return str(caught.value)


def test_a_criterion_may_be_open_in_an_appeal_since_the_letter_says_so() -> None:
    appeal = appealed(clean_case(safety__skeletally_mature=..., patient__birth_date="2009-03-09"))
    assert [result.id for result in appeal.unresolved] == ["skeletal-maturity"]
    assert [answer.is_answered for answer in appeal.answers] == [True]
    assert not appeal.is_draft


def test_evidence_against_that_nobody_answered_may_not_be_open() -> None:
    assert codes(clean_case(pain__leg_symptoms__present="yes")) == "PA401"
    answer = {"by": "Jordan Sample, MD", "statement": "The numbness is from an old ankle injury."}
    assert appealed(clean_case(pain__leg_symptoms__present="yes", pain__leg_symptoms__answer=answer))


@pytest.mark.parametrize("verdict", [Verdict.CONTRADICTED, Verdict.NOT_FOUND])
def test_a_claim_that_its_exhibit_does_not_bear_out_may_not_be_open(verdict: Verdict) -> None:
    case = clean_case()
    item = Checked(claim="conservative_care.1.sessions", exhibit="C", verdict=verdict)
    assert codes(case, concordance=with_checked(borne_out(case), item)) == "PA401"


def test_a_claim_that_was_not_found_may_be_let_pass_by_name_in_an_appeal_too() -> None:
    case = clean_case()
    item = Checked(claim="conservative_care.1.sessions", exhibit="C", verdict=Verdict.NOT_FOUND)
    named = Override(
        criterion="evidence-conservative_care.1.sessions", by="Riley Placeholder", reason="the log is on its way"
    )
    concordance = with_checked(borne_out(case), item)
    appeal = appealed(case, concordance=concordance, overrides=(named,))
    assert [override.criterion for override in appeal.overrides] == [named.criterion]


def test_a_chart_that_answers_no_reason_is_no_appeal() -> None:
    case = clean_case(conservative_care=[])
    assert codes(case) == "PA1209"
    assert appealed(case, denial(ReasonKind.CONSERVATIVE_CARE, ReasonKind.MODIC))


def test_the_concordance_has_to_be_of_this_case_and_all_its_exhibits() -> None:
    case, other = clean_case(), clean_case(case_id="TEST-0002")
    partly = borne_out(case).model_copy(update={"exhibits": ("A", "B", "C")})
    for strange in (borne_out(other), partly, Concordance()):
        assert codes(case, concordance=strange) == "PA408"
        with pytest.raises(Refused, match="PA408"):
            Submission(case=case, profile=PROFILE, concordance=strange, as_of=AS_OF)
        assert Draft(case=case, profile=PROFILE, concordance=strange, as_of=AS_OF).is_draft


def test_a_denial_makes_an_appeal_and_nothing_else_does() -> None:
    case = clean_case()
    with pytest.raises(TypeError, match="denial"):
        appealed(case, None)
    with pytest.raises(TypeError, match="AppealSubmission"):
        Submission(case=case, profile=PROFILE, concordance=borne_out(case), as_of=AS_OF, denial=CARE)


@pytest.mark.parametrize(
    ("denied", "template"),
    [
        (None, "medical_necessity"),
        (denial(ReasonKind.MODIC), "appeal_level_1"),
        (denial(ReasonKind.MODIC, level="external"), "appeal_external"),
    ],
)
def test_a_draft_is_of_the_letter_it_is_a_draft_of(denied: Denial | None, template: str) -> None:
    case = clean_case()
    draft = Draft(case=case, profile=PROFILE, concordance=borne_out(case), as_of=AS_OF, denial=denied)
    assert draft.letter == template
    assert len(draft.answers) == (0 if denied is None else 1)


def test_an_appeal_cannot_be_made_without_its_validators() -> None:
    with pytest.raises(TypeError):
        AppealSubmission.model_construct(
            case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF
        )
    with pytest.raises(TypeError):
        appealed(clean_case()).model_copy(update={"denial": None})


def test_a_profile_that_stands_in_is_said_to() -> None:
    case = clean_case()
    held = {"case": case, "profile": PROFILE, "concordance": borne_out(case), "as_of": AS_OF}
    noticed = {
        is_fallback: {n.code for n in Submission(**held, is_fallback=is_fallback).assessment.notices}
        for is_fallback in (False, True)
    }
    assert noticed[True] - noticed[False] == {"PA309"}
    assert "PA309" not in {n.code for n in Submission(**held).assessment.notices}
