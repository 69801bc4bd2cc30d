"""The tasks of a worklist's usable rows."""

from __future__ import annotations

from priorauth.assembly.pipeline import Format
from priorauth.batch.task import TaskSpec
from priorauth.batch.worklist.model import RowState, Worklist


def tasks_of(worklist: Worklist, *, form: Format = Format.BOTH, draft: bool = False) -> tuple[TaskSpec, ...]:
    """Return a task for each usable row, in the order of the rows. Refused and blank rows have none."""
    return tuple(
        TaskSpec(
            task_id=row.case_id or "",
            case_file=str(row.case_file or worklist.path),
            row=row.row,
            as_of=worklist.as_of,
            format=form,
            draft=draft,
        )
        for row in worklist.in_state(RowState.USABLE)
    )
