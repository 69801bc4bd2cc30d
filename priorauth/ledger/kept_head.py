"""The head of the audit chain, kept in the practice's folder: a ledger without it was cut off, replaced or lost."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from priorauth.files import read_file, write_file
from priorauth.parsing.model import Record
from priorauth.problems import Refused, Where, problem

_MOST_BYTES = 10_000


class Head(Record):
    """The hash of the latest event, and its number."""

    ledger: str
    """Which ledger it is of."""
    seq: int = Field(ge=0)
    hash: str = Field(pattern=r"^[0-9a-f]{64}$")


@dataclass(frozen=True, slots=True)
class HeadFile:
    """Where a practice keeps the head of one ledger."""

    folder: Path
    ledger: str
    """What the ledger is called: its file, or its server and database without anybody's name."""

    @property
    def path(self) -> Path:
        """The file; each ledger has its own."""
        return self.folder / f"ledger-{hashlib.sha256(self.ledger.encode()).hexdigest()[:8]}.head"

    def read(self) -> Head | None:
        """Return the head that is kept; ``None`` where none ever was.

        Raises `Refused`: PA1115 for a file that was changed by hand, PA2xx for one that cannot be read.
        """
        if not self.path.is_file():
            return None
        try:
            head = Head.model_validate_json(read_file(self.path, limit_bytes=_MOST_BYTES))
        except ValidationError:
            head = None
        if head is None or head.ledger != self.ledger:
            raise Refused([problem("PA1115", Where(str(self.path)))])
        return head

    def keep(self, seq: int, digest: str) -> None:
        """Keep a head in place of the earlier one. Raises `Refused` (PA204) where the folder can't be written."""
        if self.folder.is_dir():
            head = Head(ledger=self.ledger, seq=seq, hash=digest)
            write_file(self.path, f"{head.model_dump_json()}\n".encode(), overwrite=True)
