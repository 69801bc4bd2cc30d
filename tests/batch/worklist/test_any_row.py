"""Rows of whatever cells there can be: each is accounted for, and none stops the reading."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from priorauth.batch.worklist.column_map import find_columns
from priorauth.batch.worklist.model import RowState
from priorauth.batch.worklist.row_reader import RowReader
from priorauth.batch.worklist.sheet import CellKind, Row, Sheet, SheetCell, text_cell
from priorauth.problems import Refused
from tests.batch.worklist.books import COLUMNS, DAY, as_bytes, column_map, practice, read, workbook
from tests.property_budget import tried

FORMATS = st.sampled_from(["General", "0%", "@", "yyyy-mm-dd", "mmm-yy", "", ";;;", '"d"0', "[$-409]d/m/yy"])
TEXTS = st.text(max_size=30) | st.sampled_from(
    ["BV-0001", "Example", "1974-03-09", "Highmark Wyoming", "Jordan Sample", "L4, L5", "18", "Female", "2025-02"]
)
CELLS = st.one_of(
    st.builds(text_cell, TEXTS, struck=st.booleans(), merged=st.none() | st.just("B7:B9")),
    st.builds(
        SheetCell, st.just(CellKind.NUMBER), number=st.integers() | st.floats(allow_nan=False), format=FORMATS
    ),
    st.builds(
        SheetCell,
        st.just(CellKind.DATE),
        moment=st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)),  # noqa: DTZ001
        format=FORMATS,
    ),
    st.builds(SheetCell, st.sampled_from([CellKind.TRUE_FALSE, CellKind.UNCALCULATED, CellKind.CLOCK])),
    st.builds(SheetCell, st.just(CellKind.ERROR), text=st.sampled_from(["#N/A", "#REF!", "Example"])),
)
HEADER = Row(1, tuple(text_cell(header) for header in COLUMNS.values()))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return practice(tmp_path_factory.mktemp("practice"), [1])


@given(st.lists(CELLS, min_size=14, max_size=16), st.booleans())
@settings(
    max_examples=tried(200),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
def test_a_row_of_any_cells_is_usable_refused_or_blank(
    place: Path, cells: list[SheetCell], counts_from_1904: bool
) -> None:
    row = Row(2, tuple(cells))
    sheet = Sheet("list.xlsx", "Any", (HEADER, row), counts_from_1904)
    reader = RowReader(sheet, column_map(), place, DAY, {}, find_columns(sheet, column_map()), frozenset({"hcsc"}))
    found = reader.read(row)
    assert (found.state is RowState.BLANK) == all(cell.is_blank for cell in cells)
    assert (found.row is not None) == (found.state is RowState.USABLE)
    for problem in found.problems:
        assert problem.where.cell is not None
        assert problem.where.cell.endswith("2")


@given(st.integers(0, 10**6), st.integers(1, 255))
@settings(
    max_examples=tried(80),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
def test_a_workbook_with_a_changed_byte_is_read_or_refused(place: Path, at: int, by: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_bytes(workbook([1])))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = bytearray(source.read(name))
            if name in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"):
                content[at % len(content)] ^= by
            target.writestr(name, bytes(content))
    codes: set[str] = set()
    rows = 0
    try:
        rows = len(read(place, out.getvalue()).rows)
    except Refused as refused:
        codes = {found.code[:4] for found in refused.problems}
    assert (rows > 0) is not (codes == {"PA10"})
