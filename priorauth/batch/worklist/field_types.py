"""What a field of a case takes, found from the case's own model: a day, a number, one of some words, a text."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import Any

from pydantic import BaseModel, StringConstraints

from priorauth.case.model import Case
from priorauth.domain.dates import PartialDate
from priorauth.parsing.located import Path

_LONG = 1_000
"""A text that may be longer than this is prose, and may run over several lines."""


class ValueForm(StrEnum):
    """What a cell has to hold for a field."""

    TEXT = "text"
    PROSE = "prose"
    DAY = "day"
    PARTIAL_DATE = "partial date"
    WHOLE_NUMBER = "whole number"
    NUMBER = "number"
    CHOICE = "one of some words"


@dataclass(frozen=True, slots=True)
class FieldType:
    """What a field takes; a list takes several, one after another in the cell."""

    form: ValueForm
    choices: tuple[str, ...] = ()
    is_list: bool = False


TEXT = FieldType(ValueForm.TEXT)


def dotted_path(field: str) -> Path:
    """Read a dotted field: entries of a list are counted from 1, as messages do (``imaging.1.date``)."""
    return tuple(int(part) - 1 if part.isascii() and part.isdigit() else part for part in field.split("."))


@cache
def field_type_at(path: Path) -> FieldType | None:
    """Say what the field at a path of a case takes; ``None`` where there is none that a cell can fill."""
    annotation: Any = Case
    metadata: tuple[Any, ...] = ()
    for part in path:
        step = _step(annotation, part)
        if step is None:
            return None
        annotation, metadata = step
    if item := _item(annotation):
        inner, inner_metadata = _bare(item, ())
        field_type = _scalar(inner, inner_metadata)
        return FieldType(field_type.form, field_type.choices, is_list=True) if field_type else None
    return _scalar(annotation, metadata)


def _step(annotation: Any, part: str | int) -> tuple[Any, tuple[Any, ...]] | None:  # noqa: ANN401
    if isinstance(part, int):
        item = _item(annotation)
        return _bare(item, ()) if item is not None and part >= 0 else None
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return None
    field = annotation.model_fields.get(part)
    return _bare(field.annotation, tuple(field.metadata)) if field else None


def _item(annotation: Any) -> Any:  # noqa: ANN401  (annotations are of any kind)
    """Return what a tuple of any length holds; ``None`` for anything else."""
    return typing.get_args(annotation)[0] if typing.get_origin(annotation) is tuple else None


def _bare(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:  # noqa: ANN401
    """Take ``Annotated`` and ``| None`` off an annotation."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _bare(annotation.__origin__, (*metadata, *annotation.__metadata__))
    if origin in (typing.Union, types.UnionType):
        rest = [arg for arg in typing.get_args(annotation) if arg is not type(None)]
        return _bare(rest[0], metadata) if len(rest) == 1 else (annotation, metadata)
    return annotation, metadata


def _scalar(annotation: Any, metadata: tuple[Any, ...]) -> FieldType | None:  # noqa: ANN401
    if not isinstance(annotation, type) or issubclass(annotation, BaseModel):
        return None
    if issubclass(annotation, Enum):
        return FieldType(ValueForm.CHOICE, tuple(str(member.value) for member in annotation))
    if annotation is bool:
        return FieldType(ValueForm.CHOICE, ("true", "false"))
    limits = [item.max_length or 0 for item in metadata if isinstance(item, StringConstraints)]
    known = {
        date: ValueForm.DAY,
        PartialDate: ValueForm.PARTIAL_DATE,
        int: ValueForm.WHOLE_NUMBER,
        Decimal: ValueForm.NUMBER,
    }
    return FieldType(known.get(annotation, ValueForm.PROSE if max(limits, default=0) > _LONG else ValueForm.TEXT))
