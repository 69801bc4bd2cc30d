"""From located text to a frozen model, with every error at once and each at its own place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path as FilePath
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from priorauth.files import read_file
from priorauth.parsing.messages import problems_of, unknown_field
from priorauth.parsing.model_fields import fields_at
from priorauth.parsing.tree import MAX_BYTES, Path, Plain, Tree, read_tree
from priorauth.problems import Refused, Where

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A model with the file it came from; ``locate`` finds the line of one of its fields."""

    value: M
    file: str
    sha256: str
    locate: Callable[[Path], Where]
    excerpt: Callable[[Where], tuple[str, ...]]
    """Shows the line of a place, its value masked unless the file was read with ``show_values``."""


def read_model(path: FilePath, model: type[M]) -> Loaded[M]:
    """Read a file into ``model``. Raises `Refused` with every problem found; excerpts mask values."""
    return parse_model(read_file(path, limit_bytes=MAX_BYTES), str(path), model)


def parse_model(data: bytes, file: str, model: type[M], *, show_values: bool = False) -> Loaded[M]:
    """Read bytes into ``model``; error excerpts mask values unless ``show_values``. Raises as `read_model`."""
    tree = read_tree(data, file, show_values=show_values)
    value = validate(tree, model, show_values=show_values)
    show = partial(tree.excerpt, show_values=show_values)
    return Loaded(value, file, hashlib.sha256(data).hexdigest(), tree.locate, show)


def validate(
    tree: Tree, model: type[M], *, defaults: Mapping[str, Plain] | None = None, show_values: bool = False
) -> M:
    """Turn a tree into ``model``. Raises `Refused` with every problem, each at its place in the tree."""
    content = without_absent(tree.content)
    if isinstance(content, dict) and defaults:
        content = {**defaults, **content}
    unknown = [unknown_field(path, tree, model, show_values=show_values) for path in _empty_unknown(tree, model)]
    try:
        value = model.model_validate(content)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        unknown += problems_of(errors, tree, model, show_values=show_values)
    else:
        if not unknown:
            return value
    raise Refused(sorted(unknown, key=lambda p: (p.where.line or 0, p.where.column or 0)))


def _empty_unknown(tree: Tree, model: type[BaseModel]) -> Iterator[Path]:
    """Find keys that are empty, and so would be dropped as absent, but name no field: a value may stand as one."""
    for path in _empty(tree.content, ()):
        known = fields_at(model, path[:-1], tree.content)
        if known is not None and path[-1] not in known:
            yield path


def _empty(content: Plain, path: Path) -> Iterator[Path]:
    if isinstance(content, dict):
        yield from ((*path, key) for key, value in content.items() if value is None)
    parts = (
        content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    )
    for key, value in parts:
        yield from _empty(value, (*path, key))


def without_absent(content: Plain) -> Plain:
    """Drop fields that are written but empty: an empty field is an absent one."""
    if isinstance(content, dict):
        return {key: without_absent(value) for key, value in content.items() if value is not None}
    if isinstance(content, list):
        return [without_absent(value) for value in content]
    return content
