"""A file of lines that only grows: each line is synced before the next, and one torn by a crash is cut off."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from priorauth.files.folders import FILE_MODE, make_private, sync_folder, undone_when_it_fails

_BLOCK = 65_536


def append_line(path: Path, line: bytes) -> None:
    """Add a line to a file and sync it. A last line without its end, torn by a crash, is cut off first.

    Raises `Refused` (PA204); the file then ends where it ended before, or in a torn line that the next call cuts.
    """
    with undone_when_it_fails(path.parent):
        make_private(path.parent)
        is_new = not path.exists()
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        with os.fdopen(descriptor, "r+b") as stream:
            os.chmod(path, FILE_MODE)  # noqa: PTH101  (the umask may have taken more away than is meant)
            stream.seek(_end_of_whole_lines(stream))
            stream.truncate()
            stream.write(line + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        if is_new:
            sync_folder(path.parent)


def _end_of_whole_lines(stream: BinaryIO) -> int:
    """Find where the last whole line of a file ends, reading back from its end."""
    end = stream.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - _BLOCK)
        stream.seek(start)
        place = stream.read(end - start).rfind(b"\n")
        if place >= 0:
            return start + place + 1
        end = start
    return 0
