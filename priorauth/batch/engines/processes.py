"""A pool of processes. A task that kills its process is tried once more alone, and then counted as failed."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from priorauth.batch.attempt import attempt
from priorauth.batch.task import Finished, TaskSpec, broken
from priorauth.problems import problem

_AHEAD = 3
"""Tasks handed out per process: enough that none waits, few enough that memory stays flat."""

_TASKS_PER_PROCESS = 200
"""After so many a process is replaced, so that what a library leaks does not add up."""


class Processes:
    """Runs tasks in ``workers`` processes; by default one for each processor."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1

    def run(self, tasks: Sequence[TaskSpec]) -> Iterator[Finished]:
        """Give results as they come. Work lost with a process is run again, one task to a process."""
        suspects: list[TaskSpec] = []
        yield from self._run(list(tasks), self.workers, suspects)
        for spec in suspects:
            alone: list[TaskSpec] = []
            yield from self._run([spec], 1, alone)
            if alone:
                yield Finished(broken(spec.task_id, problem("PA1031")))

    def _run(self, tasks: list[TaskSpec], workers: int, lost: list[TaskSpec]) -> Iterator[Finished]:
        """Run tasks in one pool after another; those under way when a pool breaks are put into ``lost``."""
        waiting = deque(tasks)
        while waiting:
            under_way: dict[Future[Finished], TaskSpec] = {}
            with self._pool(workers) as pool:
                try:
                    yield from _through(pool, waiting, under_way, most=workers * _AHEAD)
                except BrokenProcessPool:
                    lost += under_way.values()

    @staticmethod
    def _pool(workers: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=_TASKS_PER_PROCESS)


def _through(
    pool: ProcessPoolExecutor, waiting: deque[TaskSpec], under_way: dict[Future[Finished], TaskSpec], *, most: int
) -> Iterator[Finished]:
    """Hand tasks out and give their results; a task leaves ``waiting`` only once the pool has it."""
    while waiting or under_way:
        while waiting and len(under_way) < most:
            future = pool.submit(attempt, waiting[0])
            under_way[future] = waiting.popleft()
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            finished = future.result()
            del under_way[future]
            yield finished
