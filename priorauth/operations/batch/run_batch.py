"""Building every case of a worklist: reading it, choosing where cases are built, reporting and recording."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from priorauth.batch import runner
from priorauth.batch.engines import Engine, Inline
from priorauth.batch.engines.connection import Certificates as Certificates, ClusterConfig
from priorauth.batch.packet_sources import note_worklist
from priorauth.batch.report.figures import figures, row_figures
from priorauth.batch.report.report_files import write_report
from priorauth.batch.run_record import FOLDER
from priorauth.batch.task import TaskOutcome as TaskOutcome, TaskResult as TaskResult, TaskSpec
from priorauth.batch.worklist.map_reading import map_beside, read_column_map
from priorauth.batch.worklist.model import RowState, Worklist
from priorauth.batch.worklist.read_worklist import Selection as Selection, read_worklist, tasks_of
from priorauth.batch.worklist.status_copy import status_copy
from priorauth.files import write_file
from priorauth.operations.ledger.find_ledger import LedgerPlace, open_or_create_ledger
from priorauth.operations.ledger.record_packet import SendablePacket, record_packets
from priorauth.operations.sign_event import Actor
from priorauth.packet.manifest.manifest import MANIFEST
from priorauth.parsing.model import Record
from priorauth.problems import Problem, Refused, Where, problem
from priorauth.submission.build_spec import Format

EVERY_CASE = Selection()


@dataclass(frozen=True, slots=True)
class BatchSpec:
    """What is to be built of a worklist, as it was asked for."""

    worklist: Path
    as_of: date
    out: Path
    column_map: Path | None = None
    """Beside the worklist, where it is not named."""
    format: Format = Format.BOTH
    draft: bool = False
    as_request: bool = False
    """Make a request for a plan that takes none, too."""
    day_given: bool = False
    """Whether somebody chose the day, rather than the clock."""
    selection: Selection = EVERY_CASE
    retry_failed: bool = False
    """Try again what was open or failed, though nothing has changed."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A worklist that was read, and the cases that are taken from it."""

    spec: BatchSpec
    column_map: Path
    worklist: Worklist = field(repr=False)
    tasks: tuple[TaskSpec, ...] = field(repr=False)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the sheet and its cells."""
        return self.worklist.problems

    @property
    def refused_rows(self) -> int:
        """How many rows cannot be worked on."""
        return len(self.worklist.in_state(RowState.REFUSED))

    @property
    def left_out_rows(self) -> int:
        """How many usable rows were not asked for."""
        return len(self.worklist.in_state(RowState.USABLE)) - len(self.tasks)


def read_batch(spec: BatchSpec) -> Batch:
    """Return the cases of a worklist that were asked for. A bad cell refuses its row alone.

    Raises `Refused`: PA201 without the worklist or its map, PA10xx for what neither can mean, PA1037 for a case
    that is asked for and not there.
    """
    column_map = spec.column_map or _own_map(spec.worklist)
    read = read_worklist(spec.worklist, read_column_map(column_map), as_of=spec.as_of)
    tasks = tasks_of(read, form=spec.format, draft=spec.draft, as_request=spec.as_request, day_given=spec.day_given)
    tasks = spec.selection.of(tasks)
    return Batch(spec, column_map, read, tasks)


def _own_map(worklist: Path) -> Path:
    """Return the map beside a worklist. Raises `Refused` (PA201) where either is missing; a map can be made."""
    found = map_beside(worklist)
    if not worklist.exists():
        raise Refused([problem("PA201", Where(str(worklist)))])
    if not found.exists():
        fix = f"say first which column is which: priorauth batch map {shlex.quote(str(worklist))}"
        raise Refused([problem("PA201", Where(str(found)), fix=fix)])
    return found


_EMBEDDED_WORKERS = 2


class EngineName(StrEnum):
    """Where cases are built."""

    PROCESSES = "processes"
    INLINE = "inline"
    DASK = "dask"


class EngineChoice(Record):
    """An engine as it was asked for; all but the workers goes with a cluster alone."""

    name: EngineName = EngineName.PROCESSES
    workers: int | None = None
    """How many processes; ``None``: one a processor, or two of an embedded cluster."""
    scheduler: str | None = None
    """``tls://HOST:PORT``; ``None``: an embedded one."""
    shared: str | None = None
    """Storage from which workers fetch their inputs: a path or a URL."""
    tls: Certificates | None = None
    """What this side shows a cluster elsewhere, and what it trusts: files in PEM."""


def choose_engine(choice: EngineChoice, out: Path) -> Engine:
    """Return the engine for a run that writes into ``out``. Raises `Refused` (PA1034, PA1035) as a cluster does."""
    # Each is imported when it is chosen: a cluster's libraries are slow to load, and may not be installed.
    match choice.name:
        case EngineName.INLINE:
            return Inline()
        case EngineName.PROCESSES:
            from priorauth.batch.engines.processes import Processes

            return Processes(choice.workers)
        case EngineName.DASK:
            return _cluster(choice, out)


def _cluster(choice: EngineChoice, out: Path) -> Engine:
    from priorauth.batch.engines.cluster import Cluster
    from priorauth.batch.engines.shared_storage import SharedStorage

    config = ClusterConfig(choice.scheduler, choice.tls, choice.workers or _EMBEDDED_WORKERS)
    storage = SharedStorage(choice.shared, out) if choice.shared else None
    return Cluster(out / FOLDER, config, storage=storage)


@dataclass(frozen=True, slots=True)
class BatchRun:
    """What became of a worklist's cases."""

    batch: Batch
    results: Sequence[TaskResult]
    report: Path
    """The page that says it to a person."""

    @property
    def counts(self) -> Mapping[TaskOutcome, int]:
        """How many cases came out how."""
        return runner.summary(self.results)

    @property
    def is_whole(self) -> bool:
        """Whether every case was built and no row refused."""
        return self.counts[TaskOutcome.BUILT] == len(self.results) and not self.batch.refused_rows


def plan_batch(batch: Batch) -> runner.RunPlan:
    """Return what a run would build again; nothing is written. Raises `Refused` (PA1032, PA1033)."""
    return runner.plan(batch.tasks, batch.spec.out, retry_failed=batch.spec.retry_failed)


def run_batch(
    batch: Batch,
    engine: Engine,
    ledger: LedgerPlace | None = None,
    watch: runner.Watch = lambda result: None,
) -> BatchRun:
    """Build every case that has changed, write the report and the worklist's copy, and return what became of each.

    The packets' manifests print the head that the chain of ``ledger`` has; nothing is recorded there yet.
    ``watch`` hears each result as it is kept. Raises `Refused` as `priorauth.batch.runner.run` does.
    """
    spec = batch.spec
    results = runner.run(
        batch.tasks,
        spec.out,
        engine,
        retry_failed=spec.retry_failed,
        watch=watch,
        audit_head=_head_of(ledger) if ledger else runner.unrecorded,
    )
    note_worklist(spec.out, spec.worklist, batch.column_map)
    copy = spec.out / f"worklist{spec.worklist.suffix.lower()}"
    write_file(copy, status_copy(batch.worklist, results), overwrite=True)
    rows = row_figures(batch.worklist, len(results))
    return BatchRun(batch, results, write_report(figures(results, spec.as_of, rows), spec.out))


def record_batch(run: BatchRun, ledger: LedgerPlace, *, actor: Actor, moment: datetime) -> tuple[Problem, ...]:
    """Record the packets of a run as `record_packets` does; drafts are left alone."""
    packets = (packet for result in run.results if (packet := _sendable(result)) is not None)
    return record_packets(ledger, packets, run.batch.spec.as_of, actor=actor, moment=moment)


def _head_of(place: LedgerPlace) -> runner.RunHead:
    """Return the head for a run: the one an interrupted run began with while the chain has it, else the latest."""

    def head(left: str | None) -> str:
        with open_or_create_ledger(place) as book:
            return left if left is not None and book.has_head(left) else book.head()

    return head


def _sendable(result: TaskResult) -> SendablePacket | None:
    """Return what the ledger keeps of a packet that was built; ``None`` for what is not recorded."""
    if MANIFEST not in result.files or result.requested is None or result.profile_id is None:
        return None
    return SendablePacket(result.task_id, result.profile_id, result.requested, result.planned_date, result.files)
