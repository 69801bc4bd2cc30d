"""Reading a worklist: each row a case to work on, or refused with every reason, or blank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from priorauth.batch.worklist.case_ids import mark_doubles
from priorauth.batch.worklist.column_map import ColumnMap
from priorauth.batch.worklist.headers import Layout, find_columns
from priorauth.batch.worklist.model import Worklist, WorklistRow
from priorauth.batch.worklist.open_sheet import open_sheet
from priorauth.batch.worklist.row_reader import RowReader
from priorauth.batch.worklist.sheet import Sheet
from priorauth.payers.library import default_library
from priorauth.practice.settings import find_practice
from priorauth.problems import Problem, Where, problem


def read_worklist(path: Path, column_map: ColumnMap, *, as_of: date) -> Worklist:
    """Read a worklist through its map, ``as_of`` the day the packets speak as of. Paths are relative to its folder.

    Payer profiles and settings come from the practice the worklist lies in. Raises `Refused` for a file no row of
    which can be read: PA105 and PA2xx for the disk, PA1003-PA1008 for the sheet. Whatever is wrong with a row is
    that row's.
    """
    opened = open_sheet(path, column_map)
    sheet, layout = opened.sheet, find_columns(opened.sheet, column_map)
    practice = find_practice(path.parent)
    library = default_library(practice.profile_folders if practice else ())
    reader = RowReader(
        sheet=sheet,
        layout=layout,
        column_map=column_map,
        home=path.parent,
        as_of=as_of,
        defaults=practice.defaults if practice else {},
        profile_ids=frozenset(library.ids()),
    )
    rows = [reader.read(row) for row in sheet.rows[column_map.header_row :]]
    marked = mark_doubles(rows, layout.columns, sheet)
    return Worklist(
        path, column_map, sheet, opened.data, as_of, _in_order(marked), tuple(_notices(sheet, layout, column_map))
    )


def _in_order(rows: tuple[WorklistRow, ...]) -> tuple[WorklistRow, ...]:
    """Put each row's problems in the order of its columns."""
    return tuple(
        replace(row, problems=tuple(sorted(row.problems, key=lambda found: _column(found.where)))) for row in rows
    )


def _column(where: Where) -> tuple[int, str]:
    letters = (where.cell or "").rstrip("0123456789")
    return len(letters), letters


def _notices(sheet: Sheet, layout: Layout, column_map: ColumnMap) -> Iterator[Problem]:
    """Warn (PA1026) of mapped columns that are hidden."""
    for field, column in layout.columns.items():
        if column in sheet.hidden_columns:
            where = sheet.where(column_map.header_row, column)
            yield problem("PA1026", where, what=f"the column of '{field}' is")
