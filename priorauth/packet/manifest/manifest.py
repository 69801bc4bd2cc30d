"""The manifest: what a packet was made from and what it is, by ids and hashes alone. It holds no patient data.

One model writes it and reads it. It says all that is needed to make the packet again, and guards itself: `seal`
covers the whole manifest, and the digest of the inputs stands in every PDF of the packet too (see
`priorauth.packet.manifest.seal`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Annotated, Any, Literal, Self, TypeVar

import pikepdf
from pydantic import ConfigDict, Field, JsonValue, StringConstraints, ValidationError, field_validator

from priorauth import __version__
from priorauth.case.model import ExhibitId
from priorauth.criteria.model import Override
from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.packet.manifest.seal import canonical, digest_of_inputs, seal_of
from priorauth.parsing.model import Line, Record, Slug
from priorauth.practice.approvals.approval_log import Sha256
from priorauth.practice.approvals.effective import UsedText
from priorauth.problems import Problem, Refused, problem
from priorauth.reading import word_tables
from priorauth.review.model import Settlement
from priorauth.review.settlements import line_of
from priorauth.submission.build_spec import BuildSpec, Format, manifest_form
from priorauth.submission.gate import GatedCase, require_gated

MANIFEST = "manifest.json"
LAYOUT = 2
"""The number of the manifest's layout; it grows when a key changes its meaning."""

MAX_MANIFEST_BYTES = 2_000_000

_LIBRARIES = ("jinja2", "lxml", "markdown-it-py", "pikepdf", "pillow", "pypdfium2", "python-docx", "reportlab")

Count = Annotated[int, Field(ge=0, strict=True)]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]


def tool_versions() -> dict[str, str]:
    """Name each library that has a hand in a packet's bytes, with its version: with others they may differ."""
    return {**{name: version(name) for name in _LIBRARIES}, "qpdf": pikepdf.__libqpdf_version__}


@dataclass(frozen=True, slots=True)
class ManifestInputs:
    """What a packet is made from besides its case: hashes of files, exhibits, and the letterhead of Word files."""

    case_sha256: str
    profile_sha256: str
    practice_sha256: str | None
    """``None`` for a case that belongs to no practice."""
    letterhead: bytes
    exhibits: tuple[OpenedExhibit, ...]
    problem_codes: tuple[str, ...]
    own_texts: tuple[UsedText, ...] = ()
    """The practice's own templates, letterhead and profiles among them."""
    answers: tuple[Settlement, ...] = ()
    """What named persons answered of what the chart leaves open, first to last; none that was taken back."""


class _ManifestPart(Record):
    """A manifest or a part of one: every value stands in it to the letter."""

    model_config = ConfigDict(str_strip_whitespace=False)


_P = TypeVar("_P", bound=_ManifestPart)


class NamedProfile(_ManifestPart):
    """The payer profile that was used."""

    id: str
    sha256: Sha256
    is_fallback: bool


class NamedTemplate(_ManifestPart):
    """A template that was used."""

    name: str
    version: str
    sha256: Sha256


class NamedExhibit(_ManifestPart):
    """An exhibit as it was bound."""

    id: ExhibitId
    kind: str
    sha256: Sha256
    pages: Count
    enclosed: tuple[Count, ...]
    """The pages of it that went into the packet."""
    first_page: Count
    file_pages: Annotated[PageRanges | None, Field(exclude_if=lambda pages: pages is None)] = None
    """The pages of the file that the exhibit is; ``None`` for a whole file. ``sha256`` is always the file's."""

    @classmethod
    def of(cls, opened: OpenedExhibit, packet_pages: Mapping[int, int]) -> Self:
        """Name an exhibit; ``packet_pages`` gives the packet page of each of its pages that is enclosed."""
        return cls(
            id=opened.exhibit.id,
            kind=opened.exhibit.kind.value,
            sha256=opened.sha256,
            pages=len(opened.pages),
            enclosed=tuple(packet_pages),
            first_page=min(packet_pages.values()),
            file_pages=opened.exhibit.pages,
        )


class NamedAnswer(_ManifestPart):
    """An answer of the review that was in force: who gave it and when, and the hash of it with all that they saw.

    It does not say what was answered: that can be a value of the patient's.
    """

    item: Line
    by: Line
    role: str
    on: date
    sha256: Sha256

    @classmethod
    def of(cls, answer: Settlement) -> Self:
        """Name an answer."""
        sha256 = hashlib.sha256(line_of(answer)).hexdigest()
        return cls(item=answer.item, by=answer.by, role=answer.role.value, on=answer.on, sha256=sha256)


class NamedFile(_ManifestPart):
    """A file of the packet, with its pages where they are counted.

    ``first_page`` is the packet page that a file which goes out begins with, and ``images`` says how its page
    images were compressed; both are ``None`` for a file that stays with the practice.
    """

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


def name_file(
    name: str, data: bytes, pages: int | None = None, first_page: int | None = None, images: str | None = None
) -> NamedFile:
    """Return a finished file as a manifest names it. Raises `Refused` (PA832) for a name no file may have."""
    sha256 = hashlib.sha256(data).hexdigest()
    content = {"name": name, "sha256": sha256, "bytes": len(data), "pages": pages}
    return _validated(NamedFile, {**content, "first_page": first_page, "images": images})


class Provenance(_ManifestPart):
    """What a packet was made from and how it was asked for: all that the digest of its inputs is taken over."""

    manifest: Literal[2]
    priorauth: str
    tools: dict[str, str]
    case_id: Slug
    as_of: date
    draft: bool
    sample: bool
    asked: dict[str, JsonValue]
    """How the build was asked for, beyond the day, the draft and the overrides."""
    case_sha256: Sha256
    practice_sha256: Sha256 | None
    letterhead_sha256: Sha256 | None
    """``None`` where no Word file was made."""
    profile: NamedProfile
    templates: tuple[NamedTemplate, ...]
    own_texts: tuple[UsedText, ...]
    criteria: dict[str, str]
    overrides: tuple[Override, ...]
    notices: tuple[str, ...]
    problems: tuple[str, ...]
    exhibits: tuple[NamedExhibit, ...]
    answers: tuple[NamedAnswer, ...] = ()
    word_tables: str = ""
    """The version of the words that the chart was read with; empty in a manifest from before it was told."""

    @classmethod
    def of(
        cls,
        gated: GatedCase,
        spec: BuildSpec,
        inputs: ManifestInputs,
        templates: Iterable[NamedTemplate],
        page_map: Mapping[str, Mapping[int, int]],
    ) -> Self:
        """State what a packet is made from. ``page_map`` is that of the bound packet."""
        require_gated(gated)
        profile, letterhead = gated.profile.id, hashlib.sha256(inputs.letterhead).hexdigest()
        return cls(
            manifest=LAYOUT,
            priorauth=__version__,
            tools=tool_versions(),
            case_id=gated.case.case_id,
            as_of=gated.as_of,
            draft=gated.is_draft,
            sample=gated.case.sample,
            asked=manifest_form(spec),
            case_sha256=inputs.case_sha256,
            practice_sha256=inputs.practice_sha256,
            letterhead_sha256=None if spec.format is Format.PDF else letterhead,
            profile=NamedProfile(id=profile, sha256=inputs.profile_sha256, is_fallback=gated.is_fallback),
            templates=tuple(templates),
            own_texts=inputs.own_texts,
            criteria={result.id: result.status.value for result in gated.assessment.results},
            overrides=gated.overrides,
            notices=tuple(notice.code for notice in gated.assessment.notices),
            problems=inputs.problem_codes,
            exhibits=tuple(NamedExhibit.of(item, page_map[item.exhibit.id]) for item in inputs.exhibits),
            answers=tuple(map(NamedAnswer.of, inputs.answers)),
            word_tables=word_tables.version(),
        )

    @property
    def digest(self) -> str:
        """The digest of the inputs, the same for any run that makes the packet from them."""
        return digest_of_inputs(self.model_dump(mode="json"))


class Manifest(Provenance):
    """A manifest; a key that it does not have is refused."""

    files: Annotated[tuple[NamedFile, ...], Field(min_length=1)]
    audit_head: Sha256 | None = None
    """The head of the ledger's audit chain before the run; ``None`` for a packet that was not recorded."""
    inputs_sha256: Sha256
    seal: Sha256

    @field_validator("files")
    @classmethod
    def _each_has_a_name_of_its_own(cls, files: tuple[NamedFile, ...]) -> tuple[NamedFile, ...]:
        names = [MANIFEST, *(item.name.lower() for item in files)]
        if len(set(names)) != len(names):
            raise ValueError("two files have one name")
        return files

    @classmethod
    def build(cls, provenance: Provenance, files: Sequence[NamedFile], audit_head: str | None = None) -> Self:
        """Seal what a packet was made from together with its files.

        ``audit_head`` is the head of the audit chain before the run, where the packet is recorded. Raises `Refused`
        (PA832) for files that cannot stand in one manifest.
        """
        content = provenance.model_dump(mode="json")
        content["files"] = [item.model_dump(mode="json") for item in files]
        if audit_head is not None:
            content["audit_head"] = audit_head
        content["inputs_sha256"] = provenance.digest
        return _validated(cls, {**content, "seal": seal_of(content)})

    def written(self) -> bytes:
        """Return it as JSON, the same bytes for the same packet; a head that is not known has no key."""
        return canonical(self.model_dump(mode="json", exclude_unset=True))


def read_manifest(data: bytes) -> tuple[Manifest, tuple[Problem, ...]]:
    """Read a manifest, and say what is wrong with it as a whole.

    Raises `Refused` for one that cannot be used: PA831 damaged, PA832 a wrong key, PA833 another layout. A broken
    seal (PA834) or a text that another program laid out anew (PA831) is returned, so that the rest can be checked.
    """
    content = _content(data)
    if content.get("manifest") != LAYOUT:
        raise Refused([problem("PA833")])
    return _validated(Manifest, content), tuple(_broken(content, data))


def _validated(model: type[_P], content: Mapping[str, object]) -> _P:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise Refused(_wrong_keys(error)) from None


def _content(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data.decode("utf-8")) if len(data) <= MAX_MANIFEST_BYTES else None
    except (ValueError, RecursionError):
        content = None
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
    for model in (Manifest, NamedProfile, NamedTemplate, UsedText, NamedExhibit, NamedAnswer, NamedFile, Override)
    for name in model.model_fields
)


def _broken(content: Mapping[str, object], data: bytes) -> Iterator[Problem]:
    if seal_of(content) != content["seal"] or digest_of_inputs(content) != content["inputs_sha256"]:
        yield problem("PA834")
    try:
        as_written = canonical(content)
    except ValueError:  # half of a surrogate pair, which no text of ours holds
        as_written = b""
    if as_written != data:
        yield problem("PA831")
