"""One process opens the attachments of many cases: it is started once, and no answer goes to another's question."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX
from priorauth.exhibits.sandbox import parent
from priorauth.exhibits.sandbox.parent import Opener, standing
from priorauth.exhibits.sandbox.protocol import Request
from priorauth.files.shipped_data import folder
from tests.quick_sample import one_in

FIRST, SECOND = (
    (folder("examples") / "cases/clean-three-bodies" / name).read_bytes()
    for name in ("odi-form.pdf", "mri-report.pdf")
)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The processes started while a test runs, from none."""
    processes: list[int] = []
    start = Opener._start

    def counted(self: Opener) -> subprocess.Popen[bytes]:
        process = start(self)
        processes.append(process.pid)
        return process

    with standing() as opener:
        opener.stop()
    monkeypatch.setattr(Opener, "_start", counted)
    yield processes
    with standing() as opener:
        opener.stop()


def pages(data: bytes) -> int:
    with standing() as opener:
        return len(opener.open(Request(data, ".pdf")).pages)


@pytest.mark.slow
def test_cases_share_one_process(started: list[int]) -> None:
    assert [pages(FIRST), pages(SECOND), pages(FIRST)] == [1, 3, 1]
    assert len(started) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process for each attachment")
def test_one_that_ended_between_two_cases_is_replaced_and_no_attachment_is_blamed(started: list[int]) -> None:
    assert pages(FIRST) == 1
    with standing() as opener:
        assert opener._process is not None
        os.kill(started[0], signal.SIGKILL)
        opener._process.wait()
    assert pages(SECOND) == 3
    assert len(started) == 2


def test_after_an_interruption_the_next_attachment_gets_its_own_answer(
    started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(parent, "read_frame", interrupted)
        with pytest.raises(KeyboardInterrupt):
            pages(FIRST)
    assert pages(SECOND) == 3
    assert len(started) == 2


def test_another_environment_gets_another_process(started: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages(FIRST) == 1
    monkeypatch.setenv("TESSDATA_PREFIX", "elsewhere")
    assert pages(FIRST) == 1
    assert len(started) == 2


_LOADS_ALL = """
import sys
from pathlib import Path
from priorauth.exhibits.sandbox.protocol import Request
from priorauth.exhibits.convert.dispatch import load_for, take_in
given = Path(sys.argv[1])
load_for(given.suffix)
before = set(sys.modules)
take_in(Request(given.read_bytes(), given.suffix))
print(*sorted({name.split(".")[0] for name in set(sys.modules) - before}))
"""


@pytest.mark.parametrize("name", one_in(2, ["odi-form.pdf", "medication-list.png"]))
def test_forks_load_no_library_themselves(name: str) -> None:
    given = folder("examples") / "cases/clean-three-bodies" / name
    assert given.suffix in KIND_OF_SUFFIX
    done = subprocess.run(
        [sys.executable, "-c", _LOADS_ALL, str(given)], capture_output=True, text=True, check=True
    )
    assert not {"priorauth", "pikepdf", "pypdfium2", "reportlab", "numpy"}.intersection(done.stdout.split())
