"""A Dask cluster: tasks go to it as opaque ids, and workers read what an id stands for from shared storage.

Away from this machine's own loopback nothing but TLS with certificates on both sides is used. The dashboard, which
shows task names to whoever asks, stays off.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import wait
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from priorauth.batch.engines.connection import ClusterConfig, Connection, settings
from priorauth.batch.engines.shared_storage import SharedStorage, run_from_storage
from priorauth.batch.task import Finished, TaskSpec, attempt, broken
from priorauth.files import read_file, remove_folder, write_tree
from priorauth.problems import Refused, internal_fault, problem

_MAX_SPEC_BYTES = 1_000_000
_TASKS = "tasks"

_LOOK_SECONDS = 1.0
"""How often it is looked whether a worker is left."""

_FRUITLESS_CLUSTERS = 3
"""After so many clusters lost one after another, and no result from any, what is left has failed."""

LOCAL_CLUSTER = ClusterConfig()
"""A cluster of our own, of two workers."""

Work = Callable[[str, str], Finished]
"""What a worker does with the folder of the tasks and a task's id."""


class _ClusterLost(Exception):
    """No worker is left, or the scheduler is out of reach."""


class Cluster:
    """Runs tasks on a Dask scheduler, or on an embedded local cluster where none is named."""

    def __init__(
        self,
        shared: Path,
        config: ClusterConfig = LOCAL_CLUSTER,
        *,
        work: Work | None = None,
        storage: SharedStorage | None = None,
    ) -> None:
        """``shared`` is a folder that every worker sees under this same path; ``work`` is what a worker does.

        With ``storage`` workers need not see it: they fetch their inputs from there. Raises `Refused`: PA1034 when
        Dask is not installed, PA1035 for a scheduler elsewhere without TLS and certificates.
        """
        _check_installed()
        scheduler = config.scheduler
        is_secured = scheduler is not None and scheduler.startswith("tls://") and config.certificates is not None
        if scheduler is not None and not is_secured and not _is_loopback(scheduler):
            raise Refused([problem("PA1035")])
        self._shared, self._work, self._storage = shared, work or run_by_id, storage
        self._patience, self._connection = config.patience, Connection(config)

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        """Return results as they come. A case that takes down its workers again and again is one failure (PA1031).

        When the whole cluster goes away, a new one takes its place where it is our own; what then has no result has
        failed (PA1044). Raises `Refused`: PA1044 when there is no cluster to begin with, PA1036 for other versions.
        """
        tasks = list(tasks)
        if not tasks:
            return
        try:
            self._hand_out(tasks)
            with settings(), self._connection:
                yield from self._results(tasks)
        finally:
            self._take_back()

    def _hand_out(self, tasks: Sequence[TaskSpec]) -> None:
        """Put where workers read it what the ids of tasks stand for."""
        if self._storage is not None:
            self._storage.put(tasks)
            return
        folder = self._shared / _TASKS
        remove_folder(folder)
        write_tree(folder, {f"{task.task_id}.json": task.model_dump_json().encode() for task in tasks})

    def _take_back(self) -> None:
        if self._storage is not None:
            self._storage.clear()
        else:
            remove_folder(self._shared / _TASKS)

    def _submit(self, task: TaskSpec) -> Any:  # noqa: ANN401  (the library has no types)
        """Hand a task to the scheduler. Raises `_ClusterLost`: a closed client has no one error."""
        if self._storage is not None:
            call = partial(run_from_storage, *self._storage.ticket(task))
        else:
            call = partial(self._work, str(self._shared / _TASKS), task.task_id)
        try:
            return self._connection.client.submit(call, key=task.task_id, pure=False)
        except Exception:
            raise _ClusterLost from None

    def _results(self, tasks: Sequence[TaskSpec]) -> Iterator[Finished]:
        """Run all tasks; those that were at work whenever workers were lost are run again, each alone.

        A lost worker is held against every task it had, so that a few losses can put blame on the innocent.
        """
        suspects: list[TaskSpec] = []
        yield from self._run(tasks, suspects)
        for task in suspects:
            again: list[TaskSpec] = []
            yield from self._run([task], again)
            if again:
                yield Finished(broken(task.task_id, problem("PA1031")))

    def _run(self, tasks: Sequence[TaskSpec], lost: list[TaskSpec]) -> Iterator[Finished]:
        """Run tasks on one cluster after another; those given up for lost workers are put into ``lost``."""
        rest, fruitless = {task.task_id: task for task in tasks}, 0
        while rest:
            before = len(rest)
            try:
                yield from self._round(rest, lost)
            except _ClusterLost:
                fruitless = 0 if len(rest) < before else fruitless + 1
                if fruitless == _FRUITLESS_CLUSTERS or not self._connection.renew():
                    yield from (Finished(broken(task_id, problem("PA1044"))) for task_id in rest)
                    return

    def _round(self, rest: dict[str, TaskSpec], lost: list[TaskSpec]) -> Iterator[Finished]:
        """Run tasks on the cluster there is and give their results; each leaves ``rest`` as it ends."""
        from distributed import KilledWorker

        ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        futures = {task_id: self._submit(task) for task_id, task in rest.items()}
        for future in futures.values():
            future.add_done_callback(ended.put)
        while rest:
            future = self._next(ended)
            try:
                finished = self._fetched(future)
            except KilledWorker:
                lost.append(rest.pop(future.key))
            else:
                del rest[future.key]
                yield finished
            # A key that the scheduler still knew would be given its old failure when the case is tried again.
            futures.pop(future.key).release()

    def _next(self, ended: queue.SimpleQueue[Any]) -> Any:  # noqa: ANN401
        """Wait for a future that has ended. Raises `_ClusterLost`."""
        watch = _Watch(self._connection, self._patience)
        while True:
            try:
                return ended.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                watch.look()

    def _fetched(self, future: Any) -> Finished:  # noqa: ANN401
        """Return the result of a future that has ended. Raises `_ClusterLost`, and `KilledWorker` of Dask's.

        A worker may go away between the end of its task and this. Then another runs the task again, which may end
        otherwise; so that there is another, workers have to be looked after here too.
        """
        from distributed import KilledWorker

        fetch, watch = self._connection.fetch(future), _Watch(self._connection, self._patience)
        try:
            while not wait([fetch], timeout=_LOOK_SECONDS).done:
                watch.look()
        finally:
            fetch.cancel()
        try:
            finished: Finished = fetch.result()
        except KilledWorker:
            raise
        except Exception as error:
            if future.status != "error":
                raise _ClusterLost from None
            return Finished(broken(future.key, internal_fault(error)))
        return finished


class _Watch:
    """Looks whether a worker is left, and how long there has been none."""

    def __init__(self, connection: Connection, patience: float) -> None:
        self._connection, self._patience = connection, patience
        self._seen = time.monotonic()

    def look(self) -> None:
        """Raise `_ClusterLost` after too long without any worker."""
        now = time.monotonic()
        if self._connection.has_worker():
            self._seen = now
        elif now - self._seen > self._patience:
            raise _ClusterLost


def run_by_id(folder: str, task_id: str) -> Finished:
    """Read on a worker what an id stands for, and build it. A worker that cannot read it fails this case alone."""
    try:
        data = read_file(Path(folder) / f"{task_id}.json", limit_bytes=_MAX_SPEC_BYTES)
    except Refused as refused:
        return Finished(broken(task_id, refused.problems[0]))
    return attempt(TaskSpec.model_validate_json(data))


def _check_installed() -> None:
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise Refused([problem("PA1034")]) from None


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
