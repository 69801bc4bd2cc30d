"""The rows of a worklist in a report: built, open, failed, refused, or left out by who asked for a part of it."""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.batch.worklist.model import RowState, Worklist, WorklistRow
from priorauth.parsing.model import Record
from priorauth.problems import Owner, Severity


class RefusedCell(Record):
    """One thing wrong with a row that was refused, at its cell."""

    row: int
    """Its number, as a spreadsheet program shows it."""
    case_id: str | None
    place: str
    code: str
    owner: Owner
    message: str
    fix: str


class RowFigures(Record):
    """What became of a worklist's rows; blank ones are not counted."""

    filled: int
    refused: int
    left_out: int
    """Usable rows that the run was not asked for."""
    cells: tuple[RefusedCell, ...]
    """Everything the refused rows were refused for, row by row."""


def row_figures(worklist: Worklist, taken: int) -> RowFigures:
    """Count a worklist's rows, of whose usable ones a run took ``taken``."""
    refused = worklist.in_state(RowState.REFUSED)
    usable = len(worklist.in_state(RowState.USABLE))
    return RowFigures(
        filled=usable + len(refused),
        refused=len(refused),
        left_out=usable - taken,
        cells=tuple(cell for row in refused for cell in _cells(row)),
    )


def _cells(row: WorklistRow) -> Iterator[RefusedCell]:
    for found in row.problems:
        if found.severity is Severity.ERROR:
            yield RefusedCell(
                row=row.number,
                case_id=row.case_id,
                place=str(found.where),
                code=found.code,
                owner=found.owner,
                message=found.message,
                fix=found.fix,
            )
