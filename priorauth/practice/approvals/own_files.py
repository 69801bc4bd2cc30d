"""The files of a practice that need approval, the names people call them by, and the store of approved texts.

The store keeps every text that was ever approved, under its own hash, so that an earlier one can be used again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from priorauth.files import read_file, write_file
from priorauth.problems import Refused, problem

LETTERHEAD = "letterhead.docx"
MAX_BYTES = 20_000_000
"""The largest of them is a letterhead with its pictures."""

_LAYER = r"(?:payers/[A-Za-z0-9][A-Za-z0-9_-]{0,39}/|kinds/[a-z]+/)?"
_WORDS = rf"{_LAYER}(?:partials/[a-z0-9_]+|[a-z0-9][a-z0-9_]*)\.md"
_TEMPLATE = rf"{_WORDS}|{_LAYER}letterhead\.docx|fixed_sentences\.yaml"
_PROFILE = r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}\.yaml"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of text that is approved: where a practice keeps it, and the command that speaks of it."""

    folder: str
    command: str
    """The word after ``priorauth``."""
    noun: str
    pattern: re.Pattern[str]
    """What a file's name looks like below the folder; other files are notes and are left alone."""

    def file_of(self, name: str) -> str:
        """Return the file a name stands for, such as ``templates/partials/care.md`` for ``partials/care``."""
        bare = name.removeprefix(f"{self.folder}/")
        if self.command == "payer":
            return f"{self.folder}/{bare.removesuffix('.yaml')}.yaml"
        if bare.removesuffix(".docx").rpartition("/")[2] == LETTERHEAD.removesuffix(".docx"):
            return f"{self.folder}/{bare.removesuffix('.docx')}.docx"
        if bare.removesuffix(".yaml") == "fixed_sentences":
            return f"{self.folder}/fixed_sentences.yaml"
        return f"{self.folder}/{bare.removesuffix('.md')}.md"

    def name_of(self, file: str) -> str:
        """Return the name of a file, as `file_of` takes it."""
        return file.removeprefix(f"{self.folder}/").rpartition(".")[0]


TEMPLATES = FileKind("templates", "template", "template", re.compile(_TEMPLATE))
"""Letters, their partials and letterheads."""
PROFILES = FileKind("payer_profiles", "payer", "profile", re.compile(_PROFILE))
FILE_KINDS = (TEMPLATES, PROFILES)
FILE_PATTERN = rf"^(?:{TEMPLATES.folder}/(?:{_TEMPLATE})|{PROFILES.folder}/{_PROFILE})$"
"""What the name of a file in the registry looks like: below the practice's folder, with ``/`` between parts."""


def file_kind_of(file: str) -> FileKind:
    """Return which kind of text a file holds, by its folder."""
    return PROFILES if file.startswith(f"{PROFILES.folder}/") else TEMPLATES


def file_named(practice: Path, kind: FileKind, name: str) -> str:
    """Return the practice's own file that a name stands for. Raises `Refused` (PA577) when it has none."""
    file = kind.file_of(name)
    if not kind.pattern.fullmatch(file.removeprefix(f"{kind.folder}/")) or not (practice / file).is_file():
        hint = f"see 'priorauth {kind.command} log' for the practice's own, and 'priorauth {kind.command} list'"
        raise Refused([problem("PA577", what=kind.noun, name=name[:60], hint=hint)])
    return file


def own_among(practice: Path, kind: FileKind, name: str, paths: Iterable[Path]) -> tuple[str, ...]:
    """Return those of the files a name covers that are the practice's own. Raises `Refused` (PA577) for none."""
    files = tuple(sorted(path.relative_to(practice).as_posix() for path in paths if practice in path.parents))
    if not files:
        hint = f"'{name}' is used as shipped and needs no approval"
        raise Refused([problem("PA577", what=kind.noun, name=name, hint=hint)])
    return files


def own_files(practice: Path) -> Iterator[str]:
    """List the practice's own files that need approval, by their names below its folder, in order."""
    for kind in FILE_KINDS:
        home = practice / kind.folder
        names = (path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())
        yield from sorted(f"{kind.folder}/{name}" for name in names if kind.pattern.fullmatch(name))


STORE = "approved"


def place_in_store(practice: Path, file: str, sha256: str) -> Path:
    """Name where a text is kept: under its hash, with its file's own name."""
    return practice / STORE / sha256 / file.rpartition("/")[2]


def keep(practice: Path, file: str, data: bytes) -> str:
    """Keep a text, and return its hash. One that was damaged in the store is mended. Raises `Refused` (PA204)."""
    sha256 = hashlib.sha256(data).hexdigest()
    if stored(practice, file, sha256) is None:
        write_file(place_in_store(practice, file, sha256), data, overwrite=True)
    return sha256


def stored(practice: Path, file: str, sha256: str) -> Path | None:
    """Find a text in the store; ``None`` when it is not there, or is not what its hash says."""
    path = place_in_store(practice, file, sha256)
    return path if hash_of(path) == sha256 else None


def hash_of(path: Path) -> str | None:
    """Hash a file; ``None`` where there is none that can be read."""
    try:
        return hashlib.sha256(read_file(path, limit_bytes=MAX_BYTES)).hexdigest()
    except Refused:
        return None
