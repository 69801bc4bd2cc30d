"""Which fields a model has at a place of a file."""

from __future__ import annotations

import typing
from typing import Any

from pydantic import BaseModel

from priorauth.parsing.located import Path, Plain, at


def fields_at(model: type[BaseModel], path: Path, content: Plain) -> tuple[str, ...] | None:
    """List the fields at a place, in the model's order; ``None`` where the place is not one of fields.

    Where a place can be of several kinds, what ``content`` gives as its ``kind`` decides, if that is known.
    """
    models: tuple[type[BaseModel], ...] = (model,)
    here: Plain = content
    for part in path:
        here = at(here, (part,))
        if isinstance(part, str):
            fields = [each.model_fields[part] for each in models if part in each.model_fields]
            models = tuple(inner for field in fields for inner in _models_in(field.annotation))
        models = _of_kind(models, at(here, ("kind",)))
    return tuple(dict.fromkeys(name for each in models for name in each.model_fields)) if models else None


def _of_kind(models: tuple[type[BaseModel], ...], kind: Plain) -> tuple[type[BaseModel], ...]:
    named = tuple(
        each
        for each in models
        if "kind" in each.model_fields and kind in _literals(each.model_fields["kind"].annotation)
    )
    return named or models


def _literals(annotation: Any) -> tuple[object, ...]:  # noqa: ANN401  (annotations are of any kind)
    return typing.get_args(annotation) if typing.get_origin(annotation) is typing.Literal else ()


def _models_in(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in typing.get_args(annotation) for model in _models_in(part)]
