"""A case that stands in a sheet alone is built like one that has a file, and its problems lie at its cells."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from priorauth.assembly.pipeline import Format
from priorauth.batch.input_hash import InputHash
from priorauth.batch.task import Finished, TaskOutcome, TaskSpec, run_task
from priorauth.batch.worklist.model import Worklist
from priorauth.batch.worklist.read_worklist import read_worklist, tasks_of
from priorauth.files.shipped_data import folder
from priorauth.parsing.cell_tree import cell_address, cell_tree
from priorauth.parsing.tree import Plain, read_tree
from priorauth.problems import Where
from tests.batch.worklist.books import DAY, as_bytes, column_map

CASE = folder("examples") / "cases" / "clean-three-bodies"


def flat(content: Plain, path: str = "") -> dict[str, str]:
    """A case as columns: each field with what a cell would hold."""
    if isinstance(content, list) and not any(isinstance(item, dict) for item in content):
        return {path: "; ".join(map(str, content))}
    if isinstance(content, str):
        return {path: content}
    parts = content.items() if isinstance(content, dict) else enumerate(content or (), 1)
    found: dict[str, str] = {}
    for key, value in parts:
        found |= flat(value, f"{path}.{key}" if path else str(key))
    return {field: text for field, text in found.items() if text}


def sheet_of(place: Path, name: str = "list.xlsx", **changes: Any) -> Worklist:
    """Put the whole of a made-up case into one row."""
    if not (place / "charts").exists():
        shutil.copytree(CASE, place / "charts" / "EX-CLEAN", ignore=shutil.ignore_patterns("case.yaml"))
        shutil.copy(folder("examples") / "practice.yaml", place)
        shutil.move(place / "charts" / "EX-CLEAN" / "settlements.jsonl", place)
    content = read_tree((CASE / "case.yaml").read_bytes(), "case.yaml").content
    row = {**flat(content), **changes}
    for field in [field for field in row if field.startswith("exhibits.") and field.endswith(".file")]:
        row[field] = f"charts/EX-CLEAN/{row[field]}"
    row = {field: text for field, text in row.items() if text is not None}
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(row))
    sheet.append(list(row.values()))
    for cell in sheet[2]:
        cell.data_type = "s"
    (place / name).write_bytes(as_bytes(book))
    columns = "columns:\n" + "".join(f"  {field}: {field}\n" for field in row)
    (place / name).with_suffix(".map.yaml").write_text(columns, encoding="utf-8")
    return read_worklist(place / name, column_map(columns), as_of=DAY)


def only_task(worklist: Worklist) -> TaskSpec:
    assert [found.message for found in worklist.problems] == []
    (task,) = tasks_of(worklist, form=Format.PDF)
    return task


def files(finished: Finished) -> dict[str, bytes]:
    return dict(finished.files)


def test_a_row_of_a_sheet_builds_a_packet(tmp_path: Path) -> None:
    finished = run_task(only_task(sheet_of(tmp_path)))
    assert finished.result.outcome is TaskOutcome.BUILT
    assert finished.result.task_id == "EX-CLEAN"
    assert finished.result.pages
    assert "EX-CLEAN-packet.pdf" in finished.files


@pytest.mark.slow
def test_a_task_comes_through_a_process_or_a_file_unchanged(tmp_path: Path) -> None:
    task = only_task(sheet_of(tmp_path))
    again = TaskSpec.model_validate_json(task.model_dump_json())
    assert again == task
    assert files(run_task(again)) == files(run_task(task))


def test_a_task_shows_nothing_of_its_case(tmp_path: Path) -> None:
    task = only_task(sheet_of(tmp_path))
    assert "Avery" not in repr(task)
    assert "1974" not in repr(task)


def test_a_case_is_built_again_when_a_cell_or_an_exhibit_changes_and_not_when_the_folder_moves(
    tmp_path: Path,
) -> None:
    first, moved = tmp_path / "first", tmp_path / "moved"
    first.mkdir()
    key = InputHash().of(only_task(sheet_of(first)))
    shutil.copytree(first, moved)
    assert InputHash().of(only_task(sheet_of(moved))) == key
    assert InputHash().of(only_task(sheet_of(first, **{"request.device": "Another"}))) != key
    assert InputHash().of(only_task(sheet_of(first, **{"exhibits.3.pages": "1"}))) != key
    (first / "charts" / "EX-CLEAN" / "odi-form.pdf").write_bytes(b"%PDF-")
    assert InputHash().of(only_task(sheet_of(first))) != key


def test_a_worklist_under_another_name_is_no_other_input(tmp_path: Path) -> None:
    key = InputHash().of(only_task(sheet_of(tmp_path)))
    assert InputHash().of(only_task(sheet_of(tmp_path, "other.xlsx"))) == key


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("imaging.1.findings.1.disc_level", "L4-S1", "PA1027"),
        ("conservative_care.1.end", "2025-01-01", "PA122"),
        ("other_generators.1.source.exhibit", "Q", "PA120"),
        ("exhibits.2.id", "A", "PA121"),
        ("exhibits.2.pages", "20-18", "PA112"),
        ("patient.birth_date", None, "PA111"),
    ],
)
def test_what_is_wrong_with_the_case_is_told_at_its_cell(
    tmp_path: Path, field: str, value: str | None, code: str
) -> None:
    changes: dict[str, Any] = {field: value}
    worklist = sheet_of(tmp_path, **changes)
    told = [(found.code, found.where.cell) for found in worklist.problems]
    if value is not None:
        assert (code, worklist.rows[0].cells[field]) in told
    else:
        assert [found for found, _ in told] == [code]


@pytest.mark.parametrize(
    ("row", "column", "address"), [(7, 2, "B7"), (1, 26, "Z1"), (9, 27, "AA9"), (3, 703, "AAA3")]
)
def test_cells_are_named_as_spreadsheets_name_them(row: int, column: int, address: str) -> None:
    assert cell_address(row, column) == address


def test_a_part_without_a_cell_is_placed_at_what_holds_it() -> None:
    tree = cell_tree("list.csv", None, {}, {(): (7, 1), ("patient", "name", "family"): (7, 3)})
    assert tree.locate(("patient", "birth_date")) == Where("list.csv", cell="C7")
    assert str(tree.locate(("pain",))) == "list.csv!A7"


def test_a_row_that_is_not_marked_as_made_up_is_stopped_by_an_example(tmp_path: Path) -> None:
    assert sheet_of(tmp_path, sample="true").problems == ()
    assert {found.code for found in sheet_of(tmp_path, sample=None).problems} == {"PA136"}
