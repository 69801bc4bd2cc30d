"""A private folder for a while: it is gone when the work in it is done, or has failed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from priorauth.files.reading import resolve_inside
from priorauth.problems import Refused, problem


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
