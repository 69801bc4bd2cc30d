"""Tables of words: tab-separated rows with a heading, read once, checked, and counted into one version."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
_ROOMS = ("reading", "readers")


class TableError(ValueError):
    """A row of a shipped table that cannot be used; the message names file, line and what is wrong."""


@cache
def rows(path: Path, columns: tuple[str, ...]) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a table by column. Lines that begin with ``#`` and empty lines are left out.

    Raises `TableError` when the heading is not ``columns``, or a row has another number of cells or an empty one.
    """
    found: list[Mapping[str, str]] = []
    heading: tuple[str, ...] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if heading is None:
            heading = cells
            if heading != columns:
                raise _wrong(path, number, f"the heading should be {', '.join(columns)}")
            continue
        if len(cells) != len(columns):
            raise _wrong(path, number, f"has {len(cells)} cells and should have {len(columns)}")
        if "" in cells:
            raise _wrong(path, number, f"the cell under {columns[cells.index('')]} is empty")
        found.append(dict(zip(columns, cells, strict=True)))
    return tuple(found)


def wrong_row(path: Path, row: Mapping[str, str], why: str) -> TableError:
    """Return the error for a row whose cells are there and mean nothing."""
    return TableError(f"{path.name}: row {' | '.join(row.values())!r}: {why}")


def _wrong(path: Path, line: int, why: str) -> TableError:
    return TableError(f"{path.parent.name}/{path.name}, line {line}: {why}")


@cache
def version() -> str:
    """Return the digest of every table that reading rests on: twelve characters, the same for the same words."""
    digest = hashlib.sha256()
    for path in sorted(path for room in _ROOMS for path in (PACKAGE / room).rglob("*.tsv")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
