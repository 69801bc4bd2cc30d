"""What every kind of writing shares: safe names, private folders, syncing, and undoing what failed."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from priorauth.problems import Refused, Where, problem

FILE_MODE = 0o600
FOLDER_MODE = 0o700
_SAFE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\Z")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_CANNOT_SYNC = (errno.EINVAL, errno.ENOTSUP)
"""What network drives answer when asked to sync a folder."""


def check_name(name: str) -> None:
    """Raise `Refused` (PA205) for a name, with ``/`` between parts, that some system cannot hold."""
    for part in name.split("/"):
        if not _SAFE_NAME.match(part) or part.split(".")[0].lower() in _RESERVED:
            raise Refused([problem("PA205")])


@contextmanager
def undone_when_it_fails(folder: Path) -> Iterator[None]:
    """Turn a system error into PA204, and take away the folders that were made on the way."""
    missing: list[Path] = []
    try:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        yield
    except (OSError, Refused) as error:
        for place in missing:
            try:
                place.rmdir()
            except OSError:
                break
        if isinstance(error, Refused):
            raise
        raise Refused([problem("PA204", Where(file=str(folder)))]) from None


def make_private(folder: Path) -> None:
    """Make a folder and those above it, each private; leave one that exists as it is."""
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        folder.chmod(FOLDER_MODE)  # the umask may have taken more away than is meant


def sync_folder(folder: Path) -> None:
    """Make what was named and unnamed in a folder last."""
    if os.name != "posix":  # Windows has no way to sync a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(descriptor)
