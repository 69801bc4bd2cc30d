"""A row that refers to a case file: what its other cells say has to be what the file says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from priorauth.batch.worklist.content import at
from priorauth.batch.worklist.field_types import Shape, Takes, shape_at
from priorauth.parsing.located import Path, Plain


def differing(stated: Mapping[Path, Plain], content: Plain) -> Iterator[Path]:
    """Name the fields, by path, that a row states otherwise than a case's content; silence there differs too."""
    for path, value in stated.items():
        shape = shape_at(path)
        assert shape is not None  # noqa: S101  (the map was checked)
        if not _agree(value, at(content, path), shape):
            yield path


def _agree(value: Plain, other: Plain, shape: Shape) -> bool:
    if isinstance(value, list) or isinstance(other, list):
        if not isinstance(value, list) or not isinstance(other, list):
            return False
        # A list of chosen words is a set: in which order bodies are named makes no difference.
        words = [sorted(str(item) for item in items) for items in (value, other)]
        return words[0] == words[1]
    if not isinstance(value, str) or not isinstance(other, str):
        return False
    if shape.takes in (Takes.NUMBER, Takes.WHOLE_NUMBER):
        return _number(value) == _number(other)
    return " ".join(value.split()) == " ".join(other.split())


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
