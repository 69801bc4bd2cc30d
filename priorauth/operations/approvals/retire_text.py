"""Ending the use of a text of the practice's own, from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from priorauth.operations.approvals.sign_decision import Decision, Entry, record_decisions
from priorauth.operations.approvals.text_kinds import TextKind, require_practice
from priorauth.operations.sign_event import Actor
from priorauth.practice.approvals.decisions import in_use, retire


@dataclass(frozen=True, slots=True)
class Retirement:
    """A text that is in use, or is to be, and whose use can be ended."""

    practice: Path
    file: str

    @property
    def is_file_there(self) -> bool:
        """Whether the file lies where builds find it, which are refused once it is retired."""
        return (self.practice / self.file).exists()


def plan_retirement(home: Path, kind: TextKind, name: str) -> Retirement:
    """Return the text that a name stands for.

    Raises `Refused`: PA579 outside of a practice, PA582 where it is not approved, or is retired already.
    """
    practice = require_practice(home)
    file = kind.file_kind.file_of(name)
    in_use(practice.folder, file)
    return Retirement(practice.folder, file)


def retire_text(planned: Retirement, decision: Decision, *, actor: Actor, ledger: str | None = None) -> Entry:
    """End the use of a text and return the entry of the registry.

    ``ledger`` is the URL of a ledger that is not the practice's own. Raises as `plan_retirement` and
    `approve_texts`.
    """
    entry = retire(planned.practice, planned.file, decision.signature)
    record_decisions(planned.practice, [entry], decision.moment, actor, ledger)
    return entry
