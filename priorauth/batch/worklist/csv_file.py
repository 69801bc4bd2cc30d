"""Reading a CSV file strictly: a stray quote or separator is found, and not taken for a patient's row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NoReturn

from priorauth.batch.worklist.column_map import Delimiter, Encoding
from priorauth.batch.worklist.sheet import MAX_COLUMNS, MAX_ROWS, CellKind, Row, Sheet, SheetCell, text_cell
from priorauth.parsing.cell_tree import cell_address
from priorauth.problems import Refused, Where, problem

SAVE_AGAIN = "save the sheet again; is this the right file?"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_csv(data: bytes, file: str, *, encoding: Encoding, delimiter: Delimiter, header_row: int) -> Sheet:
    """Read a CSV file.

    A row with too few or too many cells bears that as its flaw. Raises `Refused`: PA1008 for a file that cannot be
    cut into rows without doubt, PA1004 for too many rows or columns, PA1005 for an empty one.
    """
    text = _decoded(data, file, encoding)
    _check_delimiter(text, file, header_row, delimiter)
    rows = _cut(text, file, delimiter)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise Refused([problem("PA1005", Where(file), what="the file is empty", fix=SAVE_AGAIN)])
    if len(rows) > MAX_ROWS:
        raise Refused([problem("PA1004", Where(file), limit=f"{MAX_ROWS:,} rows")])
    header = rows[header_row - 1] if header_row <= len(rows) else []
    if max(map(len, rows)) > MAX_COLUMNS:
        raise Refused([problem("PA1004", Where(file), limit=f"{MAX_COLUMNS} columns")])
    _check_merged_rows(rows, file, len(header), delimiter)
    return Sheet(file, None, tuple(_rows(rows, len(header), header_row)))


def _decoded(data: bytes, file: str, encoding: Encoding) -> str:
    where = Where(file)
    if encoding is Encoding.UTF_8 and data.startswith(_BYTE_ORDER_MARKS):
        _refuse(where, "the file is UTF-16 text, not UTF-8", "save it as CSV UTF-8, or name 'encoding: utf-16'")
    try:
        text = data.decode("utf-8-sig" if encoding is Encoding.UTF_8 else encoding.value)
    except UnicodeError:
        fix = "save it as CSV UTF-8, or name its encoding: 'encoding: cp1252' in the map"
        _refuse(where, f"the file is not {encoding.value} text", fix)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        _refuse(Where(file, line), "the file holds a NUL character")
    return text


def _refuse(where: Where, reason: str, fix: str | None = None) -> NoReturn:
    raise Refused([problem("PA1008", where, reason=reason, fix=fix)])


def _cut(text: str, file: str, delimiter: Delimiter) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter.character, strict=True)
    rows: list[list[str]] = []
    begins = 1
    try:
        for row in reader:
            rows.append(row)
            begins = reader.line_num + 1
    except csv.Error:
        what = "a quote is not closed or stands inside a cell, or a cell is too long"
        reason = f"in the row that begins at line {begins} {what}"
        _refuse(Where(file, begins), reason)
    return rows


def _check_delimiter(text: str, file: str, number: int, delimiter: Delimiter) -> None:
    """Find that the headers are set apart by another character than the map says."""
    lines = text.splitlines()
    header = lines[number - 1] if number <= len(lines) else ""
    if delimiter.character in header:
        return
    for other in Delimiter:
        if other.character in header:
            fix = f"write 'delimiter: {other.value}' in the column map"
            reason = f"the cells are set apart by a {other.value}, not by a {delimiter.value}"
            _refuse(Where(file, cell=f"A{number}"), reason, fix)


def _check_merged_rows(rows: list[list[str]], file: str, columns: int, delimiter: Delimiter) -> None:
    """Find a cell that two stray quotes have made of the end of one row and the beginning of another.

    Such a row has as many cells as any other, so only the separators inside the cell give it away: they fall just
    where those two rows have theirs.
    """
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            counts = [line.count(delimiter.character) for line in text.splitlines()]
            expected = [columns - column, *[columns - 1] * (len(counts) - 2), column - 1]
            if len(counts) > 1 and columns > 1 and counts == expected:
                _refuse(
                    Where(file, cell=cell_address(number, column)), "a cell runs over into the next row's cells"
                )


def _rows(rows: list[list[str]], columns: int, header_row: int) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        flaw = None
        if number > header_row and any(cell.strip() for cell in row) and len(row) != columns:
            than = "fewer" if len(row) < columns else "more"
            flaw = f"the row has {than} cells ({len(row)}) than the headers ({columns})"
        yield Row(number, tuple(map(_cell, row)), flaw=flaw)


def _cell(text: str) -> SheetCell:
    return SheetCell(CellKind.UNCALCULATED, text) if text.lstrip().startswith("=") else text_cell(text)
