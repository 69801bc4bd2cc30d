"""`payer new --interview`: plain questions, and a profile that lint takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.payers.admin.profile_interview import QUESTIONS
from priorauth.payers.library import ProfileLibrary
from tests.cli.in_process import called

COVERS = [
    "Plan “West” #2",
    "1",
    "A title",
    "W-1",
    "https://policy.example/w",
    "1",
    "",
    "six",
    "6",
    "6",
    "3",
    "1",
    "3",
]
REFUSES = ["Plan East", "2", "", "E-1", "https://policy.example/e", "1", "unproven"]


@pytest.mark.parametrize(
    ("answers", "position", "kinds"),
    [
        (
            COVERS,
            "covered_with_criteria",
            [
                "symptom_duration",
                "conservative_care_duration",
                "modic_types",
                "vertebral_range",
                "bodies_per_session",
            ],
        ),
        (REFUSES, "not_covered", []),
    ],
)
def test_the_answers_make_a_profile_that_lint_takes(
    tmp_path: Path, answers: list[str], position: str, kinds: list[str]
) -> None:
    typed = "\n".join(answers) + "\n"
    made = called("payer", "new", "asked", "--interview", "-o", str(tmp_path), cwd=tmp_path, typed=typed)
    assert made.returncode == 0, made.stderr
    profile = ProfileLibrary((tmp_path,)).load("asked").profile
    assert (profile.carrier.name, profile.position.value) == (answers[0], position)
    assert [criterion.kind for criterion in profile.criteria] == kinds
    checked = called("payer", "lint", str(tmp_path / "asked.yaml"), cwd=tmp_path)
    assert "0 errors" in checked.stdout


def test_it_is_a_profile_of_its_own(tmp_path: Path) -> None:
    ended = called("payer", "new", "asked", "--interview", "--extends", "hcsc", cwd=tmp_path)
    assert ended.returncode == 2
    assert "--interview" in ended.stderr


def test_an_answer_that_is_none_is_asked_again_with_what_to_give(tmp_path: Path) -> None:
    answers = ["", REFUSES[0], "COVERS it", *REFUSES[1:]]
    asked = called("payer", "new", "east", "--interview", cwd=tmp_path, typed="\n".join(answers) + "\n").stderr
    assert "This cannot be left empty." in asked
    assert "Give one of the numbers shown." in asked
    assert "Give a number" not in asked


def test_a_file_that_is_there_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "east.yaml").write_text("")
    refused = called("payer", "new", "east", "--interview", cwd=tmp_path, typed="")
    assert "PA203" in refused.stderr
    assert "called?" not in refused.stderr


def test_every_menu_leaves_a_choice() -> None:
    assert [question.key for question in QUESTIONS if len(question.choices) == 1] == []


@pytest.mark.parametrize(
    ("types", "bodies", "accepted", "first"),
    [
        ("2", "1", "2", "L3"),
        ("Type 1 or type 2", "2", "12", "L4"),
        ("4", "all from L1 down to S1", "123", "L1"),
    ],
)
def test_a_menu_takes_its_number_and_its_words(
    tmp_path: Path, types: str, bodies: str, accepted: str, first: str
) -> None:
    typed = "\n".join([*COVERS[:10], types, bodies, COVERS[-1]]) + "\n"
    assert (
        called("payer", "new", "asked", "--interview", "-o", str(tmp_path), cwd=tmp_path, typed=typed).returncode
        == 0
    )
    by_kind = {rule.kind: rule for rule in ProfileLibrary((tmp_path,)).load("asked").profile.criteria}
    assert "".join(getattr(by_kind["modic_types"], "accepted")) == accepted  # noqa: B009
    assert getattr(by_kind["vertebral_range"], "first") == first  # noqa: B009
