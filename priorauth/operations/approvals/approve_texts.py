"""Approving texts of the practice's own: first what would be approved, checked, then the approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from priorauth.operations.approvals.sign_decision import Decision, Entry, record_decisions
from priorauth.operations.approvals.text_kinds import TextKind, files_named, flaws_of, require_practice
from priorauth.operations.sign_event import Actor
from priorauth.practice.approvals.decisions import Pending as Pending
from priorauth.practice.approvals.decisions import approve, pending
from priorauth.practice.approvals.own_files import own_files
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Problem, Refused, Severity


@dataclass(frozen=True, slots=True)
class ApprovalPlan:
    """The texts that a decision would approve, as they were read and checked; none where all are approved."""

    practice: Path
    decision: Decision
    texts: tuple[Pending, ...]
    warnings: tuple[Problem, ...]


def plan_approval(home: Path, kind: TextKind, names: Sequence[str], decision: Decision) -> ApprovalPlan:
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


def _files(practice: LoadedPractice, kind: TextKind, names: Sequence[str]) -> list[str]:
    if not names:
        return [file for file in own_files(practice.folder) if file.startswith(f"{kind.folder}/")]
    return sorted({file for name in names for file in files_named(kind, practice, name)})


def approve_texts(plan: ApprovalPlan, *, actor: Actor, ledger: str | None = None) -> tuple[Entry, ...]:
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
