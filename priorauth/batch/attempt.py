"""Trying a task: a fault of the program becomes that task's failure and stops no other."""

from __future__ import annotations

from priorauth.batch.task import Finished, TaskSpec, broken, run_task
from priorauth.problems import internal_fault


def attempt(spec: TaskSpec) -> Finished:
    """Run a task; whatever goes wrong inside is told by its kind and its place in the code alone (PA999)."""
    try:
        return run_task(spec)
    except Exception as error:
        return Finished(broken(spec.task_id, internal_fault(error)))
