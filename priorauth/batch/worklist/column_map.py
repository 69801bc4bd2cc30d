"""The column map: which sheet, which row of headers, and which column fills which field of a case."""

from __future__ import annotations

import string
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from priorauth.batch.worklist.field_types import dotted_path
from priorauth.case.exhibits import ExhibitKind
from priorauth.case.parties import Clinician
from priorauth.domain.page_ranges import PageRanges
from priorauth.parsing.located import Path as TreePath
from priorauth.parsing.model import Line, Record

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


class Pattern(Record):
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
    by_kind: Annotated[dict[ExhibitKind, Line | Pattern], Field(min_length=1)]

    def patterns(self) -> dict[ExhibitKind, Pattern]:
        """Return each kind's pattern, in the order of the map; they become exhibits A, B, C."""
        return {
            kind: each if isinstance(each, Pattern) else Pattern(pattern=each)
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
