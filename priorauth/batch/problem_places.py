"""Where the problems of an earlier result stand now: a row may have moved, or its worklist have another name."""

from __future__ import annotations

import re
from pathlib import Path

from priorauth.batch.task import Found, TaskResult, TaskSpec
from priorauth.parsing.cell_tree import cell_address
from priorauth.problems import Where

_EXHIBIT = re.compile(r" \(exhibit [^()!]*\)$")


def placed(result: TaskResult, spec: TaskSpec) -> TaskResult:
    """Return a result with the places of its problems as its row stands in the worklist now.

    Places are no inputs of a packet, so that a result outlives a move of its row; what it says must not.
    """
    if spec.row is None or not any(found.at is not None for found in result.problems):
        return result
    cells = dict(spec.row.cells)
    problems = tuple(_placed(found, spec.case_file, spec.row.sheet, cells) for found in result.problems)
    return result.model_copy(update={"problems": problems})


def _placed(
    found: Found, file: str, sheet: str | None, cells: dict[tuple[str | int, ...], tuple[int, int]]
) -> Found:
    if found.at is None or found.at not in cells:
        return found
    cell = str(Where(Path(file).name, sheet=sheet, cell=cell_address(*cells[found.at])))
    exhibit = _EXHIBIT.search(found.place)
    return found.model_copy(update={"place": cell + (exhibit.group() if exhibit else "")})
