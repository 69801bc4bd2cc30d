"""The connection to a Dask cluster: opened, held against this installation, watched, renewed, closed in time.

Nothing in it waits for ever. Workers, the scheduler and this machine's own cluster can all go away at any moment.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from priorauth import __version__
from priorauth.problems import Refused, problem

if TYPE_CHECKING:
    from distributed import Client, LocalCluster
    from distributed.security import Security

_LOST_WORKERS_BEFORE_FAILURE = 3
"""How many workers a case may take down before it is counted as failed."""

_START_SECONDS = 60.0
"""How long it is tried to start a cluster of our own, and its first worker."""

_PAUSE_SECONDS = 0.5
"""How long after a start that failed the next is tried."""

_ANSWER_SECONDS = 10
"""How long a scheduler may take over a short question, or a client and a cluster over their end."""

_CONNECT = "10s"
"""How long an address is tried before it counts as dead. Dask's half minute would pass for each lost worker."""

_AWAY = (OSError, RuntimeError, asyncio.CancelledError, concurrent.futures.CancelledError)
"""What Dask raises for a cluster that is gone or did not start; a timeout and a closed connection are `OSError`."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """Paths of the files for TLS: the authority both sides trust, and this side's certificate and key."""

    authority: Path
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class ClusterConfig:
    """Which cluster runs the tasks, and how it is reached."""

    scheduler: str | None = None
    """Its address; ``None`` for a cluster of our own on this machine."""
    certificates: Certificates | None = None
    workers: int = 2
    """How many a cluster of our own has."""
    patience: float = 60.0
    """Seconds a cluster may be without a worker before it counts as lost; workers start again in far less."""


class Connection:
    """A client to the scheduler of a cluster. It is a context manager."""

    def __init__(self, config: ClusterConfig) -> None:
        self._config = config
        self._own: LocalCluster | None = None
        self._client: Client | None = None

    @property
    def client(self) -> Client:
        """The client while the connection is open; another one after `renew`."""
        if self._client is None:
            raise ConnectionError
        return self._client

    def __enter__(self) -> Self:
        """Connect. Raises `Refused`: PA1044 where no scheduler answers or no worker comes, PA1036."""
        self._open()
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    def renew(self) -> bool:
        """Put a new cluster of our own in the place of a lost one; ``False`` for one that is not ours."""
        if self._config.scheduler is not None:
            return False
        self._close()
        try:
            self._open()
        except Refused:
            return False
        return True

    def has_worker(self) -> bool:
        """Whether a worker is there now. Missing ones of a cluster of our own are started, without waiting."""
        try:
            there = len(self.client.sync(self.client.scheduler.ncores, callback_timeout=_ANSWER_SECONDS))
            if self._own is not None and there < self._config.workers:
                self._own.scale(self._config.workers)
        except Exception:  # whatever it is that a client which was closed answers with
            return False
        return there > 0

    def fetch(self, future: Any) -> concurrent.futures.Future[Any]:  # noqa: ANN401  (the library has no types)
        """Begin to fetch the result of a future that has ended, without waiting for it."""
        fetching = self.client.gather(future, asynchronous=True)
        return asyncio.run_coroutine_threadsafe(fetching, self.client.loop.asyncio_loop)

    def _open(self) -> None:
        try:
            self._client = self._connected()
            self._client.wait_for_workers(1, timeout=self._config.patience if self._own is None else _START_SECONDS)
            _check_versions(self._client)
        except _AWAY:
            self._close()
            raise Refused([problem("PA1044")]) from None
        except Refused:
            self._close()
            raise

    def _connected(self) -> Client:
        from distributed import Client

        if self._config.scheduler is not None:
            return Client(self._config.scheduler, security=self._security())
        self._own = self._started()
        return Client(self._own, security=self._security())

    def _started(self) -> LocalCluster:
        """Start a cluster of our own, more than once: a worker killed meanwhile takes the whole start with it."""
        until = time.monotonic() + _START_SECONDS
        while True:
            try:
                return self._start()
            except _AWAY:
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE_SECONDS)

    def _start(self) -> LocalCluster:
        from distributed import LocalCluster

        return LocalCluster(
            n_workers=self._config.workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
            host="127.0.0.1",
            security=self._security(),
            protocol="tls://" if self._config.certificates else "tcp://",
            silence_logs=50,
        )

    def _close(self) -> None:
        # What does not end in time is ended with this process: its workers are daemons of it.
        for part in (self._client, self._own):
            if part is not None:
                with suppress(*_AWAY):
                    part.close(timeout=_ANSWER_SECONDS)
        self._client = self._own = None

    def _security(self) -> Security | None:
        from distributed.security import Security

        if self._config.certificates is None:
            return None
        files = self._config.certificates
        sides = {
            f"tls_{side}_{what}": str(path)
            for side in ("client", "scheduler", "worker")
            for what, path in (("cert", files.certificate), ("key", files.key))
        }
        return Security(tls_ca_file=str(files.authority), require_encryption=True, **sides)


def settings() -> Any:  # noqa: ANN401  (the library has no types)
    """Return a context in which Dask has the settings that a run needs."""
    import dask

    return dask.config.set(
        {
            "distributed.scheduler.allowed-failures": _LOST_WORKERS_BEFORE_FAILURE,
            "distributed.comm.timeouts.connect": _CONNECT,
            "distributed.scheduler.dashboard.status.task-stream-length": 0,
            # Without a dashboard Dask still serves pages about tasks and workers to whoever asks on this machine.
            "distributed.scheduler.http.routes": [],
            "distributed.worker.http.routes": [],
            "distributed.diagnostics.nvml": False,
        }
    )


def versions() -> tuple[str, str]:
    """Return this process's version of the tool and of Python."""
    return __version__, ".".join(map(str, sys.version_info[:2]))


def _check_versions(client: Client) -> None:
    """Raise `Refused` (PA1036) when a worker runs another version: its packets would not be the same.

    A worker that goes away while it is asked is not counted; another in its place runs the same installation.
    """
    others = {tuple(found) for found in client.run(versions, on_error="ignore").values()} - {versions()}
    if others:
        raise Refused([problem("PA1036", count=len(others))])
