"""Which of a worklist's cases a run takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from priorauth.batch.task import TaskSpec
from priorauth.case.read_case import read_case
from priorauth.problems import Refused, problem


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for. Nothing asked means every case."""

    only: tuple[str, ...] = ()
    since: date | None = None
    limit: int | None = None

    def of(self, tasks: Sequence[TaskSpec]) -> tuple[TaskSpec, ...]:
        """Return the tasks that were asked for, in their order.

        Raises `Refused` (PA1037) for a case asked for by an id the worklist does not have.
        """
        known = {task.task_id for task in tasks}
        if unknown := [case_id for case_id in self.only if case_id not in known]:
            raise Refused(problem("PA1037", case=case_id) for case_id in unknown)
        named = [task for task in tasks if not self.only or task.task_id in self.only]
        planned = [task for task in named if self.since is None or _is_planned_since(task, self.since)]
        return tuple(planned[: self.limit])


def _is_planned_since(task: TaskSpec, day: date) -> bool:
    """Whether a case is planned on a day or later; one that cannot be read is taken, so that it is told about."""
    try:
        planned = read_case(task.source, as_of=task.as_of, defaults=task.defaults).case.request.planned_date
    except Refused:
        return True
    return planned is not None and planned >= day
