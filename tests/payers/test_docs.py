"""The docs name every kind of criterion, every field and every shipped profile, as the code has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from priorauth.payers import criteria
from priorauth.payers.library import ProfileLibrary, default_library
from priorauth.payers.model import Position, Profile
from priorauth.payers.submission_channels import Channel
from tests.offenders import assert_none
from tests.payers.profiles import BASE

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


def unwritten(kind: str) -> Iterator[str]:
    row = rows().get(kind)
    if row is None:
        yield f"{kind}: docs/payers.md has no row of this kind: write it"
        return
    own = set(KINDS[kind].model_fields) - set(criteria.Criterion.model_fields) - {"kind"}
    yield from (
        f"{kind}: its row in docs/payers.md does not name `{name}`: add it"
        for name in sorted(own)
        if f"`{name}`" not in row
    )


def test_each_kind_has_a_row_with_its_fields() -> None:
    assert_none(line for kind in KINDS for line in unwritten(kind))


def test_each_field_of_a_profile_is_explained() -> None:
    assert_none(
        f"{name}: docs/payers.md never names this field of a profile: explain it"
        for name in Profile.model_fields
        if f"`{name}`" not in PAGE
    )


def test_each_field_of_a_channel_has_a_row_or_a_mention() -> None:
    section = PAGE.split("## Channels")[1].split("## Positions")[0]
    assert_none(
        f"{name}: 'Channels' in docs/payers.md never names this field: explain it there"
        for name in Channel.model_fields
        if f"`{name}`" not in section
    )


def test_each_position_has_a_row() -> None:
    assert_none(
        f"{position.value}: docs/payers.md has no row of this position: write it"
        for position in Position
        if position.value not in rows()
    )


def row_of(profile: Profile) -> list[str]:
    """Position and grade of a profile as the page has them; empty where it has no row."""
    return [cell.strip() for cell in rows().get(profile.id, "").split("|")][2:4]


def test_each_shipped_profile_has_its_row() -> None:
    profiles = [default_library().load(profile_id).profile for profile_id in default_library().ids()]
    assert profiles
    cells = {p.id: [p.position.value.replace("_", " "), (p.criteria_grade or p.grade).value] for p in profiles}
    assert_none(
        f"{profile.id}: its row in docs/payers.md should have {' | '.join(cells[profile.id])}: write it so"
        for profile in profiles
        if row_of(profile) != cells[profile.id]
    )


def test_the_example_loads(tmp_path: Path) -> None:
    examples = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    whole, parts = [text for text in examples if "id: " in text.split("\n")[0]], examples
    assert (len(whole), len(parts)) == (4, 9)
    for place, text in enumerate(each for each in parts if each not in whole):
        fields = {line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()}
        kept = re.sub(r"^criteria:\n(?:  .*\n)*", "", BASE, flags=re.MULTILINE) if "criteria" in fields else BASE
        (tmp_path / f"part-{place}.yaml").write_text(kept.replace("id: base", f"id: part-{place}") + text)
    for text in whole:
        name = re.findall(r"^id: (\S+)", text, re.MULTILINE)[0]
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    library = ProfileLibrary((tmp_path,))
    assert [library.load(name).profile.id for name in library.ids()] == list(library.ids())
