"""The process that opens attachments: started by `parent`, one fork for each attachment, nothing kept between them.

It reads requests from its standard input and writes one frame for each to its standard output. The first process
loads the libraries and never looks into an attachment; where the system cannot fork, it answers once and ends.
"""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Callable
from typing import IO

from priorauth.exhibits.convert.dispatch import load_for, take_in
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox import limits
from priorauth.exhibits.sandbox.picture_tasks import (
    DrawPage,
    PictureTask,
    differing_head,
    picture_head,
    task_of,
)
from priorauth.exhibits.sandbox.protocol import (
    Garbage,
    Request,
    Taken,
    is_whole,
    read_frame,
    refusal_head,
    request_of,
    taken_head,
    write_frame,
)

Asked = Request | PictureTask
Intake = Callable[[Request], Taken]

_CHUNK = 1 << 20


def main(intake: Intake = take_in) -> None:
    """Answer requests until there are none. ``intake`` opens one attachment or raises `ExhibitRejected`."""
    asked, told = sys.stdin.buffer, _own_output()
    while True:
        try:
            frame = read_frame(asked)
            if frame is None:
                return
            request = task_of(*frame) or request_of(*frame)
        except Garbage:
            return
        if not hasattr(os, "fork"):
            told.write(_answer(request, intake))
            told.flush()
            return
        load_for(request.suffix)
        gc.freeze()  # what is loaded is not looked at again in every fork
        _relay(request, intake, told)


def _own_output() -> IO[bytes]:
    """Keep standard output for frames; what a library prints goes nowhere."""
    told = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return told


def _relay(request: Asked, intake: Intake, told: IO[bytes]) -> None:
    """Open one attachment in a fork and hand on its answer, or how the fork ended without one."""
    result, answer = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_fork(request, intake, (result, told.fileno()), answer)
    os.close(answer)
    said = _read_some(result)
    os.close(result)
    if said is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if said is None:
        write_frame(told, refusal_head(ExhibitRejected("PA716", what="result bytes", limit=limits.RESULT_BYTES)))
    elif status != 0 or not is_whole(said):
        write_frame(told, refusal_head(_end_of(status)))
    else:
        told.write(said)
        told.flush()


def _be_the_fork(request: Asked, intake: Intake, closed: tuple[int, ...], answer: int) -> None:
    """Never returns: whatever happens, the fork ends here."""
    status = 1
    try:
        for number in (0, *closed):
            os.close(number)
        with os.fdopen(answer, "wb") as stream:
            stream.write(_answer(request, intake))
        status = 0
    finally:
        os._exit(status)


def _read_some(result: int) -> bytes | None:
    """Read to the end; ``None`` when it is more than any result."""
    pieces, length = [], 0
    while piece := os.read(result, _CHUNK):
        length += len(piece)
        if length > limits.RESULT_BYTES:
            return None
        pieces.append(piece)
    return b"".join(pieces)


def _end_of(status: int) -> ExhibitRejected:
    ran_out_of_time = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
    return ExhibitRejected("PA719" if ran_out_of_time else "PA721")


def _answer(request: Asked, intake: Intake) -> bytes:
    """Do what is asked under limits and put what comes of it in a frame."""
    cpu = limits.OCR_CPU_SECONDS if request.ocr else limits.CPU_SECONDS
    limits.apply(cpu_seconds=cpu, memory_bytes=limits.MEMORY_BYTES)
    stream = io.BytesIO()
    try:
        _do(request, intake, stream)
    except ExhibitRejected as refusal:
        return _framed(refusal)
    except MemoryError:
        return _framed(ExhibitRejected("PA720"))
    except Exception:  # a damaged file makes each library fail in ways of its own
        return _framed(ExhibitRejected("PA721"))
    return stream.getvalue()


def _do(request: Asked, intake: Intake, stream: IO[bytes]) -> None:
    if isinstance(request, Request):
        taken = intake(request)
        write_frame(stream, taken_head(taken), taken.pdf)
        return
    if isinstance(request, DrawPage):
        from priorauth.exhibits.convert.page_to_png import draw_asked

        picture = draw_asked(request)
        write_frame(stream, picture_head(picture), picture.png)
    else:
        from priorauth.exhibits.convert.compare_bound_pages import differing_pages

        write_frame(stream, differing_head(differing_pages(request)))


def _framed(refusal: ExhibitRejected) -> bytes:
    stream = io.BytesIO()
    write_frame(stream, refusal_head(refusal))
    return stream.getvalue()


if __name__ == "__main__":
    main()
