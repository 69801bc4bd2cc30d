"""Programs in the place of the one that opens attachments, which misbehave on files that say so."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

from priorauth.exhibits.convert.dispatch import take_in
from priorauth.exhibits.sandbox import limits, worker
from priorauth.exhibits.sandbox.protocol import Request, Taken


def misbehaving(request: Request) -> Taken:
    """Open an attachment, or do what its name's ending asks for."""
    for sign, misdeed in MISDEEDS.items():
        if sign in request.data:
            misdeed()
    return take_in(request)


def hang() -> None:
    time.sleep(600)


def spin() -> None:
    while True:
        pass


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def devour() -> None:
    # More than the limit in one demand: a heap filled bit by bit may run out of processor time before memory.
    bytearray(4 * limits.MEMORY_BYTES)


def write_a_file() -> None:
    try:
        with open("left-behind.tmp", "wb") as stream:  # noqa: PTH123
            stream.write(b"x" * 100)
    except OSError:
        return
    os._exit(0)


def kill_the_parent() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(1)


def vanish() -> None:
    os._exit(0)


def leave() -> None:
    sys.exit("a name out of the chart")


MISDEEDS: dict[bytes, Callable[[], None]] = {
    b"% misdeed hang": hang,
    b"% misdeed spin": spin,
    b"% misdeed crash": crash,
    b"% misdeed devour": devour,
    b"% misdeed write": write_a_file,
    b"% misdeed vanish": vanish,
    b"% misdeed kill": kill_the_parent,
    b"% misdeed raise": leave,
}


def main() -> None:
    """Answer as the real program does, three seconds of processor time at the most."""
    limits.CPU_SECONDS = 3  # type: ignore[misc]
    limits.MEMORY_BYTES = 1_000_000_000  # type: ignore[misc]
    worker.main(misbehaving)
