"""The files of a practice that need approval, and the names people call them by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LETTERHEAD = "letterhead.docx"
MAX_BYTES = 20_000_000
"""The largest of them is a letterhead with its pictures."""

_LAYER = r"(?:payers/[A-Za-z0-9][A-Za-z0-9_-]{0,39}/|kinds/[a-z]+/)?"
_TEMPLATE = rf"{_LAYER}(?:partials/[a-z0-9_]+|[a-z0-9][a-z0-9_]*)\.md|{_LAYER}letterhead\.docx"
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
        return f"{self.folder}/{bare.removesuffix('.md')}.md"

    def name_of(self, file: str) -> str:
        """Return the name of a file, as `file_of` takes it."""
        return file.removeprefix(f"{self.folder}/").rpartition(".")[0]


TEMPLATES = FileKind("templates", "template", "template", re.compile(_TEMPLATE))
PROFILES = FileKind("payer_profiles", "payer", "profile", re.compile(_PROFILE))
FILE_KINDS = (TEMPLATES, PROFILES)
FILE_PATTERN = rf"^(?:{TEMPLATES.folder}/(?:{_TEMPLATE})|{PROFILES.folder}/{_PROFILE})$"
"""What the name of a file in the registry looks like: below the practice's folder, with ``/`` between parts."""


def file_kind_of(file: str) -> FileKind:
    """Say which kind of text a file holds, by its folder."""
    return PROFILES if file.startswith(f"{PROFILES.folder}/") else TEMPLATES


def own_files(practice: Path) -> Iterator[str]:
    """List the practice's own files that need approval, by their names below its folder, in order."""
    for file_kind in FILE_KINDS:
        home = practice / file_kind.folder
        names = (path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())
        yield from sorted(f"{file_kind.folder}/{name}" for name in names if file_kind.pattern.fullmatch(name))
