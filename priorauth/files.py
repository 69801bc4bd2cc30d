"""The only code that writes to disk: private modes, complete files or none, and no way out of a folder.

A file is written beside its target under a temporary name, synced, and renamed; a folder of files likewise. After
a crash the target is the old one or the new one, never half of one.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from priorauth.problems import Refused, Where, problem

_FILE_MODE = 0o600
_FOLDER_MODE = 0o700
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def read_file(path: Path, *, limit_bytes: int) -> bytes:
    """Read a file whole. Raises `Refused`: PA201 not there, PA202 not readable, PA207 a folder, PA105 too large."""
    where = Where(file=str(path))
    try:
        if path.is_dir():
            raise Refused([problem("PA207", where)])
        if path.stat().st_size > limit_bytes:
            raise Refused([problem("PA105", where, limit=f"{limit_bytes / 1_000_000:g} MB")])
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused([problem("PA201", where)]) from None
    except OSError:
        raise Refused([problem("PA202", where)]) from None


def inside(folder: Path, name: str, *, key: str) -> Path:
    """Name a file in ``folder`` or below it; raise `Refused` (PA206) for a name or a link that leads out."""
    target = (folder / name).resolve()
    if Path(name).is_absolute() or not target.is_relative_to(folder.resolve()):
        raise Refused([problem("PA206", Where(field=key), key=key)])
    return target


def write_tree(folder: Path, files: Mapping[str, bytes], *, overwrite: bool = False) -> None:
    """Write a folder of files, complete or not at all.

    ``files`` maps relative names, with ``/`` between parts, to contents. Raises `Refused`: PA203 when the folder
    exists and ``overwrite`` is false, PA204 when it cannot be written, PA205 for a name that is not safe.
    """
    for name in files:
        _check_name(name)
    where = Where(file=str(folder))
    if folder.exists() and not overwrite:
        raise Refused([problem("PA203", where)])
    temporary = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.part")
    try:
        _make_folder(folder.parent)
        _write_all(temporary, files)
        _replace_folder(temporary, folder)
    except OSError:
        raise Refused([problem("PA204", where)]) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _check_name(name: str) -> None:
    for part in name.split("/"):
        if not _SAFE_NAME.match(part) or part.split(".")[0].lower() in _RESERVED:
            raise Refused([problem("PA205", name=name)])


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(mode=_FOLDER_MODE)
    folder.chmod(_FOLDER_MODE)
    for name, data in files.items():
        path = folder / name
        _make_folder(path.parent)
        _write_synced(path, data)
    for path in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        _sync_folder(path)


def _write_synced(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
    with os.fdopen(descriptor, "wb") as stream:
        os.chmod(path, _FILE_MODE)  # noqa: PTH101  (the umask may have taken more away than is meant)
        stream.write(data)
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
    _sync_folder(folder.parent)
    if had_old:
        shutil.rmtree(aside, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows has no way to sync a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
