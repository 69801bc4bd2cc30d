"""Choosing where the cases of a run are built: in this process, in processes of their own, or on a cluster."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from priorauth.batch.engines import Engine
from priorauth.batch.run_record import FOLDER
from priorauth.parsing.model import Record

_EMBEDDED_WORKERS = 2


class EngineName(StrEnum):
    """Where cases are built."""

    PROCESSES = "processes"
    INLINE = "inline"
    DASK = "dask"


class TlsFiles(Record):
    """What this side shows a cluster elsewhere, and what it trusts: files in PEM."""

    authority: Path
    certificate: Path
    key: Path


class EngineChoice(Record):
    """An engine as it was asked for; all but the workers goes with a cluster alone."""

    name: EngineName = EngineName.PROCESSES
    workers: int | None = None
    """How many processes; ``None``: one a processor, or two of an embedded cluster."""
    scheduler: str | None = None
    """``tls://HOST:PORT``; ``None``: an embedded one."""
    shared: str | None = None
    """Storage from which workers fetch their inputs: a path or a URL."""
    tls: TlsFiles | None = None


def choose_engine(choice: EngineChoice, out: Path) -> Engine:
    """Return the engine for a run that writes into ``out``. Raises `Refused` (PA1034, PA1035) as a cluster does."""
    # Each is imported when it is chosen: a cluster's libraries are slow to load, and may not be installed.
    match choice.name:
        case EngineName.INLINE:
            from priorauth.batch.engines.inline import Inline

            return Inline()
        case EngineName.PROCESSES:
            from priorauth.batch.engines.processes import Processes

            return Processes(choice.workers)
        case EngineName.DASK:
            return _cluster(choice, out)


def _cluster(choice: EngineChoice, out: Path) -> Engine:
    from priorauth.batch.engines.cluster import Cluster
    from priorauth.batch.engines.connection import Certificates
    from priorauth.batch.engines.shared_storage import SharedStorage

    tls = choice.tls
    return Cluster(
        out / FOLDER,
        scheduler=choice.scheduler,
        certificates=Certificates(tls.authority, tls.certificate, tls.key) if tls else None,
        workers=choice.workers or _EMBEDDED_WORKERS,
        storage=SharedStorage(choice.shared, out) if choice.shared else None,
    )
