"""One task after another in this process: the plainest engine, and the measure for the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from priorauth.batch.task import Finished, TaskSpec, attempt


class Inline:
    """Runs tasks in order, here."""

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        """Return each task's result as it is done."""
        return map(attempt, tasks)
