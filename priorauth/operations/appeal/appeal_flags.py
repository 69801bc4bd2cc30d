"""What a person says of a denial, as flags say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.appeals.denial import Level as Level
from priorauth.appeals.denial_reasons import MEANINGS
from priorauth.appeals.denial_reasons import ReasonKind as ReasonKind

REASON_KINDS: Mapping[ReasonKind, str] = {kind: meaning.says for kind, meaning in MEANINGS.items()}
"""What each kind of reason says, as the end of ``the denial says that ...``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How an appeal was asked for; what is ``None`` or empty comes from the denial letter, then from the ledger."""

    level: Level
    reasons: tuple[str, ...] = ()
    """Reasons as the payer printed them."""
    kinds: tuple[ReasonKind, ...] = ()
    """Kinds of reason: one for each reason, or alone."""
    letter: Path | None = None
    denied_on: date | None = None
    reference: str | None = None
    appeal_by: date | None = None
