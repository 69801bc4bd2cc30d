"""A fresh profile: lint names exactly the lines that are still to be filled, and filling them is enough."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from priorauth.payers.admin.profile_edit import copy_of
from priorauth.payers.admin.profile_scaffold import FILL_IN, heir, new_profile
from priorauth.payers.library import ProfileLibrary, default_library
from priorauth.payers.lint import survey
from priorauth.payers.model import Profile
from priorauth.problems import Refused
from tests.offenders import assert_none
from tests.payers.profiles import BASE

DAY = date(2026, 11, 24)


def to_fill(text: str) -> list[int]:
    """The lines to fill in; comments do not count."""
    lines = text.splitlines()
    return [n for n, line in enumerate(lines, 1) if FILL_IN in line and not line.startswith("#")]


def found(folder: Path, name: str, text: str) -> list[int | None]:
    (folder / f"{name}.yaml").write_text(text)
    problems = survey([name], ProfileLibrary((folder,)), (folder,), DAY)
    assert {p.code for p in problems} <= {"PA111", "PA112"}
    return [p.where.line for p in problems]


def filled(scaffold: str, values: dict[str, str]) -> str:
    """The scaffold with every line to fill in filled in."""
    lines = []
    for line in scaffold.splitlines():
        key = line.strip().split(":")[0]
        is_open = FILL_IN in line and not line.startswith("#")
        lines.append(re.sub(r":.*", f": {values[key]}", line) if is_open else line)
    return "\n".join(lines) + "\n"


VALUES = {
    "name": "Example Health Plan",
    "position": "covered_with_criteria",
    "grade": "verbatim",
    "retrieved": "2026-11-23",
    "review_by": "2027-02-23",
    "text": "What it asks",
    "months": "6",
    "accepted": "[1, 2]",
    "first": "L3",
    "last": "S1",
}


def test_lint_of_a_fresh_profile_names_each_line_to_fill_and_no_other(tmp_path: Path) -> None:
    text = new_profile("example-plan")
    assert len(to_fill(text)) > 10
    assert found(tmp_path, "example-plan", text) == to_fill(text)


def test_filling_those_lines_is_enough(tmp_path: Path) -> None:
    text = filled(new_profile("example-plan"), VALUES)
    (tmp_path / "example-plan.yaml").write_text(text)
    loaded = ProfileLibrary((tmp_path,)).load("example-plan")
    assert [c.id for c in loaded.profile.criteria] == [
        "pain-duration",
        "conservative-care",
        "modic-type",
        "vertebral-range",
    ]
    assert {loaded.profile.grade_of(c).value for c in loaded.profile.criteria} == {"verbatim"}


def test_each_line_that_is_filled_is_one_less(tmp_path: Path) -> None:
    text = new_profile("example-plan").replace("position:  #", "position: silent  #")
    assert len(found(tmp_path, "example-plan", text)) == len(to_fill(text)) - 1


def test_lint_of_a_fresh_heir_names_each_line_to_fill_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE)
    text = heir("west", "base")
    assert len(to_fill(text)) == 4
    assert found(tmp_path, "west", text) == to_fill(text)
    assert found(tmp_path, "west", filled(text, VALUES)) == []


def test_no_number_of_a_payer_is_made_up() -> None:
    without_comments = re.sub(r"#.*", "", new_profile("example-plan"))
    assert re.findall(r"\d", without_comments) == []


def test_every_field_of_a_profile_is_explained() -> None:
    joined = re.sub(r"\s*\n\s*#\s*", " ", new_profile("x") + heir("x", "y"))
    said = {name: field.description or "" for name, field in Profile.model_fields.items()}
    assert_none(
        f"{name}: describe it in the model, and have the scaffold print the description"
        for name, text in said.items()
        if not text or text.replace("``", "'") not in joined
    )


@pytest.mark.parametrize("wrong", ["", "a b", "../x", "ễ", "x" * 41, "-x", "a/b", "a&b"])
def test_what_cannot_be_an_id_is_refused(wrong: str) -> None:
    with pytest.raises(Refused) as refused:
        new_profile(wrong)
    assert [p.code for p in refused.value.problems] == ["PA336"]
    with pytest.raises(Refused, match="PA336"):
        heir(wrong, "base")


@pytest.mark.parametrize("profile_id", default_library().ids())
def test_a_copy_says_what_the_profile_says_under_its_new_id(tmp_path: Path, profile_id: str) -> None:
    loaded = default_library().load(profile_id)
    for new_id in (profile_id, "our-own"):
        text = copy_of(loaded, new_id)
        (tmp_path / f"{new_id}.yaml").write_text(text)
        copied = ProfileLibrary((tmp_path,)).load(new_id).profile
        assert copied == loaded.profile.model_copy(update={"id": new_id})
        assert text.splitlines()[1:] == [
            line.replace(f"id: {profile_id}", f"id: {new_id}") for line in loaded.path.read_text().splitlines()
        ]
