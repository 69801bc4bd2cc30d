"""Branches by line of business, state and plan: what each replaces, whom it follows, and what is asked where it is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from priorauth.criteria.assess import assess, cite
from priorauth.criteria.model import Override
from priorauth.letters.context.judgment import policy_of
from priorauth.payers.library import ChosenProfile, ProfileLibrary, default_library, profile_for
from priorauth.payers.medicare import branch_facts
from priorauth.problems import Refused
from priorauth.submission.gate import Draft, Submission
from tests.cases import AS_OF, borne_out, clean_case
from tests.payers.profiles import BASE, load, write

OWN = """\
branches:
  - line_of_business: [medicare_advantage]
    policy: {number: X-9, article: X-10, url: "https://policy.example/x-9"}
    position: criteria_unknown
    criteria: []
    grade: secondary
    incomplete: its text was not seen
    note: Members of this line go by X-9.
  - {states: [GA], plans: [Gold], position: not_covered, criteria: [], otherwise: unproven}
  - {states: [NY], note: as everywhere}
"""


def chosen(library: ProfileLibrary, **changes: Any) -> ChosenProfile:
    case = clean_case(coverage__payer="base", **changes)
    return profile_for(case.coverage, case.facility, library)


def at(state: str) -> dict[str, str]:
    return {"street": "1 Example St", "city": "Example", "state": state, "postal_code": "00000"}


def test_a_branch_says_its_own_policy_page_grade_and_gaps(tmp_path: Path) -> None:
    library = write(tmp_path, base=BASE + OWN)
    applied = chosen(library, coverage__line_of_business="medicare_advantage").profile
    assert (applied.policy.number, applied.policy.article) == ("X-9", "X-10")
    assert (applied.position.value, applied.grade.value) == ("criteria_unknown", "secondary")
    assert (applied.incomplete, applied.branch_note) == ("its text was not seen", "Members of this line go by X-9.")
    shown = policy_of(applied, is_fallback=False)
    assert (shown["citation"], shown["branch_note"]) == (
        "X-9 / X-10",
        "Members of this line go by X-9. its text was not seen",
    )
    plain = chosen(library, facility__address=at("WA")).profile
    assert (plain.policy.number, plain.branch_note) == ("X-1", None)


@pytest.mark.parametrize(
    ("state", "plan", "position"),
    [
        ("GA", "gold", "not_covered"),
        ("Georgia", "Gold", "not_covered"),
        ("GA", "Silver", "covered_with_criteria"),
        ("WA", "Gold", "covered_with_criteria"),
    ],
)
def test_state_and_plan_have_to_fit_both(tmp_path: Path, state: str, plan: str, position: str) -> None:
    library = write(tmp_path, base=BASE + OWN)
    found = chosen(library, facility__address=at(state), coverage__plan_name=plan)
    assert found.profile.position.value == position


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"coverage__line_of_business": "not_documented", "facility__address": at("WA")}, ["line_of_business"]),
        ({}, ["state", "plan_name"]),
        ({"facility__address": at("GA")}, ["plan_name"]),
        ({"facility__address": at("WA")}, []),
        ({"facility__address": at("GA"), "coverage__plan_name": "Gold"}, []),
        # Once a branch applies, what a later one would need is not asked.
        ({"coverage__line_of_business": "medicare_advantage"}, []),
    ],
)
def test_what_leaves_the_rules_open_is_a_gap_for_billing(
    tmp_path: Path, changes: dict[str, Any], asked: list[str]
) -> None:
    library = write(tmp_path, base=BASE + OWN)
    case = clean_case(coverage__payer="base", **changes)
    profile = profile_for(case.coverage, case.facility, library).profile
    results = assess(case, profile, as_of=AS_OF, concordance=borne_out(case)).results
    steps = [s for r in results if r.id == "which-rules" for s in r.shortfalls]
    assert [s.owner.value for s in steps] == (["billing"] if asked else [])
    fields = ("line_of_business", "state", "plan_name")
    assert [field for field in fields for s in steps if f".{field}'" in s.next_step] == asked


def test_nobody_can_let_pass_that_it_is_not_known_which_rules_hold(tmp_path: Path) -> None:
    library = write(tmp_path, base=BASE + OWN)
    case = clean_case(coverage__payer="base", facility__address=at("GA"))
    profile = profile_for(case.coverage, case.facility, library).profile
    passing = (Override(criterion="which-rules", by="Riley Placeholder", reason="the plan is known to me"),)
    for kind in (Submission, Draft):
        with pytest.raises(Refused) as caught:
            kind(case=case, profile=profile, concordance=borne_out(case), as_of=AS_OF, overrides=passing)
        (said,) = caught.value.problems
        assert said.code == "PA410"
        assert "cannot be overridden" in said.message


PRODUCTS = """\
branches:
  - {products: [hmo, pos], delegates: [Example Review], otherwise: by the reviewer's guideline}
  - {products: [hmo], otherwise: by the HMO's policy}
"""


@pytest.mark.parametrize(
    ("product", "delegate", "otherwise", "asked"),
    [
        ("hmo", "example review", "by the reviewer's guideline", ()),
        ("pos", "Example Review", "by the reviewer's guideline", ()),
        ("hmo", "Another", "by the HMO's policy", ()),
        ("ppo", "Example Review", None, ()),
        ("ppo", None, None, ()),
        ("hmo", None, None, ("coverage.delegate",)),
        (None, "Example Review", None, ("coverage.product",)),
        (None, None, None, ("coverage.product", "coverage.delegate")),
    ],
)
def test_a_branch_goes_by_product_and_by_who_reviews_for_the_plan(
    tmp_path: Path, product: str | None, delegate: str | None, otherwise: str | None, asked: tuple[str, ...]
) -> None:
    library = write(tmp_path, base=BASE + PRODUCTS)
    case = clean_case(coverage__payer="base", coverage__product=product, coverage__delegate=delegate)
    assert library.load("base").profile.open_branches(branch_facts(case.coverage, case.facility)) == asked
    found = profile_for(case.coverage, case.facility, library).profile
    assert (found.otherwise, bool(found.criteria)) == (otherwise, not asked)


FOLLOWS = "branches:\n  - {line_of_business: [medicare_advantage], follows: [own-policy, medicare]}\n"
ADVANTAGE = {"coverage__line_of_business": "medicare_advantage"}


@pytest.mark.parametrize(
    ("state", "followed"), [("WA", "medicare-l39642"), ("NY", "medicare-l40302"), ("TX", "base"), ("OH", "base")]
)
def test_a_branch_follows_the_first_profile_that_has_criteria(tmp_path: Path, state: str, followed: str) -> None:
    (tmp_path / "base.yaml").write_text(BASE + FOLLOWS)
    library = default_library((tmp_path,))
    found = chosen(library, facility__address=at(state), **ADVANTAGE)
    assert found.profile.id == followed
    assert tmp_path / "base.yaml" in found.files
    assert chosen(library, facility__address=at(state)).profile.id == "base"


@pytest.mark.parametrize(("state", "told"), [("TX", "PA346"), (None, "PA345")])
def test_where_none_has_criteria_the_plan_is_not_judged_by_its_other_rules(
    tmp_path: Path, state: str | None, told: str
) -> None:
    (tmp_path / "base.yaml").write_text(BASE + FOLLOWS)
    address = None if state is None else at(state)
    found = chosen(default_library((tmp_path,)), facility__address=address, **ADVANTAGE)
    assert (found.profile.position.value, found.profile.criteria) == ("criteria_unknown", ())
    assert told in [warning.code for warning in found.warnings]


def test_a_branch_that_follows_keeps_the_note_and_the_ways_to_send_of_its_own_payer(tmp_path: Path) -> None:
    own = FOLLOWS.replace("medicare]}", "medicare], note: by the state}")
    clock = "clocks: [{name: Decision, days: 5, source: contract, grade: verbatim}]\n"
    text = BASE + own + clock + "channels: [{kind: fax, name: Intake fax}]\n"
    (tmp_path / "base.yaml").write_text(text)
    found = chosen(default_library((tmp_path,)), facility__address=at("WA"), **ADVANTAGE).profile
    assert (found.id, found.policy.number, found.branch_note) == ("medicare-l39642", "L39642", "by the state")
    assert [channel.name for channel in found.channels] == ["Intake fax"]
    assert [clock.name for clock in found.clocks][:1] == ["Decision"]


CARRIER = "Example of the North"
NOT_COVERED = """\
id: base
carrier: {name: Example of the North}
policy: {title: Clinical review criteria, url: "https://policy.example/north"}
position: not_covered
grade: secondary
retrieved: 2026-11-23
review_by: 2027-02-23
otherwise: not medically necessary
branches:
  - line_of_business: [medicare, medicare_advantage]
    policy: {number: X-9, article: X-10}
    position: criteria_unknown
    incomplete: Their text was not seen.
"""


@pytest.mark.parametrize(
    ("line", "position", "letter", "cites", "asked"),
    [
        ("commercial", "not_covered", "exception_request", "Clinical review criteria", False),
        ("medicare_advantage", "criteria_unknown", "policy_inquiry", "X-9 / X-10", False),
        ("not_documented", "criteria_unknown", "policy_inquiry", CARRIER, True),
    ],
)
def test_each_line_of_business_has_the_answer_of_its_own_policy(
    tmp_path: Path, line: str, position: str, letter: str, cites: str, asked: bool
) -> None:
    library = write(tmp_path, base=NOT_COVERED)
    profile = chosen(library, coverage__line_of_business=line).profile
    assert (profile.position.value, profile.letter_kind.value, cite(profile)) == (position, letter, cites)
    case = clean_case(coverage__payer="base", coverage__line_of_business=line)
    results = assess(case, profile, as_of=AS_OF, concordance=borne_out(case)).results
    assert ("which-rules" in [result.id for result in results]) is asked
    assert ("plan-coverage" in [result.id for result in results]) is (line == "commercial")


def test_a_branch_of_another_position_without_a_policy_cites_none(tmp_path: Path) -> None:
    library = write(tmp_path, base=NOT_COVERED.replace("    policy: {number: X-9, article: X-10}\n", ""))
    profile = chosen(library, coverage__line_of_business="medicare_advantage").profile
    assert (profile.policy.title, profile.policy.url, cite(profile)) == (None, None, CARRIER)
    assert (
        chosen(library, coverage__line_of_business="commercial").profile.policy.title == "Clinical review criteria"
    )


def test_a_reference_is_called_by_its_own_title_and_only_the_label_by_the_name_of_the_fda(tmp_path: Path) -> None:
    text = BASE.replace("covered_with_criteria", "reference").replace("{number: X-1", "{title: Society criteria")
    assert cite(load(tmp_path, base=text).profile) == "Society criteria, not the payer's policy"
    label = default_library().load("fda-label").profile
    assert cite(label) == "FDA-cleared indication, not the payer's policy"


def test_the_order_of_what_is_followed_decides(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE + FOLLOWS)
    (tmp_path / "own-policy.yaml").write_text(BASE.replace("id: base", "id: own-policy"))
    library = default_library((tmp_path,))
    found = chosen(library, facility__address=at("WA"), **ADVANTAGE)
    assert found.profile.id == "own-policy"
    assert found.sha256 != chosen(library, facility__address=at("WA")).sha256
