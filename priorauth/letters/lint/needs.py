"""What a template needs of a case, and everything it could use, found without any data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from priorauth.letters.context.field_docs import FieldDoc
from priorauth.letters.lint.types import Field, Kind, Sort, fields_of
from priorauth.letters.lint.uses import Use


class Need(StrEnum):
    """Whether a case must have a field for the template to be filled."""

    REQUIRED = "required"
    """Every case has it: the tool asks for it, or makes it."""
    GUARDED = "guarded"
    """A case may lack it, and the template copes."""
    UNGUARDED = "unguarded"
    """A case may lack it, and the template then cannot be filled."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a context: its dotted path, its kind, and what the model says of it."""

    path: str
    kind: Kind
    doc: FieldDoc


@dataclass(frozen=True, slots=True)
class NeededField:
    """One field a template uses, and where."""

    row: FieldRow
    need: Need
    used_at: tuple[str, ...]
    """``file:line``, each once."""


def field_rows(context: type) -> tuple[FieldRow, ...]:
    """List every field of a context in the model's order, those of a list's items as ``care[].name``."""
    return tuple(_rows(context, ""))


def _rows(model: type, above: str) -> Iterator[FieldRow]:
    for name, field in fields_of(model).items():
        yield FieldRow(above + name, field.kind, field.doc)
        path, kind = _inside(above + name, field)
        if kind.model is not None:
            yield from _rows(kind.model, f"{path}.")


def _inside(path: str, field: Field) -> tuple[str, Kind]:
    kind = field.kind
    while kind.sort is Sort.LIST and kind.item is not None:
        path, kind = f"{path}[]", kind.item
    return path, kind


def needed_fields(context: type, uses: Sequence[Use]) -> tuple[NeededField, ...]:
    """Return the fields that a template uses, in the model's order; records it only goes through are left out."""
    by_path: dict[str, list[Use]] = {}
    for use in uses:
        by_path.setdefault(use.path.removesuffix("[]"), []).append(use)
    return tuple(
        NeededField(row, _need(row, by_path[row.path]), _places(by_path[row.path]))
        for row in field_rows(context)
        if row.path in by_path
    )


def _need(row: FieldRow, uses: Sequence[Use]) -> Need:
    if not row.kind.optional:
        return Need.REQUIRED
    return Need.GUARDED if all(use.is_sure or use.is_guard for use in uses) else Need.UNGUARDED


def _places(uses: Sequence[Use]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{use.where.file}:{use.where.line}" for use in uses))
