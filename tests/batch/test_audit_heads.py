"""One head of the audit chain for a whole run, though it be cut off; and a chain that grows builds nothing again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from priorauth.batch import runner
from priorauth.batch.engines import Inline
from priorauth.batch.task import Finished, TaskSpec
from tests.batch.runs import practice, ready, tree

FIRST, LATER = "1a" * 32, "2b" * 32


class CutOff(Inline):
    """Stops after the first task, as if the machine did."""

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        yield next(iter(super().run(tasks)))
        raise KeyboardInterrupt


def latest(head: str) -> runner.RunHead:
    """The head of a chain that still has the one an interrupted run began with."""
    return lambda left: left or head


def heads(out: Path) -> dict[str, str | None]:
    return {
        path.parent.name: json.loads(path.read_bytes()).get("audit_head") for path in out.glob("*/manifest.json")
    }


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> list[TaskSpec]:
    """Two cases whose packets can be made."""
    return ready(practice(tmp_path_factory.mktemp("heads") / "practice", copies=1))[1:]


@pytest.fixture(scope="module")
def whole(tasks: list[TaskSpec], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "out"
    runner.run(tasks, out, Inline(), audit_head=latest(FIRST))
    return out


@pytest.mark.slow
def test_a_run_prints_one_head_in_every_manifest(whole: Path, tasks: list[TaskSpec]) -> None:
    assert heads(whole) == dict.fromkeys((task.task_id for task in tasks), FIRST)


@pytest.mark.slow
def test_a_run_that_was_cut_off_ends_with_the_head_it_began_with(
    whole: Path, tasks: list[TaskSpec], tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        runner.run(tasks, tmp_path, CutOff(), audit_head=latest(FIRST))
    assert len(heads(tmp_path)) == 1
    runner.run(tasks, tmp_path, Inline(), audit_head=latest(LATER))
    assert tree(tmp_path) == tree(whole)


@pytest.mark.slow
def test_a_head_that_moved_builds_nothing_again_and_the_next_run_takes_the_new_one(
    whole: Path, tasks: list[TaskSpec]
) -> None:
    before = tree(whole)
    runner.run(tasks, whole, Inline(), audit_head=latest(LATER))
    assert tree(whole) == before
    first = tasks[0]
    (whole / first.task_id / "manifest.json").write_bytes(b"{}")
    runner.run(tasks, whole, Inline(), audit_head=latest(LATER))
    assert heads(whole) == {task.task_id: LATER if task is first else FIRST for task in tasks}


def test_without_a_ledger_no_manifest_has_a_head(tasks: list[TaskSpec], tmp_path: Path) -> None:
    runner.run(tasks[:1], tmp_path, Inline())
    assert heads(tmp_path) == {tasks[0].task_id: None}
