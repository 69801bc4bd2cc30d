"""A draft case before it is written: values with the words they were read from, and what stays open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Union

from priorauth.reading.model import Passage


@dataclass(frozen=True, slots=True)
class Filled:
    """A value of the case and the words it was read from."""

    value: str | tuple[str, ...]
    where: Passage | None = None
    note: str = ""
    """What to say beside it, where a passage alone does not explain it."""


Branch = Mapping[str, "Node"]
"""A section of the case."""
Node = Union[Filled, Mapping[str, "Node"], Sequence[Mapping[str, "Node"]]]  # noqa: UP007  (it names itself)
"""A field, a section, or the entries of a list; the shape of the case file."""


class Why(StrEnum):
    """Why a field stays empty."""

    SEVERAL = "several"
    """The chart gives several values."""
    AGAINST = "against"
    """Other words of the chart speak against it."""
    DOUBTED = "doubted"
    """The words are hedged, not understood, or of a page that names nobody."""
    ABSENT = "absent"
    """``practice.yaml`` has no such section."""
    OTHER_SIGNER = "other_signer"
    """The note with the plan is signed by somebody else than the physician of ``practice.yaml``."""
    OTHER_PLACE = "other_place"
    """The plan names another facility than ``practice.yaml``."""
    UNREAD = "unread"
    """It may stand on a page that no machine could read."""


@dataclass(frozen=True, slots=True)
class OpenField:
    """A field that the chart speaks of and that was left empty, with the words a person has to look at."""

    field: str
    why: Why
    passages: tuple[Passage, ...] = ()


@dataclass(slots=True)
class SectionDraft:
    """A section while it is filled in."""

    filled: dict[str, Node] = field(default_factory=dict)
    open: list[OpenField] = field(default_factory=list)

    def put(self, name: str, value: Node | None) -> None:
        """Enter a value; nothing is entered for nothing."""
        if value:
            self.filled[name] = value

    def ask(self, name: str, why: Why, passages: Sequence[Passage] = ()) -> None:
        """Leave a field open for a person."""
        self.open.append(OpenField(name, why, tuple(passages)))


def plain(node: Node) -> object:
    """Return a tree's values as the case reader takes them: text, lists and mappings."""
    if isinstance(node, Filled):
        return list(node.value) if isinstance(node.value, tuple) else node.value
    if isinstance(node, Mapping):
        return {name: plain(item) for name, item in node.items()}
    return [plain(item) for item in node]


def leaves(node: Node, path: str = "") -> Iterator[tuple[str, Filled]]:
    """Return every value of a tree with its dotted path; list entries are counted from 1."""
    if isinstance(node, Filled):
        yield path, node
    elif isinstance(node, Mapping):
        for name, item in node.items():
            yield from leaves(item, f"{path}.{name}" if path else name)
    else:
        for number, item in enumerate(node, 1):
            yield from leaves(item, f"{path}.{number}")


def without(node: Node, dropped: frozenset[str], path: str = "") -> Node | None:
    """Return a tree without the values, entries and sections at some paths; what is emptied by that goes too."""
    if path in dropped:
        return None
    if isinstance(node, Filled):
        return node
    if isinstance(node, Mapping):
        kept = {name: without(item, dropped, f"{path}.{name}" if path else name) for name, item in node.items()}
        return {name: item for name, item in kept.items() if item} or None
    rows = [without(item, dropped, f"{path}.{number}") for number, item in enumerate(node, 1)]
    return [row for row in rows if isinstance(row, Mapping)] or None
