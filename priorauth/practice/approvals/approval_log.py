"""The registry's file, ``approvals.jsonl``: one entry a line, each chained to the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from priorauth.files import append_line, read_file
from priorauth.practice.approvals.approval_entry import START, Entry, Link, link, read_link
from priorauth.problems import Refused, Where, problem

REGISTRY = "approvals.jsonl"
_MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Registry:
    """The entries of a practice, first to last."""

    links: tuple[Link, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The decisions, in the order they were entered."""
        return tuple(item.entry for item in self.links)

    @property
    def head(self) -> str:
        """The hash of the latest entry; kept elsewhere, it shows whether entries were cut off the end."""
        return self.links[-1].hash if self.links else START

    def of(self, file: str) -> tuple[Entry, ...]:
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
    links: list[Link] = []
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


def enter(practice: Path, entries: Sequence[Entry]) -> Registry:
    """Add entries at the end, each synced before the next, and give the registry; raises as `read_registry`."""
    links = list(read_registry(practice).links)
    for added in _chained(links, entries):
        append_line(practice / REGISTRY, added.line())
        links.append(added)
    return Registry(tuple(links))


def _chained(before: Sequence[Link], entries: Sequence[Entry]) -> Iterable[Link]:
    number, head = len(before), before[-1].hash if before else START
    for entry in entries:
        number += 1
        added = link(number, entry, head)
        head = added.hash
        yield added
