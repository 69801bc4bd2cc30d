"""A practice's own texts as they count on a day, and for each file the one that is read in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import ConfigDict

from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.parsing.model import Record
from priorauth.practice.approvals.approval_log import ApprovalEntry, OwnFile, Registry, Sha256, read_registry
from priorauth.practice.approvals.own_files import hash_of, own_files, place_in_store, stored
from priorauth.practice.approvals.status import ApprovalStatus, StatusOnDay, judge


@dataclass(frozen=True, slots=True)
class OwnText:
    """One file of a practice's own on a day."""

    file: str
    """Its name below the practice's folder, such as ``templates/partials/signature.md``."""
    path: Path
    on_day: StatusOnDay
    seen: str | None
    """The hash of what it holds now; ``None`` where it is not there."""
    read_from: Path | None
    """The file whose text is used: itself, one in the store, or none at all."""
    last_approved: ApprovalEntry | None = None
    """The latest approval, of whatever day."""

    @property
    def status(self) -> ApprovalStatus:
        """Whether it may be used on the day."""
        return self.on_day.status

    @property
    def is_lost(self) -> bool:
        """Whether its text has to come from the store, which does not have it."""
        stands_in = self.read_from is not None and self.read_from != self.path
        return stands_in and self.on_day.in_force is not None and self.used_sha256 != self.on_day.in_force.sha256

    @property
    def used_sha256(self) -> str | None:
        """The hash of the text that is used."""
        if self.read_from is None:
            return None
        return self.seen if self.read_from == self.path else hash_of(self.read_from)

    @property
    def is_approved(self) -> bool:
        """Whether the text that is used is approved for the day."""
        used_now = ApprovalStatus.IN_FORCE if self.read_from == self.path else ApprovalStatus.EARLIER
        return self.status is used_now


class UsedText(Record):
    """A text of the practice's own that a packet was made with, to the letter as its manifest names it."""

    model_config = ConfigDict(str_strip_whitespace=False)

    file: OwnFile
    sha256: Sha256
    approved: bool


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """The practice's own texts on a day, by the path they have in its folder."""

    texts: Mapping[Path, OwnText] = field(default_factory=dict)
    instead: Mapping[Path, Path | None] = field(default_factory=dict)
    """For each file whose own text is not the one that is used, the file to read; ``None``: as if not there."""
    is_draft: bool = False
    named: Mapping[Path, UsedText] | None = None
    """In place of the registry, what a manifest names; only `priorauth verify` reads so."""

    def used(self, paths: Iterable[Path]) -> tuple[OwnText, ...]:
        """Return those of the practice's own among paths, each once, in the order of their names."""
        found = {path: self.texts[path] for path in paths if path in self.texts}
        return tuple(sorted(found.values(), key=lambda text: text.file))

    def as_used(self, paths: Iterable[Path]) -> tuple[UsedText, ...]:
        """Return those of the practice's own among paths as a manifest names them, no copies of shipped files."""
        if self.named is not None:
            found = {path: self.named[path] for path in paths if path in self.named}
            return tuple(sorted(found.values(), key=lambda text: text.file))
        texts = (text for text in self.used(paths) if text.status is not ApprovalStatus.AS_SHIPPED)
        return tuple(
            UsedText(file=text.file, sha256=sha256, approved=text.is_approved)
            for text in texts
            if (sha256 := text.used_sha256) is not None
        )


NO_TEXTS = OwnTexts()
"""Those of a case without a practice: what is shipped is used."""


def own_texts(practice: Path, day: date, *, draft: bool = False) -> OwnTexts:
    """Read a practice's own texts as they count on a day; a draft takes what the files hold now.

    Raises `Refused` (PA574) for a registry that was tampered with.
    """
    registry = read_registry(practice)
    texts = {text.path: text for text in _texts(practice, registry, day, draft=draft)}
    instead = {path: text.read_from for path, text in texts.items() if text.read_from != path}
    return OwnTexts(texts, instead, draft)


def approved_instead(practice: Path, day: date) -> dict[Path, Path | None]:
    """Name for each own file what counts of it on a day, an edit that nobody approved passed over.

    In its place stands the text approved before it, or nothing. Raises `Refused` (PA574).
    """
    found = own_texts(practice, day)
    refused = (text for text in found.texts.values() if text.status.is_refused)
    return {**found.instead, **{text.path: _approved_before(practice, text) for text in refused}}


def _approved_before(practice: Path, text: OwnText) -> Path | None:
    entry = text.on_day.in_force
    return stored(practice, text.file, entry.sha256) if entry is not None and entry.approves else None


def _texts(practice: Path, registry: Registry, day: date, *, draft: bool) -> Iterable[OwnText]:
    known = {entry.file for entry in registry.entries}
    for file in sorted(known.union(own_files(practice))):
        path, history = practice / file, registry.of(file)
        seen = hash_of(path)
        on_day = judge(seen, shipped_sha256(file), history, day)
        if on_day.status is not ApprovalStatus.ABSENT:
            drafted = path if seen is not None else None
            source = drafted if draft else _read_from(practice, file, path, on_day)
            approvals = [entry for entry in history if entry.approves]
            yield OwnText(file, path, on_day, seen, source, approvals[-1] if approvals else None)


def _read_from(practice: Path, file: str, path: Path, on_day: StatusOnDay) -> Path | None:
    """Name the file whose text is used; that of a missing one too, so that what uses it can be told."""
    if on_day.status is ApprovalStatus.NOT_YET:
        return None
    if on_day.status in (ApprovalStatus.EARLIER, ApprovalStatus.MISSING) and on_day.in_force is not None:
        return place_in_store(practice, file, on_day.in_force.sha256)
    return path


def texts_as_named(practice: Path, named: Iterable[UsedText]) -> OwnTexts:
    """Return a practice's own texts as a manifest names them, from the files or the store, and none besides.

    A text that neither has is left as the file holds it now, which then shows as changed.
    """
    known = {entry.file for entry in read_registry(practice).entries}
    instead: dict[Path, Path | None] = {practice / file: None for file in known.union(own_files(practice))}
    by_path = {practice / text.file: text for text in named}
    for path, text in by_path.items():
        instead.pop(path, None)
        if hash_of(path) != text.sha256 and (kept := stored(practice, text.file, text.sha256)):
            instead[path] = kept
    return OwnTexts(instead=instead, named=by_path)


def shipped_sha256(file: str) -> str | None:
    """Hash the shipped file of the same name; ``None`` where none is shipped."""
    top, _, name = file.partition("/")
    return hash_of(shipped_folder(top) / name)
