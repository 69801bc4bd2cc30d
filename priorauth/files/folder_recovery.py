"""Putting a folder right after a crash."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from priorauth.files.folders import undone_when_it_fails

_OURS = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{12}\.(?P<kind>part|old)\Z")
"""The names that something half-written, and something set aside while it is replaced, bear here."""


def mend_interrupted_writes(folder: Path) -> None:
    """Put a folder right after a crash: drop what was half-written, and put back what was set aside for it.

    Only names that this room itself gives are touched. Raises `Refused` (PA204).
    """
    with undone_when_it_fails(folder):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            match = _OURS.match(path.name)
            if match is None:
                continue
            target = path.with_name(match["name"])
            if match["kind"] == "old" and not target.exists():
                os.replace(path, target)  # noqa: PTH105
            elif path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
