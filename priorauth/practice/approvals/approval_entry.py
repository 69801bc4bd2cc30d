"""An entry of the registry: what was decided of one file, by whom, from which day on; and the chain they form."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from priorauth.parsing.model import Line, Record
from priorauth.practice.approvals.own_files import FILE_PATTERN

START = "0" * 64
"""What stands for the hash before the first entry."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
OwnFile = Annotated[str, StringConstraints(pattern=FILE_PATTERN)]


class Action(StrEnum):
    """What was decided."""

    APPROVE = "approve"
    ROLLBACK = "rollback"
    """An earlier approved text was approved again."""
    RETIRE = "retire"


class Entry(Record):
    """One decision on one file."""

    on: date
    """The day it was entered."""
    action: Action
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
        return self.action is not Action.RETIRE


class Link(Record):
    """An entry in its chain, as a line of the file holds it."""

    number: Annotated[int, Field(ge=1, strict=True)]
    entry: Entry
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


def link(number: int, entry: Entry, previous: str) -> Link:
    """Chain an entry to the hash before it."""
    return Link(number=number, entry=entry, previous=previous, hash=_hash(number, entry, previous))


def read_link(line: bytes) -> Link | None:
    """Read a line; ``None`` when it is not one that `Link.line` writes."""
    try:
        content = json.loads(line)
        parts = {key: content.pop(key) for key in ("number", "previous", "hash")}
        found = Link(entry=Entry.model_validate(content), **parts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found if found.line() == line else None


def _hash(number: int, entry: Entry, previous: str) -> str:
    body = _canonical({"number": number, **entry.model_dump(mode="json")})
    return hashlib.sha256(previous.encode() + b"\n" + body).hexdigest()


def _canonical(content: dict[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(", ", ": ")).encode()
