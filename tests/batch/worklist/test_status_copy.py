"""The copy that goes back: what became of each row, a comment at each bad cell, and nothing that runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from priorauth.batch.task import OpenItem, ReportedProblem, TaskOutcome, TaskResult
from priorauth.batch.worklist.model import Worklist
from priorauth.batch.worklist.status_copy import COLUMNS, status_copy
from priorauth.problems import ExitCode, Owner, Severity, Where, problem
from tests.batch.worklist.books import LETTERS, SHEET, Change, as_bytes, practice, read, workbook
from tests.batch.worklist.damages import beyond, merged_to_the_right, text, value
from tests.batch.worklist.test_files import CSV_MAP, csv_file, csv_row

NOTE = ReportedProblem(
    code="PA404", severity=Severity.WARNING, owner=Owner.CLINICIAN, place="", message="m", fix="f"
)
RESULTS = (
    TaskResult(
        task_id="BV-0001",
        outcome=TaskOutcome.BUILT,
        exit_code=ExitCode.OK,
        pages=9,
        files={"BV-0001-packet.pdf": "0" * 64, "BV-0001-letter.docx": "1" * 64},
        problems=(NOTE,),
    ),
    TaskResult(
        task_id="BV-0002",
        outcome=TaskOutcome.OPEN,
        exit_code=ExitCode.NOT_READY,
        open_items=(
            OpenItem(criterion="modic", owner=Owner.RADIOLOGIST, next_step="ask for an addendum"),
            OpenItem(criterion="care", owner=Owner.BILLING, next_step="=enclose the notes"),
        ),
    ),
    TaskResult(
        task_id="BV-0003",
        outcome=TaskOutcome.FAILED,
        exit_code=ExitCode.INPUT_INVALID,
        problems=(
            ReportedProblem(
                code="PA702",
                severity=Severity.ERROR,
                owner=Owner.BILLING,
                place="",
                message="broken",
                fix="print it",
            ),
        ),
    ),
)
BAD: list[tuple[int, str, Change]] = [(5, "member_id", value(123)), (5, "birth_date", text("?"))]


@pytest.fixture
def worklist(tmp_path: Path) -> Worklist:
    return read(practice(tmp_path, range(1, 7)), as_bytes(workbook(range(1, 7), BAD)))


def copied(data: bytes) -> Worksheet:
    return copied_from(data, SHEET)


def copied_from(data: bytes, name: str) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data))[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def added(sheet: Worksheet, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row][14:19]]


def test_each_row_says_what_became_of_it(worklist: Worklist) -> None:
    sheet = copied(status_copy(worklist, RESULTS))
    assert added(sheet, 1) == list(COLUMNS)
    files = "BV-0001-letter.docx\nBV-0001-packet.pdf"
    assert added(sheet, 2) == ["ready", None, None, files, "PA404: m; f"]
    assert added(sheet, 3) == [
        "open",
        "modic: ask for an addendum\ncare: =enclose the notes",
        "radiologist, billing",
        None,
        None,
    ]
    assert added(sheet, 4) == ["failed", None, "billing", None, "PA702: broken; print it"]
    status, missing, owner, made, problems = added(sheet, 5)
    assert (status, missing, owner, made) == ("refused", None, "billing", None)
    assert problems.startswith("D5 PA1022: ")
    assert "\nE5 PA1013: " in problems
    assert added(sheet, 6)[0] == "not run"


def test_each_bad_cell_has_a_comment_and_no_sound_one_has(worklist: Worklist) -> None:
    sheet = copied(status_copy(worklist, RESULTS))
    comments = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert comments.keys() == {"D5", "E5"}
    assert comments["E5"].startswith("PA1013: ")


def test_the_sheets_own_cells_stay_as_they_were(worklist: Worklist) -> None:
    before = [[cell.value for cell in row] for row in copied(worklist.data).iter_rows(max_col=14)]
    after = [[cell.value for cell in row] for row in copied(status_copy(worklist, RESULTS)).iter_rows(max_col=14)]
    assert after == before


def test_the_original_is_not_touched(worklist: Worklist) -> None:
    before = worklist.path.read_bytes()
    status_copy(worklist, RESULTS)
    assert worklist.path.read_bytes() == before == worklist.data


def test_the_same_copy_has_the_same_bytes(worklist: Worklist) -> None:
    assert status_copy(worklist, RESULTS) == status_copy(worklist, RESULTS)


def test_a_copy_can_be_read_again_and_copied_into_the_same_columns(worklist: Worklist) -> None:
    first = status_copy(worklist, RESULTS)
    again = read(worklist.path.parent, first, "copy.xlsx")
    assert [row.state for row in again.rows] == [row.state for row in worklist.rows]
    second = copied(status_copy(again, RESULTS[:1]))
    assert second.max_column == 19
    assert added(second, 3)[0] == "not run"


def test_no_text_of_ours_runs_as_a_formula(tmp_path: Path) -> None:
    worklist = read(practice(tmp_path, [1]), as_bytes(workbook([1])))
    result = TaskResult(
        task_id="BV-0001",
        outcome=TaskOutcome.BUILT,
        exit_code=ExitCode.OK,
        files={"=HYPERLINK(1)": "0" * 64},
    )
    cell = copied(status_copy(worklist, [result]))["R2"]
    assert (cell.data_type, cell.value) == ("s", "'=HYPERLINK(1)")


def test_a_comment_that_was_there_stays_above_ours(tmp_path: Path) -> None:
    book = workbook([1], [(2, "member_id", value(123))])
    book[SHEET]["E2"].comment = Comment("call the plan", "front desk")
    sheet = copied(status_copy(read(practice(tmp_path, [1]), as_bytes(book)), ()))
    comment = sheet["E2"].comment
    assert comment is not None
    assert comment.text.startswith("call the plan\nPA1013: ")


def test_a_merged_cell_and_one_beyond_the_headers_get_their_comments(tmp_path: Path) -> None:
    changes: list[tuple[int, str, Change]] = [(2, "payer", merged_to_the_right), (3, "case_id", beyond)]
    worklist = read(practice(tmp_path, [1, 2]), as_bytes(workbook([1, 2], changes)))
    sheet = copied(status_copy(worklist, ()))
    comments = [cell.coordinate for row in sheet for cell in row if cell.comment]
    assert comments == ["F2", "P3"]
    assert sheet["P3"].value == "call back"


def test_a_problem_found_later_gets_its_comment_too(worklist: Worklist) -> None:
    later = problem("PA1029", Where("list.xlsx", sheet=SHEET, cell="G2"), field="planned_date")
    sheet = copied(status_copy(worklist, RESULTS, [later]))
    assert sheet["G2"].comment is not None
    assert "G2 PA1029" in added(sheet, 2)[4]


def test_a_csv_copy_has_the_columns_and_nothing_that_runs(tmp_path: Path) -> None:
    rows = (csv_row(1), csv_row(2, member_id="=1+1"), "", csv_row(3, family_name="-Example"))
    worklist = read(practice(tmp_path, [1, 2, 3]), csv_file(*rows).encode(), "list.csv", CSV_MAP)
    data = status_copy(worklist, RESULTS)
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    width = len(LETTERS)
    assert table[0][width:] == list(COLUMNS)
    assert table[1][width] == "ready"
    assert table[2][width] == "refused"
    assert table[2][width + 4].startswith("E3 PA1015")
    assert table[3] == []
    assert (table[2][4], table[4][1]) == ("'=1+1", "'-Example")
