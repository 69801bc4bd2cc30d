"""Bringing an earlier approved text of the practice's own back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.operations.approvals.sign_decision import Decision, Entry, record_decisions
from priorauth.operations.approvals.text_kinds import TextKind, require_practice
from priorauth.operations.sign_event import Actor
from priorauth.practice.approvals.decisions import roll_back, rollback_target, would_lose


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


def plan_restoration(home: Path, kind: TextKind, name: str, to: str | None, *, today: date) -> Restoration:
    """Return which text would go back: the one whose SHA-256 begins with ``to``, else the one before.

    Raises `Refused`: PA579 outside of a practice, PA578 where there is no such text.
    """
    practice = require_practice(home)
    file = kind.file_kind.file_of(name)
    return Restoration(practice.folder, file, rollback_target(practice.folder, file, today, to))


def restore_text(planned: Restoration, decision: Decision, *, actor: Actor, ledger: str | None = None) -> Entry:
    """Approve the earlier text again, write it into the file, and return the entry of the registry.

    ``ledger`` is the URL of a ledger that is not the practice's own. Raises `Refused`: PA573 when the store does
    not have the text, and as `approve_texts`.
    """
    entry = roll_back(planned.practice, planned.file, planned.sha256, decision.signature)
    record_decisions(planned.practice, [entry], decision.moment, actor, ledger)
    return entry
