"""Being the only process at work in a place."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from priorauth.files.writing import make_private_file
from priorauth.problems import Refused, Where, problem


@contextmanager
def exclusive_lock(path: Path, *, code: str = "PA1030") -> Iterator[None]:
    """Hold a lock that only one process can hold; the system lets go of it when the process ends, however it ends.

    ``path`` is an empty file made for it. Raises `Refused` (``code``) while another holds it.
    """
    make_private_file(path)
    with path.open("r+b") as stream:
        try:
            _lock(stream)
        except OSError:
            raise Refused([problem(code, Where(file=str(path.parent)))]) from None
        yield


def _lock(stream: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
