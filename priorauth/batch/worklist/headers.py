"""Finding the columns that a map names, by the headers over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from priorauth.batch.worklist.column_map import ColumnMap
from priorauth.batch.worklist.sheet import Cell, CellKind, Row, Sheet
from priorauth.problems import Problem, Refused, problem


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column, counted from 1, each field stands in, and how far the headers reach."""

    columns: Mapping[str, int]
    headed: frozenset[int]
    """The columns that have a header, mapped or not."""


def find_columns(sheet: Sheet, column_map: ColumnMap) -> Layout:
    """Find every column the map names; spaces and capital letters make no difference.

    Raises `Refused` with all of them: PA1005 without a header row, PA1006 missing, PA1007 twice, PA1024 merged.
    """
    header = header_row(sheet, column_map.header_row)
    texts = [folded(cell.text) if cell.kind is CellKind.TEXT else "" for cell in header.cells]
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for field, written in column_map.columns.items():
        found = [index for index, text in enumerate(texts, 1) if text == folded(written)]
        if not found:
            problems.append(problem("PA1006", sheet.where(header.number, 1), field=field))
        elif len(found) > 1:
            problems.append(problem("PA1007", sheet.where(header.number, found[1]), field=field))
        elif area := header.cell(found[0]).merged:
            where = sheet.where(header.number, found[0])
            problems.append(problem("PA1024", where, field=field, range=area))
        else:
            columns[field] = found[0]
    if problems:
        raise Refused(problems)
    headed = frozenset(index for index, cell in enumerate(header.cells, 1) if not cell.is_blank)
    return Layout(columns, headed)


def header_row(sheet: Sheet, number: int) -> Row:
    """Return the row of headers. Raises `Refused` (PA1005) when nothing stands there."""
    if number > len(sheet.rows) or sheet.rows[number - 1].is_blank:
        raise Refused([problem("PA1005", sheet.place, what=f"row {number} holds no headers")])
    return sheet.rows[number - 1]


def folded(text: str) -> str:
    """Fold a header's spaces, line breaks and capital letters away."""
    return " ".join(text.split()).casefold()


def shown_header(cell: Cell) -> str:
    """Return a header for people; headers are the sheet's own words and no patient's."""
    return " ".join(cell.text.split())
