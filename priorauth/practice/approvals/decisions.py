"""Deciding: approving, retiring and rolling back a practice's own texts, each an entry in the registry.

A text is kept in the store before its entry is written: an interruption between the two leaves a text that nobody
approved in the store, and no approval without its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.files import exclusive_lock, read_file, write_file
from priorauth.practice.approvals.approval_log import ApprovalAction, ApprovalEntry, Registry, enter, read_registry
from priorauth.practice.approvals.effective import shipped_sha256
from priorauth.practice.approvals.own_files import (
    MAX_BYTES,
    STORE,
    file_kind_of,
    hash_of,
    keep,
    place_in_store,
    stored,
)
from priorauth.practice.approvals.status import coming_after, in_force_on
from priorauth.problems import Refused, Where, problem

_LOCK = f"{STORE}/lock"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who decides, why, on which day, and from which day on it counts."""

    by: str
    note: str
    on: date
    effective: date

    def entry(self, action: ApprovalAction, file: str, sha256: str) -> ApprovalEntry:
        """Write a decision on one file."""
        return ApprovalEntry(
            on=self.on,
            action=action,
            file=file,
            sha256=sha256,
            effective=self.effective,
            by=self.by,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class Pending:
    """A file whose text is not approved, or not for the day that is asked."""

    file: str
    sha256: str
    before: ApprovalEntry | None
    """The latest decision on it, if any."""
    coming: tuple[ApprovalEntry, ...]
    """Approvals that were to begin later, whose place this one takes."""


def pending(practice: Path, files: Iterable[str], day: date) -> tuple[Pending, ...]:
    """Say which of these files hold a text that an approval from a day on would change anything for."""
    registry = read_registry(practice)
    found = (_pending(practice, registry, file, day) for file in files)
    return tuple(item for item in found if item is not None)


def _pending(practice: Path, registry: Registry, file: str, day: date) -> Pending | None:
    seen = hash_of(practice / file)
    history = registry.of(file)
    latest = history[-1] if history else None
    if seen is None or (seen == shipped_sha256(file) and (latest is None or not latest.approves)):
        return None
    if latest is not None and latest.approves and latest.sha256 == seen and latest.effective <= day:
        return None
    return Pending(file, seen, latest, coming_after(history, day))


def approve(practice: Path, items: Sequence[Pending], signature: Signatory) -> tuple[ApprovalEntry, ...]:
    """Approve texts: keep each in the store and enter it.

    Raises `Refused`: PA583 when a file has changed since it was looked at, PA574 for a registry that was
    tampered with, PA584 while somebody else decides, PA204 for the disk.
    """
    with exclusive_lock(practice / _LOCK, code="PA584"):
        for item in items:
            data = read_file(practice / item.file, limit_bytes=MAX_BYTES)
            if keep(practice, item.file, data) != item.sha256:
                raise Refused([problem("PA583", Where(str(practice / item.file)), file=item.file)])
        entries = tuple(signature.entry(ApprovalAction.APPROVE, item.file, item.sha256) for item in items)
        enter(practice, entries)
    return entries


def in_use(practice: Path, file: str) -> ApprovalEntry:
    """Return the decision by which a text is in use, or is to be. Raises `Refused` (PA582) when there is none."""
    history = read_registry(practice).of(file)
    if not history or not history[-1].approves:
        kind = file_kind_of(file)
        raise Refused([problem("PA582", file=file, command=kind.command, name=kind.name_of(file))])
    return history[-1]


def retire(practice: Path, file: str, signature: Signatory) -> ApprovalEntry:
    """End the use of a text. Raises `Refused`: PA582 when it is in no use, and as `approve`."""
    with exclusive_lock(practice / _LOCK, code="PA584"):
        entry = signature.entry(ApprovalAction.RETIRE, file, in_use(practice, file).sha256)
        enter(practice, [entry])
    return entry


def rollback_target(practice: Path, file: str, day: date, to: str | None) -> str:
    """Choose the text a file goes back to: that whose hash begins with ``to``, or the one before what it holds.

    For a file that was edited since, is missing or retired, that is the text approved last. Raises `Refused`
    (PA578) when there is none.
    """
    history = read_registry(practice).of(file)
    approved = list(dict.fromkeys(entry.sha256 for entry in reversed(history) if entry.approves))
    if to is not None:
        matching = [sha256 for sha256 in approved if sha256.startswith(to.lower())]
        if len(matching) != 1:
            raise _no_rollback(file, "no approved text, or more than one, has a SHA-256 that begins so")
        return matching[0]
    now, seen = in_force_on(history, day), hash_of(practice / file)
    current = now.sha256 if now is not None and now.approves else None
    if not approved:
        raise _no_rollback(file, "no text of it was ever approved")
    if seen is None or seen not in approved or (seen != current and current is not None):
        return current or approved[0]
    if current is None:
        return seen
    before = [entry.sha256 for entry in history[: history.index(now)] if entry.approves] if now else []
    earlier = [sha256 for sha256 in reversed(before) if sha256 != seen]
    if not earlier:
        raise _no_rollback(file, "no other text of it was approved before")
    return earlier[0]


def roll_back(practice: Path, file: str, sha256: str, signature: Signatory) -> ApprovalEntry:
    """Approve an earlier text again and write it into the file.

    The entry comes first: it says what the file should be.
    Raises `Refused`: PA573 when the store does not have the text, and as `approve`.
    """
    with exclusive_lock(practice / _LOCK, code="PA584"):
        source = stored(practice, file, sha256)
        if source is None:
            place = place_in_store(practice, file, sha256)
            raise Refused([problem("PA573", Where(str(place)), file=file, sha=sha256[:12], store=STORE)])
        data = read_file(source, limit_bytes=MAX_BYTES)
        entry = signature.entry(ApprovalAction.ROLLBACK, file, sha256)
        enter(practice, [entry])
        write_file(practice / file, data, overwrite=True)
    return entry


def would_lose(practice: Path, file: str) -> bool:
    """Whether the file holds a text that stands nowhere else: a rollback would lose it."""
    seen = hash_of(practice / file)
    return seen is not None and seen != shipped_sha256(file) and stored(practice, file, seen) is None


def _no_rollback(file: str, why: str) -> Refused:
    kind = file_kind_of(file)
    return Refused([problem("PA578", file=file, why=why, command=kind.command, name=kind.name_of(file))])
