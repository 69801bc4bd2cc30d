"""Spreadsheets that cannot act."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given, strategies as st

from priorauth.formats.spreadsheet import Cell, csv_bytes, harmless, xlsx_bytes

RUNNING = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://example.test")']


@pytest.mark.parametrize("text", RUNNING)
def test_no_text_becomes_a_formula(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"a": [["h"], [text]]}))).active
    assert sheet is not None
    assert (sheet["A2"].data_type, str(sheet["A2"].value)[0]) == ("s", "'")
    (_, (cell,)) = csv.reader(io.StringIO(csv_bytes([["h"], [text]]).decode("utf-8-sig")))
    assert cell.startswith("'")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_other_texts_come_through_as_they_are(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_bytes([[text, "x"]]).decode("utf-8-sig")))
    assert row == [harmless(text), "x"]


def test_numbers_and_days_keep_their_kind() -> None:
    rows: list[list[Cell]] = [["day", "n", "none"], [date(2026, 11, 2), 3, None]]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"a": rows}))).active
    assert sheet is not None
    assert (sheet["A2"].is_date, sheet["B2"].value, sheet["C2"].value) == (True, 3, None)
    assert csv_bytes(rows).decode("utf-8-sig").splitlines()[1] == "2026-11-02,3,"


def test_the_same_table_is_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    first = xlsx_bytes({"a": [["h"], ["x"]]})
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 86_400)
    assert xlsx_bytes({"a": [["h"], ["x"]]}) == first
