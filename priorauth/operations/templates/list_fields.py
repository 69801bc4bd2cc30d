"""Listing what a letter template can use, and what one of them needs of a case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from priorauth.letters.context.model import LetterContext, context_of
from priorauth.letters.lint import examine
from priorauth.letters.lint.field_use import needed_fields
from priorauth.letters.lint.reference import reference
from priorauth.letters.lint.types import FieldRow, field_rows
from priorauth.operations.templates.find_templates import letters_from


@dataclass(frozen=True, slots=True)
class LetterField:
    """A field that a letter can use."""

    path: str
    """With dots, and ``[]`` for each item of a list, such as ``care[].name``."""
    kind: str
    """What can be done with it where it is there."""
    may_be_empty: bool
    kind_or_empty: str
    """The kind as the reference says it, with ``or empty`` where a case may lack it."""
    meaning: str
    supplied_by: str


@dataclass(frozen=True, slots=True)
class UsedField:
    """A field that a template uses."""

    field: LetterField
    need: str
    """``required`` (every case has it), ``guarded`` or ``unguarded`` (a case may lack it)."""
    used_at: tuple[str, ...]
    """``file:line``, each once."""


def list_fields() -> tuple[LetterField, ...]:
    """Return every field that a letter can use, in the order of the reference."""
    return tuple(map(_field, field_rows(LetterContext)))


def fields_used(home: Path, name: str) -> tuple[UsedField, ...]:
    """Return the fields that a template and its partials use. Raises `Refused` (PA504) for an unknown one."""
    library = letters_from(home)
    path = library.path_of(f"{name}.md") or library.load(name).path
    needed = needed_fields(context_of(name), examine(library, path).uses)
    return tuple(UsedField(_field(item.row), str(item.need), item.used_at) for item in needed)


def field_reference() -> str:
    """Return the whole reference of fields and filters as Markdown."""
    return reference()


def _field(row: FieldRow) -> LetterField:
    return LetterField(
        path=row.path,
        kind=str(row.kind.present),
        may_be_empty=row.kind.optional,
        kind_or_empty=str(row.kind),
        meaning=row.doc.meaning,
        supplied_by=str(row.doc.supplier),
    )
