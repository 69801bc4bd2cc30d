"""Removing closed cases that no longer have to be kept."""

from __future__ import annotations

from datetime import date, datetime

from priorauth.operations.ledger.find_ledger import LedgerPlace, ledger_at_hand
from priorauth.operations.sign_event import Action, Actor, sign_event


def purge_cases(place: LedgerPlace, before: date, *, actor: Actor, moment: datetime) -> int:
    """Remove closed cases whose last step lies before a day, and return how many; the chain keeps event and count.

    Raises `Refused` (PA201) without a ledger.
    """
    with ledger_at_hand(place) as book:
        return book.purge(before, sign_event(Action.PURGE, actor, moment))
