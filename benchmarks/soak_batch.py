"""Kill a batch at random moments, again and again, and hold what it leaves against an uninterrupted run.

Run with ``make soak-batch``. After every kill each packet that stands must be whole, and after the last resumption
the folder must be the same, byte for byte, as that of a run nobody disturbed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from priorauth.batch import runner
from priorauth.batch.engines.inline import Inline
from priorauth.batch.engines.processes import Processes
from priorauth.batch.task import TaskSpec
from tests.batch.runs import practice, tree

_RUN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from benchmarks.soak_batch import run_once
run_once(Path(sys.argv[2]), Path(sys.argv[3]))
"""


def run_once(specs: Path, out: Path) -> None:
    """Run the tasks that a file lists; called in a process of its own, to be killed."""
    runner.run(read(specs), out, Processes(2))


def read(specs: Path) -> list[TaskSpec]:
    return [TaskSpec.model_validate_json(line) for line in specs.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    copies = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    rng = random.Random(20261124)  # noqa: S311  (the same moments each time)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        tasks = practice(place / "practice", copies=copies)
        specs = place / "specs"
        specs.write_text("".join(f"{task.model_dump_json()}\n" for task in tasks), encoding="utf-8")
        runner.run(tasks, place / "whole", Inline())
        whole = tree(place / "whole")
        done, torn, rounds, out = 0, 0, 0, place / "out-0"
        while done < kills:
            killed = _kill_after(rng.uniform(0.2, 12), specs, out)
            done += killed
            torn += _torn(out, whole)
            if not killed:  # it came to its end before the kill: hold it against the whole and start over
                _must_be_equal(out, whole)
                rounds += 1
                out = place / f"out-{rounds}"
            print(f"\r{done} kills, {rounds} runs finished, {torn} torn", end="", file=sys.stderr)
        run_once(specs, out)
        _must_be_equal(out, whole)
        doubled = len([name for name in whole if name.endswith("manifest.json")])
        print(
            f"\n{len(tasks)} cases, {done} kills: {torn} torn, 0 lost, 0 doubled, {doubled} packets as uninterrupted"
        )


def _kill_after(seconds: float, specs: Path, out: Path) -> bool:
    """Start a run and kill it and its workers after a while; say whether it was still at work."""
    root = str(Path(__file__).parent.parent)
    process = subprocess.Popen([sys.executable, "-c", _RUN, root, str(specs), str(out)], start_new_session=True)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(0.05)
        return True
    if process.returncode:
        raise SystemExit(f"a run ended with {process.returncode}")
    return False


def _torn(out: Path, whole: dict[str, bytes]) -> int:
    """Count packets that stand in their place and are not what they should be."""
    count = 0
    for folder in out.iterdir() if out.is_dir() else ():
        if folder.is_dir() and not folder.name.startswith("."):
            expected = {name: data for name, data in whole.items() if name.startswith(f"{folder.name}/")}
            count += {f"{folder.name}/{name}": data for name, data in tree(folder).items()} != expected
    return count


def _must_be_equal(out: Path, whole: dict[str, bytes]) -> None:
    left = tree(out)
    if left != whole:
        different = sorted({name for name in (*left, *whole) if left.get(name) != whole.get(name)})
        raise SystemExit(f"a resumed run differs from an uninterrupted one: {different[:5]}")


if __name__ == "__main__":
    main()
