"""Where a template uses which field of its context, and what it thereby needs of a case, found without any data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from priorauth.letters.lint.types import FieldRow, InferredKind, field_rows
from priorauth.problems import Where


@dataclass(frozen=True, slots=True)
class FieldUse:
    """One place in a template where a field is used."""

    path: str
    """Dotted, with ``[]`` for each list that is looped over: ``studies[].findings[].place``."""
    kind: InferredKind
    where: Where
    is_sure: bool
    """Whether the field always holds something, or a guard makes sure that it does."""
    is_guard: bool
    """Whether it is only asked whether the field holds something."""


class Need(StrEnum):
    """Whether a case must have a field for the template to be filled."""

    REQUIRED = "required"
    """Every case has it: the tool asks for it, or makes it."""
    GUARDED = "guarded"
    """A case may lack it, and the template copes."""
    UNGUARDED = "unguarded"
    """A case may lack it, and the template then cannot be filled."""


@dataclass(frozen=True, slots=True)
class NeededField:
    """One field a template uses, and where."""

    row: FieldRow
    need: Need
    used_at: tuple[str, ...]
    """``file:line``, each once."""


def needed_fields(context: type, uses: Sequence[FieldUse]) -> tuple[NeededField, ...]:
    """Return the fields that a template uses, in the model's order; records it only goes through are left out."""
    by_path: dict[str, list[FieldUse]] = {}
    for use in uses:
        by_path.setdefault(use.path.removesuffix("[]"), []).append(use)
    return tuple(_needed(row, by_path[row.path]) for row in field_rows(context) if row.path in by_path)


def _needed(row: FieldRow, uses: Sequence[FieldUse]) -> NeededField:
    need = Need.REQUIRED
    if row.kind.optional:
        need = Need.GUARDED if all(use.is_sure or use.is_guard for use in uses) else Need.UNGUARDED
    return NeededField(row, need, tuple(dict.fromkeys(f"{use.where.file}:{use.where.line}" for use in uses)))
