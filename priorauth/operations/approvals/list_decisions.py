"""Listing what was decided of the practice's own texts, and how they stand on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.operations.approvals.sign_decision import Entry
from priorauth.operations.approvals.text_kinds import TextKind, files_named, require_practice
from priorauth.practice.approvals.approval_log import read_registry
from priorauth.practice.approvals.effective import own_texts
from priorauth.practice.approvals.own_files import own_files
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Refused


@dataclass(frozen=True, slots=True)
class TextStanding:
    """How one file of the practice's own stands on a day."""

    file: str
    sha256: str | None
    """Of what it holds now; ``None`` where it is not there."""
    standing: str


@dataclass(frozen=True, slots=True)
class DecisionList:
    """What was decided, first to last, and how the files stand."""

    entries: tuple[Entry, ...]
    texts: tuple[TextStanding, ...]
    count: int
    """Entries of the whole registry."""
    head: str
    """The hash of its latest entry; kept elsewhere, it shows whether entries were cut off the end."""


def list_decisions(home: Path, kind: TextKind, name: str | None, day: date) -> DecisionList:
    """Return what was decided of texts of a kind, or of every file a name covers.

    Raises `Refused`: PA579 outside of a practice, PA574 for a registry that was tampered with.
    """
    practice = require_practice(home)
    registry = read_registry(practice.folder)
    known = {*own_files(practice.folder), *(entry.file for entry in registry.entries)}
    files = {file for file in known if file.startswith(f"{kind.folder}/")}
    if name is not None:
        files &= {kind.file_kind.file_of(name), *_covered(kind, practice, name)}
    texts = own_texts(practice.folder, day).texts.values()
    return DecisionList(
        entries=tuple(entry for entry in registry.entries if entry.file in files),
        texts=tuple(
            TextStanding(text.file, text.seen, text.standing.value) for text in texts if text.file in files
        ),
        count=len(registry.links),
        head=registry.head,
    )


def _covered(kind: TextKind, practice: LoadedPractice, name: str) -> tuple[str, ...]:
    """Name the files a name covers now; none for one whose files are gone or broken: it has a past all the same."""
    try:
        return files_named(kind, practice, name)
    except Refused:
        return ()
