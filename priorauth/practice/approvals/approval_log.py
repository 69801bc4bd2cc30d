"""The registry: what was decided of each file, by whom and from which day on, in ``approvals.jsonl``.

An entry is a line, chained to the one before it by its hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from priorauth.files import append_line, read_file
from priorauth.parsing.model import Line, Record
from priorauth.practice.approvals.own_files import FILE_PATTERN
from priorauth.problems import Refused, Where, problem

START = "0" * 64
"""What stands for the hash before the first entry."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
OwnFile = Annotated[str, StringConstraints(pattern=FILE_PATTERN)]


class ApprovalAction(StrEnum):
    """What was decided."""

    APPROVE = "approve"
    ROLLBACK = "rollback"
    """An earlier approved text was approved again."""
    RETIRE = "retire"


class ApprovalEntry(Record):
    """One decision on one file."""

    on: date
    """The day it was entered."""
    action: ApprovalAction
    file: OwnFile
    sha256: Sha256
    """The text's hash; of a retirement, that of the text that was in force."""
    effective: date
    """The first day it counts."""
    by: Line
    note: Line

    @property
    def approves(self) -> bool:
        """Whether its text may be used from its day on."""
        return self.action is not ApprovalAction.RETIRE


class ChainedEntry(Record):
    """An entry in its chain, as a line of the file holds it."""

    number: Annotated[int, Field(ge=1, strict=True)]
    entry: ApprovalEntry
    previous: Sha256
    hash: Sha256

    @property
    def is_whole(self) -> bool:
        """Whether the entry is the one its hash was made for."""
        return self.hash == _hash(self.number, self.entry, self.previous)

    def line(self) -> bytes:
        """Write it as the one line it is written as."""
        content = {"number": self.number, **self.entry.model_dump(mode="json")}
        return _canonical({**content, "previous": self.previous, "hash": self.hash})


def link(number: int, entry: ApprovalEntry, previous: str) -> ChainedEntry:
    """Chain an entry to the hash before it."""
    return ChainedEntry(number=number, entry=entry, previous=previous, hash=_hash(number, entry, previous))


def read_link(line: bytes) -> ChainedEntry | None:
    """Read a line; ``None`` when it is not one that `Link.line` writes."""
    try:
        content = json.loads(line)
        parts = {key: content.pop(key) for key in ("number", "previous", "hash")}
        found = ChainedEntry(entry=ApprovalEntry.model_validate(content), **parts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found if found.line() == line else None


def _hash(number: int, entry: ApprovalEntry, previous: str) -> str:
    body = _canonical({"number": number, **entry.model_dump(mode="json")})
    return hashlib.sha256(previous.encode() + b"\n" + body).hexdigest()


def _canonical(content: dict[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(", ", ": ")).encode()


REGISTRY = "approvals.jsonl"
_MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Registry:
    """The entries of a practice, first to last."""

    links: tuple[ChainedEntry, ...] = ()

    @property
    def entries(self) -> tuple[ApprovalEntry, ...]:
        """The decisions, in the order they were entered."""
        return tuple(item.entry for item in self.links)

    @property
    def head(self) -> str:
        """The hash of the latest entry; kept elsewhere, it shows whether entries were cut off the end."""
        return self.links[-1].hash if self.links else START

    def of(self, file: str) -> tuple[ApprovalEntry, ...]:
        """Return what was decided of one file, in the order it was entered."""
        return tuple(item.entry for item in self.links if item.entry.file == file)


def read_registry(practice: Path) -> Registry:
    """Read a practice's registry; empty where there is none.

    A last line without its end was torn by a crash and never recorded. Raises `Refused` (PA574) with the line that
    was changed, put in, or comes after one that was removed.
    """
    path = practice / REGISTRY
    if not path.exists():
        return Registry()
    links: list[ChainedEntry] = []
    head = START
    for number, line in enumerate(read_file(path, limit_bytes=_MAX_BYTES).split(b"\n")[:-1], 1):
        found = read_link(line)
        if found is None or not found.is_whole:
            raise Refused([problem("PA574", Where(str(path), number), what="is not as it was written")])
        if found.previous != head or found.number != len(links) + 1:
            raise Refused(
                [problem("PA574", Where(str(path), number), what="does not follow from the one before it")]
            )
        links.append(found)
        head = found.hash
    return Registry(tuple(links))


def enter(practice: Path, entries: Iterable[ApprovalEntry]) -> None:
    """Add entries at the end, each synced before the next; raises as `read_registry`."""
    registry = read_registry(practice)
    head = registry.head
    for number, entry in enumerate(entries, len(registry.links) + 1):
        added = link(number, entry, head)
        append_line(practice / REGISTRY, added.line())
        head = added.hash
