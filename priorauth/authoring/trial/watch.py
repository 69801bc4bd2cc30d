"""Seeing that a letter was changed: when the files of its folders were last written is looked at repeatedly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

Stamp = dict[Path, tuple[int, int]]
"""When each file was last written, in nanoseconds, and its size in bytes."""


def stamp_of(folders: Iterable[Path]) -> Stamp:
    """Note when each template and partial of some folders was last written; one that goes meanwhile is left out."""
    files = (path for folder in folders for path in (*folder.glob("*.md"), *folder.glob("partials/*.md")))
    return {path: stamp for path in files if (stamp := _stamp(path)) is not None}


def watch(stamp: Callable[[], Stamp], redraw: Callable[[], None], wait: Callable[[], bool]) -> None:
    """Call ``redraw`` after each change that ``stamp`` shows, for as long as ``wait`` says to go on.

    ``wait`` returns after a moment; a false answer ends the watch.
    """
    before = stamp()
    while wait():
        now = stamp()
        if now != before:
            before = now
            redraw()


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:  # an editor may take a file away for the moment in which it saves it
        return None
    return status.st_mtime_ns, status.st_size
