"""Building every case of a worklist, reporting what became of each, and recording what was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from priorauth.batch import runner
from priorauth.batch.engines import Engine
from priorauth.batch.packet_origins import note_origin
from priorauth.batch.report.figures import figures
from priorauth.batch.report.rows import row_figures
from priorauth.batch.report.write import write_report
from priorauth.batch.task import Outcome as Outcome
from priorauth.batch.task import TaskResult as TaskResult
from priorauth.batch.worklist.status_copy import status_copy
from priorauth.files import write_file
from priorauth.operations.batch.read_batch import Batch
from priorauth.operations.ledger.find_ledger import LedgerPlace, begun_ledger
from priorauth.operations.ledger.record_packet import SendablePacket, record_packets
from priorauth.operations.sign_event import Actor
from priorauth.packet.manifest.manifest import MANIFEST
from priorauth.problems import ExitCode, Problem


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """What a run would do: the ids of the cases it would build, and how many still hold."""

    to_do: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class BatchRun:
    """What became of a worklist's cases."""

    batch: Batch
    results: Sequence[TaskResult]
    report: Path
    """The page that says it to a person."""

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many cases came out how."""
        return runner.summary(self.results)

    @property
    def is_whole(self) -> bool:
        """Whether every case was built and no row refused."""
        return runner.exit_code(self.results) is ExitCode.OK and not self.batch.refused_rows


def plan_batch(batch: Batch) -> BatchPlan:
    """Return what a run would build again; nothing is written. Raises `Refused` (PA1032, PA1033)."""
    order = batch.order
    plan = runner.plan(batch.tasks, order.out, retry_failed=order.retry_failed)
    return BatchPlan(tuple(task.task_id for task in plan.to_do), len(plan.unchanged))


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
    order = batch.order
    results = runner.run(
        batch.tasks,
        order.out,
        engine,
        retry_failed=order.retry_failed,
        watch=watch,
        audit_head=_head_of(ledger) if ledger else runner.unrecorded,
    )
    note_origin(order.out, order.worklist, batch.column_map)
    copy = order.out / f"worklist{order.worklist.suffix.lower()}"
    write_file(copy, status_copy(batch.worklist, results), overwrite=True)
    rows = row_figures(batch.worklist, len(results))
    return BatchRun(batch, results, write_report(figures(results, order.as_of, rows), order.out))


def record_batch(run: BatchRun, ledger: LedgerPlace, *, actor: Actor, moment: datetime) -> tuple[Problem, ...]:
    """Record the packets of a run as `record_packets` does; drafts are left alone."""
    packets = (packet for result in run.results if (packet := _sendable(result)) is not None)
    return record_packets(ledger, packets, run.batch.order.as_of, actor=actor, moment=moment)


def _head_of(place: LedgerPlace) -> runner.RunHead:
    """Return the head for a run: the one an interrupted run began with while the chain has it, else the latest."""

    def head(left: str | None) -> str:
        with begun_ledger(place) as book:
            return left if left is not None and book.has_head(left) else book.head()

    return head


def _sendable(result: TaskResult) -> SendablePacket | None:
    """Return what the ledger keeps of a packet that was built; ``None`` for what is not recorded."""
    if MANIFEST not in result.files or result.requested is None or result.profile_id is None:
        return None
    return SendablePacket(result.task_id, result.profile_id, result.requested, result.planned_date, result.files)
