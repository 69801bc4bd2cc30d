"""A Dask cluster: tasks go to it as opaque ids, and workers read what an id stands for from shared storage.

Away from this machine's own loopback nothing but TLS with certificates on both sides is used. The dashboard, which
shows task names to whoever asks, stays off.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from priorauth import __version__
from priorauth.batch.attempt import attempt
from priorauth.batch.engines.shared_storage import SharedStorage, run_from_storage
from priorauth.batch.task import Finished, TaskSpec, broken
from priorauth.files import read_file, remove_folder, write_tree
from priorauth.problems import Refused, problem

if TYPE_CHECKING:
    from distributed import Client

_MAX_SPEC_BYTES = 1_000_000
_TASKS = "tasks"
_LOST_WORKERS_BEFORE_FAILURE = 3
"""How many workers a case may take down before it is counted as failed."""


Work = Callable[[str, str], Finished]
"""What a worker does with the folder of the tasks and a task's id."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """Paths of the files for TLS: the authority both sides trust, and this side's certificate and key."""

    authority: Path
    certificate: Path
    key: Path


class Cluster:
    """Runs tasks on a Dask scheduler, or on an embedded local cluster where none is named."""

    def __init__(
        self,
        shared: Path,
        *,
        scheduler: str | None = None,
        certificates: Certificates | None = None,
        workers: int = 2,
        work: Work | None = None,
        storage: SharedStorage | None = None,
    ) -> None:
        """``shared`` is a folder that every worker sees under this same path; ``work`` is what a worker does.

        With ``storage`` workers need not see it: they fetch their inputs from there.

        Raises `Refused`: PA1034 when Dask is not installed, PA1035 for a scheduler elsewhere without TLS and
        certificates.
        """
        _check_installed()
        if scheduler is not None and not _is_loopback(scheduler) and not (_is_tls(scheduler) and certificates):
            raise Refused([problem("PA1035")])
        self._shared, self._scheduler, self._certificates = shared, scheduler, certificates
        self._workers, self._work, self._storage = workers, work or run_by_id, storage

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        """Give results as they come. A case that takes down its workers again and again is one failure (PA1031)."""
        tasks = list(tasks)
        if not tasks:
            return
        try:
            self._hand_out(tasks)
            with _settings(), self._client() as client:
                _check_versions(client)
                yield from self._results(client, tasks)
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

    def _submit(self, client: Client, task: TaskSpec) -> Any:  # noqa: ANN401  (the library has no types)
        if self._storage is not None:
            return client.submit(run_from_storage, *self._storage.ticket(task), key=task.task_id, pure=False)
        folder = str(self._shared / _TASKS)
        return client.submit(self._work, folder, task.task_id, key=task.task_id, pure=False)

    def _results(self, client: Client, tasks: Sequence[TaskSpec]) -> Iterator[Finished]:
        """Run all tasks; those that were at work whenever workers were lost are run again, each alone.

        A lost worker is held against every task it had, so that a few losses can put blame on the innocent.
        """
        suspects: list[TaskSpec] = []
        yield from self._round(client, tasks, suspects)
        for task in suspects:
            again: list[TaskSpec] = []
            yield from self._round(client, [task], again)
            if again:
                yield Finished(broken(task.task_id, problem("PA1031")))

    def _round(self, client: Client, tasks: Sequence[TaskSpec], lost: list[TaskSpec]) -> Iterator[Finished]:
        """Run tasks and give their results; those given up for lost workers are put into ``lost``."""
        from distributed import KilledWorker, as_completed

        futures = {self._submit(client, task): task for task in tasks}
        for future in as_completed(list(futures)):
            task = futures.pop(future)
            try:
                yield future.result()
            except KilledWorker:
                lost.append(task)
            future.release()

    def _client(self) -> Any:  # noqa: ANN401  (the library has no types)
        from distributed import Client, LocalCluster

        if self._scheduler is not None:
            return Client(self._scheduler, security=self._security())
        cluster = LocalCluster(
            n_workers=self._workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            host="127.0.0.1",
            security=self._security(),
            protocol="tls://" if self._certificates else "tcp://",
            silence_logs=50,
        )
        return _Both(cluster, Client(cluster, security=self._security()))

    def _security(self) -> Any:  # noqa: ANN401
        from distributed.security import Security

        if self._certificates is None:
            return None
        files = self._certificates
        sides = {
            f"tls_{side}_{what}": str(path)
            for side in ("client", "scheduler", "worker")
            for what, path in (("cert", files.certificate), ("key", files.key))
        }
        return Security(tls_ca_file=str(files.authority), require_encryption=True, **sides)


class _Both:
    """A cluster of our own and the client to it, opened and closed together."""

    def __init__(self, cluster: Any, client: Any) -> None:  # noqa: ANN401
        self._cluster, self._client = cluster, client

    def __enter__(self) -> Any:  # noqa: ANN401
        return self._client

    def __exit__(self, *error: object) -> None:
        self._client.close()
        self._cluster.close()


def run_by_id(folder: str, task_id: str) -> Finished:
    """Read on a worker what an id stands for, and build it."""
    data = read_file(Path(folder) / f"{task_id}.json", limit_bytes=_MAX_SPEC_BYTES)
    return attempt(TaskSpec.model_validate_json(data))


def versions() -> tuple[str, str]:
    """Give this process's version of the tool and of Python."""
    return __version__, ".".join(map(str, sys.version_info[:2]))


def _check_versions(client: Client) -> None:
    """Raise `Refused` (PA1036) when a worker runs another version: its packets would not be the same.

    A worker that goes away while it is asked is not counted; another in its place runs the same installation.
    """
    client.wait_for_workers(1)
    others = {tuple(found) for found in client.run(versions, on_error="ignore").values()} - {versions()}
    if others:
        raise Refused([problem("PA1036", count=len(others))])


def _check_installed() -> None:
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise Refused([problem("PA1034")]) from None


def _settings() -> Any:  # noqa: ANN401
    import dask

    return dask.config.set(
        {
            "distributed.scheduler.allowed-failures": _LOST_WORKERS_BEFORE_FAILURE,
            "distributed.scheduler.dashboard.status.task-stream-length": 0,
            "distributed.diagnostics.nvml": False,
        }
    )


def _is_tls(address: str) -> bool:
    return address.startswith("tls://")


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
