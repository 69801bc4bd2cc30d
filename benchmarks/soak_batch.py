"""Kill a batch at random moments, again and again, and hold what it leaves against an uninterrupted run.

Run with ``make soak-batch``. After every kill each packet that stands must be whole and every result that was recorded
must still be; what was recorded must not be built again; and when a run comes to its end the folder must be the same,
byte for byte, as that of a run nobody disturbed. Half of the kills take the whole run at once, as a power failure
does, half its main process alone, after which its workers must end by themselves.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from priorauth.batch import runner
from priorauth.batch.engines import Inline
from priorauth.batch.engines.processes import Processes
from priorauth.batch.run_record import RunRecord
from priorauth.batch.task import TaskSpec
from tests.batch.runs import practice, tree

_KILLS_A_RUN = 6
"""About how many kills it takes to bring a run to its end."""

_PATIENCE_SECONDS = 10.0
"""How long workers may take to notice that their run is gone."""


@dataclass
class Tally:
    """What was counted over all kills."""

    kills: int = 0
    finished: int = 0
    torn: int = 0
    lost: int = 0
    doubled: int = 0
    left_behind: int = 0
    moments: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        return (
            f"{self.kills} kills, {self.finished} runs finished: {self.torn} torn, {self.lost} lost, "
            f"{self.doubled} doubled, {self.left_behind} workers left behind"
        )


@dataclass
class Folder:
    """The output folder of one run and its resumptions."""

    out: Path
    told: Path
    """The ids of results as runs recorded them, in their order."""
    recorded: frozenset[str] = frozenset()


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    copies = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    rng = random.Random(20261124)  # noqa: S311  (the same moments each time)
    with tempfile.TemporaryDirectory() as place:
        _soak(Path(place), kills, copies, rng)


def _soak(place: Path, kills: int, copies: int, rng: random.Random) -> None:
    tasks = practice(place / "practice", copies=copies)
    runner.run(tasks, place / "whole", Inline())
    whole = tree(place / "whole")
    started = time.perf_counter()
    _end_of(_start(tasks, Folder(place / "timed", place / "timed.told")), None)
    seconds = time.perf_counter() - started
    _must_be_equal(place / "timed", whole)
    print(f"{len(tasks)} cases, uninterrupted in two processes: {seconds:.1f} s", flush=True)
    tally = Tally()
    folder = Folder(place / "out-0", place / "told-0")
    while tally.kills < kills or folder.recorded:
        wait = rng.expovariate(_KILLS_A_RUN / seconds) if tally.kills < kills else None
        killed = _end_of(_start(tasks, folder), wait, alone=rng.random() < 0.5, tally=tally)
        _look(folder, whole, tally)
        if killed:
            tally.moments[_moment(len(folder.recorded), len(tasks))] += 1
        else:
            _must_be_equal(folder.out, whole)
            tally.finished += 1
            folder = Folder(place / f"out-{tally.finished}", place / f"told-{tally.finished}")
        if tally.kills % 10 == 0:
            print(tally.line(), flush=True)
    print("kills by how much was recorded: " + ", ".join(f"{k}: {n}" for k, n in sorted(tally.moments.items())))
    print(f"{len(tasks)} cases, {tally.line()}; every finished folder as that of the uninterrupted run")
    if tally.torn or tally.lost or tally.doubled or tally.left_behind:
        raise SystemExit(1)


def _start(tasks: Sequence[TaskSpec], folder: Folder) -> int:
    """Start a run in a process and a group of its own; give its id."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        os.setsid()
        os.dup2(os.open(f"{folder.told}.errors", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
        with folder.told.open("a", encoding="utf-8") as told:
            runner.run(tasks, folder.out, Processes(2), watch=lambda result: print(result.task_id, file=told))
        status = 0
    finally:
        os._exit(status)


def _end_of(process: int, seconds: float | None, *, alone: bool = False, tally: Tally | None = None) -> bool:
    """Wait for a run, and kill it after so many seconds; say whether it was still at work."""
    late = None if seconds is None else time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(process, 0 if late is None else os.WNOHANG)
        if ended:
            if status:
                raise SystemExit(f"a run ended with {status}")
            return False
        if late is not None and time.monotonic() >= late:
            break
        time.sleep(0.002)
    (os.kill if alone else os.killpg)(process, signal.SIGKILL)
    os.waitpid(process, 0)
    if tally is not None:
        tally.kills += 1
        tally.left_behind += not _is_empty(process)
    return True


def _is_empty(group: int) -> bool:
    """Whether all processes of a group end in good time; those that do not are ended."""
    late = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < late:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    os.killpg(group, signal.SIGKILL)
    return False


def _look(folder: Folder, whole: dict[str, bytes], tally: Tally) -> None:
    """Count what a run left that it should not have."""
    told = folder.told.read_text(encoding="utf-8").split() if folder.told.exists() else []
    folder.told.unlink(missing_ok=True)
    recorded = frozenset(RunRecord(folder.out).results) if folder.out.is_dir() else frozenset()
    tally.doubled += len(folder.recorded.intersection(told)) + len(told) - len(set(told))
    tally.lost += len(folder.recorded - recorded)
    folder.recorded = recorded
    standing = {path.name for path in folder.out.iterdir() if not path.name.startswith(".")} if recorded else set()
    for name in {name.split("/")[0] for name in whole if not name.startswith(".")}:
        expected = {path: data for path, data in whole.items() if path.startswith(f"{name}/")}
        if name in standing:
            tally.torn += {f"{name}/{path}": data for path, data in tree(folder.out / name).items()} != expected
        else:
            tally.lost += name in recorded


def _moment(recorded: int, cases: int) -> str:
    if not recorded:
        return "none"
    return f"{4 * min(recorded, cases - 1) // cases + 1}. quarter"


def _must_be_equal(out: Path, whole: dict[str, bytes]) -> None:
    left = tree(out)
    if left != whole:
        different = sorted({name for name in (*left, *whole) if left.get(name) != whole.get(name)})
        raise SystemExit(f"a resumed run differs from an uninterrupted one: {different[:5]}")
    lines = [
        json.loads(line)["result"]["task_id"] for line in (out / ".run/results.jsonl").read_text().splitlines()
    ]
    if len(lines) != len(set(lines)):
        raise SystemExit("a case stands in the record twice")


if __name__ == "__main__":
    main()
