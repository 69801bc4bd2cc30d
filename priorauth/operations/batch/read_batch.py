"""Reading a worklist: the cases that are taken from it, and every bad cell."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from priorauth.batch.selection import Selection as Selection
from priorauth.batch.task import TaskSpec
from priorauth.batch.worklist.map_reading import map_beside, read_column_map
from priorauth.batch.worklist.model import RowState, Worklist
from priorauth.batch.worklist.read_worklist import read_worklist
from priorauth.batch.worklist.tasks import tasks_of
from priorauth.problems import Problem, Refused, Where, problem
from priorauth.submission.order import Format as Format

EVERY_CASE = Selection()


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """What is to be built of a worklist, as it was asked for."""

    worklist: Path
    as_of: date
    out: Path
    column_map: Path | None = None
    """Beside the worklist, where it is not named."""
    format: Format = Format.BOTH
    draft: bool = False
    selection: Selection = EVERY_CASE
    retry_failed: bool = False
    """Try again what was open or failed, though nothing has changed."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A worklist that was read, and the cases that are taken from it."""

    order: BatchOrder
    column_map: Path
    worklist: Worklist = field(repr=False)
    tasks: tuple[TaskSpec, ...] = field(repr=False)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the sheet and its cells."""
        return self.worklist.problems

    @property
    def refused_rows(self) -> int:
        """How many rows cannot be worked on."""
        return len(self.worklist.in_state(RowState.REFUSED))

    @property
    def left_out_rows(self) -> int:
        """How many usable rows were not asked for."""
        return len(self.worklist.in_state(RowState.USABLE)) - len(self.tasks)


def read_batch(order: BatchOrder) -> Batch:
    """Return the cases of a worklist that were asked for. A bad cell refuses its row alone.

    Raises `Refused`: PA201 without the worklist or its map, PA10xx for what neither can mean, PA1037 for a case
    that is asked for and not there.
    """
    column_map = order.column_map or _own_map(order.worklist)
    read = read_worklist(order.worklist, read_column_map(column_map), as_of=order.as_of)
    tasks = order.selection.of(tasks_of(read, form=order.format, draft=order.draft))
    return Batch(order, column_map, read, tasks)


def _own_map(worklist: Path) -> Path:
    """Return the map beside a worklist. Raises `Refused` (PA201) where either is missing; a map can be made."""
    found = map_beside(worklist)
    if not worklist.exists():
        raise Refused([problem("PA201", Where(str(worklist)))])
    if not found.exists():
        fix = f"say first which column is which: priorauth batch map {shlex.quote(str(worklist))}"
        raise Refused([problem("PA201", Where(str(found)), fix=fix)])
    return found
