"""Time limits by line of business: the law's bind a plan under any profile, and a profile adds its contract's."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from priorauth.case.model import LineOfBusiness, Urgency
from priorauth.payers.clocks import clocks_for, clocks_of_the_law, ended_clock, own_clocks
from priorauth.payers.criteria import Grade
from priorauth.payers.library import default_library
from priorauth.payers.model import ClockStart
from tests.cli.in_process import called
from tests.payers.profiles import BASE, load

ADVANTAGE, COMMERCIAL = LineOfBusiness.MEDICARE_ADVANTAGE, LineOfBusiness.COMMERCIAL
THREE = ("highmark-wy-15-01-004", "aetna-cpb-0016", "medicare-l39642")


def test_an_advantage_plan_has_the_same_clocks_under_every_profile() -> None:
    library = default_library()
    found = {clocks_for(library.load(profile_id).profile, ADVANTAGE) for profile_id in library.ids()}
    (clocks,) = found
    assert [(clock.hours, clock.days) for clock in clocks] == [(72, None), (None, 7), (None, 65), (None, None)]
    assert all(clock.source and clock.grade for clock in clocks)


def test_a_commercial_plan_has_none_but_its_own(tmp_path: Path) -> None:
    clock = "clocks: [{name: Decision, days: 15, source: contract, grade: verbatim}]\n"
    profile = load(tmp_path, base=BASE + clock).profile
    assert [clock.name for clock in clocks_for(profile, COMMERCIAL)] == ["Decision"]
    assert next(clock.name for clock in clocks_for(profile, ADVANTAGE)) == "Decision"
    assert clocks_for(default_library().load(THREE[0]).profile, COMMERCIAL) == ()


def test_the_contract_of_a_branch_comes_before_the_law(tmp_path: Path) -> None:
    branch = (
        "branches:\n  - line_of_business: [medicare_advantage]\n"
        "    clocks: [{name: Contract, days: 5, source: contract, grade: verbatim}]\n"
    )
    clocks = (*own_clocks(load(tmp_path, base=BASE + branch).profile), *clocks_of_the_law())
    submitted = date(2026, 11, 2)
    for line, day in ((ADVANTAGE, date(2026, 11, 7)), (COMMERCIAL, None)):
        bound = SimpleNamespace(line_of_business=line, urgency=Urgency.STANDARD)
        ended = ended_clock(ClockStart.SUBMISSION, submitted, clocks, bound)
        assert (ended and ended[0]) == day


@pytest.mark.parametrize("start", ClockStart)
@pytest.mark.parametrize("line", [LineOfBusiness.MEDICAID, LineOfBusiness.EXCHANGE, COMMERCIAL])
def test_nothing_is_counted_from_a_rule_whose_length_was_not_read(start: ClockStart, line: LineOfBusiness) -> None:
    bound = SimpleNamespace(line_of_business=line, urgency=Urgency.STANDARD)
    assert ended_clock(start, date(2026, 11, 2), clocks_of_the_law(), bound) is None


def test_a_rule_read_by_its_title_alone_says_so_and_has_no_length() -> None:
    by_title = [clock for clock in clocks_of_the_law() if clock.grade is Grade.TITLE_ONLY]
    assert [(clock.hours, clock.days) for clock in by_title] == [(None, None)]


def test_payer_show_names_the_clocks_of_a_line_with_source_and_grade() -> None:
    shown = called("payer", "show", THREE[0], "--line", "medicare_advantage").stdout
    assert "Organization determination, expedited: 72 hours" in shown
    assert "CMS-0057-F (secondary)" in shown
    commercial = called("payer", "show", THREE[0], "--line", "commercial").stdout
    assert "none is known that binds this line of business" in commercial


def test_payer_show_names_what_decides_where_a_line_alone_does_not(tmp_path: Path) -> None:
    branch = "branches:\n  - {line_of_business: [exchange], states: [WA], position: not_covered, criteria: []}\n"
    file = tmp_path / "base.yaml"
    file.write_text(BASE + branch)
    shown = called("payer", "show", str(file), "--line", "exchange").stdout
    assert "which rules hold; they turn on facility.address.state" in shown
    assert "six months" not in shown
    assert "six months" in called("payer", "show", str(file), "--line", "commercial").stdout


NORTH = """\
id: base
carrier: {name: Example of the North}
policy: {title: Clinical review criteria, url: "https://policy.example/north"}
position: not_covered
grade: verbatim
retrieved: 2026-11-23
review_by: 2027-02-23
otherwise: unproven
branches:
  - line_of_business: [exchange]
    states: [WA, OR]
    position: covered_with_criteria
    criteria: [{id: pain, kind: symptom_duration, months: 6}]
    codes: {procedures: ["64628"], modifiers: [{code: KX, attests: The body was not ablated before.}]}
    clocks: [{name: Decision, days: 5, source: contract, grade: verbatim}]
  - {line_of_business: [commercial], products: [hmo], delegates: [Ridge], plans: [Gold], otherwise: elsewhere}
  - {line_of_business: [medicare_advantage], follows: [medicare]}
"""
OF_THE_BRANCH = ("Decision: 5 days; contract", "64628", "KX: The body was not ablated before.", "at least 6 months")


@pytest.mark.parametrize(
    ("asked", "said", "unsaid"),
    [
        # A branch shows all that it says, wherever it is shown.
        ("", OF_THE_BRANCH, ()),
        ("--line exchange", (*OF_THE_BRANCH, "they turn on facility.address.state: give --state"), ("unproven",)),
        ("--line exchange --state WA", OF_THE_BRANCH, ("not known", "branch")),
        ("--line exchange --state washington", OF_THE_BRANCH, ("not known",)),
        ("--line exchange --state ID", ("unproven",), ("Decision: 5 days", "KX")),
        ("--state WA", ("they turn on coverage.line_of_business, ", "give --line, "), ("unproven",)),
        ("--line commercial", ("give --product, --plan and --delegate",), ("unproven",)),
        ("--line commercial --product hmo --plan gold --delegate RIDGE", ("elsewhere",), ("not known", "unproven")),
        ("--line commercial --product ppo", ("unproven",), ("elsewhere", "Decision: 5 days")),
        ("--line medicare_advantage", ("Medicare, by the state of the facility", "--state"), ("unproven",)),
        ("--line medicare_advantage --state WA", ("L39642", "Noridian in WA", "72 hours"), ("unproven", "--state")),
        ("--line medicare_advantage --state TX", ("Novitas or First Coast",), ("unproven",)),
    ],
)
def test_payer_show_shows_what_holds_for_such_cases(
    tmp_path: Path, asked: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    file = tmp_path / "base.yaml"
    file.write_text(NORTH)
    shown = called("payer", "show", str(file), *asked.split()).stdout
    assert [words for words in said if words not in shown] == []
    assert [words for words in unsaid if words in shown] == []


def test_payer_show_says_of_medicare_itself_that_the_state_decides() -> None:
    shown = called("payer", "show", "medicare", "--line", "medicare_advantage").stdout
    assert "Medicare, by the state of the facility" in shown
    assert "L40302" in called("payer", "show", "medicare", "--line", "medicare_advantage", "--state", "NY").stdout
    unknown = called("payer", "show", "medicare", "--state", "Cheyenne")
    assert "PA348" in unknown.stderr


def test_the_contract_of_a_branch_binds_no_case_that_the_branch_may_not_fit(tmp_path: Path) -> None:
    rows = (f"{condition}, clocks: [{{name: Own, days: 5, source: contract, grade: verbatim}}]" for condition in (
        "line_of_business: [exchange], products: [hmo]", "line_of_business: [exchange], delegates: [Ridge]",
    ))  # fmt: skip
    branches = "branches:\n" + "".join(f"  - {{{row}}}\n" for row in rows)
    assert own_clocks(load(tmp_path, base=BASE + branches).profile) == ()
