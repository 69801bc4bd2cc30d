"""Reading a manifest: every key it may have, and whether it is as it was written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints, ValidationError

from priorauth.case.model import ExhibitId
from priorauth.criteria.model import Override
from priorauth.domain.page_ranges import PageRanges
from priorauth.packet.manifest.seal import LAYOUT, canonical, digest_of_inputs, seal_of
from priorauth.parsing.model import Record, Slug
from priorauth.practice.approvals.approval_entry import OwnFile, Sha256
from priorauth.problems import Problem, Refused, problem

MAX_MANIFEST_BYTES = 2_000_000

Count = Annotated[int, Field(ge=0, strict=True)]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]


class NamedProfile(Record):
    """The payer profile that was used."""

    id: str
    sha256: Sha256
    is_fallback: bool


class NamedTemplate(Record):
    """A template that was used."""

    name: str
    version: str
    sha256: Sha256


class NamedText(Record):
    """A text of the practice's own that was used, by the file it stood in, and whether it was approved."""

    file: OwnFile
    sha256: Sha256
    approved: bool


class NamedExhibit(Record):
    """An exhibit as it was bound."""

    id: ExhibitId
    kind: str
    sha256: Sha256
    pages: Count
    enclosed: tuple[Count, ...]
    """The pages of it that went into the packet."""
    first_page: Count
    file_pages: PageRanges | None = None
    """The pages of the file that the exhibit is; ``None`` for a whole file. ``sha256`` is always the file's."""


class NamedFile(Record):
    """A file of the packet."""

    name: FileName
    sha256: Sha256
    bytes: Count
    pages: Count | None
    first_page: Count | None
    images: str | None

    @property
    def is_pdf(self) -> bool:
        """Whether it is a PDF, by its name."""
        return self.name.lower().endswith(".pdf")

    @property
    def is_word(self) -> bool:
        """Whether it is a Word file, by its name."""
        return self.name.lower().endswith(".docx")


class Manifest(Record):
    """A manifest as `priorauth.packet.manifest.manifest` writes it; a key it does not write is refused."""

    manifest: Literal[2]
    priorauth: str
    tools: dict[str, str]
    case_id: Slug
    as_of: date
    draft: bool
    sample: bool
    asked: dict[str, JsonValue]
    case_sha256: Sha256
    practice_sha256: Sha256 | None
    letterhead_sha256: Sha256 | None
    profile: NamedProfile
    templates: tuple[NamedTemplate, ...]
    own_texts: tuple[NamedText, ...]
    criteria: dict[str, str]
    overrides: tuple[Override, ...]
    notices: tuple[str, ...]
    problems: tuple[str, ...]
    exhibits: tuple[NamedExhibit, ...]
    files: Annotated[tuple[NamedFile, ...], Field(min_length=1)]
    audit_head: Sha256 | None = None
    """The head of the ledger's audit chain before the run; ``None`` for a packet that was not recorded."""
    inputs_sha256: Sha256
    seal: Sha256


def read_manifest(data: bytes) -> tuple[Manifest, tuple[Problem, ...]]:
    """Read a manifest, and say what is wrong with it as a whole.

    Raises `Refused` for one that cannot be used: PA831 damaged, PA832 a wrong key, PA833 another layout. A broken
    seal (PA834) or a text that another program laid out anew (PA831) is returned, so that the rest can be checked.
    """
    content = _content(data)
    if content.get("manifest") != LAYOUT:
        raise Refused([problem("PA833")])
    try:
        manifest = Manifest.model_validate(content)
    except ValidationError as error:
        raise Refused(_wrong_keys(error)) from None
    names = [item.name.lower() for item in manifest.files]
    if len(set(names)) != len(names) or "manifest.json" in names:
        raise Refused([problem("PA832", key="files")])
    return manifest, tuple(_broken(content, data))


def _content(data: bytes) -> dict[str, object]:
    if len(data) > MAX_MANIFEST_BYTES:
        raise Refused([problem("PA831")])
    try:
        content = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused([problem("PA831")]) from None
    if not isinstance(content, dict):
        raise Refused([problem("PA831")])
    return content


def _wrong_keys(error: ValidationError) -> Iterator[Problem]:
    """Name each wrong key once; a key that is not known is named by the place it stands in, not by itself."""
    places = set()
    for item in error.errors(include_input=False, include_url=False, include_context=False):
        path = item["loc"][:-1] if item["type"] == "extra_forbidden" else item["loc"]
        known = [str(part) for part in path if part in _KNOWN or isinstance(part, int)]
        places.add(".".join(known) or "keys")
    yield from (problem("PA832", key=place) for place in sorted(places))


_KNOWN = frozenset(
    name
    for model in (Manifest, NamedProfile, NamedTemplate, NamedText, NamedExhibit, NamedFile, Override)
    for name in model.model_fields
)


def _broken(content: dict[str, object], data: bytes) -> Iterator[Problem]:
    if seal_of(content) != content["seal"] or digest_of_inputs(content) != content["inputs_sha256"]:
        yield problem("PA834")
    try:
        as_written = canonical(content)
    except ValueError:  # half of a surrogate pair, which no text of ours holds
        as_written = b""
    if as_written != data:
        yield problem("PA831")
