"""What libraries written in C say on standard error, where Python hears nothing of it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

_MOST = 4_096


class Heard:
    """Whether anything was said."""

    anything = False


@contextlib.contextmanager
def native_errors() -> Iterator[Heard]:
    """Listen to standard error. What is said is not kept: it may quote the file."""
    heard = Heard()
    listening, speaking = os.pipe()
    os.set_blocking(listening, False)
    os.set_blocking(speaking, False)  # a library with more to say than the pipe holds loses it, and does not wait
    before = os.dup(2)
    os.dup2(speaking, 2)
    try:
        yield heard
    finally:
        os.dup2(before, 2)
        for number in (before, speaking):
            os.close(number)
        with contextlib.suppress(BlockingIOError):
            heard.anything = bool(os.read(listening, _MOST))
        os.close(listening)
