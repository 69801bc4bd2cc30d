"""What is known at one place of a template: the names that exist, and what the guards around it make sure of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from priorauth.letters.lint.types import LOOP, UNKNOWN, InferredKind, joined

Key = tuple[str, ...]
"""A value that stays the same while the template runs: the name it was first bound to, then the fields below it."""


class Guarantee(Enum):
    """What a guard makes sure of about one value."""

    THERE = auto()
    """It is not none. A list may still be empty, and a yes-or-no be no."""
    TRUE = auto()
    """It is there, a list has items, and a yes-or-no is yes."""
    FALSE = auto()
    """It is none, an empty list, or no."""


Known = frozenset[tuple[Key, Guarantee]]
"""What the guards around a place make sure of."""

NOTHING_KNOWN: Known = frozenset()


@dataclass(frozen=True, slots=True)
class InferredValue:
    """The outcome of an expression: its kind, and its place in the context, where it comes from one."""

    kind: InferredKind
    key: Key | None = None
    path: str | None = None
    """The dotted path in the context's model, such as ``care[].name``."""
    expression: str = ""
    """How the template writes it; messages call it so."""
    if_true: Known = NOTHING_KNOWN
    if_false: Known = NOTHING_KNOWN


UNRESOLVED = InferredValue(UNKNOWN)
"""Of a value that was reported already."""


def known_there(key: Key | None) -> Known:
    """Return what is known of a value that is not none."""
    return frozenset({(key, Guarantee.THERE)}) if key else NOTHING_KNOWN


def known_true(key: Key | None) -> Known:
    """Return what is known of a value where ``if`` lets it pass."""
    return frozenset({(key, Guarantee.THERE), (key, Guarantee.TRUE)}) if key else NOTHING_KNOWN


def known_false(key: Key | None) -> Known:
    """Return what is known of a value where ``if not`` lets it pass."""
    return frozenset({(key, Guarantee.FALSE)}) if key else NOTHING_KNOWN


def of_context(kind: InferredKind, key: Key | None, path: str | None, expression: str) -> InferredValue:
    """Return a value that says of itself what a guard that asks for it makes sure of."""
    return InferredValue(kind, key, path, expression, if_true=known_true(key), if_false=known_false(key))


def loop_itself(key: Key, item: InferredKind) -> InferredValue:
    """Return the value of ``loop`` inside a loop over such items."""
    return InferredValue(replace(LOOP, item=item), (*key, "loop"), expression="loop")


def called(found: InferredValue) -> str:
    """Name a value's kind, and the value as the template calls it."""
    return f"{found.kind.present} ('{found.expression}')" if found.expression else str(found.kind.present)


@dataclass(frozen=True, slots=True)
class Binding:
    """A name and what it stands for. ``sure`` is false where only some branch sets it."""

    value: InferredValue
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """The names and the knowledge at one place; a change makes a new scope."""

    names: Mapping[str, Binding] = field(default_factory=dict)
    known: Known = NOTHING_KNOWN

    def knowing(self, more: Known) -> Scope:
        """Return the scope of the same place behind a guard."""
        return replace(self, known=self.known | more) if more else self

    def binding(self, name: str, value: InferredValue) -> Scope:
        """Return the scope of the same place after a name was given a value."""
        return replace(self, names={**self.names, name: Binding(value)})

    def is_there(self, key: Key | None) -> bool:
        """Whether a guard makes sure that the value is not none."""
        return (key, Guarantee.THERE) in self.known

    def is_true(self, key: Key | None) -> bool:
        """Whether a guard makes sure that a list has items, or that a yes-or-no is yes."""
        return (key, Guarantee.TRUE) in self.known

    def is_false(self, key: Key | None) -> bool:
        """Whether a guard makes sure that a list is empty, or that a yes-or-no is no."""
        return (key, Guarantee.FALSE) in self.known


def merged(before: Scope, ends: list[Scope], branching: Key) -> Scope:
    """Return the scope after a choice of branches, from the scopes at their ends: what was set in them stays set.

    ``branching`` tells this choice from every other.
    """
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
        key = (*branching, name)
        either = InferredValue(kind, key, expression=name, if_true=known_true(key), if_false=known_false(key))
        names[name] = Binding(found[0].value if same else either, sure=sure)
    known = frozenset.intersection(*(end.known for end in ends)) if ends else before.known
    return replace(before, names=names, known=known)
