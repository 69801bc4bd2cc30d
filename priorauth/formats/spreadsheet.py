"""Tables as spreadsheet files: no text becomes a formula, and the same table gives the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell as CellOfSheet, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | float | date | None
Rows = Sequence[Sequence[Cell]]
"""A table; its first row is the header."""

_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet program would run as a formula."""

_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_WIDEST = 60


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program runs: an apostrophe before one that would begin a formula."""
    return f"'{text}" if text.startswith(_RUNS) else text


def csv_bytes(rows: Rows) -> bytes:
    """Write a table as CSV in UTF-8, with the mark that Excel needs to read accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheets: Mapping[str, Rows]) -> bytes:
    """Write tables as the sheets of one workbook; texts are texts, and the header row stays in sight."""
    book = Workbook(write_only=True)
    book.properties.creator = "priorauth"
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for index, width in enumerate(_widths(rows), 1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, value, is_header=number == 0) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return with_fixed_times(stream.getvalue())


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, is_header: bool) -> CellOfSheet:
    cell: CellOfSheet = WriteOnlyCell(sheet)
    cell.value = harmless(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_header:
        cell.font = Font(bold=True)
    return cell


def _widths(rows: Rows) -> list[int]:
    columns = max((len(row) for row in rows), default=0)
    longest = [max((len(_plain(row[i])) for row in rows if i < len(row)), default=0) for i in range(columns)]
    return [min(length + 2, _WIDEST) for length in longest]


def with_fixed_times(data: bytes) -> bytes:
    """Write the package again with every date alike; the library puts the clock's into it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = _SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", source.read(name))
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()
