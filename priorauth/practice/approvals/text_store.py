"""The store: every text that was ever approved, under its own hash, so that an earlier one can be used again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from priorauth.files import read_file, write_file
from priorauth.practice.approvals.own_files import MAX_BYTES
from priorauth.problems import Refused

STORE = "approved"


def place_in_store(practice: Path, file: str, sha256: str) -> Path:
    """Name where a text is kept: under its hash, with its file's own name."""
    return practice / STORE / sha256 / file.rpartition("/")[2]


def keep(practice: Path, file: str, data: bytes) -> str:
    """Keep a text, and give its hash. One that was damaged in the store is mended. Raises `Refused` (PA204)."""
    sha256 = hashlib.sha256(data).hexdigest()
    if stored(practice, file, sha256) is None:
        write_file(place_in_store(practice, file, sha256), data, overwrite=True)
    return sha256


def stored(practice: Path, file: str, sha256: str) -> Path | None:
    """Find a text in the store; ``None`` when it is not there, or is not what its hash says."""
    path = place_in_store(practice, file, sha256)
    return path if hash_of(path) == sha256 else None


def hash_of(path: Path) -> str | None:
    """Hash a file; ``None`` where there is none that can be read."""
    try:
        return hashlib.sha256(read_file(path, limit_bytes=MAX_BYTES)).hexdigest()
    except Refused:
        return None
