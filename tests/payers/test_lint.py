"""What lint says of a profile that loads, and on which line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from priorauth.payers.library import default_library
from priorauth.payers.lint import lint_profile
from priorauth.problems import Refused
from tests.payers.profiles import BASE, load

DAY = date(2026, 11, 24)


def lint(folder: Path, text: str, day: date = DAY) -> list[str]:
    return [f"{p.code} {p.where.line}" for p in lint_profile(load(folder, base=text), day)]


def test_a_profile_read_at_its_source_is_clean(tmp_path: Path) -> None:
    assert lint(tmp_path, BASE) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 2, 22), []),
        (date(2027, 2, 23), []),
        (date(2027, 2, 24), ["PA307 7"]),
    ],
)
def test_the_review_day_itself_is_still_in_time(tmp_path: Path, day: date, expected: list[str]) -> None:
    assert lint(tmp_path, BASE, day) == expected


@pytest.mark.parametrize(("review", "expected"), [("2026-11-24", []), ("2026-11-23", ["PA314 7"])])
def test_a_review_lies_after_the_reading(tmp_path: Path, review: str, expected: list[str]) -> None:
    assert lint(tmp_path, BASE.replace("2027-02-23", review), date(2026, 11, 23)) == expected


@pytest.mark.parametrize(("effective", "expected"), [("2026-11-24", []), ("2026-11-25", ["PA315 3"])])
def test_a_policy_not_yet_in_effect_is_named(tmp_path: Path, effective: str, expected: list[str]) -> None:
    assert lint(tmp_path, BASE.replace("X-1,", f"X-1, effective: {effective},")) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (', url: "https://policy.example/x-1"', "", ["PA312 3", "PA330 10", "PA330 11"]),
        ("X-1,", "X-1, criteria_url: 'https://other.example',", []),
        ("months: 6", "months: 6, source: {grade: secondary, section: '4.2'}", ["PA308 9"]),
        ("months: 6", "months: 6, source: {grade: verbatim}", []),
        ("name: Example", "name: Example, grade: inferred", ["PA332 2"]),
        ("name: Example", "name: Example, grade: verbatim", []),
        ("retrieved: 2026-11-23", "retrieved: 2026-11-25", ["PA333 6"]),
        ("retrieved: 2026-11-23", "retrieved: 2026-11-24", []),
        ("months: 6", "months: 6, source: {grade: verbatim, retrieved: 2027-01-01}", ["PA333 10"]),
        (
            "[from the base]",
            "[a]\nchannels: [{kind: fax, name: F, address: x, verified_on: 2027-01-01}]",
            ["PA333 9"],
        ),
        ("[from the base]", "[a]\nreviews: [{on: 2027-01-01, by: R}]", ["PA333 9"]),
        ("[from the base]", "[a]\nclocks: [{name: D, source: S, grade: verbatim}]", ["PA334 9"]),
        ("[from the base]", "[a]\nclocks: [{name: D, days: 1, source: S, grade: secondary}]", ["PA331 9"]),
        ("grade: verbatim", "grade: secondary", ["PA313 5", "PA308 9"]),
        ("grade: verbatim", "grade: verbatim\ncriteria_grade: inferred", ["PA308 10"]),
        ("months: 6", "months: 6, source: {grade: secondary}", ["PA308 9", "PA330 10"]),
        ("[from the base]", "[a]\ncodes: {diagnoses_printed: [M54.51, M51.36]}", ["PA310 9"]),
        ("[from the base]", "[a]\ncodes: {procedures: [C9752]}", ["PA310 9"]),
    ],
)
def test_what_was_not_read_at_its_source_or_is_retired(
    tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    assert lint(tmp_path, BASE.replace(old, new)) == expected


def test_codes_that_a_criterion_accepts_are_held_to_the_day(tmp_path: Path) -> None:
    row = "  - {id: dx, kind: diagnosis_codes, text: t, accepted: [M51.36]}\n"
    earlier = BASE.replace("2026-11-23", "2024-01-01") + row
    assert lint(tmp_path, earlier, date(2024, 9, 30)) == []
    assert lint(tmp_path, earlier, date(2024, 10, 1)) == ["PA310 12"]


def test_a_branch_that_is_never_reached(tmp_path: Path) -> None:
    branches = """\
branches:
  - {line_of_business: [medicaid], note: a}
  - {line_of_business: [medicaid, exchange], note: b}
  - {line_of_business: [exchange, medicaid], note: c}
"""
    assert lint(tmp_path, BASE + branches) == ["PA316 15"]


@pytest.mark.parametrize(
    ("branches", "dead"),
    [
        (["products: [hmo]"], []),
        (["states: [WA]"], []),
        (["products: [hmo]", "line_of_business: [medicare_advantage]"], []),
        (["line_of_business: [exchange], products: [hmo]", "line_of_business: [exchange]"], []),
        (["line_of_business: [exchange]", "line_of_business: [exchange], products: [hmo]"], [1]),
        (["plans: [Gold]", "plans: [GOLD], states: [WA]"], [1]),
        (["states: [WA]", "states: [OR]", "states: [WA, OR], delegates: [Ridge]"], [2]),
        (["states: [WA, OR]", "states: [WA, NV]"], []),
        (["delegates: [Ridge]", "plans: [Ridge]"], []),
    ],
)
def test_a_branch_is_dead_only_where_earlier_ones_take_every_case_of_it(
    tmp_path: Path, branches: list[str], dead: list[int]
) -> None:
    rows = "".join(f"  - {{{conditions}, note: a}}\n" for conditions in branches)
    first = BASE.count("\n") + 2
    assert lint(tmp_path, f"{BASE}branches:\n{rows}") == [f"PA316 {first + index}" for index in dead]


SHIPPED = {
    "aetna-cpb-0016": ["PA313"],
    "anthem-surg-00052": [],
    "bcbs-sc-cam-394": ["PA332"],
    "exploremyplan-mp-041": ["PA332"],
    "fda-label": ["PA308"],
    "hcsc": ["PA312", "PA313"],
    "highmark-wy-15-01-004": ["PA332", "PA310", "PA310"],
    "medicare": ["PA312", "PA313"],
    "medicare-l39420": ["PA313", "PA308"],
    "medicare-l39642": ["PA312", "PA313", "PA308"],
    "medicare-l40302": ["PA312", "PA313", "PA308"],
    "medicare-l39644": ["PA308"],
    "uhc-ablative-spinal-pain": ["PA313"],
}


def test_the_table_covers_every_shipped_profile() -> None:
    assert set(SHIPPED) == set(default_library().ids())


@pytest.mark.parametrize("profile_id", SHIPPED)
def test_what_lint_says_of_the_shipped_profiles(profile_id: str) -> None:
    found = lint_profile(default_library().load(profile_id), date(2026, 11, 30))
    assert [p.code for p in found] == SHIPPED[profile_id]
    assert {p.severity.value for p in found} <= {"warning"}


@pytest.mark.parametrize(
    "rule",
    ["kind: score_threshold, instrument: BDI, unit: points, at_most: 9", "kind: measure, measure: BDI, at_most: 9"],
)
def test_a_message_shows_the_line_and_offers_no_other_instrument(tmp_path: Path, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        load(tmp_path, base=BASE + f"  - {{id: new, {rule}}}\n")
    (found,) = refused.value.problems
    assert found.fix == "choose one of them"
    assert "BDI" in "".join(found.excerpt)


@pytest.mark.parametrize(
    ("branch", "codes"),
    [
        ("position: not_covered, criteria: []", ["PA357"]),
        ("position: not_covered, criteria: [], policy: {number: M-2}", []),
        ("position: covered_with_criteria", []),
    ],
)
def test_a_branch_of_another_position_cites_its_own_policy(tmp_path: Path, branch: str, codes: list[str]) -> None:
    loaded = load(tmp_path, base=BASE + f"branches: [{{line_of_business: [medicaid], {branch}}}]\n")
    assert [p.code for p in lint_profile(loaded, date(2026, 11, 24))] == codes
