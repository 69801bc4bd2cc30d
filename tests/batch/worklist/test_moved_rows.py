"""A row that moves, a sheet that is renamed, columns in another order: nothing is built again, and places keep up."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from priorauth.assembly.pipeline import Format
from priorauth.batch import runner
from priorauth.batch.task import TaskSpec
from priorauth.batch.worklist.read_worklist import read_worklist, tasks_of
from priorauth.files.shipped_data import folder
from priorauth.parsing.cell_tree import cell_address
from priorauth.parsing.tree import read_tree
from tests.batch.runs import tree
from tests.batch.test_runner import Counting
from tests.batch.worklist.books import DAY, as_bytes, column_map
from tests.batch.worklist.test_filled_cases import CASE, flat
from tests.quick_sample import one_in

CLEAN, FEWER = "EX-CLEAN", "EX-FEWER"


def rows() -> list[dict[str, Any]]:
    """Two cases: a clean one, and one that leaves out a body at which the report names a finding (PA130)."""
    row: dict[str, Any] = dict(flat(read_tree((CASE / "case.yaml").read_bytes(), "case.yaml").content))
    for field in [field for field in row if field.startswith("exhibits.") and field.endswith(".file")]:
        row[field] = f"charts/{row[field]}"
    return [row, {**row, "case_id": FEWER, "request.vertebral_bodies": "L4; L5"}]


def tasks(
    place: Path,
    cases: list[dict[str, Any]],
    *,
    name: str = "list.xlsx",
    sheet: str = "Week",
    above: int = 0,
    backwards: bool = False,
) -> tuple[TaskSpec, ...]:
    """Write the worklist, with blank rows above its cases and its columns in either order, and read it."""
    fields = list(reversed(cases[0])) if backwards else list(cases[0])
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    if backwards:
        book.create_sheet("Notes", 0)
    page.append(fields)
    for number, case in enumerate(cases, 2 + above):
        for column, field in enumerate(fields, 1):
            cell = page.cell(number, column, case[field])
            cell.data_type = "s"
    (place / name).write_bytes(as_bytes(book))
    text = f"sheet: {sheet}\ncolumns:\n" + "".join(f"  {field}: {field}\n" for field in fields)
    worklist = read_worklist(place / name, column_map(text), as_of=DAY)
    assert [found.message for found in worklist.problems] == []
    return tasks_of(worklist, form=Format.DOCX, draft=True)


def again(specs: tuple[TaskSpec, ...], out: Path) -> list[str]:
    engine = Counting()
    runner.run(specs, out, engine)
    return engine.ran


def places(specs: tuple[TaskSpec, ...], out: Path) -> set[str]:
    """The places of the warning about the body that was left out."""
    results = runner.run(specs, out, Counting())
    return {found.place for result in results for found in result.problems if found.code == "PA130"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("moved")
    shutil.copytree(CASE, place / "charts", ignore=shutil.ignore_patterns("case.yaml", "settlements.jsonl"))
    shutil.copy(CASE / "settlements.jsonl", place)
    shutil.copy(folder("examples") / "practice.yaml", place)
    return place


@pytest.fixture(scope="module")
def out(place: Path) -> Path:
    assert again(tasks(place, rows()), place / "packets") == [CLEAN, FEWER]
    return place / "packets"


MOVES: dict[str, dict[str, Any]] = {
    "a row is put in above": {"above": 3},
    "the file is renamed": {"name": "Week 49 (1).xlsx"},
    "the sheet is renamed": {"sheet": "Schedule"},
    "sheets and columns stand in another order": {"backwards": True},
    "all of it": {"above": 2, "name": "other.xlsx", "sheet": "Other", "backwards": True},
}


@pytest.mark.parametrize("what", one_in(3, MOVES))
def test_what_only_moved_is_not_built_again(what: str, place: Path, out: Path) -> None:
    before = {name: data for name, data in tree(out).items() if not name.startswith(".run/")}
    assert again(tasks(place, rows(), **MOVES[what]), out) == []
    assert {name: data for name, data in tree(out).items() if not name.startswith(".run/")} == before


def test_rows_that_change_places_are_not_built_again(place: Path, out: Path) -> None:
    assert again(tasks(place, list(reversed(rows()))), out) == []


def test_a_kept_result_says_where_its_row_stands_now(place: Path, out: Path) -> None:
    column = list(rows()[0]).index("imaging.1.findings.2.disc_level") + 1
    assert places(tasks(place, rows()), out) == {f"list.xlsx!Week!{cell_address(3, column)}"}
    moved = tasks(place, rows(), above=4, name="Week (1).xlsx", sheet="Other")
    assert places(moved, out) == {f"Week (1).xlsx!Other!{cell_address(7, column)}"}


@pytest.mark.slow
def test_a_folder_that_was_kept_is_as_one_built_anew(place: Path, out: Path, tmp_path: Path) -> None:
    moved = tasks(place, rows(), **MOVES["all of it"])
    runner.run(moved, out, Counting())
    runner.run(moved, tmp_path, Counting())
    assert tree(out) == tree(tmp_path)


def test_one_cell_that_changes_builds_one_case_again(place: Path, out: Path) -> None:
    changed = rows()
    changed[0]["request.device"] = "Another"
    assert again(tasks(place, changed, above=1, name="again.xlsx"), out) == [CLEAN]
    assert again(tasks(place, changed), out) == []
