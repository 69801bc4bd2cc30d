"""A row of a sheet as a tree: the same content a file would have, each part at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from priorauth.parsing.located import Path, Place, Plain
from priorauth.parsing.tree import Tree
from priorauth.problems import Where

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class CellTree(Tree):
    """Content whose places are a row and a column of a sheet; ``sheet`` is ``None`` for a CSV file."""

    sheet: str | None = None

    def locate(self, path: Path) -> Where:
        """Return the cell of a part, or of the nearest part around it that has one."""
        while path and path not in self.places:
            path = path[:-1]
        place = self.places[path]
        return Where(self.file, sheet=self.sheet, cell=cell_address(place.line, place.column))

    def excerpt(self, where: Where, *, show_values: bool = False) -> tuple[str, ...]:
        """Show nothing: a cell is found by its address."""
        return ()


def cell_tree(file: str, sheet: str | None, content: Plain, cells: Mapping[Path, tuple[int, int]]) -> CellTree:
    """Make a tree from content and the row and column of its parts, counted from 1.

    The whole (the empty path) needs a cell; a container without one takes the first of its parts by name: the
    same part, however the columns stand.
    """
    places: dict[Path, Place] = {}
    for path, (row, column) in sorted(cells.items(), key=lambda item: (len(item[0]), tuple(map(str, item[0])))):
        place = Place(row, column, row, column)
        for length in range(1, len(path)):
            places.setdefault(path[:length], place)
        places[path] = place
    return CellTree(file, (), content, places, sheet)


def cell_address(row: int, column: int) -> str:
    """Name a cell as spreadsheets do: row 7 of column 28 is ``AB7``."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
