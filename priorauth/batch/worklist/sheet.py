"""A sheet as it was found: each cell with what kind of thing stands in it, and what can be wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NoReturn

from priorauth.parsing.cell_tree import cell_address
from priorauth.problems import Problem, Where, problem

MAX_BYTES = 20_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 250


class CellKind(StrEnum):
    """What stands in a cell."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CLOCK = "time of day"
    TRUE_FALSE = "true or false"
    UNCALCULATED = "formula without a result"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell. Only the attribute that goes with its kind is filled."""

    kind: CellKind
    text: str = ""
    """A text as it stands, or an error's name."""
    number: int | float = 0
    moment: datetime | None = None
    format: str = ""
    """How the cell shows its number or date, as Excel writes it."""
    struck: bool = False
    """Whether a line goes through it, or through a part of it."""
    merged: str | None = None
    """The range it is merged into, such as ``B7:B9``."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it, spaces aside."""
        return self.kind is CellKind.BLANK


BLANK = SheetCell(CellKind.BLANK)


def text_cell(text: str, *, struck: bool = False, merged: str | None = None) -> SheetCell:
    """Make a cell of a text; one of white space alone is blank."""
    is_blank = not text.strip()
    return SheetCell(CellKind.BLANK if is_blank else CellKind.TEXT, text, struck=struck, merged=merged)


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``number`` is the one a spreadsheet program shows beside it."""

    number: int
    cells: tuple[SheetCell, ...]
    hidden: bool = False
    flaw: str | None = None
    """What is wrong with the row as a whole, in a CSV file."""

    def cell(self, column: int) -> SheetCell:
        """Return the cell of a column, counted from 1; beyond the end it is blank."""
        return self.cells[column - 1] if column <= len(self.cells) else BLANK

    @property
    def is_blank(self) -> bool:
        """Whether all of its cells are."""
        return self.flaw is None and all(cell.is_blank for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a sheet down to the last that is filled; ``name`` is ``None`` for a CSV file."""

    file: str
    name: str | None
    rows: tuple[Row, ...]
    counts_from_1904: bool = False
    hidden_columns: frozenset[int] = frozenset()

    def where(self, row: int, column: int) -> Where:
        """Name a cell, both counted from 1."""
        return Where(self.file, sheet=self.name, cell=cell_address(row, column))

    @property
    def place(self) -> Where:
        """The sheet as a whole."""
        return Where(self.file, sheet=self.name)


class CellError(Exception):
    """A cell that is not read: a code of the catalogue with the words its message takes, never the value."""

    def __init__(self, code: str, **names: str) -> None:
        self.code = code
        self.names = names
        super().__init__(code)

    def at(self, where: Where, field: str) -> Problem:
        """Make the problem of it."""
        return problem(self.code, where, owner=None, fix=None, excerpt=(), field=field, **self.names)


def refuse(code: str, **names: str) -> NoReturn:
    """Raise a `CellError`."""
    raise CellError(code, **names)
