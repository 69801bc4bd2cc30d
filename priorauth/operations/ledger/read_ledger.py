"""Looking things up in the ledger: where cases stand, what one went through, what is due, and how payers decide."""

from __future__ import annotations

from datetime import date

from priorauth.ledger.due import DueItem as DueItem
from priorauth.ledger.due import due_items
from priorauth.ledger.entry import Entry as Entry
from priorauth.ledger.states import State as State
from priorauth.ledger.statistics import Statistics, statistics
from priorauth.ledger.store import Taken as Taken
from priorauth.operations.ledger.find_ledger import LedgerPlace, ledger_at_hand
from priorauth.operations.profiles.find_profiles import profiles_in_use
from priorauth.problems import Refused, Where, problem


def list_cases(
    place: LedgerPlace, *, state: State | None = None, profile_id: str | None = None
) -> tuple[Entry, ...]:
    """Return where each case stands, by id; only those of one state or one payer's profile where that is asked.

    Raises `Refused` (PA201) without a ledger, as everything here does.
    """
    with ledger_at_hand(place) as book:
        return book.entries(state=state, profile_id=profile_id)


def case_history(place: LedgerPlace, case_id: str) -> tuple[Taken, ...]:
    """Return every step of one case, first to last. Raises `Refused` (PA1102) for a case that is not there."""
    with ledger_at_hand(place) as book:
        steps = book.history(case_id)
    if not steps:
        raise Refused([problem("PA1102", Where(field=case_id), case=case_id)])
    return steps


def list_due(place: LedgerPlace, as_of: date) -> tuple[DueItem, ...]:
    """Return what is late or runs out, and where asked, authorized and scheduled differ; the late first.

    Deadlines that no letter gives follow from the payers' profiles as they are approved for the day. Raises
    `Refused` (PA574) for a registry of approvals that was tampered with.
    """
    library = profiles_in_use(place.folder, as_of)
    entries = list_cases(place)
    known = set(library.ids())
    used = {entry.profile_id for entry in entries} & known
    clocks = {profile_id: library.load(profile_id).profile.clocks for profile_id in used}
    return due_items(entries, as_of, clocks)


def count_decisions(place: LedgerPlace) -> Statistics:
    """Return the practice's own figures: cases by state, denials by code, and days to a decision, by payer."""
    with ledger_at_hand(place) as book:
        return statistics(book.entries(), book.all_steps())
