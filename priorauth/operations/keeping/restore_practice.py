"""Putting a practice back from its backup: into an empty folder and an empty ledger, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from priorauth.files import make_inside, new_folder, read_parts, remove_file, remove_folder, write_inside
from priorauth.operations.keeping.back_up_practice import EVENTS, FILES, STEPS, database_files, sha256_of_parts
from priorauth.operations.sign_event import Actor, AuditAction, AuditEvent, sign_event
from priorauth.practice.sealed_archive import SealedArchive, open_archive
from priorauth.problems import Refused, Where, problem

if TYPE_CHECKING:
    from priorauth.ledger.portable_rows import LedgerRows


@dataclass(frozen=True, slots=True)
class RestoredPractice:
    """What was put back."""

    files: int
    rows: int | None
    """Steps and events of the ledger; ``None`` where none was put back."""
    head: str | None
    """The head of the ledger's chain, to be compared with one kept elsewhere."""


def restore_practice(
    file: Path, folder: Path, *, actor: Actor, moment: datetime, url: str | None = None, with_ledger: bool = True
) -> RestoredPractice:
    """Put a backup back into ``folder``, its ledger beside it or at ``url``, and return what was put back.

    Every hash, the chain of events, the rows and the head that the practice kept are checked; whatever fails leaves
    neither a file nor a row. The ledger gains an event with the backup's hash. Raises `Refused`: PA203 for a folder
    that is not empty, PA1121 for an archive that was changed or is of something else, PA1122 for a ledger that is
    not whole, PA1124 for one to fill that is not empty, PA208 for a name that leads out, and what opening the
    ledger and the disk raise.
    """
    with open_archive(file) as archive:
        about = archive.index.about
        if about.kind != "practice":
            raise Refused([problem("PA1121", Where(str(file)), what="it is no backup of a practice")])
        if not with_ledger or about.ledger is None:
            with new_folder(folder) as place:
                return RestoredPractice(_put_files(archive, place), None, None)
        counts = {"files": len(archive.index.files)}
        facts = {"output_sha256": (sha256_of_parts(read_parts(file)),), "counts": counts}
        event = sign_event(AuditAction.RESTORE, actor, moment, **facts)
        files, rows = _with_ledger(archive, folder, url, event)
    return RestoredPractice(files, rows, about.head)


def _put_files(archive: SealedArchive, place: Path) -> int:
    for name in archive.index.about.folders:
        make_inside(place, name)
    names = [name for name in archive.index.files if name.startswith(FILES)]
    for name in names:
        write_inside(place, name.removeprefix(FILES), archive.parts(name))
    return len(names)


def _with_ledger(archive: SealedArchive, folder: Path, url: str | None, event: AuditEvent) -> tuple[int, int]:
    """Put back files and rows; a ledger that lies elsewhere keeps its rows only once the folder has its name."""
    from priorauth.ledger.database import ledger_name, sqlite_file
    from priorauth.ledger.kept_head import HeadFile
    from priorauth.ledger.portable_rows import LedgerRows
    from priorauth.ledger.store import open_ledger

    rows = LedgerRows.of_lines(_lines(archive.parts(STEPS)), _lines(archive.parts(EVENTS)))
    count = len(rows.steps) + len(rows.links)
    if url is None:
        with new_folder(folder) as place:
            files = _put_files(archive, place)
            _require_heads(rows, archive, place)
            with open_ledger(None, place, must_have_head=False) as book, book.filled(rows, event) as last:
                HeadFile(place, ledger_name(None, place)).keep(last.seq, last.hash)
        return files, count
    ledger = sqlite_file(url, folder)
    if ledger is not None and ledger.resolve().is_relative_to(folder.resolve()):
        raise Refused([problem("PA1124", fix="leave out --ledger: the ledger is put into the folder by itself")])
    is_new, is_placed = ledger is not None and not ledger.exists(), False
    try:
        with open_ledger(url, folder, must_have_head=False) as book, book.filled(rows, event) as last:
            with new_folder(folder) as place:
                files = _put_files(archive, place)
                _require_heads(rows, archive, place)
                HeadFile(place, ledger_name(url, place)).keep(last.seq, last.hash)
            is_placed = True
    except Refused:
        if is_placed:
            remove_folder(folder)
        if ledger is not None and is_new:
            for path in database_files(ledger):
                remove_file(path)
        raise
    return files, count


def _require_heads(rows: LedgerRows, archive: SealedArchive, place: Path) -> None:
    """Compare the rows with the heads that the index and the folder have. Raises `Refused` (PA1122)."""
    from priorauth.ledger.kept_head import HeadFile

    about = archive.index.about
    kept = HeadFile(place, about.ledger or "").read()
    last = rows.links[-1] if rows.links else None
    if about.head != (last.hash if last else None):
        raise Refused([problem("PA1122")])
    if kept is not None and all(link.hash != kept.hash for link in rows.links):
        raise Refused([problem("PA1122"), problem("PA1114", seq=kept.seq)])


def _lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for part in parts:
        *whole, rest = (rest + part).split(b"\n")
        yield from whole
    if rest:
        yield rest
