"""What `payer lint` refuses: a clause that nothing judges, and words that say another number than the rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.payers.clause_lint import clause_problems
from tests.payers.profiles import BASE, load

LISTED = "clauses:\n  - {id: six, quote: as it says}\n"
ADJACENT = "  - {id: next, kind: bodies_adjacent, text: next to one another"


def found(folder: Path, text: str) -> list[str]:
    return [f"{p.code} {p.where.line}" for p in clause_problems(load(folder, base=text))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (BASE, []),
        (BASE + LISTED, ["PA349 13"]),
        (BASE + LISTED.replace("says}", "says, not_judged: nobody can}"), []),
        (BASE + ADJACENT + ", clauses: [six]}\n" + LISTED, []),
        (BASE + ADJACENT + ", clauses: [seven]}\n", ["PA350 12"]),
        (BASE + "complete: true\n", ["PA351 12"]),
        (BASE + "complete: true\n" + LISTED.replace("says}", "says, not_judged: nobody can}"), []),
        # A member of a combination judges as any criterion does.
        (
            BASE
            + f"  - {{id: all, kind: all_of, text: both, members: [{ADJACENT[4:]}, clauses: [six]}}]}}\n"
            + LISTED,
            [],
        ),
        (BASE + "branches:\n  - {line_of_business: [medicaid], clauses: [{id: a, quote: b}]}\n", ["PA349 13"]),
    ],
)
def test_each_clause_is_judged_or_explained(tmp_path: Path, text: str, codes: list[str]) -> None:
    assert found(tmp_path, text) == codes


@pytest.mark.parametrize(
    ("rule", "said", "agrees"),
    [
        ("kind: symptom_duration, months: 6", "pain for six months", True),
        ("kind: symptom_duration, months: 6", "pain for 6 months", True),
        ("kind: symptom_duration, months: 6", "a 6-month history of pain", True),
        ("kind: symptom_duration, months: 6", "pain for twelve months", False),
        ("kind: symptom_duration, months: 24", "pain for twenty-four months", True),
        ("kind: symptom_duration, months: 24", "pain for two years", True),
        ("kind: symptom_duration, months: 12", "pain for a long time", True),
        ("kind: symptom_duration, weeks: 12", "pain for six weeks", False),
        ("kind: modic_types, accepted: [1, 2]", "Modic type 1 only", False),
        ("kind: modic_types, accepted: [1, 2]", "Modic type 1 or 2", True),
        ("kind: modic_types, accepted: [1]", "Modic type 1 or 2", False),
        ("kind: bodies_per_session, maximum: 4, unit: body", "at most four bodies in one session", True),
        ("kind: bodies_per_session, maximum: 4, unit: body", "at most two bodies in one session", False),
        ("kind: vertebral_range, first: L3, last: S1", "between L3 and S1", True),
        ("kind: score_threshold, instrument: PHQ-9, unit: points, at_most: 10", "PHQ-9 of at most 10", True),
        ("kind: score_threshold, instrument: PHQ-9, unit: points, at_most: 10", "PHQ-9 below 15", False),
        ("kind: measure, measure: t_score, above: -2.5", "T-score above -2.5", True),
        ("kind: measure, measure: t_score, above: -2.5", "T-score above -1.5", False),
        ("kind: age_range, at_least: 25, at_most: 70", "aged 25 to 70", True),
        ("kind: age_range, at_least: 25, at_most: 70", "aged 25 to 65", False),
        ("kind: care_within, months: 6, within_months: 12", "six months of care in the last twelve", True),
    ],
)
def test_the_words_say_the_numbers_of_the_rule(tmp_path: Path, rule: str, said: str, agrees: bool) -> None:
    text = BASE + f'  - {{id: new, text: "{said}", {rule}}}\n'
    assert found(tmp_path, text) == ([] if agrees else ["PA352 12"])


def test_a_named_person_may_let_them_differ(tmp_path: Path) -> None:
    rule = (
        "{id: new, text: for a dozen or 12 weeks, kind: symptom_duration, months: 3, wording: {by: A B, reason: w}}"
    )
    assert found(tmp_path, BASE + f"  - {rule}\n") == []


def test_curly_quotes_never_stand_in_a_profile(tmp_path: Path) -> None:
    text = BASE.replace("name: Example", "name: “Example Plan”").replace("[from the base]", "[“Ask” or “tell”]")
    profile = load(tmp_path, base=text).profile
    assert profile.carrier.name == "Example Plan"
    assert profile.notes == ("“Ask” or “tell”",)
