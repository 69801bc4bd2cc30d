"""The kinds of value a template meets, derived from the typed records of the context model."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from priorauth.letters.context.field_docs import FieldDoc
from priorauth.letters.markdown.escaping import Markup


class Sort(StrEnum):
    """What can be done with a value, in the words of a message."""

    TEXT = "text"
    READY = "ready text"
    """Markdown made by the tool, such as a link: it is printed as it stands and not changed."""
    NUMBER = "whole number"
    YES_NO = "yes-or-no"
    LIST = "list"
    RECORD = "record"
    NOTHING = "nothing"
    LOOP = "loop"
    MIXED = "value of one kind in one case and of another in another"
    UNKNOWN = "unknown"
    """Something wrong was reported already; nothing more is said of it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value: ``item`` of a list, ``model`` of a record; ``optional`` where it may be ``None``."""

    sort: Sort
    item: Kind | None = None
    model: type | None = None
    optional: bool = False

    @property
    def present(self) -> Kind:
        """The same where it is known not to be empty."""
        return replace(self, optional=False) if self.optional else self

    @property
    def is_printable(self) -> bool:
        """Whether it may be printed, where it is not empty."""
        return self.sort in (Sort.TEXT, Sort.READY, Sort.NUMBER, Sort.UNKNOWN)

    def __str__(self) -> str:
        words = str(self.sort)
        if self.sort is Sort.LIST and self.item is not None and self.item.sort is not Sort.UNKNOWN:
            words = f"list of {_PLURAL.get(self.item.sort, str(self.item.sort))}"
        return f"{words}, or empty" if self.optional else words


_PLURAL = {Sort.TEXT: "texts", Sort.READY: "ready texts", Sort.NUMBER: "whole numbers", Sort.RECORD: "records"}

TEXT, READY, NUMBER, YES_NO = Kind(Sort.TEXT), Kind(Sort.READY), Kind(Sort.NUMBER), Kind(Sort.YES_NO)
NOTHING, UNKNOWN, LOOP = Kind(Sort.NOTHING, optional=True), Kind(Sort.UNKNOWN), Kind(Sort.LOOP)

_PLAIN: Mapping[object, Kind] = {str: TEXT, Markup: READY, int: NUMBER, bool: YES_NO}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: its kind and what the model says of it."""

    kind: Kind
    doc: FieldDoc


@cache
def fields_of(model: type) -> Mapping[str, Field]:
    """Return the fields of a typed record, in the model's order.

    Raises ``TypeError`` for a field of a type that templates have no use for, or one the model does not document.
    """
    hints = get_type_hints(model, include_extras=True)
    return {name: _field(name, model, hint) for name, hint in hints.items()}


def _field(name: str, model: type, hint: object) -> Field:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{model.__name__}.{name} is not documented")
    plain, *notes = get_args(hint)
    said = next((note for note in notes if isinstance(note, FieldDoc)), None)
    if said is None:
        raise TypeError(f"{model.__name__}.{name} is not documented")
    return Field(kind_of(plain), said)


def kind_of(hint: Any) -> Kind:  # noqa: ANN401 - a type, however it is written
    """Return the kind of value a type stands for. Raises ``TypeError`` for any other type."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_typeddict(hint):
        return Kind(Sort.RECORD, model=hint)
    if get_origin(hint) is list:
        return Kind(Sort.LIST, item=kind_of(get_args(hint)[0]))
    if get_origin(hint) in (Union, types.UnionType):
        inner = [kind for kind in get_args(hint) if kind is not type(None)]
        if len(inner) == 1:
            return replace(kind_of(inner[0]), optional=True)
    raise TypeError(f"a template has no use for {hint}")


def joined(one: Kind, other: Kind) -> Kind:
    """Return the kind of a value that is either; of no one kind where the two have nothing in common."""
    optional = one.optional or other.optional
    if Sort.UNKNOWN in (one.sort, other.sort):
        return UNKNOWN
    if one.sort is Sort.NOTHING:
        return replace(other, optional=True)
    if other.sort is Sort.NOTHING:
        return replace(one, optional=True)
    if one.present == other.present:
        return replace(one, optional=optional)
    if {one.sort, other.sort} <= {Sort.TEXT, Sort.READY, Sort.NUMBER}:
        return replace(READY, optional=optional)
    return Kind(Sort.MIXED, optional=optional)
