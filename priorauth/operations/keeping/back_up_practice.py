"""Backing up a practice: every file of its folder and the rows of its ledger, in one archive that proves itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from priorauth import __version__
from priorauth.files import FolderListing, list_folder, read_parts, remove_file, write_file
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.practice.sealed_archive import ArchiveContent, ArchiveWriter, is_practice_backup, open_archive
from priorauth.practice.settings import SETTINGS, nearest_practice
from priorauth.problems import Problem, Refused, Where, problem

if TYPE_CHECKING:
    from priorauth.ledger.portable_rows import LedgerRows

FILES = "files/"
STEPS, EVENTS = "ledger/steps.jsonl", "ledger/events.jsonl"
"""What an archive calls the ledger's rows, and the folder that the practice's files are in."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What is in a backup, and what is not whole in what was backed up."""

    file: Path
    files: int
    earlier_backups: int
    """Backups in the practice's folder: they were left out, or each would hold all before it."""
    rows: int | None
    """Steps and events of the ledger; ``None`` where the practice has none."""
    head: str | None
    problems: tuple[Problem, ...]


def back_up_practice(place: LedgerPlace, target: Path, *, moment: datetime) -> Backup:
    """Write the practice and its ledger to ``target``, read that back, and return what it holds.

    A ledger that is not whole is backed up as it is and told (PA1123, with what is wrong). Raises `Refused`: PA201
    outside of a practice, PA203 where ``target`` is there, PA208 and PA209 for a file that cannot be kept as it is,
    PA1104 to PA1107 and PA1116 for a ledger that cannot be read, PA2xx for the disk.
    """
    home = nearest_practice(place.folder)
    if home is None:
        raise Refused([problem("PA201", Where(str(place.folder / SETTINGS)), fix="go to the practice's folder")])
    if target.exists():  # said before the work, and again by who writes
        raise Refused([problem("PA203", Where(str(target)), fix="choose another name")])
    work = _Work(home, place.url, target, moment)
    write_file(target, work.parts())
    try:
        with open_archive(target) as archive:
            archive.require_whole()
    except Refused:
        remove_file(target)
        raise
    return work.result()


class _Work:
    """One backup: what it has come across by the time its last byte is written."""

    def __init__(self, home: Path, url: str | None, target: Path, moment: datetime) -> None:
        self._home, self._url, self._target, self._moment = home, url, target, moment
        self._listing = FolderListing((), (), ())
        self._earlier: tuple[str, ...] = ()
        self._kept: tuple[str, ...] = ()
        self._rows: LedgerRows | None = None
        self._problems: list[Problem] = []

    def parts(self) -> Iterator[bytes]:
        """Yield the archive. The ledger comes last, so that it is never behind a head that the folder keeps."""
        from priorauth.ledger.database import ledger_name, sqlite_file

        self._listing = list_folder(self._home)
        ledger = sqlite_file(self._url, self._home)
        own = {self._target.resolve(), *(database_files(ledger) if ledger else ())}
        places = {name: self._home / name for name in self._listing.files}
        there = {name: path for name, path in places.items() if path.resolve() not in own}
        self._earlier = tuple(name for name, path in there.items() if is_practice_backup(path))
        self._kept = tuple(name for name in there if name not in self._earlier)
        archive = ArchiveWriter()
        for name in self._kept:
            yield from archive.add(FILES + name, read_parts(there[name]))
        self._rows, lost = _rows_of(self._url, self._home)
        self._problems = [problem("PA1123"), *lost] if lost else []
        if self._rows is not None:
            yield from archive.add(STEPS, self._rows.step_lines)
            yield from archive.add(EVENTS, self._rows.event_lines)
        about = ArchiveContent(
            kind="practice",
            tool_version=__version__,
            made_at=self._moment,
            ledger=ledger_name(self._url, self._home) if self._rows is not None else None,
            head=self._head,
            folders=self._listing.folders,
        )
        yield from archive.finish(about)

    @property
    def _head(self) -> str | None:
        return self._rows.links[-1].hash if self._rows is not None and self._rows.links else None

    def result(self) -> Backup:
        """Return what was written."""
        others = (problem("PA1125", Where(str(self._home / name))) for name in self._listing.others)
        rows = self._rows
        return Backup(
            file=self._target,
            files=len(self._kept),
            earlier_backups=len(self._earlier),
            rows=len(rows.steps) + len(rows.links) if rows is not None else None,
            head=self._head,
            problems=(*self._problems, *others),
        )


def sha256_of_parts(parts: Iterable[bytes]) -> str:
    """Return the SHA-256 of a file that is read in parts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def database_files(ledger: Path) -> Iterator[Path]:
    """Name the files of a SQLite database: its rows go into the backup in a form that any database takes."""
    whole = ledger.resolve()
    yield from (whole.with_name(whole.name + end) for end in ("", "-wal", "-shm", "-journal"))


def _rows_of(url: str | None, home: Path) -> tuple[LedgerRows | None, tuple[Problem, ...]]:
    """Return the ledger's rows, ``None`` where there is none, and what is not whole in them."""
    from priorauth.ledger.store import open_known_ledger
    from priorauth.operations.ledger.audit_ledger import problems_of

    try:
        book = open_known_ledger(url, home, must_have_head=False)
    except Refused as refused:
        if {found.code for found in refused.problems} == {"PA1114"}:  # the file is gone, and a head of it is kept
            return None, refused.problems
        raise
    if book is None:
        return None, ()
    with book:
        rows, kept = book.rows(), book.kept_head()
    return rows, problems_of(rows, kept)
