"""A worklist as it was read: every row usable, refused or blank, and every problem at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from priorauth.batch.task import SheetRow
from priorauth.batch.worklist.column_map import ColumnMap
from priorauth.batch.worklist.sheet import Sheet
from priorauth.problems import Problem, Severity


class RowState(StrEnum):
    """Whether a row can be worked on."""

    USABLE = "usable"
    REFUSED = "refused"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One row below the headers; ``number`` is the one a spreadsheet program shows beside it."""

    number: int
    case_id: str | None = None
    """The case's id, where the row gives one that can be read."""
    case_file: Path | None = None
    """The case file a row refers to."""
    row: SheetRow | None = field(default=None, repr=False)
    """The case itself, where the row fills it."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """The address of each mapped field's cell, by field."""
    problems: tuple[Problem, ...] = ()
    is_blank: bool = False

    @property
    def state(self) -> RowState:
        """Blank, refused (it has an error) or usable."""
        if self.is_blank:
            return RowState.BLANK
        is_wrong = any(found.severity is Severity.ERROR for found in self.problems)
        return RowState.REFUSED if is_wrong else RowState.USABLE


@dataclass(frozen=True, slots=True)
class Worklist:
    """All rows below the headers, down to the last filled one."""

    path: Path
    column_map: ColumnMap = field(repr=False)
    sheet: Sheet = field(repr=False)
    data: bytes = field(repr=False)
    """The file as it was read."""
    as_of: date
    rows: tuple[WorklistRow, ...] = field(repr=False)
    notices: tuple[Problem, ...] = ()
    """Warnings about the sheet as a whole."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, those of the sheet first, then row by row."""
        return (*self.notices, *(found for row in self.rows for found in row.problems))

    def in_state(self, state: RowState) -> tuple[WorklistRow, ...]:
        """Return the rows of one state, in order."""
        return tuple(row for row in self.rows if row.state is state)
