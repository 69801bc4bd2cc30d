"""A sample of five hundred whole rows is built by the command itself, and its report accounts for all of them.

All of them are built by ``make soak-worklist``.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.batch.worklist.five_hundred import DAMAGED, FiveHundred, five_hundred
from tests.cli.test_batch_command import DAY, run

pytestmark = pytest.mark.slow

SAMPLE = ("BV-0002", "BV-0102", "BV-0111", "BV-0501")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[FiveHundred, Path, dict[str, Any]]:
    place = tmp_path_factory.mktemp("five-hundred-built")
    known, out = five_hundred(place), place / "packets"
    asked = [word for name in SAMPLE for word in ("--only", name)]
    run(str(known.path), "-o", str(out), "--as-of", DAY, "--format", "docx", "--engine", "inline", *asked)
    return known, out, json.loads((out / "report.json").read_bytes())


def test_the_sample_comes_out_as_each_row_should(built: tuple[FiveHundred, Path, dict[str, Any]]) -> None:
    known, out, report = built
    assert {case["case_id"]: case["outcome"] for case in report["cases"]} == {
        name: "open" if name in known.open else "failed" if name in known.failed else "built" for name in SAMPLE
    }
    assert {path.parent.name for path in out.glob("*/manifest.json")} == {"BV-0002", "BV-0501"}


def test_the_report_accounts_for_every_row(built: tuple[FiveHundred, Path, dict[str, Any]]) -> None:
    known, _, report = built
    rows = report["rows"]
    assert (rows["filled"], rows["refused"]) == (500, len(known.refused))
    assert len(report["cases"]) + rows["refused"] + rows["left_out"] == 500


def test_the_report_names_every_damaged_cell_and_no_other(built: tuple[FiveHundred, Path, dict[str, Any]]) -> None:
    known, out, report = built
    assert len({damage.name for damage in DAMAGED.values()}) >= 40
    assert {(cell["place"], cell["code"]) for cell in report["rows"]["cells"]} == known.places()
    sheet = openpyxl.load_workbook(io.BytesIO((out / "report.xlsx").read_bytes()))["refused rows"]
    told = {(str(row[2]), str(row[3])) for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert told == known.places()
    page = (out / "report.html").read_text(encoding="utf-8")
    assert all(f"<td>{place}</td>" in page for place, _ in known.places())


def test_no_report_shows_a_patient(built: tuple[FiveHundred, Path, dict[str, Any]]) -> None:
    _, out, _ = built
    said = (out / "report.json").read_text(encoding="utf-8") + (out / "report.html").read_text(encoding="utf-8")
    assert not any(text in said for text in ("Avery", "XEH000", "1974"))
