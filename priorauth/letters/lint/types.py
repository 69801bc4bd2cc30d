"""The kinds of value a template meets and the fields it can use, from the typed records of the context model."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from priorauth.letters.context.field_docs import FieldDoc
from priorauth.letters.markdown.escaping import Markup
from priorauth.problems import nearest_name


class ValueType(StrEnum):
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
class InferredKind:
    """One kind of value: ``item`` of a list, ``model`` of a record; ``optional`` where it may be ``None``."""

    base: ValueType
    item: InferredKind | None = None
    model: type | None = None
    optional: bool = False

    @property
    def present(self) -> InferredKind:
        """The same where it is known not to be empty."""
        return replace(self, optional=False) if self.optional else self

    @property
    def is_printable(self) -> bool:
        """Whether it may be printed, where it is not empty."""
        return self.base in (ValueType.TEXT, ValueType.READY, ValueType.NUMBER, ValueType.UNKNOWN)

    def __str__(self) -> str:
        words = str(self.base)
        if self.base is ValueType.LIST and self.item is not None and self.item.base is not ValueType.UNKNOWN:
            words = f"list of {_PLURAL.get(self.item.base, str(self.item.base))}"
        return f"{words}, or empty" if self.optional else words


_PLURAL = {
    ValueType.TEXT: "texts",
    ValueType.READY: "ready texts",
    ValueType.NUMBER: "whole numbers",
    ValueType.RECORD: "records",
}

TEXT, READY, NUMBER, YES_NO = (
    InferredKind(ValueType.TEXT),
    InferredKind(ValueType.READY),
    InferredKind(ValueType.NUMBER),
    InferredKind(ValueType.YES_NO),
)
NOTHING, UNKNOWN, LOOP = (
    InferredKind(ValueType.NOTHING, optional=True),
    InferredKind(ValueType.UNKNOWN),
    InferredKind(ValueType.LOOP),
)

_PLAIN: Mapping[object, InferredKind] = {str: TEXT, Markup: READY, int: NUMBER, bool: YES_NO}


@dataclass(frozen=True, slots=True)
class ContextField:
    """One field of a record: its kind and what the model says of it."""

    kind: InferredKind
    doc: FieldDoc


@cache
def fields_of(model: type) -> Mapping[str, ContextField]:
    """Return the fields of a typed record, in the model's order.

    Raises ``TypeError`` for a field of a type that templates have no use for, or one the model does not document.
    """
    hints = get_type_hints(model, include_extras=True)
    return {name: _field(name, model, hint) for name, hint in hints.items()}


def _field(name: str, model: type, hint: object) -> ContextField:
    plain, *notes = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    said = next((note for note in notes if isinstance(note, FieldDoc)), None)
    if said is None:
        raise TypeError(f"{model.__name__}.{name} is not documented")
    return ContextField(kind_of(plain), said)


def kind_of(hint: Any) -> InferredKind:  # noqa: ANN401 - a type, however it is written
    """Return the kind of value a type stands for. Raises ``TypeError`` for any other type."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_typeddict(hint):
        return InferredKind(ValueType.RECORD, model=hint)
    if get_origin(hint) is list:
        return InferredKind(ValueType.LIST, item=kind_of(get_args(hint)[0]))
    if get_origin(hint) in (Union, types.UnionType):
        inner = [kind for kind in get_args(hint) if kind is not type(None)]
        if len(inner) == 1:
            return replace(kind_of(inner[0]), optional=True)
    raise TypeError(f"a template has no use for {hint}")


def joined(one: InferredKind, other: InferredKind) -> InferredKind:
    """Return the kind of a value that is either; of no one kind where the two have nothing in common."""
    optional = one.optional or other.optional
    if ValueType.UNKNOWN in (one.base, other.base):
        return UNKNOWN
    if one.base is ValueType.NOTHING:
        return replace(other, optional=True)
    if other.base is ValueType.NOTHING:
        return replace(one, optional=True)
    if one.present == other.present:
        return replace(one, optional=optional)
    if {one.base, other.base} <= {ValueType.TEXT, ValueType.READY, ValueType.NUMBER}:
        return replace(READY, optional=optional)
    return InferredKind(ValueType.MIXED, optional=optional)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a context: its dotted path, its kind, and what the model says of it."""

    path: str
    kind: InferredKind
    doc: FieldDoc


@cache
def field_rows(context: type) -> tuple[FieldRow, ...]:
    """List every field of a context in the model's order, those of a list's items as ``care[].name``."""
    return tuple(_rows(context, ""))


def _rows(model: type, above: str) -> Iterator[FieldRow]:
    for name, field in fields_of(model).items():
        path, inner = above + name, field.kind
        yield FieldRow(path, field.kind, field.doc)
        while inner.base is ValueType.LIST and inner.item is not None:
            path, inner = f"{path}[]", inner.item
        if inner.model is not None:
            yield from _rows(inner.model, f"{path}.")


def field_meant(name: str, known: Iterable[str], context: type, *, below: str = "") -> str:
    """Say what ``name`` was probably meant to be: one of ``known``, or a field elsewhere in the context."""
    prefix = f"{below}." if below else ""
    if close := nearest_name(name, known):
        return f"did you mean '{prefix}{close}'?"
    paths = sorted((row.path for row in field_rows(context)), key=lambda path: (path.count("."), path))
    elsewhere = next((path for path in paths if path.rsplit(".", 1)[-1] == name), None)
    return (
        f"did you mean '{elsewhere}'?"
        if elsewhere
        else "see 'priorauth template fields' for the fields a template can use"
    )
