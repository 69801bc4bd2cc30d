"""A disk that fills during a run leaves whole packets and a record that can be gone on with."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from priorauth.batch import runner
from priorauth.batch.task import TaskOutcome, TaskSpec
from priorauth.problems import Refused
from tests.batch.runs import Replay, tree

TENTHS = range(10)
QUICK = (6,)


class Disk:
    """Counts the bytes that are written, and takes no more than it has room for: the last write goes in in part."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.written, self.room = 0, 1 << 40
        self._open: Callable[..., BinaryIO] = os.fdopen
        monkeypatch.setattr(os, "fdopen", self._opened)

    def _opened(self, descriptor: int, mode: str) -> Any:
        return OnDisk(self, self._open(descriptor, mode))

    def take(self, length: int) -> int:
        taken = min(length, self.room - self.written)
        self.written += taken
        return taken


class OnDisk:
    """A file on such a disk."""

    def __init__(self, disk: Disk, file: BinaryIO) -> None:
        self._disk, self._file = disk, file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> OnDisk:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        taken = self._disk.take(len(data))
        self._file.write(data[:taken])
        if taken < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return taken


def told(tasks: list[TaskSpec], out: Path, made: Replay) -> set[str]:
    """Run, and give what it said: the codes of the cases that failed, or the one it ended with."""
    try:
        results = runner.run(tasks, out, made)
    except Refused as refused:
        return {found.code for found in refused.problems}
    return {found.code for result in results if result.outcome is TaskOutcome.FAILED for found in result.problems}


@pytest.mark.parametrize(
    "tenth", [tenth if tenth in QUICK else pytest.param(tenth, marks=pytest.mark.slow) for tenth in TENTHS]
)
def test_a_disk_that_fills_tears_nothing_and_room_is_all_it_takes_to_go_on(
    tenth: int, replay: Replay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks, made = replay.tasks, replay
    disk = Disk(monkeypatch)
    expected = runner.run(tasks, tmp_path / "whole", made)
    whole = tree(tmp_path / "whole")
    disk.room, disk.written = disk.written * tenth // len(TENTHS), 0
    out = tmp_path / "out"
    assert told(tasks, out, made) == {"PA204"}
    assert disk.written == disk.room
    packets = {name: data for name, data in tree(out).items() if not name.startswith(".run/")}
    folders = {name.split("/")[0] for name in packets}
    assert packets == {name: data for name, data in whole.items() if name.split("/")[0] in folders}
    disk.room = 1 << 40
    assert list(runner.run(tasks, out, made)) == list(expected)
    assert tree(out) == whole
