"""The base of every model that is read from a file, and the text types they share."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Controls (the category Cc) but for line breaks and tabs, surrogates (Cs) and noncharacters."""
_WITHOUT_INK = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10)}
"""Letters and marks that draw nothing, besides those of the category Cf, such as a change of direction."""


class Record(BaseModel):
    """A frozen model that refuses fields it does not know and keeps values out of its error messages."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )


class DescribedRecord(Record):
    """A record whose schema has its fields' docstrings; only what a person writes needs it, and it takes time."""

    model_config = ConfigDict(use_attribute_docstrings=True)


def unprintable(text: str) -> str | None:
    """Find the first character no document can hold: a control, a surrogate or a noncharacter.

    Line breaks and tabs are white space and pass. Such characters corrupt a DOCX or vanish from a PDF.
    """
    found = _UNPRINTABLE.search(text)
    return found[0] if found else None


def _is_without_ink(character: str) -> bool:
    """Whether nobody would see it, though it may turn around the text that follows, or part a word in two."""
    return unicodedata.category(character) == "Cf" or ord(character) in _WITHOUT_INK


def _printable(text: str) -> str:
    unseen = (each for each in text if unprintable(each) or _is_without_ink(each))
    character = None if text.isascii() and text.isprintable() else next(unseen, None)
    if character is not None:
        raise PydanticCustomError(
            "unprintable",
            "has a character that cannot be printed (U+{codepoint})",
            {"codepoint": f"{ord(character):04X}"},
        )
    return text


Line = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_printable)]
"""A short text: a name, a title, an id as printed on a card."""

Prose = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_printable)]
"""A sentence or a short paragraph."""

Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
"""An opaque id that is safe in a file name: letters, digits, ``-`` and ``_``, at most 40."""
