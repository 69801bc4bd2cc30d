"""What a value has in common that files write as one text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema


class TextValue(ABC):
    """A value that models read with `parse` and write with `str`."""

    __slots__ = ()
    FAULT: ClassVar[tuple[str, str]]
    """The kind of its error, and what it says; ``{reason}`` stands for what `parse` found."""
    SCHEMA: ClassVar[Mapping[str, object]]

    @classmethod
    @abstractmethod
    def parse(cls, text: str) -> Self:
        """Read a text; raise ``ValueError`` for what is none."""

    @classmethod
    def _validate(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        try:
            return cls.parse(str(value) if isinstance(value, str | date) else "?")
        except ValueError as error:
            reason = {"reason": str(error)} if "{reason}" in cls.FAULT[1] else None  # others' words may repeat it
            raise PydanticCustomError(*cls.FAULT, reason) from None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", **cls.SCHEMA}
