"""Which worklists a folder's packets were built from, and the row or the case file that a packet was made of.

The names stand in the folder's record alone, relative to the folder, so that a practice can be moved as a whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from priorauth.batch.run_record import FOLDER
from priorauth.batch.worklist.map_reading import map_beside, read_column_map
from priorauth.batch.worklist.read_worklist import read_worklist, tasks_of
from priorauth.case.read_case import CaseSource, sha256_of
from priorauth.files import read_file, write_file
from priorauth.packet.manifest.manifest import Manifest
from priorauth.parsing.model import Record
from priorauth.problems import Refused, problem
from priorauth.verify.remake import find_case, find_changed_case

_SOURCES = "worklists.json"
_MAX_BYTES = 1_000_000
_MOST = 200
"""Worklists that a folder remembers: about four years of weekly ones. The oldest is forgotten first."""


class WorklistSource(Record):
    """A worklist and its column map, each by its path from the folder of the packets."""

    worklist: str
    column_map: str


_LIST: TypeAdapter[tuple[WorklistSource, ...]] = TypeAdapter(tuple[WorklistSource, ...])


def note_worklist(folder: Path, worklist: Path, column_map: Path) -> None:
    """Note in a folder's record that packets in it were built from a worklist. Raises `Refused` (PA204)."""
    own = WorklistSource(worklist=_from(folder, worklist), column_map=_from(folder, column_map))
    known = _read(folder / FOLDER / _SOURCES)
    if own not in known:
        data = _LIST.dump_json((*known, own)[-_MOST:], indent=2) + b"\n"
        write_file(folder / FOLDER / _SOURCES, data, overwrite=True)


def row_of(worklist: Path, column_map: Path | None, manifest: Manifest) -> CaseSource:
    """Return what a worklist has for a packet's case: the row that fills it, or the case file that its row names.

    Raises `Refused`: PA1038 when no usable row has the case, and what reading the map and the sheet raises.
    """
    found = _row(worklist, column_map or map_beside(worklist), manifest)
    if found is None:
        raise Refused([problem("PA1038", case=manifest.case_id)])
    return found


def find_source(folder: Path, manifest: Manifest) -> CaseSource | None:
    """Find what a packet was made from: a case file of its practice, or a row of a worklist its folder remembers.

    A row or a file with the packet's case that says something else by now is given where none says the same.
    """
    case_file = find_case(folder, manifest)
    if case_file is not None:
        return case_file
    rows = list(_remembered(folder, manifest))
    changed = rows[-1] if rows else find_changed_case(folder, manifest)
    return next((row for row in rows if sha256_of(row) == manifest.case_sha256), changed)


def _remembered(folder: Path, manifest: Manifest) -> Iterator[CaseSource]:
    for home in folder.resolve().parents:
        for source in _read(home / FOLDER / _SOURCES):
            try:
                row = _row(home / source.worklist, home / source.column_map, manifest)
            except Refused:  # it was moved, renamed or ruined since; another may have the row
                continue
            if row is not None:
                yield row


def _row(worklist: Path, column_map: Path, manifest: Manifest) -> CaseSource | None:
    read = read_worklist(worklist, read_column_map(column_map), as_of=manifest.as_of)
    return next((task.source for task in tasks_of(read) if task.task_id == manifest.case_id), None)


def _from(folder: Path, path: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return path.resolve().as_posix()


def _read(path: Path) -> tuple[WorklistSource, ...]:
    """Read what is noted; nothing where the note is absent or damaged, since it only helps to find things."""
    try:
        return _LIST.validate_json(read_file(path, limit_bytes=_MAX_BYTES))
    except (Refused, ValidationError):
        return ()
