"""What is known at one place of a template: the names that exist, and what the guards around it make sure of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from priorauth.letters.lint.kinds import UNKNOWN, Kind, joined

Key = tuple[str, ...]
"""A value that stays the same while the template runs: the name it was first bound to, then the fields below it."""

Known = frozenset[tuple[Key, bool]]
"""What guards make sure of: a value holds something (true), or does not (false)."""

NOTHING_KNOWN: Known = frozenset()


@dataclass(frozen=True, slots=True)
class Value:
    """The outcome of an expression: its kind, and its place in the context, where it comes from one."""

    kind: Kind
    key: Key | None = None
    path: str | None = None
    """The dotted path in the context's model, such as ``care[].name``."""
    said: str = ""
    """How a message calls it."""
    if_true: Known = NOTHING_KNOWN
    if_false: Known = NOTHING_KNOWN


LOST = Value(UNKNOWN)
"""Of a value that was reported already."""


def present(key: Key | None) -> Known:
    """Say that a value holds something."""
    return frozenset({(key, True)}) if key else NOTHING_KNOWN


def called(found: Value) -> str:
    """Name a value's kind, and the value as the template calls it."""
    return f"{found.kind.present} ('{found.said}')" if found.said else str(found.kind.present)


@dataclass(frozen=True, slots=True)
class Binding:
    """A name and what it stands for. ``sure`` is false where only some branch sets it."""

    value: Value
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """The names and the knowledge at one place; a change makes a new scope."""

    names: Mapping[str, Binding] = field(default_factory=dict)
    known: Known = NOTHING_KNOWN

    def knowing(self, more: Known) -> Scope:
        """Give the scope of the same place behind a guard."""
        return replace(self, known=self.known | more) if more else self

    def binding(self, name: str, value: Value) -> Scope:
        """Give the scope of the same place after a name was given a value."""
        return replace(self, names={**self.names, name: Binding(value)})

    def holds(self, key: Key | None) -> bool:
        """Whether a guard makes sure that the value holds something."""
        return key is not None and (key, True) in self.known

    def lacks(self, key: Key | None) -> bool:
        """Whether a guard makes sure that the value is false or empty."""
        return key is not None and (key, False) in self.known


def merged(before: Scope, ends: list[Scope]) -> Scope:
    """Give the scope after a choice of branches, from the scopes at their ends: what was set in them stays set."""
    names = dict(before.names)
    for name in dict.fromkeys(name for end in ends for name in end.names):
        found = [end.names[name] for end in ends if name in end.names]
        if all(binding is before.names.get(name) for binding in found) and len(found) == len(ends):
            continue
        kind = found[0].value.kind
        for binding in found[1:]:
            kind = joined(kind, binding.value.kind)
        sure = len(found) == len(ends) and all(binding.sure for binding in found)
        same = all(binding.value == found[0].value for binding in found)
        value = found[0].value if same else Value(kind, key=(f"{name}@{id(ends)}",), said=name)
        names[name] = Binding(value, sure=sure)
    known = frozenset.intersection(*(end.known for end in ends)) if ends else before.known
    return replace(before, names=names, known=known)
