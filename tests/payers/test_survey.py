"""Several profiles linted in one run: everything wrong with any of them, each at its line and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from priorauth.payers.lint import overlooked, survey
from tests.payers.profiles import BASE, write

DAY = date(2026, 11, 24)


def places(folder: Path, *names: str, **files: str) -> list[str]:
    library = write(folder, **files)
    found = survey(names or library.ids(), library, (folder,), DAY)
    return [f"{p.code} {Path(str(p.where.file)).name}:{p.where.line}:{p.where.column}" for p in found]


def test_a_profile_that_cannot_be_read_hides_nothing_of_the_others(tmp_path: Path) -> None:
    found = places(
        tmp_path,
        a=BASE.replace("id: base", "id: a").replace("verbatim", "secondary"),
        b="id: b\ncarrier: {nmae: X}\nposition: coverd\ngrade: verbatim\nretrieved: 11/23/2026\nreview_by: 2027-02-23\n",
        c="id: c\n  bad: [",
        d=BASE.replace("id: base", "id: other"),
    )
    assert found == [
        "PA313 a.yaml:5:1",
        "PA308 a.yaml:9:1",
        "PA111 b.yaml:2:1",
        "PA110 b.yaml:2:11",
        "PA112 b.yaml:3:1",
        "PA112 b.yaml:5:1",
        "PA101 c.yaml:2:6",
        "PA302 d.yaml:1:1",
    ]


def test_a_profile_is_named_by_its_file_as_well(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    draft = tmp_path / "drafts" / "anything.yaml"
    draft.write_text("id: heir\nextends: base\ncarrier: {name: Heir, grade: inferred}\n")
    assert places(tmp_path, str(draft), base=BASE) == ["PA332 anything.yaml:3:1"]


def test_a_file_among_the_profiles_has_to_bear_the_name_of_its_id(tmp_path: Path) -> None:
    assert places(tmp_path, str(tmp_path / "copy.yaml"), copy=BASE) == ["PA302 copy.yaml:1:1"]


def test_what_is_wrong_with_the_one_that_is_extended_is_said_once(tmp_path: Path) -> None:
    heirs = {name: f"id: {name}\nextends: base\n" for name in ("one", "two")}
    assert places(tmp_path, base=BASE.replace("position", "positoin"), **heirs) == [
        "PA111 base.yaml:1:1",
        "PA110 base.yaml:4:1",
    ]


def test_a_file_with_another_ending_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yml", "c.YAML", "d.yaml.txt", "e.json", "README.txt"):
        (tmp_path / name).write_text(BASE)
    found = [(p.code, Path(str(p.where.file)).name) for p in overlooked([tmp_path, tmp_path / "nowhere"])]
    assert found == [("PA335", name) for name in ("b.yml", "c.YAML", "d.yaml.txt", "e.json")]
