"""A folder of small made-up cases to run over, and a look at what a run leaves."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from priorauth.batch.engines import Inline
from priorauth.batch.task import Finished, TaskSpec
from priorauth.files.shipped_data import folder

DAY = date(2026, 11, 24)
EXAMPLES = folder("examples")


def practice(place: Path, copies: int = 2) -> list[TaskSpec]:
    """Copy the made-up practice, with several cases of each kind under ids of their own; give their tasks."""
    shutil.copytree(EXAMPLES, place, ignore=shutil.ignore_patterns("*.py", "__pycache__", "cases"))
    tasks = []
    for source in sorted((EXAMPLES / "cases").iterdir()):
        for number in range(copies):
            name = f"{source.name}-{number}"
            shutil.copytree(source, place / "cases" / name)
            case = place / "cases" / name / "case.yaml"
            text = case.read_text(encoding="utf-8")
            old = next(line for line in text.splitlines() if line.startswith("case_id:"))
            case.write_text(text.replace(old, f"case_id: {name}"), encoding="utf-8")
            tasks.append(TaskSpec(task_id=name, case_file=str(case), as_of=DAY))
    return tasks


def practice_tasks(place: Path) -> list[TaskSpec]:
    """Return the tasks of a practice that was copied before."""
    return [
        TaskSpec(task_id=case.name, case_file=str(case / "case.yaml"), as_of=DAY)
        for case in sorted((place / "cases").iterdir())
    ]


def ready(tasks: Sequence[TaskSpec]) -> list[TaskSpec]:
    """Those whose packets can be made."""
    return [task for task in tasks if task.task_id.startswith(("clean", "strictest", "not-covered"))]


class Replay:
    """An engine that gives results made once before: for tests of what becomes of them, not of how they are made.

    ``tasks`` are those results' stand-ins, whose case files are too short to take time at each run.
    """

    def __init__(self, tasks: Sequence[TaskSpec], place: Path) -> None:
        self._made = {finished.result.task_id: finished for finished in Inline().run(tasks)}
        place.mkdir()
        self.tasks = [task.model_copy(update={"case_file": str(place / f"{task.task_id}.yaml")}) for task in tasks]
        for task in self.tasks:
            Path(task.case_file).write_text(f"case_id: {task.task_id}\n", encoding="utf-8")

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        return (self._made[task.task_id] for task in tasks)


def tree(place: Path) -> dict[str, bytes]:
    """Every file below a folder but the lock, by its name."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file() and path.name != "lock"
    }
