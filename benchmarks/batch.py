"""Cases a second with one and two processes, how much of the processors is used, what an engine costs, and memory.

Run with ``make bench-batch``, ``CASES`` packets of about ``PAGES`` pages; memory up to ``MOST`` cases. Everything is
measured in one run on one machine: take the ratios, not the seconds, elsewhere.
"""

from __future__ import annotations

import importlib.util
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf

sys.path.insert(0, str(Path(__file__).parent.parent))

from priorauth.batch import runner
from priorauth.batch.engines import Engine, Inline
from priorauth.batch.engines.cluster import Cluster
from priorauth.batch.engines.processes import Processes
from priorauth.batch.task import TaskOutcome, TaskResult, TaskSpec
from priorauth.parsing.tree import read_tree
from tests.batch.runs import practice

_KIND = "clean-three-bodies"
_ITS_PAGES = 22


def main() -> None:
    if sys.argv[1:2] == ["--memory"]:
        _memory_of(int(sys.argv[2]))
        return
    cases, pages, most = (int(sys.argv[place + 1]) for place in range(3))
    with tempfile.TemporaryDirectory() as place:
        _throughput(Path(place) / "speed", cases, pages)
        _overhead(Path(place) / "engines", max(4, cases // 10))
    _memory(most)


def _throughput(place: Path, cases: int, pages: int) -> None:
    tasks = _cases(place, cases, pages)
    print(f"{cases} cases, packets of {_pages(tasks[0], place)} pages, {os.cpu_count()} processors")
    took: dict[int, float] = {}
    for workers in (1, 2):
        seconds, used = _measure(tasks, place / f"out-{workers}", Processes(workers))
        took[workers] = seconds
        print(
            f"  processes {workers}: {cases / seconds:6.2f} cases/s   {seconds:7.1f} s   "
            f"{used / seconds:5.2f} processors used   {used / cases:5.2f} processor seconds a case   "
            f"{took[1] / seconds:5.2f} x",
            flush=True,
        )


def _overhead(place: Path, cases: int) -> None:
    """What an engine adds to a case: on tasks that fail at once for want of a file, and on real ones."""
    real = _cases(place, cases)
    trivial = [task.model_copy(update={"case_file": f"{task.case_file}.none"}) for task in real]
    engines: dict[str, Callable[[Path], Engine]] = {
        "inline": lambda out: Inline(),
        "processes, 1": lambda out: Processes(1),
        "processes, 2": lambda out: Processes(2),
    }
    if importlib.util.find_spec("distributed") is None:
        print("left out: dask (the extra 'cluster' is not installed)")
    else:
        engines["dask, 2"] = lambda out: Cluster(out / ".run")
    print(f"\n{cases} cases by each engine, start of its workers included: seconds, and ratio to inline")
    for title, tasks in (("trivial", trivial), ("real", real)):
        base = 0.0
        for name, engine in engines.items():
            out = place / f"{title}-{name}".replace(", ", "-")
            seconds, _ = _measure(tasks, out, engine(out))
            base = base or seconds
            print(
                f"  {title:8} {name:14} {seconds:8.2f} s   {seconds / base:8.2f} x   "
                f"{(seconds - base) / len(tasks) * 1000:8.1f} ms a case beyond inline",
                flush=True,
            )


def _memory(most: int) -> None:
    """Peak memory of runs of growing length, each in an interpreter of its own, of cases that end early."""
    if not Path("/proc/self/status").exists():
        print("left out: memory (it is read in /proc)")
        return
    print("\npeak memory by number of small cases: the run, and the largest of its two workers")
    base: list[float] = []
    for size in (size for size in (100, 500, 2000, most) if size <= most):
        command = [sys.executable, __file__, "--memory", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        run, worker = (float(word) for word in done.stdout.split())
        base = base or [run, worker]
        print(
            f"  {size:5} cases: {run:7.1f} MB {run / base[0]:5.2f} x   {worker:7.1f} MB {worker / base[1]:5.2f} x",
            flush=True,
        )
        if size == most:
            break


def _memory_of(size: int) -> None:
    """Run over so many cases and print the peaks in MB: this process, and the largest of its workers."""
    with tempfile.TemporaryDirectory() as place:
        cases = practice(Path(place) / "practice", copies=1)
        one = next(task for task in cases if task.task_id.startswith("gaps"))
        one = one.model_copy(update={"case_file": str(_without_exhibits(Path(one.case_file)))})
        tasks = [one.model_copy(update={"task_id": f"small-{number}"}) for number in range(size)]
        peaks = [0.0]

        def look(result: TaskResult) -> None:
            peaks[:] = [max((*peaks, *(_peak_mb(child.pid) for child in multiprocessing.active_children())))]

        runner.run(tasks, Path(place) / "out", Processes(2), watch=look)
        print(_peak_mb(os.getpid()), *peaks)


def _without_exhibits(case: Path) -> Path:
    """Write a case down again so that it is read fast, where its exhibits are not: it ends before they are opened."""
    content = read_tree(case.read_bytes(), case.name).content
    place = case.parent.parent / "small" / "case.json"
    place.parent.mkdir()
    place.write_text(json.dumps(content), encoding="utf-8")
    return place


def _peak_mb(process: int | None) -> float:
    """The most memory a process has held, in MB; 0 for one that has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), 0.0)


def _cases(place: Path, count: int, pages: int = _ITS_PAGES) -> list[TaskSpec]:
    """Copies of one made-up case; with ``pages``, its therapy notes go on until its packet has so many."""
    (first,) = (task for task in practice(place / "practice", copies=1) if task.task_id.startswith(_KIND))
    source = Path(first.case_file).parent
    if pages > _ITS_PAGES:
        with pikepdf.Pdf.open(source / "therapy-notes.pdf", allow_overwriting_input=True) as notes:
            for _ in range(pages - _ITS_PAGES):
                notes.add_blank_page(page_size=(612, 792))
            notes.save(source / "therapy-notes.pdf", deterministic_id=True)
    text = (source / "case.yaml").read_text(encoding="utf-8")
    tasks = []
    for number in range(count):
        name = f"case-{number}"
        shutil.copytree(source, source.parent / name)
        case = source.parent / name / "case.yaml"
        case.write_text(text.replace(f"case_id: {first.task_id}", f"case_id: {name}"), encoding="utf-8")
        tasks.append(first.model_copy(update={"task_id": name, "case_file": str(case)}))
    return tasks


def _pages(task: TaskSpec, place: Path) -> int | None:
    (result,) = runner.run([task], place / "one", Inline())
    if result.outcome is not TaskOutcome.BUILT:
        raise SystemExit(f"the case is not built: {[found.code for found in result.problems]}")
    return result.pages


def _measure(tasks: Sequence[TaskSpec], out: Path, engine: Engine) -> tuple[float, float]:
    """Return a run's seconds, and the processor seconds of this process and all that it started."""
    before, started = sum(os.times()[:4]), time.perf_counter()
    runner.run(tasks, out, engine)
    seconds = time.perf_counter() - started
    shutil.rmtree(out)
    return seconds, sum(os.times()[:4]) - before


if __name__ == "__main__":
    main()
