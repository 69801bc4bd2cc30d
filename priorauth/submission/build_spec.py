"""What a build was asked for, and how the manifest keeps that so that it can be asked for again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from priorauth.appeals.denial import Denial, read_denial, written
from priorauth.case.read_case import CaseSource
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


DEFAULT_DELIVERY = Delivery()


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How exhibits are to be read."""

    redact_ssn: bool = False
    """Take social-security numbers out of the exhibits."""
    ocr: bool = False
    """Have scans read by machine, where a program for it is installed."""
    trust_ocr: bool = False
    """Let what was read so bear a claim out, without a person who compared it."""


DEFAULT_READING = ReadingOptions()


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """A case that is to be read, by the rules of which payer and of which day."""

    case_file: CaseSource
    as_of: date
    payer: str | None = field(default=None, kw_only=True)
    """The profile to judge it by, where that is not the one of its coverage."""
    draft: bool = field(default=False, kw_only=True)
    """Whether the practice's own texts count as they are now, approved or not."""
    show_values: bool = field(default=False, kw_only=True)
    """Whether problems may print what the case says."""


@dataclass(frozen=True, slots=True)
class BuildSpec(CaseQuery):
    """One build, as it was asked for."""

    out: Path
    format: Format = Format.BOTH
    fax_cover: bool = False
    delivery: Delivery = DEFAULT_DELIVERY
    reading: ReadingOptions = DEFAULT_READING
    preview: bool = False
    overrides: tuple[Override, ...] = ()
    overwrite: bool = False
    dry_run: bool = False
    audit_head: str | None = None
    """The head of the audit chain before the run, to be printed in the manifest; ``None`` for no record."""
    denial: Denial | None = None
    """The denial to appeal; ``None`` for a first request."""
    as_request: bool = False
    """Whether to make a request though the plan takes none."""
    day_given: bool = False
    """Whether somebody chose the day, rather than the clock."""


_NOT_KEPT = (
    "case_file",
    "as_of",
    "out",
    "draft",
    "preview",
    "overrides",
    "overwrite",
    "dry_run",
    "show_values",
    "audit_head",
    "denial",
)
"""What the manifest does not keep under ``asked``: it stands elsewhere in it, or changes no packet."""


def manifest_form(spec: BuildSpec) -> dict[str, object]:
    """Return the parts of a specification that shape the packet, as plain data."""
    plain = {name: adapter.dump_python(getattr(spec, name), mode="json") for name, adapter in _adapters().items()}
    if not spec.day_given:  # packets from before this was kept have no such part either
        del plain[_DAY_GIVEN]
    return plain if spec.denial is None else {**plain, _DENIAL: _digest(written(spec.denial))}


_DAY_GIVEN = "day_given"
_DENIAL = "denial_sha256"
"""The part that names the denial of an appeal. Its words are a patient's and stand in a file of their own."""


def spec_from_manifest(
    case_file: CaseSource,
    *,
    as_of: date,
    draft: bool,
    overrides: tuple[Override, ...],
    asked: Mapping[str, object],
    denial: bytes | None = None,
) -> BuildSpec:
    """Return the specification of a packet, made again from what its manifest keeps of it.

    ``denial`` is the file in which an appeal keeps what it answers. Raises ``ValueError`` for what is no
    specification of this version, and for another denial than the one that was answered.
    """
    adapters = _adapters()
    if unknown := set(asked) - set(adapters) - {_DENIAL}:
        raise ValueError(f"{len(unknown)} parts of the specification are not known")
    parts = {name: adapters[name].validate_python(value) for name, value in asked.items() if name != _DENIAL}
    answered = _denial_again(asked[_DENIAL], denial) if _DENIAL in asked else None
    return BuildSpec(case_file, as_of, Path(), draft=draft, overrides=overrides, denial=answered, **parts)


def _denial_again(digest: object, data: bytes | None) -> Denial:
    if data is None or _digest(data) != digest:
        raise ValueError("the denial is not the one that was answered")
    return read_denial(data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@cache
def _adapters() -> Mapping[str, TypeAdapter[Any]]:
    """Return what turns each part that is kept into plain data and back, by its name."""
    hints = get_type_hints(BuildSpec)
    kept = (part.name for part in fields(BuildSpec) if part.name not in _NOT_KEPT)
    return {name: TypeAdapter(hints[name]) for name in kept}
