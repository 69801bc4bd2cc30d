"""A run over many cases: build what has changed, keep what has not, and lose nothing to an interruption.

One process alone writes: it puts a case's folder in its place and then records the result. An interruption between
the two leaves files without a record, and they are written again, the same bytes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from priorauth.batch.engines import Engine
from priorauth.batch.input_hash import InputHash
from priorauth.batch.run_record import FOLDER, Results, RunRecord, StoredResult, placed
from priorauth.batch.task import Finished, TaskOutcome, TaskResult, TaskSpec, broken
from priorauth.files import exclusive_lock, make_folder, mend_interrupted_writes, set_aside, write_tree
from priorauth.problems import ExitCode, Refused, problem

_LOCK = "lock"
_SUPERSEDED = "superseded"
_MAY_PASS = (ExitCode.FILE_ACCESS, ExitCode.INTERNAL_ERROR, ExitCode.MISSING_TOOL)
"""What may be otherwise at the next try although the inputs are the same: a full disk, a lost worker."""


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run has to do: the tasks to run, and those whose results still hold."""

    to_do: tuple[TaskSpec, ...]
    unchanged: tuple[TaskSpec, ...]


Watch = Callable[[TaskResult], None]
"""Told each result as it is recorded."""

RunHead = Callable[[str | None], str | None]
"""Given the head that an interrupted run began with, if any, gives the one that this run's manifests print."""


def unrecorded(left: str | None) -> None:
    """Return no head: what the run builds is not recorded in a ledger."""


def plan(tasks: Sequence[TaskSpec], folder: Path, *, retry_failed: bool = False) -> RunPlan:
    """Say which tasks a run over ``folder`` would do again. Nothing is written.

    Raises `Refused`: PA1032 for a record that cannot be read, PA1033 for a case named twice.
    """
    return _plan(tasks, RunRecord(folder), folder, InputHash(), retry_failed=retry_failed)


def run(
    tasks: Sequence[TaskSpec],
    folder: Path,
    engine: Engine,
    *,
    retry_failed: bool = False,
    watch: Watch = lambda result: None,
    audit_head: RunHead = unrecorded,
) -> Results:
    """Build every case into its own folder below ``folder``; return all results in the order of ``tasks``.

    A case that fails stops no other. A packet whose case is no longer ready is set aside, since it would be taken
    for a current one. Raises `Refused`: PA1030 while another run holds the folder, PA1032, PA1033, and PA204 when
    not even the record can be written.
    """
    make_folder(folder)
    with exclusive_lock(folder / FOLDER / _LOCK):
        mend_interrupted_writes(folder)
        mend_interrupted_writes(folder / FOLDER)
        record, inputs = RunRecord(folder), InputHash()
        planned = _plan(tasks, record, folder, inputs, retry_failed=retry_failed)
        keys: dict[str, str] = {}
        for finished in engine.run(_hashed(_with_head(planned.to_do, record, audit_head), inputs, keys)):
            result = _commit(finished, folder)
            record.add(StoredResult(inputs=keys[result.task_id], result=result))
            watch(result)
        for task in planned.unchanged:
            record.correct(placed(record.results[task.task_id].result, task))
        record.settle()
        return Results(record.results, [task.task_id for task in tasks])


def _with_head(tasks: Sequence[TaskSpec], record: RunRecord, audit_head: RunHead) -> Sequence[TaskSpec]:
    """Return every task of a run one head to print; that of a run that was cut off is used to its end."""
    head = audit_head(record.audit_head) if tasks else None
    if head is None:
        return tasks
    record.begin(head)
    return tuple(task.model_copy(update={"audit_head": head}) for task in tasks)


def _plan(
    tasks: Sequence[TaskSpec], record: RunRecord, folder: Path, inputs: InputHash, *, retry_failed: bool
) -> RunPlan:
    _refuse_doubles(tasks)
    to_do, unchanged = [], []
    for task in tasks:
        kept = record.results.get(task.task_id)
        if kept is not None and _holds(kept, inputs.of(task), folder, retry_failed=retry_failed):
            unchanged.append(task)
        else:
            to_do.append(task)
    return RunPlan(tuple(to_do), tuple(unchanged))


def _hashed(tasks: Iterable[TaskSpec], inputs: InputHash, keys: dict[str, str]) -> Iterator[TaskSpec]:
    """Hash each task's inputs as it is handed out: before it is built, and while others are being built."""
    for task in tasks:
        keys[task.task_id] = inputs.of(task)
        yield task


def _refuse_doubles(tasks: Sequence[TaskSpec]) -> None:
    counts = Counter(task.task_id.lower() for task in tasks)
    doubled = dict.fromkeys(task.task_id for task in tasks if counts[task.task_id.lower()] > 1)
    if doubled:
        raise Refused(problem("PA1033", case=case_id) for case_id in doubled)


def _holds(kept: StoredResult, key: str, folder: Path, *, retry_failed: bool) -> bool:
    """Whether a result need not be made again: same inputs, and its files are still what they were."""
    result = kept.result
    if kept.inputs != key:
        return False
    if result.outcome is TaskOutcome.BUILT:
        return _on_disk(folder / result.task_id) == result.files
    return not retry_failed and result.exit_code not in _MAY_PASS


def _on_disk(folder: Path) -> dict[str, str]:
    """Hash the files of a folder, by their names in it."""
    files = sorted(folder.rglob("*")) if folder.is_dir() else ()
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def _commit(finished: Finished, folder: Path) -> TaskResult:
    """Put a case's files in place; a case that could not be written has failed, and the run goes on."""
    result = finished.result
    target = folder / result.task_id
    try:
        if result.outcome is TaskOutcome.BUILT:
            write_tree(target, finished.files, overwrite=True)
        elif target.exists():
            set_aside(target, folder / FOLDER / _SUPERSEDED / result.task_id)
    except Refused as refused:
        return broken(result.task_id, refused.problems[0])
    return result


def summary(results: Sequence[TaskResult]) -> dict[TaskOutcome, int]:
    """Count results by how they came out."""
    return {outcome: sum(result.outcome is outcome for result in results) for outcome in TaskOutcome}
