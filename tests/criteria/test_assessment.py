"""What an assessment says beyond each status: where a rule was read, what it leaves open, and whom it blames."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from priorauth.comparison.model import Checked, Concordance, Verdict
from priorauth.criteria.assess import assess, cite, judge
from priorauth.criteria.model import CaseFact, FailureClass, Origin, Result, Shortfall
from priorauth.criteria.outcome import View
from priorauth.payers.criteria import AnyCriterion
from priorauth.payers.library import default_library
from priorauth.payers.model import Position, Profile
from priorauth.problems import Owner, problem
from tests.cases import AS_OF, borne_out, clean_case, with_checked

LIBRARY = default_library()
PROFILE = LIBRARY.load("highmark-wy-15-01-004").profile
ADJACENT = {"id": "adjacent", "kind": "bodies_adjacent", "text": "Adjacent bodies"}
OPEN = {"id": "open", "kind": "bodies_per_session", "text": "At most two", "maximum": 2, "unit": "unclear"}
TOO_MANY = {"id": "too-many", "kind": "bodies_per_session", "text": "At most one", "maximum": 1, "unit": "body"}
UNKNOWN = {"id": "unknown", "kind": "other_generators_evaluated", "text": "Fracture", "generators": ["fracture"]}


def criterion(fields: dict[str, Any]) -> Any:
    return TypeAdapter(AnyCriterion).validate_python(fields)


def judged(fields: dict[str, Any], profile: Profile = PROFILE) -> Result:
    return judge(criterion(fields), View(clean_case(), AS_OF), profile)


def policy(**changes: Any) -> Profile:
    return PROFILE.model_copy(update={"policy": PROFILE.policy.model_copy(update=changes)})


@pytest.mark.parametrize(
    ("source", "criteria_url", "url", "shown"),
    [
        ({"grade": "verbatim", "url": "https://payer.example/own"}, "https://payer.example/all", None, "https://payer.example/own"),
        ({"grade": "verbatim"}, "https://payer.example/all", "https://payer.example/", "https://payer.example/all"),
        (None, "https://payer.example/all", "https://payer.example/", "https://payer.example/all"),
        (None, None, "https://payer.example/", "https://payer.example/"),
        (None, None, None, None),
    ],
)  # fmt: skip
def test_a_row_links_to_where_its_rule_was_read(
    source: dict[str, str] | None, criteria_url: str | None, url: str | None, shown: str | None
) -> None:
    result = judged(ADJACENT | {"source": source}, policy(criteria_url=criteria_url, url=url))
    assert result.source.url == shown


@pytest.mark.parametrize(
    ("changes", "cited", "named"),
    [
        ({"number": "CAM 394", "article": "A1"}, "CAM 394 / A1", PROFILE.policy.title),
        ({"number": "CAM 394", "article": None}, "CAM 394", PROFILE.policy.title),
        ({"number": None, "article": "A1"}, "A1", PROFILE.policy.title),
        ({"number": None, "article": None, "title": "Ablation"}, "Ablation", "Ablation"),
        ({"number": None, "article": None, "title": None}, PROFILE.carrier.name, PROFILE.carrier.name),
    ],
)
def test_a_policy_is_cited_in_a_few_words(changes: dict[str, str | None], cited: str, named: str) -> None:
    assert cite(policy(**changes)) == cited
    reference = policy(**changes).model_copy(update={"position": Position.REFERENCE})
    assert cite(reference) == f"{named}, not the payer's policy"


def test_only_the_fda_profile_is_called_fda() -> None:
    label = LIBRARY.load("fda-label").profile
    assert cite(label).startswith("FDA")


def test_a_plan_that_does_not_cover_says_what_it_calls_the_procedure() -> None:
    bare = PROFILE.model_copy(update={"position": Position.NOT_COVERED, "otherwise": None})
    for profile, end in (
        (bare, "procedure"),
        (bare.model_copy(update={"otherwise": "unproven"}), "procedure (it calls it unproven)"),
    ):
        (result,) = assess(clean_case(), profile, as_of=AS_OF, concordance=borne_out(clean_case())).of(Origin.PAYER)
        assert [fact.statement for fact in result.facts] == [f"The policy does not cover the {end}"]
        assert [short.owner for short in result.shortfalls] == [Owner.NOBODY]
        assert (result.text, result.source.url) == ("The plan covers the procedure", profile.policy.url)


def members(kind: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "together", "kind": kind, "text": "Together", "members": list(fields), **more}


@pytest.mark.parametrize(
    ("fields", "noticed"),
    [
        (OPEN, ["open"]),
        (members("all_of", ADJACENT, OPEN), ["open"]),
        (members("any_of", ADJACENT, members("all_of", ADJACENT, OPEN) | {"id": "inner"}), ["open"]),
        (TOO_MANY, []),
        (UNKNOWN, []),
        (ADJACENT, []),
    ],
)
def test_what_the_payers_text_leaves_open_is_noticed_by_name(fields: dict[str, Any], noticed: list[str]) -> None:
    profile = PROFILE.model_copy(update={"criteria": (criterion(fields),)})
    notices = assess(clean_case(), profile, as_of=AS_OF, concordance=borne_out(clean_case())).notices
    told = [notice.text for notice in notices if notice.code == "PA405"]
    assert len(told) == len(noticed)
    assert all(f"'{name}'" in text for name, text in zip(noticed, told, strict=True))


@pytest.mark.parametrize(
    ("fields", "failures"),
    [
        (members("all_of", TOO_MANY, OPEN), ["conflict"]),
        (members("all_of", TOO_MANY, OPEN, UNKNOWN), ["conflict", "gap"]),
        (members("any_of", TOO_MANY, UNKNOWN), ["gap"]),
        (members("n_of", ADJACENT, TOO_MANY, OPEN, n=2), ["undecidable"]),
    ],
)
def test_a_combination_blames_the_members_that_could_change_it(fields: dict[str, Any], failures: list[str]) -> None:
    assert [short.failure.value for short in judged(fields).shortfalls] == failures


def claim(**changes: Any) -> Result:
    item = Checked.model_validate({"claim": "pain.onset", "exhibit": "A", "verdict": "not_found", **changes})
    case = clean_case()
    concordance: Concordance = with_checked(borne_out(case), item)
    (result,) = assess(case, PROFILE, as_of=AS_OF, concordance=concordance).of(Origin.CHART)
    return result


def test_a_claim_is_put_to_whom_the_comparison_names_and_else_to_whom_the_catalogue_does() -> None:
    assert claim(owner="radiologist", code="PA746").shortfalls[0].owner is Owner.RADIOLOGIST
    assert claim(code="PA746").shortfalls[0].owner is problem("PA746", key="pain.onset").owner


def test_a_missing_page_is_named_by_its_number() -> None:
    result = claim(verdict=Verdict.NOT_FOUND, code="PA704", page=9, page_count=2)
    assert result.facts[0].statement == "'pain.onset' points to page 9, and the exhibit has 2"
    assert result.facts[0].source is not None
    assert (result.facts[0].source.exhibit, result.facts[0].source.page) == ("A", 9)


def test_whoever_reads_a_checklist_finds_words_in_every_row() -> None:
    with pytest.raises(ValidationError):
        CaseFact(statement="")
    with pytest.raises(ValidationError):
        Shortfall(failure=FailureClass.GAP, owner=Owner.BILLING, next_step=" ")


@pytest.mark.parametrize(
    ("sequences", "is_enough"),
    [
        (["T1"], False),
        (["T2"], False),
        (["T1", "PD"], False),
        (["T1", "T2"], True),
        (["t1", "stir"], True),
        (["T1", "TIRM"], True),
        (["T1", "fluid sensitive"], True),
        (["T1", "PD fat sat"], True),
        (["T1", "PD fat-sat"], True),
        (["T1", "PD fat supp"], True),
        (["T1", "PD fat-suppressed"], True),
        (["T1", "Dixon"], True),
        (["T1", "T1 Dixon"], False),
        (["T1 and T2"], True),
        (["T1/STIR"], True),
        (["PD", "STIR"], False),
    ],
)
def test_the_series_that_support_a_type(sequences: list[str], is_enough: bool) -> None:
    case = clean_case(imaging__0__sequences=sequences)
    open_ids = {r.id for r in assess(case, PROFILE, as_of=AS_OF, concordance=borne_out(case)).open}
    assert ("floor-modic" not in open_ids) is is_enough
