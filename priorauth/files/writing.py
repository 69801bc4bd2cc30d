"""Writing files and folders, complete or not at all; adding lines to a journal; mending what a crash cut off.

Also a lock that one process can hold, and a private folder that is gone when the work in it is done.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from priorauth.files.reading import resolve_inside
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


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each private; leave one that exists as it is. Raises `Refused` (PA204)."""
    with undone_when_it_fails(folder):
        make_private(folder)


def make_private_file(path: Path) -> None:
    """Make an empty private file for a database to fill, unless it exists. Raises `Refused` (PA204)."""
    with undone_when_it_fails(path.parent):
        make_private(path.parent)
        if not path.exists():
            try:
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
            except FileExistsError:  # another process has made it in this very moment
                return
            os.chmod(path, FILE_MODE)  # noqa: PTH101  (the umask may have taken more away than is meant)


def write_file(path: Path, data: bytes | Iterable[bytes], *, overwrite: bool = False) -> None:
    """Write one file, complete or not at all; ``data`` may come in parts, of which one at a time is held.

    Raises `Refused`: PA203 when it exists and ``overwrite`` is false, PA204 when it cannot be written, PA205 for a
    name that is not safe.
    """
    check_name(path.name)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    with undone_when_it_fails(path.parent):
        try:
            make_private(path.parent)
            write_synced(temporary, data)
            if overwrite:
                os.replace(temporary, path)  # noqa: PTH105  (the name says what is meant)
            else:
                os.link(temporary, path)  # unlike a rename, this fails when the name is taken
        except FileExistsError:
            raise Refused([problem("PA203", Where(file=str(path)))]) from None
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(path.parent)


def write_tree(folder: Path, files: Mapping[str, bytes], *, overwrite: bool = False) -> None:
    """Write a folder of files, complete or not at all.

    ``files`` maps relative names, with ``/`` between parts, to contents. With ``overwrite`` an earlier result is
    replaced as a whole; a folder that holds none of these names is somebody's own and is left alone. Raises
    `Refused`: PA203 when the folder may not be replaced, PA204 when it cannot be written, PA205 for a name that is
    not safe.
    """
    for name in files:
        check_name(name)
    # A folder without a name of its own, such as ".", is the one somebody stands in: it cannot be replaced.
    if folder.name in ("", ".."):
        raise Refused([problem("PA203", Where(file=str(folder)), fix="name a folder that is not there yet")])
    temporary = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.part")
    with undone_when_it_fails(folder.parent):
        if _is_taken(folder, files, overwrite=overwrite):
            raise Refused([problem("PA203", Where(file=str(folder)))])
        try:
            make_private(folder.parent)
            _write_all(temporary, files)
            _replace_folder(temporary, folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def remove_file(path: Path) -> None:
    """Remove a file, if it is there. Raises `Refused` (PA204)."""
    with undone_when_it_fails(path.parent):
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)


def remove_folder(folder: Path) -> None:
    """Remove a folder with all it holds, if it is there. Raises `Refused` (PA204)."""
    with undone_when_it_fails(folder.parent):
        if folder.exists():
            shutil.rmtree(folder)
            sync_folder(folder.parent)


def set_aside(folder: Path, place: Path) -> None:
    """Move a folder to ``place``, out of the way of whoever takes what stands there for current.

    What was set aside there before is replaced. Raises `Refused` (PA204).
    """
    with undone_when_it_fails(folder.parent):
        make_private(place.parent)
        if place.exists():
            shutil.rmtree(place)
        os.replace(folder, place)  # noqa: PTH105  (the name says what is meant)
        sync_folder(place.parent)
        sync_folder(folder.parent)


def _is_taken(folder: Path, files: Mapping[str, bytes], *, overwrite: bool) -> bool:
    if not folder.exists():
        return False
    if not overwrite or not folder.is_dir():
        return True
    return any(folder.iterdir()) and not any((folder / name).is_file() for name in files)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    make_private(folder)
    for name, data in files.items():
        path = folder / name
        make_private(path.parent)
        write_synced(path, data)
    for path in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        sync_folder(path)


def write_synced(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a new private file and sync it; half of it stands there when that fails."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "wb") as stream:
        os.chmod(path, FILE_MODE)  # noqa: PTH101  (the umask may have taken more away than is meant)
        for part in (data,) if isinstance(data, bytes) else data:
            stream.write(part)
        stream.flush()
        os.fsync(stream.fileno())


def _replace_folder(temporary: Path, folder: Path) -> None:
    """Put the new folder in the old one's place; the old one is set aside until the new one stands."""
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.old")
    had_old = folder.exists()
    if had_old:
        os.replace(folder, aside)  # noqa: PTH105  (the name says what is meant)
    try:
        os.replace(temporary, folder)  # noqa: PTH105
    except OSError:
        if had_old:
            os.replace(aside, folder)  # noqa: PTH105
        raise
    if had_old:
        shutil.rmtree(aside, ignore_errors=True)
    sync_folder(folder.parent)


OURS = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{12}\.(?P<kind>part|old)\Z")
"""The names that something half-written, and something set aside while it is replaced, bear here."""


def mend_interrupted_writes(folder: Path) -> None:
    """Put a folder right after a crash: drop what was half-written, and put back what was set aside for it.

    Only names that this room itself gives are touched. Raises `Refused` (PA204).
    """
    with undone_when_it_fails(folder):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            match = OURS.match(path.name)
            if match is None:
                continue
            target = path.with_name(match["name"])
            if match["kind"] == "old" and not target.exists():
                os.replace(path, target)  # noqa: PTH105
            elif path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


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


@contextmanager
def private_copy(files: Iterable[tuple[str, bytes]]) -> Iterator[Path]:
    """Put files, named relative to the folder, into a new private folder and give it; it is removed afterwards.

    Raises `Refused`: PA206 for a name that leads out, PA204 when the disk fails.
    """
    with tempfile.TemporaryDirectory(prefix="priorauth-", ignore_cleanup_errors=True) as name:
        home = Path(name).resolve()
        for relative, data in files:
            path = resolve_inside(home, relative, key="files")
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            except OSError:
                raise Refused([problem("PA204")]) from None
        yield home
