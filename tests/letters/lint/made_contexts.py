"""Contexts made up from the model alone: with everything there is, with nothing that may be missing, and between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zlib import crc32

from priorauth.letters.lint.types import InferredKind, ValueType, fields_of
from priorauth.letters.markdown.escaping import exhibit_ref


@dataclass(frozen=True)
class Making:
    """How a context is made: how many items a list has, what is true, and whether what may be missing is there.

    With ``mixture``, what may be missing is there or not by its path, in one of many ways.
    """

    items: int
    is_true: bool
    is_there: bool
    mixture: int | None = None

    def has(self, path: str) -> bool:
        return self.is_there if self.mixture is None else bool(crc32(f"{self.mixture}{path}".encode()) % 2)


MAKINGS = [
    *(Making(n, is_true, is_there) for n in (0, 1, 3) for is_true in (False, True) for is_there in (False, True)),
    *(Making(2, bool(mixture % 2), is_there=False, mixture=mixture) for mixture in range(12)),
    *(Making(0, bool(mixture % 2), is_there=False, mixture=mixture) for mixture in range(12)),
]


def made(model: type, making: Making, path: str = "") -> dict[str, Any]:
    fields = fields_of(model)
    there = {name: not f.kind.optional or making.has(f"{path}.{name}") for name, f in fields.items()}
    holds = {name: making.is_true if f.kind.base is ValueType.YES_NO else there[name] for name, f in fields.items()}
    return {
        name: _of(field.kind, f"{path}.{name}", making)
        if there[name] or any(holds[other] for other in field.doc.given)
        else None
        for name, field in fields.items()
    }


def _of(kind: InferredKind, path: str, making: Making) -> Any:
    match kind.base:
        case ValueType.TEXT:
            return f"some {path}"
        case ValueType.READY:
            return exhibit_ref("A", 1)
        case ValueType.NUMBER:
            return making.items
        case ValueType.YES_NO:
            return making.is_true
        case ValueType.LIST:
            assert kind.item is not None
            return [_of(kind.item, path, making) for _ in range(making.items)]
        case ValueType.RECORD:
            assert kind.model is not None
            return made(kind.model, making, path)
    raise AssertionError(kind)


def conforms(value: object, kind: InferredKind, path: str = "") -> list[str]:
    """Name the places where a value is not of its kind."""
    if value is None:
        return [] if kind.optional else [f"{path} is empty"]
    match kind.base:
        case ValueType.LIST:
            assert kind.item is not None
            if not isinstance(value, list):
                return [f"{path} is no list"]
            return [fault for item in value for fault in conforms(item, kind.item, f"{path}[]")]
        case ValueType.RECORD:
            assert kind.model is not None
            return record_conforms(value, kind.model, path)
        case plain:
            expected = {
                ValueType.TEXT: "str",
                ValueType.READY: "Markup",
                ValueType.NUMBER: "int",
                ValueType.YES_NO: "bool",
            }[plain]
            return [] if type(value).__name__ == expected else [f"{path} is {type(value).__name__}, not {expected}"]


def record_conforms(value: object, model: type, path: str = "") -> list[str]:
    """Name the places where a record has not the fields of its model, or a field that is not of its kind."""
    assert isinstance(value, dict), path
    fields = fields_of(model)
    faults = [f"{path}.{name} is not in the model" for name in value.keys() - fields.keys()]
    faults += [f"{path}.{name} is missing" for name in fields.keys() - value.keys()]
    for name in value.keys() & fields.keys():
        faults += conforms(value[name], fields[name].kind, f"{path}.{name}")
        held = [value[other] for other in fields[name].doc.given if other in value]
        if any(held) and value[name] is None:
            faults.append(f"{path}.{name} is empty beside {fields[name].doc.given}")
    return faults
