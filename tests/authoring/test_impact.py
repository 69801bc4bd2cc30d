"""A changed profile lists exactly the open cases that come out otherwise."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from priorauth.authoring.change.impact import Impact, Replacement, impact
from priorauth.authoring.change.open_cases import find_open_cases
from priorauth.payers.admin.candidate import candidate
from priorauth.payers.library import default_library
from tests.authoring.practices import PLAN, TWELVE, write_case, write_practice

DAY = date(2026, 11, 24)


def impact_of(home: Path, after: str, *, before: str = PLAN, replaces: str | None = None) -> Impact:
    for name, text in {"before": before, "after": after}.items():
        (home / f"{name}.yaml").write_text(text)
    library = default_library((home / "payer_profiles",))
    old = candidate(replaces or str(home / "before.yaml"), library)
    new = candidate(str(home / "after.yaml"), library)
    found = find_open_cases((home / "cases",), {}, DAY)
    return impact(Replacement(old.library, new.library, old.id, new.id), found.cases, DAY)


def said(outcome: Impact) -> dict[str, list[str]]:
    return {
        flip.case_id: [f"{a.criterion}: {a.before} > {a.after}" for a in flip.answers] for flip in outcome.flips
    }


ONSETS = [
    ("2024", None),
    ("2025", "met > not_documented"),
    ("2025-10", None),
    ("2025-11", "met > not_documented"),
    ("2025-11-23", None),
    ("2025-11-24", None),
    ("2025-11-25", "met > not_met"),
    ("2026-05-23", "met > not_met"),
    ("2026-05-24", "met > not_met"),
    ("2026-05-25", None),
    ("2026-05", "not_documented > not_met"),
    ("2026-06", None),
    ("2026", "not_documented > not_met"),
    (None, None),
]
"""When the pain began, and how the answer changes when six months become twelve on November 24, 2026."""


def test_six_to_twelve_months_lists_exactly_the_cases_that_flip(tmp_path: Path) -> None:
    home = write_practice(tmp_path / "p")
    for number, (onset, _) in enumerate(ONSETS):
        write_case(home / "cases", f"CASE-{number}", onset=onset)
    write_case(home / "cases", "OTHER-PLAN", payer="highmark-wy-15-01-004", onset="2026-05-01")
    outcome = impact_of(home, TWELVE)
    expected = {f"CASE-{n}": [f"pain-duration: {change}"] for n, (_, change) in enumerate(ONSETS) if change}
    assert said(outcome) == expected
    assert (outcome.unchanged, outcome.elsewhere, outcome.unjudged) == (len(ONSETS) - len(expected), 1, 0)


def test_every_day_around_both_limits_is_on_the_side_it_belongs_to(tmp_path: Path) -> None:
    home = write_practice(tmp_path / "p")
    twelve, six = date(2025, 11, 24), date(2026, 5, 24)
    days = {limit + timedelta(days=shift) for limit in (twelve, six) for shift in range(-3, 4)}
    for day in days:
        write_case(home / "cases", f"ON-{day}", onset=str(day))
    assert set(said(impact_of(home, TWELVE))) == {f"ON-{day}" for day in days if twelve < day <= six}


def test_the_profile_against_itself_changes_nothing(tmp_path: Path) -> None:
    home = write_practice(tmp_path / "p")
    write_case(home / "cases", "CASE-1", onset="2026-05-01")
    assert impact_of(home, PLAN) == Impact((), unchanged=1, elsewhere=0)


COVERED = "position: covered_with_criteria"
NO_CRITERIA = PLAN.split("criteria:\n")[0]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (PLAN + "  - {id: age, kind: minimum_age, text: an adult, years: 18}\n", []),
        (PLAN + "  - {id: age, kind: minimum_age, text: older, years: 90}\n", ["age: None > not_met"]),
        (PLAN.replace("accepted: [1, 2]", "accepted: [3]"), ["modic-type: met > not_met"]),
        (
            PLAN.replace("accepted: [1, 2]", "accepted: [3], undecided: [1, 2]"),
            ["modic-type: met > not_documented"],
        ),
        (NO_CRITERIA.replace(COVERED, "position: not_covered"), ["plan-coverage: None > not_met"]),
        (NO_CRITERIA.replace(COVERED, "position: silent"), []),
    ],
)
def test_what_is_asked_anew_counts_when_it_is_not_met(tmp_path: Path, after: str, expected: list[str]) -> None:
    home = write_practice(tmp_path / "p")
    write_case(home / "cases", "CASE-1")
    found = [answer for answers in said(impact_of(home, after)).values() for answer in answers]
    assert found == expected


def test_what_is_no_longer_asked_counts_when_it_was_not_met(tmp_path: Path) -> None:
    home = write_practice(tmp_path / "p")
    write_case(home / "cases", "LONG", onset="2020-01-01")
    write_case(home / "cases", "SHORT", onset="2026-10-01")
    without = PLAN.replace(
        "  - {id: pain-duration, kind: symptom_duration, text: Pain for six months, months: 6}\n", ""
    )
    assert said(impact_of(home, without)) == {"SHORT": ["pain-duration: not_met > None"]}


def test_another_letter_is_another_outcome(tmp_path: Path) -> None:
    home = write_practice(tmp_path / "p")
    write_case(home / "cases", "CASE-1")
    (flip,) = impact_of(home, NO_CRITERIA.replace(COVERED, "position: silent")).flips
    assert (flip.before.letter, flip.after.letter, flip.answers) == ("medical_necessity", "policy_inquiry", ())


def test_a_plan_that_extends_the_changed_one_changes_with_it(tmp_path: Path) -> None:
    heir = "id: heir\nextends: example-plan\n"
    home = write_practice(tmp_path / "p", example_plan=PLAN, heir=heir)
    write_case(home / "cases", "HEIR", payer="heir", onset="2026-05-01")
    assert said(impact_of(home, TWELVE)) == {"HEIR": ["pain-duration: met > not_met"]}


def test_only_the_branch_of_a_cases_line_of_business_reaches_it(tmp_path: Path) -> None:
    branch = (
        "branches:\n  - line_of_business: [medicaid]\n    criteria:\n"
        "      - {id: pain-duration, kind: symptom_duration, text: t, months: 36}\n"
    )
    home = write_practice(tmp_path / "p")
    write_case(home / "cases", "COMMERCIAL", onset="2025-01-01")
    assert impact_of(home, PLAN + branch).flips == ()
    assert list(said(impact_of(home, PLAN + branch.replace("medicaid", "commercial")))) == ["COMMERCIAL"]


def test_a_profile_for_a_payer_that_had_none_is_held_against_the_stand_in(tmp_path: Path) -> None:
    home = write_practice(tmp_path / "p")
    write_case(home / "cases", "NEW-PLAN", payer="new-plan", onset="2026-05-01")
    (home / "new-plan.yaml").write_text(TWELVE.replace("example-plan", "new-plan"))
    library = default_library()
    new = candidate(str(home / "new-plan.yaml"), library)
    found = find_open_cases((home / "cases",), {}, DAY)
    outcome = impact(Replacement(library, new.library, new.id, new.id), found.cases, DAY)
    assert [(flip.before.profile_id, flip.after.profile_id) for flip in outcome.flips] == [
        ("fda-label", "new-plan")
    ]


def test_a_profile_under_a_new_id_takes_over_the_cases_of_the_old(tmp_path: Path) -> None:
    home = write_practice(tmp_path / "p", example_plan=PLAN)
    write_case(home / "cases", "CASE-1", onset="2026-05-01")
    successor = TWELVE.replace("id: example-plan", "id: example-plan-2027")
    (flip,) = impact_of(home, successor, replaces="example-plan").flips
    assert (flip.before.profile_id, flip.after.profile_id) == ("example-plan", "example-plan-2027")


def test_a_profile_that_cannot_be_read_stops_no_other_payers_cases(tmp_path: Path) -> None:
    home = write_practice(tmp_path / "p", broken="id: broken\n")
    write_case(home / "cases", "BROKEN", payer="broken")
    write_case(home / "cases", "CASE-1", onset="2026-05-01")
    outcome = impact_of(home, TWELVE)
    assert list(said(outcome)) == ["CASE-1"]
    assert outcome.unjudged == 1
    assert {p.code for p in outcome.problems} == {"PA111"}


def test_nothing_of_the_chart_is_in_what_is_told(tmp_path: Path) -> None:
    home = write_practice(tmp_path / "p")
    write_case(home / "cases", "CASE-1", onset="2026-05-01")
    outcome = str(impact_of(home, TWELVE))
    assert "CASE-1" in outcome
    assert not any(value in outcome for value in ("Avery", "1974", "MRN", "XEH", "2026-05-01", "May 1"))
