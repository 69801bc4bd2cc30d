"""Make seeded wrongs in the code that decides, and see whether the tests notice.

Run with ``make mutants COUNT=200 SEED=1 JOBS=2``. Each wrong is made in a copy of the tree, and the tests that cover
its file are run until the first fails. A wrong that no test notices is a survivor: it is told with file and line, and
the run ends with 1 unless `ACCEPTED` lists it. `docs/developer.md` says for each that is listed why nobody could
notice it.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.mutations import Mutation, enums_of, mutations_of

ROOT = Path(__file__).parent.parent
ACCEPTED = Path(__file__).with_name("mutants_accepted.toml")

COVERED_BY: dict[str, tuple[str, ...]] = {
    "priorauth/criteria/*.py": (
        "tests/criteria",
        "tests/submission",
        "tests/payers/test_branches.py",
        "tests/payers/test_medicare.py",
    ),
    "priorauth/submission/gate.py": ("tests/submission", "tests/criteria"),
    "priorauth/comparison/*.py": ("tests/comparison", "tests/criteria/test_contrary.py", "tests/review"),
    "priorauth/packet/manifest/*.py": ("tests/packet/test_manifest.py", "tests/packet/test_manifest_read.py"),
}
"""Which files are made wrong, and the tests that have to notice; the only place that names either."""

LEFT_OUT = ("tests/comparison/test_real_files.py",)
"""Tests that repeat others on real files, too slow for every wrong."""

COPIED = ("priorauth", "tests", "templates", "payer_profiles", "examples", "docs", "benchmarks")
MEMORY = 4 * 1024**3
EXIT_BROKEN_OFF = 143
EXIT_OK = 0
KILLED = (1, 2, 4)
"""What pytest ends with when a test fails, a test file cannot be read, or it cannot begin."""


@dataclass(slots=True)
class Run:
    """A mutation under test in its own copy of the tree."""

    mutation: Mutation
    copy: Path
    pid: int
    began: float
    limit: float


@dataclass(slots=True)
class Tally:
    """What became of the mutations."""

    killed: list[Mutation] = field(default_factory=list)
    overran: list[Mutation] = field(default_factory=list)
    survived: list[Mutation] = field(default_factory=list)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--only", default="", help="only mutations whose name has these words")
    options = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(EXIT_BROKEN_OFF))
    chosen, out_of = choose(options.count, options.seed, options.only)
    with tempfile.TemporaryDirectory() as folder:
        copies = [_copy(Path(folder) / str(number)) for number in range(options.jobs)]
        limits = {pattern: _seconds(copies[0], pattern) for pattern in COVERED_BY}
        for other in copies[1:]:
            shutil.rmtree(other)
            shutil.copytree(copies[0], other)
        print(f"{len(chosen)} of {out_of} mutants, seed {options.seed}", flush=True)
        begin = time.monotonic()
        tally = _run_all(chosen, copies, limits)
    return _tell(tally, time.monotonic() - begin, options.seed)


def choose(count: int, seed: int, only: str = "") -> tuple[list[Mutation], int]:
    """Draw mutations of the files that are covered, the same for the same seed; and out of how many."""
    enums = enums_of(ROOT / "priorauth")
    paths = sorted(path for pattern in COVERED_BY for path in ROOT.glob(pattern))
    everything = [
        mutation
        for path in paths
        for mutation in mutations_of(path.relative_to(ROOT).as_posix(), path.read_bytes(), enums)
        if only in mutation.id
    ]
    drawn = random.Random(seed).sample(everything, min(count, len(everything)))  # noqa: S311
    return sorted(drawn, key=lambda item: (item.path, item.start, item.now)), len(everything)


def accepted() -> dict[str, str]:
    """The survivors that change nothing anybody could notice, and why."""
    return {row["id"]: row["why"] for row in tomllib.loads(ACCEPTED.read_text("utf-8")).get("survivor", ())}


def _copy(place: Path) -> Path:
    place.mkdir()
    for name in COPIED:
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    shutil.copy(ROOT / "CHANGELOG.md", place)
    shutil.copy(ROOT / "README.md", place)
    return place


def _pattern_of(path: str) -> str:
    return next(pattern for pattern in COVERED_BY if Path(path).match(pattern))


def _seconds(copy: Path, pattern: str) -> float:
    """How long a mutation of these files may take: several times what the tests take now, which must pass."""
    begin = time.monotonic()
    code = os.waitstatus_to_exitcode(os.waitpid(_fork(copy, COVERED_BY[pattern], keeps_bytecode=True), 0)[1])
    if code != EXIT_OK:
        raise SystemExit(f"the tests of {pattern} do not pass as they are: pytest ended with {code}")
    return 20 + 4 * (time.monotonic() - begin)


def _fork(copy: Path, tests: Sequence[str], *, keeps_bytecode: bool) -> int:
    """Run the tests in a child that has pytest already and nothing of the tree; return the child's number."""
    sys.stdout.flush()
    if pid := os.fork():
        return pid
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with (copy / "output.txt").open("wb") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    os.chdir(copy)
    sys.path[:] = [str(copy), *(entry for entry in sys.path if Path(entry or ".").resolve() != ROOT)]
    for name in [name for name in sys.modules if name.partition(".")[0] in COPIED]:
        del sys.modules[name]
    sys.dont_write_bytecode = not keeps_bytecode
    left_out = [f"--ignore={name}" for name in LEFT_OUT]
    words = ["-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--hypothesis-seed=1", "--tb=line", *left_out]
    os._exit(pytest.main([*words, f"--basetemp={copy / 'temporary'}", *tests]))


def _start(mutation: Mutation, copy: Path, limits: dict[str, float]) -> Run:
    path = copy / mutation.path
    path.write_bytes(mutation.applied((ROOT / mutation.path).read_bytes()))
    for stale in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        stale.unlink()  # its date and size may be those of the wrong text
    pattern = _pattern_of(mutation.path)
    pid = _fork(copy, COVERED_BY[pattern], keeps_bytecode=False)
    return Run(mutation, copy, pid, time.monotonic(), limits[pattern])


def _run_all(chosen: Sequence[Mutation], copies: Sequence[Path], limits: dict[str, float]) -> Tally:
    tally, waiting, free = Tally(), list(reversed(chosen)), list(copies)
    running: list[Run] = []
    try:
        while waiting or running:
            while waiting and free:
                running.append(_start(waiting.pop(), free.pop(), limits))
            time.sleep(0.02)
            for run in [run for run in running if _is_over(run, tally)]:
                running.remove(run)
                shutil.copy(ROOT / run.mutation.path, run.copy / run.mutation.path)
                free.append(run.copy)
    finally:  # a run that is broken off leaves no test behind
        for run in running:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.killpg(run.pid, signal.SIGKILL)
                os.waitpid(run.pid, 0)
    return tally


def _is_over(run: Run, tally: Tally) -> bool:
    pid, status = os.waitpid(run.pid, os.WNOHANG)
    if not pid:
        if time.monotonic() - run.began < run.limit:
            return False
        os.killpg(run.pid, signal.SIGKILL)
        os.waitpid(run.pid, 0)
        tally.overran.append(run.mutation)
        return True
    code = os.waitstatus_to_exitcode(status)
    if code == EXIT_OK:
        tally.survived.append(run.mutation)
        print(f"  survived {_line(run.mutation)}", flush=True)
    elif code in KILLED or code < 0:
        tally.killed.append(run.mutation)
    else:
        raise SystemExit(f"pytest ended with {code} for {_line(run.mutation)}")
    return True


def _line(mutation: Mutation) -> str:
    return f"{mutation.path}:{mutation.line}  {mutation.id}"


def _tell(tally: Tally, seconds: float, seed: int) -> int:
    known = accepted()
    new = [item for item in tally.survived if item.id not in known]
    total = len(tally.killed) + len(tally.overran) + len(tally.survived)
    print(
        f"{total} mutants, seed {seed}: {len(tally.killed)} killed, {len(tally.overran)} ran into the time limit, "
        f"{len(tally.survived)} survived, of which {len(new)} are not accepted; {seconds:.0f} s"
    )
    for line in _listed(new):
        print(line)
    return 1 if new else 0


def _listed(new: Sequence[Mutation]) -> Iterator[str]:
    for item in new:
        yield f"not accepted: {_line(item)}"


if __name__ == "__main__":
    sys.exit(main())
