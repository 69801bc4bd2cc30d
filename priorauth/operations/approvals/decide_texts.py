"""Deciding on texts of the practice's own: approving, retiring, bringing an earlier one back, and what was decided.

What would be entered is planned and checked first; the decision itself is a second call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from priorauth.operations.approvals.text_kinds import FileKind, files_named, flaws_of, require_practice
from priorauth.operations.ledger.find_ledger import LedgerPlace, ledger_if_there, open_or_create_ledger
from priorauth.operations.sign_event import Actor, AuditAction, sign_event
from priorauth.parsing.model import Line, Record
from priorauth.practice.approvals.approval_log import ApprovalEntry, read_registry
from priorauth.practice.approvals.decisions import (
    Pending as Pending,
    Signatory,
    approve,
    in_use,
    pending,
    retire,
    roll_back,
    rollback_target,
    would_lose,
)
from priorauth.practice.approvals.effective import own_texts
from priorauth.practice.approvals.own_files import own_files
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Problem, Refused, Severity

_LONGEST_ID = 80
"""Characters of an id in an audit event; what is cut off a longer one is its beginning."""


class Decision(Record):
    """Who decides, why, at which moment, and the first day it counts; name and note are kept for good."""

    by: Line
    note: Line
    effective: date
    moment: datetime
    """With its zone; the registry keeps the day."""

    @property
    def on(self) -> date:
        """The day of the decision."""
        return self.moment.date()

    @property
    def is_of_the_past(self) -> bool:
        """Whether what is built as of an earlier day changes as well."""
        return self.effective < self.on

    @property
    def signature(self) -> Signatory:
        """The decision as the registry signs its entries."""
        return Signatory(self.by, self.note, self.on, self.effective)


def record_decisions(
    practice: Path, entries: Sequence[ApprovalEntry], moment: datetime, actor: Actor, ledger: str | None
) -> None:
    """Enter decisions in the audit chain as well, by names and hashes alone, where the practice keeps a ledger.

    ``ledger`` is the URL of one that is not the practice's own; it is begun where it is not there.
    """
    place = LedgerPlace(folder=practice, url=ledger)
    book = ledger_if_there(place) if place.url is None else open_or_create_ledger(place)
    if book is None:
        return
    head = read_registry(practice).head
    with book:
        for entry in entries:
            facts = {
                "template_ids": (entry.file.replace("/", ".")[-_LONGEST_ID:],),
                "template_sha256": (entry.sha256,),
                "output_sha256": (head,),
            }
            book.note(sign_event(AuditAction.APPROVAL, actor, moment, step=entry.action.value, **facts))


@dataclass(frozen=True, slots=True)
class ApprovalPlan:
    """The texts that a decision would approve, as they were read and checked; none where all are approved."""

    practice: Path
    decision: Decision
    texts: tuple[Pending, ...]
    warnings: tuple[Problem, ...]


def plan_approval(home: Path, kind: FileKind, names: Sequence[str], decision: Decision) -> ApprovalPlan:
    """Return what approving these names, or without any all of the practice's own of a kind, would enter.

    What the texts go into is checked. Raises `Refused`: PA579 outside of a practice, PA577 for a name the practice
    has nothing of, PA574 for a registry that was tampered with, and every error of the checks.
    """
    practice = require_practice(home)
    texts = pending(practice.folder, _files(practice, kind, names), decision.effective)
    found = flaws_of(kind, practice, [text.file for text in texts], decision.effective) if texts else ()
    if any(flaw.severity is Severity.ERROR for flaw in found):
        raise Refused(found)
    return ApprovalPlan(practice.folder, decision, texts, found)


def _files(practice: LoadedPractice, kind: FileKind, names: Sequence[str]) -> list[str]:
    if not names:
        return [file for file in own_files(practice.folder) if file.startswith(f"{kind.folder}/")]
    return sorted({file for name in names for file in files_named(kind, practice, name)})


def approve_texts(plan: ApprovalPlan, *, actor: Actor, ledger: str | None = None) -> tuple[ApprovalEntry, ...]:
    """Approve the texts of a plan and return the entries of the registry.

    ``ledger`` is the URL of a ledger that is not the practice's own. Raises `Refused`: PA583 when a file changed
    since it was checked, PA574 for a registry that was tampered with, PA584 while somebody else decides, PA204 for
    the disk, PA11xx for the ledger.
    """
    if not plan.texts:
        return ()
    entries = approve(plan.practice, plan.texts, plan.decision.signature)
    record_decisions(plan.practice, entries, plan.decision.moment, actor, ledger)
    return entries


@dataclass(frozen=True, slots=True)
class Retirement:
    """A text that is in use, or is to be, and whose use can be ended."""

    practice: Path
    file: str

    @property
    def is_file_there(self) -> bool:
        """Whether the file lies where builds find it, which are refused once it is retired."""
        return (self.practice / self.file).exists()


def plan_retirement(home: Path, kind: FileKind, name: str) -> Retirement:
    """Return the text that a name stands for.

    Raises `Refused`: PA579 outside of a practice, PA582 where it is not approved, or is retired already.
    """
    practice = require_practice(home)
    file = kind.file_of(name)
    in_use(practice.folder, file)
    return Retirement(practice.folder, file)


def retire_text(
    planned: Retirement, decision: Decision, *, actor: Actor, ledger: str | None = None
) -> ApprovalEntry:
    """End the use of a text and return the entry of the registry.

    ``ledger`` is the URL of a ledger that is not the practice's own. Raises as `plan_retirement` and
    `approve_texts`.
    """
    entry = retire(planned.practice, planned.file, decision.signature)
    record_decisions(planned.practice, [entry], decision.moment, actor, ledger)
    return entry


@dataclass(frozen=True, slots=True)
class Restoration:
    """A file, and the approved text that goes back into it."""

    practice: Path
    file: str
    sha256: str

    @property
    def loses_edit(self) -> bool:
        """Whether the file holds a text that is kept nowhere else: whoever restores it has to be asked first."""
        return would_lose(self.practice, self.file)


def plan_restoration(home: Path, kind: FileKind, name: str, to: str | None, *, today: date) -> Restoration:
    """Return which text would go back: the one whose SHA-256 begins with ``to``, else the one before.

    Raises `Refused`: PA579 outside of a practice, PA578 where there is no such text.
    """
    practice = require_practice(home)
    file = kind.file_of(name)
    return Restoration(practice.folder, file, rollback_target(practice.folder, file, today, to))


def restore_text(
    planned: Restoration, decision: Decision, *, actor: Actor, ledger: str | None = None
) -> ApprovalEntry:
    """Approve the earlier text again, write it into the file, and return the entry of the registry.

    ``ledger`` is the URL of a ledger that is not the practice's own. Raises `Refused`: PA573 when the store does
    not have the text, and as `approve_texts`.
    """
    entry = roll_back(planned.practice, planned.file, planned.sha256, decision.signature)
    record_decisions(planned.practice, [entry], decision.moment, actor, ledger)
    return entry


@dataclass(frozen=True, slots=True)
class TextStatus:
    """How one file of the practice's own stands on a day."""

    file: str
    sha256: str | None
    """Of what it holds now; ``None`` where it is not there."""
    status: str


@dataclass(frozen=True, slots=True)
class DecisionList:
    """What was decided, first to last, and how the files stand."""

    entries: tuple[ApprovalEntry, ...]
    texts: tuple[TextStatus, ...]
    count: int
    """Entries of the whole registry."""
    head: str
    """The hash of its latest entry; kept elsewhere, it shows whether entries were cut off the end."""


def list_decisions(home: Path, kind: FileKind, name: str | None, day: date) -> DecisionList:
    """Return what was decided of texts of a kind, or of every file a name covers.

    Raises `Refused`: PA579 outside of a practice, PA574 for a registry that was tampered with.
    """
    practice = require_practice(home)
    registry = read_registry(practice.folder)
    known = {*own_files(practice.folder), *(entry.file for entry in registry.entries)}
    files = {file for file in known if file.startswith(f"{kind.folder}/")}
    if name is not None:
        files &= {kind.file_of(name), *_covered(kind, practice, name)}
    texts = own_texts(practice.folder, day).texts.values()
    return DecisionList(
        entries=tuple(entry for entry in registry.entries if entry.file in files),
        texts=tuple(TextStatus(text.file, text.seen, text.status.value) for text in texts if text.file in files),
        count=len(registry.links),
        head=registry.head,
    )


def _covered(kind: FileKind, practice: LoadedPractice, name: str) -> tuple[str, ...]:
    """Name the files a name covers now; none for one whose files are gone or broken: it has a past all the same."""
    try:
        return files_named(kind, practice, name)
    except Refused:
        return ()
