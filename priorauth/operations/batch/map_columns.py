"""Saying which column of a worklist is which, once for all weeks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from priorauth.batch.worklist.column_map import (
    CASE_FILE,
    CASE_ID,
    DateOrder as DateOrder,
    Delimiter,
    Encoding as Encoding,
    path_of,
)
from priorauth.batch.worklist.field_types import field_type_at
from priorauth.batch.worklist.map_reading import map_beside, parse_column_map
from priorauth.batch.worklist.open_sheet import look_into
from priorauth.batch.worklist.proposal import (
    COMMON_FIELDS as COMMON_FIELDS,
    MapProposal as MapProposal,
    map_text,
    propose,
)
from priorauth.files import write_file


@dataclass(frozen=True, slots=True)
class ProposedMap:
    """A column map as it is proposed for a worklist: by its headers, never by what stands below them."""

    proposal: MapProposal
    encoding: Encoding | None
    delimiter: Delimiter | None
    """Both ``None`` for a workbook."""
    target: Path
    """Where the map is looked for later."""


def propose_map(
    worklist: Path, *, sheet: str | None = None, header_row: int | None = None, encoding: Encoding = Encoding.UTF_8
) -> ProposedMap:
    """Return the map proposed for a worklist (.xlsx or .csv).

    Raises `Refused`: PA105, PA2xx, PA1003 to PA1005 and PA1008 for a sheet that cannot be read.
    """
    found = look_into(worklist, sheet_name=sheet, encoding=encoding)
    proposal = propose(found.sheet, header_row)
    return ProposedMap(proposal, encoding if found.delimiter else None, found.delimiter, map_beside(worklist))


def is_mappable(field: str) -> bool:
    """Whether a column can fill that field: one of a case, its id, or its file."""
    return field in (CASE_ID, CASE_FILE) or field_type_at(path_of(field)) is not None


def written_map(proposed: ProposedMap, fields: Mapping[str, str], dates: DateOrder) -> str:
    """Return the map as its file has it; ``fields`` are the headers by field. Raises `Refused` (PA1001, PA1002)."""
    text = map_text(
        proposed.proposal, fields, dates=dates, encoding=proposed.encoding, delimiter=proposed.delimiter
    )
    parse_column_map(text.encode(), proposed.target.name)
    return text


def save_map(text: str, target: Path, *, overwrite: bool = False) -> None:
    """Save a written map. Raises `Refused` (PA2xx) for the disk, and where one stands already."""
    write_file(target, text.encode(), overwrite=overwrite)
