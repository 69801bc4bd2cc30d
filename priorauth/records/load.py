"""From located text to a frozen model, with every error at once and each at its own place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from priorauth.files import read_file
from priorauth.problems import Refused, Where
from priorauth.records.tree import MAX_BYTES, Path, Plain, Tree, read_tree
from priorauth.records.wording import problems_of

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A model with the file it came from; ``locate`` finds the line of one of its fields."""

    value: M
    file: str
    sha256: str
    locate: Callable[[Path], Where]


def read_record(
    path: FilePath, model: type[M], *, defaults: Mapping[str, Plain] | None = None, show_values: bool = False
) -> Loaded[M]:
    """Read a file into ``model``.

    ``defaults`` fill top-level fields that the file leaves out. Error excerpts mask values unless
    ``show_values``. Raises `Refused` with every problem found.
    """
    data = read_file(path, limit_bytes=MAX_BYTES)
    return parse_record(data, str(path), model, defaults=defaults, show_values=show_values)


def parse_record(
    data: bytes,
    file: str,
    model: type[M],
    *,
    defaults: Mapping[str, Plain] | None = None,
    show_values: bool = False,
) -> Loaded[M]:
    """Read bytes into ``model``; see `read_record`."""
    tree = read_tree(data, file)
    value = validate(tree, model, defaults=defaults, show_values=show_values)
    return Loaded(value, file, hashlib.sha256(data).hexdigest(), tree.locate)


def validate(
    tree: Tree, model: type[M], *, defaults: Mapping[str, Plain] | None = None, show_values: bool = False
) -> M:
    """Turn a tree into ``model``. Raises `Refused` with every problem, each at its place in the tree."""
    content = without_absent(tree.content)
    if isinstance(content, dict) and defaults:
        content = {**defaults, **content}
    try:
        return model.model_validate(content)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
    raise Refused(problems_of(errors, tree, model, show_values=show_values))


def without_absent(content: Plain) -> Plain:
    """Drop fields that are written but empty: an empty field is an absent one."""
    if isinstance(content, dict):
        return {key: without_absent(value) for key, value in content.items() if value is not None}
    if isinstance(content, list):
        return [without_absent(value) for value in content]
    return content
