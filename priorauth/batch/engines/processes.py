"""A pool of processes. A task that kills its process is tried once more alone, and then counted as failed."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from priorauth.batch.task import Finished, TaskSpec, attempt, broken
from priorauth.problems import problem

_AHEAD = 3
"""Tasks handed out per process: enough that none waits, few enough that memory stays flat."""

_TASKS_PER_PROCESS = 200
"""After so many a process is replaced, so that what a library leaks does not add up."""


class _TaskQueue:
    """Tasks in their order, each taken up only when it is wanted."""

    def __init__(self, tasks: Iterable[TaskSpec]) -> None:
        self._rest = iter(tasks)
        self.next = next(self._rest, None)
        """The one to be handed out; ``None`` after the last."""

    def go_on(self) -> None:
        self.next = next(self._rest, None)


class Processes:
    """Runs tasks in ``workers`` processes; by default one for each processor."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        """Return results as they come. Work lost with a process is run again, one task to a process."""
        suspects: list[TaskSpec] = []
        yield from self._run(_TaskQueue(tasks), self.workers, suspects)
        for spec in suspects:
            alone: list[TaskSpec] = []
            yield from self._run(_TaskQueue([spec]), 1, alone)
            if alone:
                yield Finished(broken(spec.task_id, problem("PA1031")))

    def _run(self, waiting: _TaskQueue, workers: int, lost: list[TaskSpec]) -> Iterator[Finished]:
        """Run tasks in one pool after another; those under way when a pool breaks are put into ``lost``."""
        while waiting.next is not None:
            under_way: dict[Future[Finished], TaskSpec] = {}
            with self._pool(workers) as pool:
                try:
                    yield from _through(pool, waiting, under_way, most=workers * _AHEAD)
                except BrokenProcessPool:
                    lost += under_way.values()

    @staticmethod
    def _pool(workers: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(
            workers, mp_context=context, initializer=_end_with_parent, max_tasks_per_child=_TASKS_PER_PROCESS
        )


def _end_with_parent() -> None:
    """End this worker when the run is killed; it would wait for work for ever."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _through(
    pool: ProcessPoolExecutor, waiting: _TaskQueue, under_way: dict[Future[Finished], TaskSpec], *, most: int
) -> Iterator[Finished]:
    """Hand tasks out and give their results; a task leaves ``waiting`` only once the pool has it."""
    while waiting.next is not None or under_way:
        while (spec := waiting.next) is not None and len(under_way) < most:
            under_way[pool.submit(attempt, spec)] = spec
            waiting.go_on()
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            finished = future.result()
            del under_way[future]
            yield finished
