"""A run builds what can be built, keeps what has not changed, and stands alone in its folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from priorauth.batch import runner
from priorauth.batch.engines import Inline
from priorauth.batch.engines.processes import Processes
from priorauth.batch.task import Finished, TaskOutcome, TaskSpec
from priorauth.files import exclusive_lock
from priorauth.problems import Refused
from tests.batch.runs import Replay, practice, ready, tree

Begun = tuple[list[TaskSpec], Path]


class Counting:
    """Runs tasks here and remembers which."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        for finished in Inline().run(tasks):
            self.ran.append(finished.result.task_id)
            yield finished


@pytest.fixture
def tasks(tmp_path: Path) -> list[TaskSpec]:
    return practice(tmp_path / "practice", copies=1)


@pytest.mark.slow
def test_every_case_is_accounted_for(tasks: list[TaskSpec], tmp_path: Path) -> None:
    out = tmp_path / "out"
    results = runner.run(tasks, out, Inline())
    assert [result.task_id for result in results] == [task.task_id for task in tasks]
    assert runner.summary(results) == {TaskOutcome.BUILT: 3, TaskOutcome.OPEN: 2, TaskOutcome.FAILED: 0}
    assert {path.name for path in out.iterdir()} == {".run", *(task.task_id for task in ready(tasks))}
    gaps = next(result for result in results if result.task_id == "gaps-0")
    assert {item.owner.value for item in gaps.open_items} >= {"radiologist", "clinician"}


@pytest.mark.slow
def test_two_processes_leave_the_same_packet_as_one(begun: Begun, tmp_path: Path) -> None:
    tasks, one = begun
    two = [task for task in tasks if task.task_id in ("gaps-0", "strictest-0")]
    results = runner.run(two, tmp_path / "many", Processes(2))
    assert [result.outcome for result in results] == [TaskOutcome.OPEN, TaskOutcome.BUILT]
    assert tree(tmp_path / "many" / "strictest-0") == tree(one / "strictest-0")


@pytest.mark.slow
def test_processes_with_several_cases_of_each_kind_leave_the_same_bytes_as_one(tmp_path: Path) -> None:
    tasks = practice(tmp_path / "practice")
    runner.run(tasks, tmp_path / "one", Inline())
    runner.run(tasks, tmp_path / "many", Processes(2))
    assert tree(tmp_path / "one") == tree(tmp_path / "many")


def again(tasks: list[TaskSpec], folder: Path, *, retry_failed: bool = False) -> list[str]:
    engine = Counting()
    runner.run(tasks, folder, engine, retry_failed=retry_failed)
    return engine.ran


def test_only_what_changed_is_done_again(begun: Begun) -> None:
    tasks, out = begun
    before = tree(out)
    assert len(before) > 5
    assert again(tasks, out) == []
    assert tree(out) == before
    case = Path(next(task.case_file for task in tasks if task.task_id == "clean-three-bodies-0"))
    case.write_text(case.read_text().replace("2026-12-15", "2026-12-16"))
    assert again(tasks, out) == ["clean-three-bodies-0"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "ran"),
    [
        ("cases/strictest-0/mri-report.pdf", ["strictest-0"]),
        (
            "practice.yaml",
            ["clean-three-bodies-0", "conflicting-generator-0", "gaps-0", "not-covered-0", "strictest-0"],
        ),
    ],
)
def test_what_a_case_rests_on_counts_as_its_input(
    begun: Begun, tmp_path: Path, changed: str, ran: list[str]
) -> None:
    tasks, out = begun
    path = tmp_path / "practice" / changed
    path.write_bytes(path.read_bytes() + b"\n")
    assert again(tasks, out) == ran


def test_a_file_that_was_changed_by_hand_is_made_anew(begun: Begun) -> None:
    tasks, out = begun
    before = tree(out)
    (out / "strictest-0" / "manifest.json").write_text("{}")
    assert again(tasks, out) == ["strictest-0"]
    assert tree(out) == before


def test_open_cases_are_tried_again_when_that_is_asked(begun: Begun) -> None:
    tasks, out = begun
    assert again(tasks, out, retry_failed=True) == ["conflicting-generator-0", "gaps-0"]


def test_a_packet_whose_case_is_no_longer_ready_is_set_aside(begun: Begun) -> None:
    tasks, out = begun
    case = Path(next(task.case_file for task in tasks if task.task_id == "strictest-0"))
    (case.parent / "mri-report.pdf").unlink()
    again(tasks, out)
    assert not (out / "strictest-0").exists()
    assert (out / ".run" / "superseded" / "strictest-0" / "manifest.json").is_file()


def test_somebody_elses_folder_is_left_alone(replay: Replay, tmp_path: Path) -> None:
    own = tmp_path / "out" / "strictest-0"
    own.mkdir(parents=True)
    (own / "notes.txt").write_text("mine")
    results = {result.task_id: result for result in runner.run(replay.tasks, tmp_path / "out", replay)}
    assert [found.code for found in results["strictest-0"].problems] == ["PA203"]
    assert (own / "notes.txt").read_text() == "mine"
    assert results["clean-three-bodies-0"].outcome is TaskOutcome.BUILT


def test_two_runs_cannot_share_a_folder(tasks: list[TaskSpec], tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / ".run").mkdir(parents=True)
    with exclusive_lock(out / ".run" / "lock"), pytest.raises(Refused, match="PA1030"):
        runner.run(tasks, out, Inline())
    assert [path.name for path in out.iterdir()] == [".run"]


def test_a_case_named_twice_is_refused_before_anything_is_written(tasks: list[TaskSpec], tmp_path: Path) -> None:
    doubled = [*tasks, tasks[0].model_copy(update={"task_id": tasks[0].task_id.upper()})]
    with pytest.raises(Refused, match="PA1033"):
        runner.run(doubled, tmp_path / "out", Inline())


def test_a_record_that_cannot_be_read_changes_nothing(begun: Begun) -> None:
    tasks, out = begun
    record = out / ".run" / "results.jsonl"
    record.write_bytes(record.read_bytes().replace(b'"inputs"', b'"imputs"', 1))
    before = tree(out)
    with pytest.raises(Refused, match="PA1032"):
        runner.run(tasks, out, Inline())
    assert tree(out) == before


def test_a_plan_writes_nothing(tasks: list[TaskSpec], tmp_path: Path) -> None:
    planned = runner.plan(tasks, tmp_path / "out")
    assert len(planned.to_do) == 5
    assert not (tmp_path / "out").exists()


def test_a_missing_case_file_is_one_coded_failure(tasks: list[TaskSpec], tmp_path: Path) -> None:
    shutil.rmtree(Path(tasks[0].case_file).parent)
    results = runner.run(tasks, tmp_path / "out", Inline())
    assert (results[0].outcome, results[0].problems[0].code) == (TaskOutcome.FAILED, "PA201")
    assert runner.summary(results)[TaskOutcome.BUILT] == 2


def test_results_come_in_the_order_of_the_tasks_and_can_be_read_again_and_again(
    replay: Replay, tmp_path: Path
) -> None:
    backwards = replay.tasks[::-1]
    results = runner.run(backwards, tmp_path / "out", replay)
    assert [result.task_id for result in results] == [task.task_id for task in backwards]
    assert list(results[1:3]) == list(results)[1:3]
    assert results[-1] == list(results)[-1]
    assert len(results) == len(backwards)
