"""What `payer diff` says: everything that two profiles say otherwise, and nothing else."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from priorauth.case.model import LineOfBusiness
from priorauth.payers.admin.profile_diff import compare
from priorauth.payers.library import default_library
from priorauth.payers.model import Profile
from tests.payers.profiles import BASE, load
from tests.quick_sample import one_in

LIBRARY = default_library()


def profile(folder: Path, text: str) -> Profile:
    folder.mkdir(exist_ok=True)
    return load(folder, base=text).profile


def said(folder: Path, after: str, before: str = BASE) -> list[str]:
    found = compare(profile(folder / "a", before), profile(folder / "b", after))
    return [
        f"{d.about}{'.' if d.field else ''}{d.field}: {d.before} > {d.after}" for c in found for d in c.differences
    ]


@pytest.mark.parametrize("profile_id", LIBRARY.ids())
def test_a_profile_does_not_differ_from_itself(profile_id: str) -> None:
    one = LIBRARY.load(profile_id).profile
    assert compare(one, one) == ()


@pytest.mark.parametrize(("one", "other"), one_in(4, list(permutations(LIBRARY.ids(), 2))))
def test_any_two_shipped_profiles_differ(one: str, other: str) -> None:
    assert compare(LIBRARY.load(one).profile, LIBRARY.load(other).profile) != ()


PAIN = "{id: pain, kind: symptom_duration, text: six months, months: 6}"
CHANGES = {
    "carrier": ("{name: Example}", "{name: Example, grade: inferred}", "carrier: Example > Example (inferred)"),
    "policy": ("number: X-1", "number: X-2", "policy: X-1 > X-2"),
    "position": (
        "position: covered_with_criteria",
        "position: reference",
        "position: covered with criteria (verbatim) > reference (verbatim)",
    ),
    "grade": ("grade: verbatim", "grade: inferred", "criterion pain.grade: verbatim > inferred"),
    "criteria_grade": (
        "grade: verbatim",
        "grade: verbatim\ncriteria_grade: secondary",
        "criterion range.grade: verbatim > secondary",
    ),
    "retrieved": (
        "retrieved: 2026-11-23",
        "retrieved: 2026-11-20",
        "read: 2026-11-23; to be read again by 2027-02-23 > 2026-11-20; to be read again by 2027-02-23",
    ),
    "review_by": (
        "review_by: 2027-02-23",
        "review_by: 2027-02-20",
        "read: 2026-11-23; to be read again by 2027-02-23 > 2026-11-23; to be read again by 2027-02-20",
    ),
    "incomplete": ("notes:", "incomplete: page 2\nnotes:", "not seen: None > page 2"),
    "otherwise": ("notes:", "otherwise: unproven\nnotes:", "otherwise: None > unproven"),
    "scope": ("notes:", "scope: [west]\nnotes:", "scope: None > west"),
    "device": ("notes:", "device: any\nnotes:", "device: None > any"),
    "clauses": ("notes:", "clauses: [{id: c, quote: as it says}]\nnotes:", "clause: None > c: “as it says”"),
    "complete": ("notes:", "complete: true\nnotes:", "clauses: None > every clause of the policy is listed"),
    "no_authorization_for": (
        "notes:",
        "no_authorization_for: [medicare]\nnotes:",
        "takes no request: None > medicare",
    ),
    "prior_authorization": ("notes:", "prior_authorization: needed\nnotes:", "prior authorization: None > needed"),
    "criteria": ("months: 6", "months: 12", "criterion pain.months: 6 > 12"),
    "branches": (
        "notes:",
        "branches: [{line_of_business: [medicaid], letter: policy_inquiry}]\nnotes:",
        "letter: medical necessity > policy inquiry",
    ),
    "codes": ("notes:", "codes: {procedures: ['64628']}\nnotes:", "procedures printed: None > 64628"),
    "clocks": (
        "notes:",
        "clocks: [{name: Decision, days: 7, source: S, grade: secondary}]\nnotes:",
        "clock: None > Decision: 7 days; S (secondary)",
    ),
    "channels": (
        "notes:",
        "channels: [{kind: fax, name: Fax, max_pages: 50}]\nnotes:",
        "channel: not verified > fax, Fax: 50 pages a file; not verified: MB a file, MB in all, pages in all, "
        "number of files, file types, file names, address",
    ),
    "letter": ("notes:", "letter: policy_inquiry\nnotes:", "letter: medical necessity > policy inquiry"),
    "exhibit_order": ("notes:", "exhibit_order: [mri_report]\nnotes:", "exhibits in order: None > mri report"),
    "trim_exhibits": (
        "notes:",
        "trim_exhibits: true\nnotes:",
        "trimming: None > exhibits cut to cited pages, imaging reports whole",
    ),
    "reviewer": ("notes:", "reviewer: Example Review\nnotes:", "reviewed by: None > Example Review"),
    "reviews": (
        "notes:",
        "reviews: [{on: 2026-11-24, by: Riley, note: same}]\nnotes:",
        "read again: None > 2026-11-24 by Riley: same",
    ),
    "notes": ("[from the base]", "[another]", "note: from the base > another"),
}


def test_the_table_has_every_field_but_those_that_say_nothing_by_themselves() -> None:
    assert set(Profile.model_fields) - {"id", "extends"} == set(CHANGES)


@pytest.mark.parametrize("field", CHANGES)
def test_a_change_of_each_field_is_said(tmp_path: Path, field: str) -> None:
    old, new, expected = CHANGES[field]
    assert old in BASE
    assert expected in said(tmp_path, BASE.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("text: six months", "text: half a year", ["criterion pain.asks: six months > half a year"]),
        (
            "months: 6}",
            "months: 6, source: {grade: verbatim, section: '4.2'}}",
            ["criterion pain.read at: None > 4.2"],
        ),
        (
            f"  - {PAIN}\n",
            "",
            [
                "criterion pain.asks: six months > None",
                "criterion pain.kind: symptom_duration > None",
                "criterion pain.months: 6 > None",
                "criterion pain.grade: verbatim > None",
            ],
        ),
        (
            PAIN,
            f"{{id: either, kind: any_of, text: either, members: [{PAIN}]}}",
            [
                "criterion either.asks: None > either",
                "criterion either.kind: None > any_of",
                "criterion either.grade: None > verbatim",
                "criterion pain.part of: None > either",
            ],
        ),
        (
            PAIN,
            "{id: pain, kind: conservative_care_duration, text: six months, months: 6, physician_supervised: true}",
            [
                "criterion pain.kind: symptom_duration > conservative_care_duration",
                "criterion pain.measure: None > span",
                "criterion pain.physician_supervised: None > yes",
            ],
        ),
    ],
)
def test_a_criterion_is_compared_part_by_part(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert sorted(said(tmp_path, BASE.replace(old, new))) == sorted(expected)


def test_the_order_of_the_criteria_is_the_order_of_the_checklist(tmp_path: Path) -> None:
    first, second = BASE.splitlines()[-2:]
    turned = BASE.replace(f"{first}\n{second}\n", f"{second}\n{first}\n")
    assert said(tmp_path, turned) == ["order of criteria: pain, range > range, pain"]


def test_lines_of_business_that_differ_alike_stand_together(tmp_path: Path) -> None:
    branch = """\
branches:
  - {line_of_business: [medicaid, exchange], criteria: [{id: pain, kind: symptom_duration, text: x, months: 36}]}
"""
    found = compare(profile(tmp_path / "a", BASE), profile(tmp_path / "b", BASE + branch))
    assert [c.lines_of_business for c in found] == [
        (LineOfBusiness.EXCHANGE, LineOfBusiness.MEDICAID),
        (LineOfBusiness.NOT_DOCUMENTED,),
    ]
    assert ("months", "6", "36") in [(d.field, d.before, d.after) for d in found[0].differences]


def test_what_is_inherited_counts(tmp_path: Path) -> None:
    heir = (
        "id: heir\nextends: base\ncriteria:\n  - {id: pain, kind: symptom_duration, text: six months, months: 12}\n"
    )
    (tmp_path / "base.yaml").write_text(BASE)
    after = load(tmp_path, heir=heir).profile
    (comparison,) = compare(profile(tmp_path / "a", BASE), after)
    assert [(d.about, d.before, d.after) for d in comparison.differences] == [("criterion pain", "6", "12")]


BY_STATE = """\
branches:
  - {line_of_business: [exchange], states: [WA, OR], note: by contract, otherwise: OTHERWISE}
"""


def test_a_branch_of_a_state_is_compared_for_its_state(tmp_path: Path) -> None:
    old = load(tmp_path, base=BASE + BY_STATE.replace("OTHERWISE", "unproven")).profile
    new = load(tmp_path, base=BASE + BY_STATE.replace("OTHERWISE", "investigational")).profile
    (found,) = compare(old, new)
    assert ([line.value for line in found.lines_of_business], found.places) == (["exchange"], ("WA", "OR"))
    assert [(each.before, each.after) for each in found.differences] == [("unproven", "investigational")]
    assert not found.is_for_all
    assert compare(old, old) == ()


def test_a_branch_of_a_product_and_a_delegate_is_compared_for_both(tmp_path: Path) -> None:
    branch = (
        "branches:\n  - {products: [hmo], delegates: [Example Review], note: by contract, otherwise: OTHERWISE}\n"
    )
    old = load(tmp_path, base=BASE + branch.replace("OTHERWISE", "unproven")).profile
    new = load(tmp_path, base=BASE + branch.replace("OTHERWISE", "investigational")).profile
    (found,) = compare(old, new)
    assert (len(found.lines_of_business), found.places) == (len(LineOfBusiness), ("hmo, example review",))


@pytest.mark.parametrize(
    ("branch", "differs"),
    [
        # What a case without a line of business is held to: nothing, unless no branch turns on the line alone.
        ("{line_of_business: [medicaid], otherwise: unproven}", False),
        ("{line_of_business: [not_documented], otherwise: unproven}", True),
        ("{line_of_business: [medicaid], states: [OR], otherwise: unproven}", True),
        ("{states: [OR], otherwise: unproven}", True),
    ],
)
def test_an_unknown_line_of_business_is_compared_as_a_case_without_one_is_judged(
    tmp_path: Path, branch: str, differs: bool
) -> None:
    before = f"{BASE}branches: [{branch}]\n"
    after = before.replace("months: 6", "months: 12").replace("six months", "a year")
    found = compare(profile(tmp_path / "a", before), profile(tmp_path / "b", after))
    usual = [c for c in found if not c.places and LineOfBusiness.NOT_DOCUMENTED in c.lines_of_business]
    assert bool(usual) is differs
    assert any(LineOfBusiness.COMMERCIAL in c.lines_of_business for c in found)


def test_a_first_branch_by_line_leaves_a_case_without_one_without_rules(tmp_path: Path) -> None:
    branch = "branches: [{line_of_business: [medicaid], letter: policy_inquiry}]\n"
    found = compare(profile(tmp_path / "a", BASE), profile(tmp_path / "b", BASE + branch))
    (unknown,) = (c for c in found if c.lines_of_business == (LineOfBusiness.NOT_DOCUMENTED,))
    said = {d.about: d.after for d in unknown.differences}
    assert said["position"] == "criteria unknown (verbatim)"
    assert said["letter"] == "policy inquiry"
