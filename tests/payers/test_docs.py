"""The docs name every kind of criterion, every field and every shipped profile, as the code has them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from priorauth.payers import criteria
from priorauth.payers.library import ProfileLibrary, default_library
from priorauth.payers.model import Channel, Position, Profile

PAGE = (Path(__file__).parents[2] / "docs" / "payers.md").read_text(encoding="utf-8")
KINDS = {
    get_args(model.model_fields["kind"].annotation)[0]: model
    for model in get_args(get_args(criteria.AnyCriterion)[0])
}


def rows() -> dict[str, str]:
    """Table rows by the word in code type that starts them."""
    return {match[1]: match[0] for match in re.finditer(r"^\| `([\w-]+)`.*$", PAGE, re.MULTILINE)}


def test_the_union_of_kinds_was_read() -> None:
    assert len(KINDS) > 20


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_row_with_its_fields(kind: str) -> None:
    own = set(KINDS[kind].model_fields) - set(criteria.Criterion.model_fields) - {"kind"}
    assert {name for name in own if f"`{name}`" not in rows()[kind]} == set()


@pytest.mark.parametrize("name", Profile.model_fields)
def test_each_field_of_a_profile_is_explained(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("name", Channel.model_fields)
def test_each_field_of_a_channel_has_a_row_or_a_mention(name: str) -> None:
    section = PAGE.split("## Channels")[1].split("## Positions")[0]
    assert f"`{name}`" in section


@pytest.mark.parametrize("position", Position)
def test_each_position_has_a_row(position: Position) -> None:
    assert position.value in rows()


@pytest.mark.parametrize("profile_id", default_library().ids())
def test_each_shipped_profile_has_its_row(profile_id: str) -> None:
    profile = default_library().load(profile_id).profile
    cells = [cell.strip() for cell in rows()[profile_id].split("|")]
    grade = profile.criteria_grade or profile.grade
    assert cells[2:4] == [profile.position.value.replace("_", " "), grade.value]


def test_the_example_loads(tmp_path: Path) -> None:
    examples = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert len(examples) == 3
    for text in examples:
        name = re.findall(r"^id: (\S+)", text, re.MULTILINE)[0]
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    library = ProfileLibrary((tmp_path,))
    assert [library.load(name).profile.id for name in library.ids()] == list(library.ids())
