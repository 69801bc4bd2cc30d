"""Reading one sheet of a workbook: every cell with its kind, and with what Excel may have done to it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import openpyxl
from openpyxl.cell import Cell as FoundCell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from priorauth.batch.worklist.sheet import (
    BLANK,
    MAX_COLUMNS,
    MAX_ROWS,
    CellKind,
    Row,
    Sheet,
    SheetCell,
    text_cell,
)
from priorauth.batch.worklist.workbook_package import check_package
from priorauth.problems import Refused, Where, problem


def read_workbook(data: bytes, file: str, sheet_name: str | None) -> Sheet:
    """Read the sheet of that name, or the only one.

    Raises `Refused`: PA1003 for a file that is not a plain workbook, PA1004 for too many rows or columns, PA1005
    when the sheet is not there or empty.
    """
    check_package(data, file)
    book = open_workbook(data, file)
    sheet = chosen_sheet(book, file, sheet_name)
    results = _results(data, file, sheet)
    rows, columns = _extent(sheet)
    where = Where(file, sheet=sheet.title)
    if rows == 0:
        raise Refused(
            [
                problem(
                    "PA1005",
                    where,
                    what="the sheet is empty",
                    fix="name the sheet that holds the cases, or save the workbook again",
                )
            ]
        )
    if rows > MAX_ROWS:
        raise Refused([problem("PA1004", where, limit=f"{MAX_ROWS:,} rows")])
    if columns > MAX_COLUMNS:
        raise Refused([problem("PA1004", where, limit=f"{MAX_COLUMNS} columns")])
    merged = dict(_merged(sheet, rows, columns))
    found = tuple(
        Row(
            number, tuple(_cell(sheet, number, column, results, merged) for column in range(1, columns + 1)), hidden
        )
        for number in range(1, rows + 1)
        for hidden in (_is_hidden(sheet, number),)
    )
    is_1904 = book.epoch == CALENDAR_MAC_1904
    return Sheet(file, sheet.title, found, is_1904, frozenset(_hidden_columns(sheet)))


def open_workbook(data: bytes, file: str, *, results: bool = False) -> Workbook:
    """Open a workbook, with its formulas or with their ``results``. Raises `Refused` (PA1003)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library tells of extensions it drops; the original keeps them
            return openpyxl.load_workbook(io.BytesIO(data), data_only=results, rich_text=True)
    except Exception:  # a malformed part makes the library fail in ways of its own
        raise Refused([problem("PA1003", Where(file), reason="the file is damaged")]) from None


def chosen_sheet(book: Workbook, file: str, name: str | None) -> Worksheet:
    """Return the sheet of that name, or the only one. Raises `Refused` (PA1005)."""
    sheets = {sheet.title.strip().casefold(): sheet for sheet in book.worksheets}
    if name is None:
        if len(sheets) == 1:
            return next(iter(sheets.values()))
        what = f"the workbook has {len(sheets)} sheets and the map names none"
    elif found := sheets.get(name.strip().casefold()):
        return found
    else:
        what = "the workbook has no sheet of the name that the map gives"
    raise Refused([problem("PA1005", Where(file), what=what)])


def _results(data: bytes, file: str, sheet: Worksheet) -> Worksheet | None:
    """Open the workbook a second time for its formulas' results, if there are any."""
    if not any(cell.data_type == "f" for cell in _filled(sheet)):
        return None
    return chosen_sheet(open_workbook(data, file, results=True), file, sheet.title)


def _filled(sheet: Worksheet) -> Iterator[FoundCell]:
    # The sheet's own list of cells. Asking for its rows would make a cell for every place up to the last one,
    # and its stated dimensions may be wrong.
    for cell in sheet._cells.values():
        if isinstance(cell, FoundCell) and cell.value is not None:
            yield cell


def _extent(sheet: Worksheet) -> tuple[int, int]:
    places = [(cell.row, cell.column) for cell in _filled(sheet)]
    return max((row for row, _ in places), default=0), max((column for _, column in places), default=0)


def _merged(sheet: Worksheet, rows: int, columns: int) -> Iterator[tuple[tuple[int, int], str]]:
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, rows) + 1):
            for column in range(area.min_col, min(area.max_col, columns) + 1):
                yield (row, column), area.coord


def _is_hidden(sheet: Worksheet, number: int) -> bool:
    """Whether a row is hidden, or has no height, which comes to the same."""
    if number not in sheet.row_dimensions:
        return False
    dimension = sheet.row_dimensions[number]
    return bool(dimension.hidden) or dimension.height == 0


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for letter, dimension in sheet.column_dimensions.items():
        if dimension.hidden or dimension.width == 0:
            first = dimension.min or column_index_from_string(letter)
            yield from range(first, min(dimension.max or first, MAX_COLUMNS) + 1)


def _cell(
    sheet: Worksheet, row: int, column: int, results: Worksheet | None, merged: dict[tuple[int, int], str]
) -> SheetCell:
    found = sheet._cells.get((row, column))
    area = merged.get((row, column))
    if found is None or isinstance(found, MergedCell) or found.value is None:
        return SheetCell(CellKind.BLANK, merged=area) if area else BLANK
    struck = _is_struck(found)
    if found.data_type == "f":
        result = results._cells.get((row, column)) if results is not None else None
        if result is None or (result.value is None and result.data_type != "str"):
            return SheetCell(CellKind.UNCALCULATED, struck=struck, merged=area)
        if result.value is None:  # the formula's result is an empty text
            return BLANK
        found = result
    return _typed(found, struck, area)


def _typed(found: FoundCell, struck: bool, area: str | None) -> SheetCell:
    value = found.value
    if isinstance(value, bool):
        return SheetCell(CellKind.TRUE_FALSE, struck=struck, merged=area)
    if found.data_type == "e":
        return SheetCell(CellKind.ERROR, str(value), struck=struck, merged=area)
    if isinstance(value, datetime | date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time.min)
        return SheetCell(CellKind.DATE, moment=moment, format=found.number_format, struck=struck, merged=area)
    if isinstance(value, time | timedelta):
        return SheetCell(CellKind.CLOCK, struck=struck, merged=area)
    if isinstance(value, int | float):
        return SheetCell(CellKind.NUMBER, number=value, format=found.number_format, struck=struck, merged=area)
    return text_cell(str(value), struck=struck, merged=area)


def _is_struck(cell: FoundCell) -> bool:
    if cell.has_style and cell.font.strike:
        return True
    value = cell.value
    return isinstance(value, CellRichText) and any(
        isinstance(part, TextBlock) and part.font.strike and part.text.strip() for part in value
    )
