"""From a sheet to packets and back: the usable rows are built, the others are named, and the copy says which is which."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from priorauth.batch.engines import Inline
from priorauth.batch.runner import run
from priorauth.batch.worklist.read_worklist import read_worklist, tasks_of
from priorauth.batch.worklist.status_copy import status_copy
from tests.batch.runs import practice, tree
from tests.batch.worklist.books import DAY, as_bytes, column_map
from tests.batch.worklist.test_status_copy import copied_from

MAP = "columns: {case_id: Case, case_file: File, planned_date: DOS}\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    place = tmp_path / "practice"
    practice(place, copies=1)
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Case", "File", "DOS"])
    for name in ("clean-three-bodies-0", "gaps-0", "strictest-0"):
        page.append([name, f"cases/{name}", None])
    page["C4"] = date(1999, 1, 1)
    path = place / "week.xlsx"
    path.write_bytes(as_bytes(book))
    return path


def test_a_sheet_is_built_and_told_about(sheet: Path, tmp_path: Path) -> None:
    worklist = read_worklist(sheet, column_map(MAP), as_of=DAY)
    results = run(tasks_of(worklist), tmp_path / "packets", Inline())
    assert {path.split("/")[0] for path in tree(tmp_path / "packets") if not path.startswith(".")} == {
        "clean-three-bodies-0"
    }
    page = copied_from(status_copy(worklist, results), "Sheet")
    assert [page.cell(row, 4).value for row in (2, 3, 4)] == ["ready", "open", "refused"]
    assert page["C4"].comment is not None
    assert "clean-three-bodies-0-packet.pdf" in str(page["G2"].value)
    assert page["F3"].value
