"""Rows that refer to case files: what else they say has to be what the file says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from priorauth.batch.worklist.model import RowState, Worklist
from priorauth.batch.worklist.read_worklist import read_worklist, tasks_of
from tests.batch.runs import practice
from tests.batch.worklist.books import DAY, as_bytes, column_map

COLUMNS = {
    "case_id": "Case",
    "case_file": "File",
    "payer": "Payer",
    "planned_date": "DOS",
    "provider": "Surgeon",
    "vertebral_bodies": "Bodies",
    "family_name": "Last Name",
    "conservative_care.1.sessions": "Visits",
}
MAP = "columns:\n" + "".join(f"  {field}: {header}\n" for field, header in COLUMNS.items())
CASE = "clean-three-bodies-0"
SOUND: dict[str, Any] = {
    "case_id": CASE,
    "case_file": f"cases/{CASE}/case.yaml",
    "payer": "highmark-wy-15-01-004",
    "planned_date": date(2026, 12, 15),
    "provider": "Jordan Sample",
    "vertebral_bodies": "S1, L5, L4",
    "family_name": "Example",
    "conservative_care.1.sessions": 18,
}


def read(place: Path, text: str = MAP, **changes: Any) -> Worklist:
    if not place.exists():
        practice(place, copies=1)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS.values()))
    sheet.append(list({**SOUND, **changes}.values()))
    (place / "list.xlsx").write_bytes(as_bytes(book))
    return read_worklist(place / "list.xlsx", column_map(text), as_of=DAY)


def told(worklist: Worklist) -> list[tuple[str, str]]:
    return [(str(found.where), found.code) for found in worklist.problems]


def test_a_row_that_agrees_with_its_file_becomes_a_task(tmp_path: Path) -> None:
    worklist = read(tmp_path / "practice")
    assert told(worklist) == []
    (task,) = tasks_of(worklist)
    assert task.task_id == CASE
    assert Path(task.case_file) == tmp_path / "practice" / "cases" / CASE / "case.yaml"
    assert task.row is None


def test_a_folder_stands_for_its_case_file_and_empty_cells_claim_nothing(tmp_path: Path) -> None:
    changes: dict[str, Any] = dict.fromkeys(COLUMNS) | {"case_id": CASE, "case_file": f"cases/{CASE}"}
    (task,) = tasks_of(read(tmp_path / "practice", **changes))
    assert Path(task.case_file).name == "case.yaml"


@pytest.mark.parametrize(
    ("field", "value", "cell"),
    [
        ("case_id", "EX-OTHER-1", "A2"),
        ("payer", "fda-label", "C2"),
        ("planned_date", date(2026, 12, 16), "D2"),
        ("provider", "Casey Specimen", "E2"),
        ("vertebral_bodies", "L4, L5", "F2"),
        ("family_name", "Sample", "G2"),
        ("conservative_care.1.sessions", 17, "H2"),
    ],
)
def test_a_cell_that_differs_from_the_file_is_refused_and_neither_wins(
    tmp_path: Path, field: str, value: Any, cell: str
) -> None:
    worklist = read(tmp_path / "practice", **{field: value})
    assert told(worklist) == [(f"list.xlsx!Sheet!{cell}", "PA1029")]
    assert worklist.rows[0].state is RowState.REFUSED
    assert tasks_of(worklist) == ()


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../practice/case.yaml",
        "cases/../../case.yaml",
        r"cases\x\case.yaml",
        "C:/case.yaml",
        "cases/gone.yaml",
    ],
)
def test_a_case_file_outside_or_absent_is_refused(tmp_path: Path, name: str) -> None:
    assert told(read(tmp_path / "practice", case_file=name)) == [("list.xlsx!Sheet!B2", "PA1028")]


def test_a_row_without_a_file_is_refused_where_rows_fill_no_case(tmp_path: Path) -> None:
    worklist = read(tmp_path / "practice", case_file=None)
    assert told(worklist) == [("list.xlsx!Sheet!B2", "PA1028")]


def test_names_that_the_map_translates_agree_with_the_file(tmp_path: Path) -> None:
    text = MAP + (
        "payers: {Highmark: highmark-wy-15-01-004}\n"
        'providers: {"Dr. S": {name: Jordan Sample, credentials: MD, npi: "1234567893"}}\n'
    )
    assert told(read(tmp_path / "practice", text, payer="highmark ", provider="dr. s")) == []


def test_a_case_file_that_cannot_be_read_is_left_to_its_own_task(tmp_path: Path) -> None:
    place = tmp_path / "practice"
    practice(place, copies=1)
    (place / "cases" / CASE / "case.yaml").write_text("patient: [", encoding="utf-8")
    worklist = read(place)
    assert [row.state for row in worklist.rows] == [RowState.USABLE]
