"""The copy of a worklist that goes back: what became of each row, and a comment at each bad cell.

The original is never touched.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from openpyxl.cell import Cell as FoundCell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from priorauth.batch.task import TaskOutcome, TaskResult
from priorauth.batch.worklist.column_map import folded
from priorauth.batch.worklist.model import RowState, Worklist, WorklistRow
from priorauth.batch.worklist.read_workbook import chosen_sheet, open_workbook
from priorauth.formats.spreadsheet import csv_bytes, harmless, with_fixed_times
from priorauth.problems import Owner, Problem

COLUMNS = ("priorauth status", "missing items", "who must act", "files", "problems")
_AUTHOR = "priorauth"
_STATUS = {TaskOutcome.BUILT: "ready", TaskOutcome.OPEN: "open", TaskOutcome.FAILED: "failed"}
_LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""


def status_copy(worklist: Worklist, results: Sequence[TaskResult], problems: Sequence[Problem] = ()) -> bytes:
    """Return a copy of the worklist, in its own format, with five columns on the right and comments at bad cells.

    ``results`` are those of the run, ``problems`` what else is known of the sheet's cells. What is written is text,
    never a formula, and the same arguments give the same bytes. In CSV the problems name their cells in words.
    """
    by_id = {result.task_id: result for result in results}
    all_problems = [*worklist.problems, *problems]
    rows = {
        row.number: _status_cells(row, by_id, all_problems)
        for row in worklist.rows
        if row.state is not RowState.BLANK
    }
    if worklist.sheet.name is None:
        return _csv(worklist, rows)
    return _xlsx(worklist, rows, all_problems)


def _status_cells(
    row: WorklistRow, by_id: Mapping[str, TaskResult], problems: Iterable[Problem]
) -> tuple[str, ...]:
    """Say what became of a row, one text for each of `COLUMNS`."""
    own = [found for found in problems if _row_of(found) == row.number]
    lines = [f"{found.where.cell} {found.code}: {found.message}; {found.fix}" for found in own]
    owners = [found.owner for found in own]
    if row.state is RowState.REFUSED:
        return "refused", "", _owners(owners), "", _lines(lines)
    result = by_id.get(row.case_id or "")
    if result is None:
        return "not run", "", _owners(owners), "", _lines(lines)
    missing = [f"{item.criterion}: {item.next_step}" for item in result.open_items]
    lines += [f"{found.code}: {found.message}; {found.fix}" for found in result.problems]
    owners += [item.owner for item in result.open_items]
    if result.outcome is TaskOutcome.FAILED:
        owners += [found.owner for found in result.problems]
    return _STATUS[result.outcome], _lines(missing), _owners(owners), _lines(sorted(result.files)), _lines(lines)


def _row_of(found: Problem) -> int | None:
    digits = (found.where.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits else None


def _owners(owners: Iterable[Owner]) -> str:
    return ", ".join(dict.fromkeys(owner.value for owner in owners if owner is not Owner.NOBODY))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(texts))[:_LONGEST_CELL]


def _csv(worklist: Worklist, rows: Mapping[int, tuple[str, ...]]) -> bytes:
    header = worklist.column_map.header_row
    width = max(len(row.cells) for row in worklist.sheet.rows)
    table = []
    for row in worklist.sheet.rows:
        cells = [cell.text for cell in row.cells]
        added = COLUMNS if row.number == header else rows.get(row.number, ())
        table.append([*cells, *[""] * (width - len(cells)), *added] if added else cells)
    return csv_bytes(table)


def _xlsx(worklist: Worklist, rows: Mapping[int, tuple[str, ...]], problems: Sequence[Problem]) -> bytes:
    book = open_workbook(worklist.data, worklist.sheet.file)
    sheet = chosen_sheet(book, worklist.sheet.file, worklist.sheet.name)
    header = worklist.column_map.header_row
    places = _places(sheet, header, 1 + len(worklist.sheet.rows[0].cells))
    for number, texts in {header: COLUMNS, **rows}.items():
        for column, text in zip(places, texts, strict=True):
            _write(sheet, number, column, text, is_header=number == header)
    _comment(sheet, problems)
    stream = io.BytesIO()
    book.save(stream)
    return with_fixed_times(stream.getvalue())


def _places(sheet: Worksheet, header: int, first_free: int) -> tuple[int, ...]:
    """Return the columns to write to: those of an earlier copy, if this is one, or else the first free ones."""
    known = {folded(str(cell.value)): cell.column for cell in sheet[header] if cell.value is not None}
    free = iter(range(first_free, first_free + len(COLUMNS)))
    return tuple(known.get(name) or next(free) for name in COLUMNS)


def _write(sheet: Worksheet, row: int, column: int, text: str, *, is_header: bool) -> None:
    cell = sheet.cell(row, column)
    if not isinstance(cell, FoundCell):  # a merged area reaches into the free columns
        return
    cell.value = harmless(text) if text else None
    if text:
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_header:
        cell.font = Font(bold=True)


def _comment(sheet: Worksheet, problems: Sequence[Problem]) -> None:
    """Put what is wrong beside the cell it is wrong in; in merged cells that is the first of them."""
    by_cell: dict[str, list[str]] = defaultdict(list)
    for found in problems:
        if found.where.cell is not None and found.where.sheet == sheet.title:
            by_cell[_anchor(sheet, found.where.cell)].append(f"{found.code}: {found.message}. {found.fix}.")
    for address, texts in sorted(by_cell.items()):
        cell = sheet[address]
        before = [cell.comment.text] if cell.comment is not None else []
        cell.comment = Comment(
            "\n".join(dict.fromkeys([*before, *texts]))[:_LONGEST_CELL], _AUTHOR, width=320, height=140
        )


def _anchor(sheet: Worksheet, address: str) -> str:
    if isinstance(sheet[address], MergedCell):
        for area in sheet.merged_cells.ranges:
            if address in area:
                return str(sheet.cell(area.min_row, area.min_col).coordinate)
    return address
