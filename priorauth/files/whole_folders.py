"""Whole folders: listing what is in one, reading its files in parts, and filling a new one or leaving none."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from priorauth.files.writing import OURS, make_private, sync_folder, undone_when_it_fails, write_synced
from priorauth.problems import Refused, Where, problem

_BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class FolderListing:
    """What is in a folder and below it, by names relative to it with ``/`` between parts, in order."""

    files: tuple[str, ...]
    folders: tuple[str, ...]
    others: tuple[str, ...]
    """Links, pipes and the like: neither a file nor a folder of its own. Links are not followed."""


def list_folder(folder: Path) -> FolderListing:
    """Return what is in a folder, without what is half-written and without locks.

    Raises `Refused`: PA202 for a part that cannot be looked into, PA208 for a name that no other system can hold.
    """
    files: list[str] = []
    folders: list[str] = []
    others: list[str] = []
    waiting = [folder]
    while waiting:
        for path in _entries(waiting.pop()):
            name = path.relative_to(folder).as_posix()
            status = path.lstat()
            if _is_passing(path.name, status.st_size):
                continue
            require_inner_name(name)
            kind = status.st_mode
            if stat.S_ISDIR(kind):
                waiting.append(path)
                folders.append(name)
            else:
                (files if stat.S_ISREG(kind) else others).append(name)
    return FolderListing(tuple(sorted(files)), tuple(sorted(folders)), tuple(sorted(others)))


def _is_passing(name: str, size: int) -> bool:
    """Whether something is half-written, or a lock: an empty file that only work of this moment needs."""
    ours = OURS.match(name)
    is_lock = size == 0 and (name == "lock" or name.endswith(".lock"))
    return is_lock or (ours is not None and ours["kind"] == "part")


def _entries(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(folder.iterdir())
    except OSError:
        raise Refused([problem("PA202", Where(str(folder)))]) from None


def require_inner_name(name: str) -> None:
    """Raise `Refused` (PA208) for a name that leads out of its folder on some system, or that none could write."""
    parts = name.split("/")
    leads_out = any(part in ("", ".", "..") for part in parts) or PureWindowsPath(name).anchor
    if leads_out or "\\" in name or any(ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000 for sign in name):
        shown = name.encode("ascii", "backslashreplace").decode()
        raise Refused([problem("PA208", Where("".join(sign for sign in shown if sign.isprintable())))])


def read_parts(path: Path) -> Iterator[bytes]:
    """Yield a file's content, a megabyte at a time at most.

    Raises `Refused`: PA202 for one that cannot be read, PA209 for one that changes while it is read.
    """
    try:
        with path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            while part := stream.read(_BLOCK):
                yield part
            after = path.stat()
    except OSError:
        raise Refused([problem("PA202", Where(str(path)))]) from None
    if (before.st_ino, before.st_size, before.st_mtime_ns) != (after.st_ino, after.st_size, after.st_mtime_ns):
        raise Refused([problem("PA209", Where(str(path)))])


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Yield a private folder to fill, which becomes ``folder`` when the block ends well and is gone when it fails.

    Raises `Refused`: PA203 unless ``folder`` is not there or is empty, PA204 when the disk fails.
    """
    temporary = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.part") if folder.name else folder
    with undone_when_it_fails(folder.parent):
        if folder.name in ("", "..") or (folder.exists() and not _is_empty(folder)):
            raise Refused([problem("PA203", Where(str(folder)), fix="name a folder that is not there yet")])
        try:
            make_private(temporary)
            yield temporary
            for path in (*(place for place in temporary.rglob("*") if place.is_dir()), temporary):
                sync_folder(path)
            if folder.exists():
                folder.rmdir()  # it is empty; no system but POSIX renames over it
            os.replace(temporary, folder)  # noqa: PTH105  (the name says what is meant)
            sync_folder(folder.parent)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())


def make_inside(home: Path, name: str) -> None:
    """Make a folder below ``home``. Raises `Refused`: PA208 for a name that leads out, PA204."""
    require_inner_name(name)
    with undone_when_it_fails(home):
        make_private(home / name)


def write_inside(home: Path, name: str, parts: Iterable[bytes]) -> None:
    """Write a file below ``home``, where none of its name may be yet. Raises `Refused`: PA208 and PA204."""
    require_inner_name(name)
    with undone_when_it_fails(home):
        make_private((home / name).parent)
        write_synced(home / name, parts)
