"""The ways a payer takes a packet, and the limits of each."""

from __future__ import annotations

import re
import string
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from priorauth.parsing.model import DescribedRecord, Line


class ChannelKind(StrEnum):
    """A way to send a packet."""

    PORTAL = "portal"
    FAX = "fax"
    MAIL = "mail"


_PLACEHOLDERS = {"case_id", "part", "parts"}
_PATTERN_TEXT = re.compile(r"[A-Za-z0-9_-]*\Z")


def _check_name_pattern(pattern: str) -> str:
    """Let a pattern name nothing but the case's opaque id and the part: a file's name is seen by strangers."""
    try:
        pieces = list(string.Formatter().parse(pattern.removesuffix(".pdf")))
    except ValueError:  # a brace that is never closed
        pieces = [(pattern, None, None, None)]
    names = {name for _, name, _, _ in pieces if name is not None}
    plain = all(_PATTERN_TEXT.match(text) and not spec and not turn for text, _, spec, turn in pieces)
    if not plain or not names <= _PLACEHOLDERS or not pattern.endswith(".pdf") or pattern[0] in "-_.":
        raise PydanticCustomError(
            "name_pattern",
            "ends in '.pdf' and holds letters, digits, '-', '_', {case_id}, {part} and {parts} alone",
        )
    return pattern


NamePattern = Annotated[str, StringConstraints(min_length=5, max_length=60), AfterValidator(_check_name_pattern)]
"""How a channel wants files named, such as ``{case_id}_{part}of{parts}.pdf``."""


class Channel(DescribedRecord):
    """A way to send a packet, and its limits; a limit that is left out is said to be unknown."""

    kind: ChannelKind
    name: Line
    max_megabytes: Annotated[float, Field(gt=0)] | None = None
    """Of one file, in millions of bytes."""
    max_total_megabytes: Annotated[float, Field(gt=0)] | None = None
    """Of all files of a packet together."""
    max_pages: Annotated[int, Field(ge=1)] | None = None
    """Of one file, or of one fax."""
    max_total_pages: Annotated[int, Field(ge=1)] | None = None
    """Of all files of a packet together."""
    max_files: Annotated[int, Field(ge=1)] | None = None
    """How many files, or faxes, one request may have."""
    file_types: tuple[Line, ...] | None = None
    name_pattern: NamePattern | None = None
    trim_exhibits: bool = False
    """Whether exhibits go out with their cited pages alone; an imaging report always stays whole."""
    address: Line | None = None
    """A portal address or a fax number; only with the day it was checked."""
    verified_on: date | None = None

    @model_validator(mode="after")
    def _address_was_checked(self) -> Channel:
        """Refuse an address nobody has checked: it may send a chart to a stranger."""
        if self.address is not None and self.verified_on is None:
            raise PydanticCustomError("unverified", "needs 'verified_on' beside 'address'")
        return self

    @model_validator(mode="after")
    def _parts_have_names_of_their_own(self) -> Channel:
        """Refuse a pattern that would give two parts of a packet one name."""
        if self.name_pattern is not None and "{part}" not in self.name_pattern and self.max_files != 1:
            raise PydanticCustomError("one_name", "needs {part} in 'name_pattern', or 'max_files: 1'")
        return self

    @property
    def takes_pdf(self) -> bool:
        """Whether a PDF can be sent; so it is taken where the types are not known."""
        return self.file_types is None or any(kind.strip(". ").lower() == "pdf" for kind in self.file_types)
