"""A run that is killed leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

_RUN = """
import multiprocessing
from datetime import date
from priorauth.batch.engines.processes import Processes
from priorauth.batch.task import TaskSpec

if __name__ == "__main__":
    tasks = [TaskSpec(task_id=f"none-{n}", case_file="nowhere.yaml", as_of=date(2026, 11, 24)) for n in range(9)]
    for finished in Processes(2).run(tasks):
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        input()
"""


@pytest.mark.skipif(os.name != "posix", reason="no kill -9")
@pytest.mark.slow
def test_workers_end_when_their_run_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _RUN],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as run:
        assert run.stdout is not None
        workers = [int(word) for word in run.stdout.readline().split()]
        assert workers
        run.send_signal(signal.SIGKILL)
    late = time.monotonic() + 120
    while any(map(is_there, workers)):
        assert time.monotonic() < late, "workers go on without their run"
        time.sleep(0.05)


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
