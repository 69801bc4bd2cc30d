"""A run that is cut off at any write, sync or rename leaves whole files, and its resumption the same tree."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from priorauth.batch import runner
from priorauth.batch.task import TaskOutcome
from priorauth.problems import Refused
from tests.batch.runs import Replay, practice_tasks, ready, tree

CALLS = ("open", "fsync", "replace", "write")


class Cut(BaseException):
    """The process ends here, as far as the code under test can tell."""


class Faults:
    """Counts the calls that reach the disk, and makes the n-th fail or end the process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count, self.at = 0, 0
        self.failure: Callable[[], BaseException] = Cut
        monkeypatch.setattr(os, "fsync", self._watched(lambda descriptor: None))  # no power fails here
        monkeypatch.setattr(os, "replace", self._watched(os.replace))
        monkeypatch.setattr(os, "fdopen", self._watched(os.fdopen))
        monkeypatch.setattr(shutil, "rmtree", self._watched(shutil.rmtree))

    def _watched(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self.count += 1
            if self.at and self.count >= self.at:
                raise self.failure()
            return real(*args, **options)

        return call

    def strike(self, at: int, failure: Callable[[], BaseException]) -> None:
        self.count, self.at, self.failure = 0, at, failure

    def rest(self) -> None:
        self.count = self.at = 0


def full_disk() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture(scope="module")
def whole(replay: Replay, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("whole") / "out"
    runner.run(replay.tasks, out, replay)
    return tree(out)


def is_whole_or_absent(out: Path, whole: dict[str, bytes]) -> bool:
    """Whether each packet that stands in its place is complete and right."""
    for folder in out.iterdir() if out.is_dir() else ():
        if folder.name.startswith("."):
            continue
        expected = {name: data for name, data in whole.items() if name.startswith(f"{folder.name}/")}
        if {f"{folder.name}/{name}": data for name, data in tree(folder).items()} != expected:
            return False
    return True


@pytest.mark.parametrize(
    ("failure", "every"),
    [
        pytest.param(Cut, 1, id="cut off", marks=pytest.mark.slow),
        pytest.param(full_disk, 1, id="disk full", marks=pytest.mark.slow),
        pytest.param(Cut, 11, id="cut off here and there"),
        pytest.param(full_disk, 17, id="disk full here and there"),
    ],
)
def test_a_fault_at_every_write_sync_and_rename(
    failure: Callable[[], BaseException],
    every: int,
    replay: Replay,
    whole: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tasks, made = replay.tasks, replay
    assert len(tasks) == 5
    finished = runner.run(tasks, tmp_path / "made", made)
    assert tree(tmp_path / "made") == whole
    faults = Faults(monkeypatch)
    runner.run(tasks, tmp_path / "count", made)
    calls = faults.count
    assert calls > 50
    for number in range(1, calls + 1, every):
        out = tmp_path / f"out-{number}"
        faults.strike(number, failure)
        with suppress(Cut, Refused):
            runner.run(tasks, out, made)
        faults.rest()
        assert is_whole_or_absent(out, whole), f"torn at call {number}"
        assert list(runner.run(tasks, out, made)) == list(finished)
        assert tree(out) == whole, f"not the same after call {number}"
        assert not [path for path in out.rglob("*") if path.name.endswith((".part", ".old"))]


@pytest.mark.slow
@pytest.mark.parametrize("every", [1, 9])
def test_an_update_that_is_cut_off_leaves_the_old_or_the_new(
    every: int, original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_today = ready(practice_tasks(original / "practice"))[0]
    of_tomorrow = of_today.model_copy(update={"as_of": of_today.as_of.replace(day=25)})
    earlier, made = Replay([of_today], tmp_path / "earlier"), Replay([of_tomorrow], tmp_path / "later")
    (task,), (later,) = earlier.tasks, made.tasks
    runner.run([task], tmp_path / "old", earlier)
    runner.run([later], tmp_path / "new", made)
    old, new = (tree(tmp_path / name / task.task_id) for name in ("old", "new"))
    assert old != new
    faults = Faults(monkeypatch)
    for number in range(1, 60, every):
        out = tmp_path / f"out-{number}"
        faults.rest()
        runner.run([task], out, earlier)
        faults.strike(number, Cut)
        with suppress(Cut):
            runner.run([later], out, made)
        faults.rest()
        gated = tree(out / task.task_id) if (out / task.task_id).exists() else None
        set_aside = list(out.glob(f".{task.task_id}.*.old"))
        assert gated in (old, new) or (gated is None and len(set_aside) == 1)
        (result,) = runner.run([later], out, made)
        assert result.outcome is TaskOutcome.BUILT
        assert tree(out / task.task_id) == new
