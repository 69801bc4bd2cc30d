"""Heads of the audit chain that manifests print, held against the chain: what was cut off its end is missed there.

A manifest prints the head before its run, and the run then adds an event with the manifest's own hash. So each
manifest vouches for every event before its run, and its own event can be looked for after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from priorauth.ledger.audit_chain import START, Action, Link
from priorauth.parsing.model import Record
from priorauth.problems import Problem, Where, problem


class PrintedHead(Record):
    """What a manifest prints, and where the manifest is."""

    file: str
    case_id: str
    head: str | None
    manifest_sha256: str


class HeadFound(Record):
    """Where the head that a manifest prints stands in the chain."""

    file: str
    case_id: str
    head: str | None
    at: int | None
    """The number of the event with that hash, 0 for the beginning; ``None`` where the chain does not have it."""
    is_recorded: bool
    """Whether an event after that head records this very manifest."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """PA1110 for a head the chain does not have, PA1111 for none printed, PA1112 for a packet not recorded."""
        where = Where(self.file)
        if self.head is None:
            return (problem("PA1111", where),)
        if self.at is None:
            return (problem("PA1110", where),)
        return () if self.is_recorded else (problem("PA1112", where),)


def find_heads(links: Sequence[Link], printed: Iterable[PrintedHead]) -> tuple[HeadFound, ...]:
    """Look for each printed head in the chain, and after it for the event of its own packet.

    Says nothing about whether the chain itself is whole: see `priorauth.ledger.audit_chain.check_chain`.
    """
    places = {START: 0} | {link.hash: link.seq for link in links}
    recorded = _recorded(links)
    found = []
    for item in printed:
        at = places.get(item.head) if item.head else None
        after = recorded.get((item.case_id, item.manifest_sha256), 0)
        found.append(
            HeadFound(
                file=item.file,
                case_id=item.case_id,
                head=item.head,
                at=at,
                is_recorded=at is not None and after > at,
            )
        )
    return tuple(found)


def _recorded(links: Iterable[Link]) -> dict[tuple[str, str], int]:
    """Return the number of the latest event that records a file of a case, by the case and the file's hash."""
    found: dict[tuple[str, str], int] = {}
    for link in links:
        if f'"{Action.BUILD.value}"' not in link.body:  # reading every event as a model would take far longer
            continue
        try:
            event = link.event
        except ValueError:  # a damaged event is found by the check of the chain
            continue
        if event.action is Action.BUILD and event.case_id is not None:
            found.update({(event.case_id, digest): link.seq for digest in event.output_sha256})
    return found
