"""Runs over the made-up practice, made once and lent to the tests that go on from them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from priorauth.batch import runner
from priorauth.batch.engines import Inline
from priorauth.batch.task import TaskSpec
from tests.batch.runs import Replay, practice, practice_tasks
from tests.made_once import made_once


def _run_over_a_practice(home: Path) -> None:
    runner.run(practice(home / "practice", copies=1), home / "out", Inline())


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice with one case of each kind, and the folder of a run over them, for all workers: it is not changed."""
    return made_once(tmp_path_factory, "run-over-a-practice", _run_over_a_practice)


@pytest.fixture
def begun(original: Path, tmp_path: Path) -> tuple[list[TaskSpec], Path]:
    """A copy of that practice's tasks and of the folder of their run, to be gone on with."""
    shutil.copytree(original / "practice", tmp_path / "practice")
    shutil.copytree(original / "out", tmp_path / "out")
    return practice_tasks(tmp_path / "practice"), tmp_path / "out"


@pytest.fixture(scope="session")
def replay(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Replay:
    """The results of that practice's tasks, given again and again."""
    return Replay(practice_tasks(original / "practice"), tmp_path_factory.mktemp("stand-ins") / "cases")
