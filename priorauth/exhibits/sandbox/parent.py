"""Opening attachments in another process: a file that crashes it, holds it up or floods it costs that file alone.

The parent never looks into an attachment. It hands the bytes over, waits so long and no longer, and takes a small
result that it checks (see `protocol`). This guards against accidents and common attacks on file readers; it is no
sandbox: code that takes over the child has the user's own rights.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox import limits
from priorauth.exhibits.sandbox.picture_tasks import PictureTask
from priorauth.exhibits.sandbox.protocol import (
    Garbage,
    Request,
    Taken,
    check_refused,
    read_frame,
    request_head,
    result_of,
    write_frame,
)

_ROOT = str(Path(__file__).resolve().parents[3])
_START = "import sys, importlib; sys.path.append(sys.argv[1]); importlib.import_module(sys.argv[2]).main()"


_Answer = TypeVar("_Answer")

_standing = threading.local()


def standing() -> contextlib.AbstractContextManager[Opener]:
    """Lend the opener that this thread keeps until the program ends: a run need not start one for each case.

    What it starts holds nothing of an attachment: each is opened in a fork that ends with it. A changed environment
    gets another.
    """
    kept: tuple[dict[str, str], Opener] | None = getattr(_standing, "kept", None)
    if kept is None or kept[0] != _environment():
        if kept is not None:
            kept[1].stop()
        kept = _standing.kept = _environment(), Opener()
    return contextlib.nullcontext(kept[1])


class Opener:
    """Opens attachments one after the other, each in a process of its own.

    ``program`` is the module whose ``main`` answers; ``seconds`` is the longest one attachment may take, by default
    `limits.WALL_SECONDS`, or `limits.OCR_WALL_SECONDS` where scans are read.
    """

    def __init__(self, program: str = "priorauth.exhibits.sandbox.worker", seconds: float | None = None) -> None:
        self._program = program
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def open(self, request: Request) -> Taken:
        """Open one attachment. Raises `ExhibitRejected`: whatever happens to the child, it ends in a code."""
        return self.ask(request, result_of)

    def ask(self, request: Request | PictureTask, read: Callable[[object, bytes], _Answer | None]) -> _Answer:
        """Ask for anything and return what ``read`` makes of the answer.

        Raises `ExhibitRejected`, as `open` does.
        """
        process = self._running()
        late = threading.Event()
        timer = threading.Timer(self._patience(request), _end_late, (process, late))
        timer.daemon = True
        timer.start()
        try:
            return self._asked(process, request, read)
        except Garbage:
            self.stop()
            raise ExhibitRejected("PA719" if late.is_set() else "PA721") from None
        except ExhibitRejected:
            raise
        except BaseException:  # interrupted: its answer must not be taken for that of the next
            self.stop()
            raise
        finally:
            timer.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the process; another when it has ended meanwhile, or belongs to who forked this one."""
        process = self._process
        if process is None or self._owner != os.getpid() or process.poll() is not None:
            self.stop()
            process = self._process = self._start()
        return process

    def _patience(self, request: Request | PictureTask) -> float:
        if self._seconds is not None:
            return self._seconds
        return limits.OCR_WALL_SECONDS if request.ocr else limits.WALL_SECONDS

    def _asked(
        self,
        process: subprocess.Popen[bytes],
        request: Request | PictureTask,
        read: Callable[[object, bytes], _Answer | None],
    ) -> _Answer:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018  (both are pipes)
        try:
            head = request_head(request) if isinstance(request, Request) else request.head()
            write_frame(process.stdin, head, request.data)
            frame = read_frame(process.stdout)
        except (OSError, ValueError, MemoryError):
            raise Garbage from None
        if frame is None:
            raise Garbage
        if not hasattr(os, "fork"):
            self.stop()
        answer = read(*frame)
        if answer is None:
            check_refused(*frame)
            raise Garbage
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        self._owner = os.getpid()
        atexit.register(self.stop)
        return subprocess.Popen(  # noqa: S603  (our own module, in our own interpreter)
            [sys.executable, "-I", "-c", _START, _ROOT, self._program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            **_apart(),
        )

    def stop(self) -> None:
        """End the process, if there is one; the next attachment starts another."""
        atexit.unregister(self.stop)
        process, self._process = self._process, None
        if process is None:
            return
        if self._owner != os.getpid():  # forked from who started it, and who still needs it
            process.returncode = 0
            return
        _kill(process)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _apart() -> dict[str, Any]:
    """Put the child in a group of its own, so that all it starts can be ended with it."""
    return {"start_new_session": True} if hasattr(os, "killpg") else {}


def _environment() -> dict[str, str]:
    """Pass on only what a program needs to start and to find others; a library's settings stay out of it."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "OMP_THREAD_LIMIT": "1",
        "LC_ALL": "C",
    }


def _end_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
