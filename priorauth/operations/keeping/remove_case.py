"""Letting go of a case: its folder, its packets and its proofs are exported, proven and then removed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from priorauth import __version__
from priorauth.authoring.change.open_cases import CASES, case_files
from priorauth.files import list_folder, read_file, read_parts, remove_file, remove_folder, write_file
from priorauth.ledger.states import State
from priorauth.operations.keeping.back_up_practice import FILES, sha256_of_parts
from priorauth.operations.ledger.find_ledger import LedgerPlace, require_ledger
from priorauth.operations.ledger.manage_ledger import PROOFS
from priorauth.operations.sign_event import Actor, AuditAction, sign_event
from priorauth.packet.manifest.manifest import MANIFEST, MAX_MANIFEST_BYTES
from priorauth.practice.sealed_archive import ArchiveContent, ArchivedFile, ArchiveWriter, open_archive
from priorauth.practice.settings import SETTINGS, nearest_practice
from priorauth.problems import Refused, Where, problem
from priorauth.verify.remake import case_id_in


@dataclass(frozen=True, slots=True)
class CaseFolders:
    """What a practice's folder holds of one case."""

    home: Path
    case_id: str
    folders: tuple[Path, ...]
    """The case's own folder, its packets' and that of its proofs; none lies in another."""


def find_case(place: LedgerPlace, case_id: str) -> CaseFolders:
    """Return the folders that a case has in its practice's folder.

    A folder is the case's where its case file or its manifest says so, or where it bears the case's id among the
    cases or the proofs. Raises `Refused`: PA201 outside of a practice, PA1127 where there is nothing of the case,
    PA1129 where its folder holds another case too.
    """
    home = nearest_practice(place.folder)
    if home is None:
        raise Refused([problem("PA201", Where(str(place.folder / SETTINGS)), fix="go to the practice's folder")])
    cases = home / CASES
    ids = {file: case_id_in(file) for file in case_files((cases,))} if cases.is_dir() else {}
    named = (path for kept in (cases, home / PROOFS) for path in _folders_in(kept) if path.name == case_id)
    packets = (path.parent for path in home.rglob(MANIFEST) if _id_in_manifest(path) == case_id)
    found = {*named, *packets, *(file.parent for file, own in ids.items() if own == case_id)}
    folders = tuple(sorted(path for path in found if not found & set(path.parents)))
    if not folders:
        raise Refused([problem("PA1127", Where(field=case_id), case=case_id)])
    others = (file for file, own in ids.items() if own != case_id)
    held = any(set(file.parents) & set(folders) for file in others)
    if held or {home, cases} & set(folders):
        why = "its folder holds files of other cases"
        raise Refused([problem("PA1129", why=why, fix="give the case a folder of its own, with its exhibits")])
    return CaseFolders(home, case_id, folders)


def _folders_in(folder: Path) -> Iterator[Path]:
    return (path for path in (folder.iterdir() if folder.is_dir() else ()) if path.is_dir())


def _id_in_manifest(file: Path) -> object:
    try:
        content = json.loads(read_file(file, limit_bytes=MAX_MANIFEST_BYTES))
    except (Refused, ValueError, RecursionError):
        return None
    return content.get("case_id") if isinstance(content, dict) else None


@dataclass(frozen=True, slots=True)
class Removal:
    """What was exported and removed."""

    files: int
    sha256: str
    """The export's own hash, as the event in the chain has it."""


def remove_case(place: LedgerPlace, found: CaseFolders, export: Path, *, actor: Actor, moment: datetime) -> Removal:
    """Export a case to ``export``, prove the export, enter that in the chain, and remove the case's folders.

    The ledger keeps the case's rows. Raises `Refused`, and nothing is removed: PA201 without a ledger, PA1128 for a
    request that is open, PA1129 for files that could not be exported as they are, PA203 where ``export`` is there,
    and what reading and writing raise.
    """
    if any(export.resolve().is_relative_to(folder.resolve()) for folder in found.folders):
        raise Refused([problem("PA1129", why="the export would be removed with them", fix="write it elsewhere")])
    with require_ledger(place) as book:
        entry = book.entry(found.case_id)
        if entry is not None and entry.state is not State.DONE:
            raise Refused([problem("PA1128", Where(field=found.case_id), state=entry.state)])
        names = _names(found)
        write_file(export, _parts(found, names, book.head(), moment))
        try:
            _prove(export, found)
        except Refused:
            remove_file(export)
            raise
        sha256 = sha256_of_parts(read_parts(export))
        facts = {"case_id": found.case_id, "output_sha256": (sha256,), "counts": {"files": len(names)}}
        book.note(sign_event(AuditAction.REMOVE, actor, moment, **facts))
    for folder in found.folders:
        remove_folder(folder)
    return Removal(len(names), sha256)


def _names(found: CaseFolders) -> tuple[str, ...]:
    """Name every file of the case, relative to the practice's folder."""
    names = []
    for folder in found.folders:
        listing = list_folder(folder)
        if listing.others:
            where = Where(str(folder / listing.others[0]))
            fix = "put the file that the link leads to in its place, or remove the link"
            raise Refused([problem("PA1129", where, why="a link or no file is among them", fix=fix)])
        names += [(folder / name).relative_to(found.home).as_posix() for name in listing.files]
    return tuple(names)


def _parts(found: CaseFolders, names: Iterable[str], head: str, moment: datetime) -> Iterator[bytes]:
    archive = ArchiveWriter()
    for name in names:
        yield from archive.add(FILES + name, read_parts(found.home / name))
    about = ArchiveContent(kind="case", tool_version=__version__, made_at=moment, case_id=found.case_id, head=head)
    yield from archive.finish(about)


def _prove(export: Path, found: CaseFolders) -> None:
    """Read the export back, and compare it with the files that are about to be removed."""
    with open_archive(export) as archive:
        archive.require_whole()
        held = archive.index.files
    there = {FILES + name: _as_archived(found.home / name) for name in _names(found)}
    if there != held:
        fix = "do it again when nobody works on the case"
        raise Refused([problem("PA1129", why="they changed while they were exported", fix=fix)])


def _as_archived(path: Path) -> ArchivedFile:
    return ArchivedFile(size=path.stat().st_size, sha256=sha256_of_parts(read_parts(path)))
