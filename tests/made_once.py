"""What takes long to make is made once a session, by whichever worker needs it first, and copied by all."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from priorauth.files import exclusive_lock
from priorauth.problems import Refused


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder that ``make`` fills, made once for all workers of a session.

    Others may be reading it: copy what a test changes. ``make`` is given a folder that does not exist yet.
    """
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    place = shared / "made-once" / name
    place.parent.mkdir(exist_ok=True)
    done = place.with_suffix(".done")
    with _in_turn(place.with_suffix(".lock")):
        if not done.exists():
            shutil.rmtree(place, ignore_errors=True)
            make(place)
            done.touch()
    return place


@contextmanager
def _in_turn(path: Path) -> Iterator[None]:
    """Hold a lock, once the worker that holds it lets go of it or ends."""
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(exclusive_lock(path))
                break
            except Refused:
                time.sleep(0.05)
        yield
