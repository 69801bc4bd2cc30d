"""Rows of a table whose heading has a column of Modic types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from priorauth.readers.mri.discourse import Context
from priorauth.readers.mri.not_places import PLACES
from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.token_roles import Kind


def table_row(context: Context, tokens: tuple[ReportToken, ...]) -> tuple[ReportToken, ...] | None:
    """Read a row of a table whose heading has a column of Modic types: the level, and that cell."""
    bars = [index for index, token in enumerate(tokens) if token.kind is Kind.BAR]
    cells = _cells(tokens)
    has_place = any(token.kind in PLACES for token in tokens)
    heads = [number for number, cell in enumerate(cells) if any(token.kind is Kind.MODIC for token in cell)]
    if bars and not has_place and len(heads) == 1 and len(cells) > 1:
        context.column = heads[0]
        return ()
    if context.column is None or len(cells) <= context.column or not has_place:
        return None
    cell = cells[context.column]
    if any(token.kind is Kind.MODIC for token in cell):
        return None
    level = next(token for token in tokens if token.kind in PLACES)
    if not cell or cell[0].start <= level.start:
        return ()
    head = ReportToken(Kind.MODIC, "modic", cell[0].start, cell[0].start)
    return (level, replace(head, kind=Kind.COLON), head, *cell)


def _cells(tokens: Sequence[ReportToken]) -> list[list[ReportToken]]:
    """Cut a row at its bars; a bar at either end of the row is its frame."""
    cells: list[list[ReportToken]] = [[]]
    for token in tokens:
        if token.kind is Kind.BAR:
            cells.append([])
        else:
            cells[-1].append(token)
    return cells[1:] if cells and not cells[0] and len(cells) > 1 else cells
