"""Where tasks run: in this process, in processes of their own, or on a cluster. One seam for all three."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from priorauth.batch.task import Finished, TaskSpec, attempt


class Engine(Protocol):
    """Runs tasks. A task that kills its worker comes back as one coded failure; the others are run all the same."""

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        """Return each task's result once, in whatever order they finish; a task is taken up when its turn comes."""


class Inline:
    """Runs tasks one after another in this process: the plainest engine, and the measure for the others."""

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        """Return each task's result as it is done."""
        return map(attempt, tasks)
