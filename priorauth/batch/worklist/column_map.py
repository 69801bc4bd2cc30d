"""The column map: which sheet, which row of headers, and which column fills which field of a case."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from priorauth.batch.worklist.field_types import dotted_path
from priorauth.batch.worklist.sheet import CellKind, Row, Sheet
from priorauth.case.exhibits import ExhibitKind
from priorauth.case.parties import Clinician
from priorauth.domain.page_ranges import PageRanges
from priorauth.parsing.located import Path as TreePath
from priorauth.parsing.model import Line, Record
from priorauth.problems import Problem, Refused, problem

CASE_ID, CASE_FILE, PAYER, PROVIDER = "case_id", "case_file", "payer", "provider"

ALIASES = {
    PAYER: "coverage.payer",
    PROVIDER: "ordering_clinician.name",
    "planned_date": "request.planned_date",
    "vertebral_bodies": "request.vertebral_bodies",
    "diagnosis_codes": "request.diagnosis_codes",
    "member_id": "coverage.member_id",
    "family_name": "patient.name.family",
    "given_name": "patient.name.given",
    "birth_date": "patient.birth_date",
}
"""Short names for the fields that worklists hold most."""


class DateOrder(StrEnum):
    """How a date that is typed as text is written. ``2026-11-30`` is read in any case."""

    ISO = "iso"
    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"


class Encoding(StrEnum):
    """The encoding of a CSV file."""

    UTF_8 = "utf-8"
    CP1252 = "cp1252"
    LATIN_1 = "latin-1"
    MAC_ROMAN = "mac-roman"
    UTF_16 = "utf-16"


class Delimiter(StrEnum):
    """What stands between the cells of a CSV file."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"

    @property
    def character(self) -> str:
        """The character itself."""
        return {Delimiter.COMMA: ",", Delimiter.SEMICOLON: ";", Delimiter.TAB: "\t"}[self]


class FilePattern(Record):
    """The one file of an exhibit, by the form of its name."""

    pattern: Line
    """A name with ``*`` for any letters and ``{case_id}`` for the case's id; capital letters make no difference."""
    title: Line | None = None
    pages: PageRanges | None = None
    """The pages of the file that are the exhibit, alike for every case; without them the whole file."""
    required: bool = True


class Exhibits(Record):
    """Where the exhibits of a case lie that its row fills by itself."""

    folder: Line
    """A folder below the worklist's own, with ``{case_id}`` for the case's id."""
    by_kind: Annotated[dict[ExhibitKind, Line | FilePattern], Field(min_length=1)]

    def patterns(self) -> dict[ExhibitKind, FilePattern]:
        """Return each kind's pattern, in the order of the map; they become exhibits A, B, C."""
        return {
            kind: each if isinstance(each, FilePattern) else FilePattern(pattern=each)
            for kind, each in self.by_kind.items()
        }


class ColumnMap(Record):
    """How a sheet is read; saved beside the worklist and used again every week."""

    sheet: Line | None = None
    """The sheet's name; may be left out where the workbook has only one."""
    header_row: Annotated[int, Field(ge=1, le=100)] = 1
    columns: Annotated[dict[str, Line], Field(min_length=1)]
    """The header over each field's column, by field."""
    dates: DateOrder = DateOrder.ISO
    encoding: Encoding = Encoding.UTF_8
    delimiter: Delimiter = Delimiter.COMMA
    payers: dict[str, Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]] = {}  # noqa: RUF012
    """The profile's id for each payer as the worklist writes it."""
    providers: dict[str, Clinician] = {}  # noqa: RUF012
    """Each physician, by the name the worklist writes."""
    fixed: dict[str, Line | tuple[Line, ...]] = {}  # noqa: RUF012
    """What every case of this worklist has alike, by field."""
    exhibits: Exhibits | None = None


def path_of(field: str) -> TreePath:
    """Return the path of a field of a case that is named in a map, short names included."""
    return dotted_path(ALIASES.get(field, field))


def fill_in(pattern: str, case_id: str) -> str:
    """Put a case's id into a folder's name or a pattern."""
    return pattern.replace("{case_id}", case_id)


def places_in(pattern: str) -> set[str] | None:
    """Name what stands in braces; ``None`` when they do not pair."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
    except ValueError:
        return None


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
