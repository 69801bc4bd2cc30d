"""The order of a build: how it was asked for, and how the manifest keeps that so that it can be asked for again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter

from priorauth.criteria.model import Override


class Format(StrEnum):
    """What a build makes besides the manifest."""

    PDF = "pdf"
    DOCX = "docx"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a packet is to go out, as it was asked for."""

    channel: str | None = None
    """A channel of the profile, by its name or its kind."""
    max_megabytes: float | None = None
    max_pages: int | None = None
    """Limits of one file, in place of the channel's."""
    trim: bool = False
    fax: bool = False


NOTHING_ASKED = Delivery()


@dataclass(frozen=True, slots=True)
class Reading:
    """How exhibits are to be read."""

    redact_ssn: bool = False
    """Take social-security numbers out of the exhibits."""
    ocr: bool = False
    """Have scans read by machine, where a program for it is installed."""
    trust_ocr: bool = False
    """Let what was read so bear a claim out, without a person who compared it."""


AS_IT_IS = Reading()


@dataclass(frozen=True, slots=True)
class Order:
    """One build, as it was asked for."""

    case_file: Path
    as_of: date
    out: Path
    payer: str | None = None
    format: Format = Format.BOTH
    draft: bool = False
    fax_cover: bool = False
    delivery: Delivery = NOTHING_ASKED
    reading: Reading = AS_IT_IS
    preview: bool = False
    overrides: tuple[Override, ...] = ()
    overwrite: bool = False
    dry_run: bool = False
    show_values: bool = False


_NOT_ASKED = ("case_file", "as_of", "out", "draft", "preview", "overrides", "overwrite", "dry_run", "show_values")
"""What the manifest does not keep under ``asked``: it stands elsewhere in it, or changes no packet."""


def asked(order: Order) -> dict[str, object]:
    """Give the parts of an order that shape the packet, as plain data."""
    plain: dict[str, object] = TypeAdapter(Order).dump_python(order, mode="json", exclude=set(_NOT_ASKED))
    return plain


def order_again(
    case_file: Path, *, as_of: date, draft: bool, overrides: tuple[Override, ...], asked: Mapping[str, object]
) -> Order:
    """Write the order of a packet again from what its manifest keeps of it.

    Raises ``ValueError`` for what is no order of this version.
    """
    known = {field.name for field in fields(Order)} - set(_NOT_ASKED)
    if unknown := set(asked) - known:
        raise ValueError(f"{len(unknown)} parts of the order are not known")
    said = {"case_file": case_file, "as_of": as_of, "out": Path(), "draft": draft, "overrides": overrides}
    return TypeAdapter(Order).validate_python({**asked, **said})
