"""Reading files whole, and never outside a folder."""

from __future__ import annotations

import stat
from pathlib import Path

from priorauth.problems import Refused, Where, problem


def read_file(path: Path, *, limit_bytes: int) -> bytes:
    """Read a file whole.

    Raises `Refused`: PA201 not there, PA202 not readable or no plain file (a pipe could be waited on for ever),
    PA207 a folder, PA105 larger than ``limit_bytes``.
    """
    where = Where(file=str(path))
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise Refused([problem("PA207", where)])
        if not stat.S_ISREG(kind):
            raise Refused([problem("PA202", where)])
        with path.open("rb") as stream:
            data = stream.read(limit_bytes + 1)
    except FileNotFoundError:
        raise Refused([problem("PA201", where)]) from None
    except OSError:
        raise Refused([problem("PA202", where)]) from None
    if len(data) > limit_bytes:
        raise Refused([problem("PA105", where, limit=f"{limit_bytes / 1_000_000:g} MB")])
    return data


def resolve_inside(folder: Path, name: str, *, key: str) -> Path:
    """Name a file in ``folder`` or below it; raise `Refused` (PA206) for a name or a link that leads out."""
    outside = problem("PA206", Where(field=key), key=key)
    try:
        target, home = (folder / name).resolve(), folder.resolve()
    except (OSError, RuntimeError, ValueError):  # a link to itself, or a name no system can hold
        raise Refused([outside]) from None
    if Path(name).is_absolute() or not target.is_relative_to(home):
        raise Refused([outside])
    return target
