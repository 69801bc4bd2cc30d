"""The answers people gave, in ``settlements.jsonl`` beside the case: lines are added, never changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from priorauth.files import append_line, exclusive_lock, read_file
from priorauth.problems import Refused, Where, problem
from priorauth.review.model import Entry

FILE = "settlements.jsonl"
_LOCK = ".settlements.lock"
_MAX_BYTES = 50_000_000
_PAUSE_SECONDS = 0.1
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


def read_settlements(folder: Path) -> tuple[Entry, ...]:
    """Return the answers kept beside a case, first to last; none where there is no file.

    A last line without its end was torn by a crash and was never kept. Raises `Refused` (PA1308) with the line that
    is not as it was written, and PA202 or PA105 for a file that cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    lines = read_file(path, limit_bytes=_MAX_BYTES).split(b"\n")[:-1]
    return tuple(_entry(path, number, line) for number, line in enumerate(lines, 1))


def add_settlement(
    folder: Path, make: Callable[[Sequence[Entry]], Entry], *, patience_seconds: float = 10
) -> Entry:
    """Add the line that ``make`` returns when it is given those before it, and return it.

    Nobody else adds one meanwhile, so that none is lost and each is made in sight of all before it. Raises
    `Refused`, and then nothing is added: PA1309 where somebody else holds the file for longer than
    ``patience_seconds``, PA204 for the disk, as `read_settlements`, and whatever ``make`` raises.
    """
    left = patience_seconds
    while True:
        try:
            with exclusive_lock(folder / _LOCK, code="PA1309"):
                added = make(read_settlements(folder))
                append_line(folder / FILE, line_of(added))
                return added
        except Refused as refused:
            if left <= 0 or refused.problems[0].code != "PA1309":
                raise
            time.sleep(_PAUSE_SECONDS)
            left -= _PAUSE_SECONDS


def line_of(entry: Entry) -> bytes:
    """Return an answer as the line it is kept as."""
    return entry.model_dump_json(exclude_none=True).encode()


def _entry(path: Path, number: int, line: bytes) -> Entry:
    try:
        found = _ENTRY.validate_json(line)
    except ValidationError:
        found = None
    if found is None or line_of(found) != line:
        raise Refused([problem("PA1308", Where(str(path), number), line=number)])
    return found
