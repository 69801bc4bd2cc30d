"""What is late, what runs out, and where what was asked, authorized and scheduled differ.

A deadline comes from the payer's letter, or from a clock in the payer's profile with its source; where neither is
known the item says so, and no date is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from priorauth.appeals.last_day import by_record_or_clock
from priorauth.domain.spine import in_order
from priorauth.ledger.entry import LedgerEntry
from priorauth.ledger.states import State
from priorauth.parsing.model import Record
from priorauth.payers.clocks import ended_clock
from priorauth.payers.model import Clock, ClockStart
from priorauth.problems import Owner

SOON = timedelta(days=7)
"""How far ahead a deadline is shown."""

RENEWAL = timedelta(days=30)
"""How far ahead the end of an authorization is shown for which no day is planned."""

Clocks = Mapping[str, Sequence[Clock]]
"""The clocks of each payer's profile, by the profile's id."""


class DueReason(StrEnum):
    """Why a case is on the list."""

    NOT_SUBMITTED = "not_submitted"
    DECISION_LATE = "decision_late"
    DECISION_CLOCK_UNKNOWN = "decision_clock_unknown"
    ANSWER_DUE = "answer_due"
    APPEAL_DUE = "appeal_due"
    APPEAL_DATE_UNKNOWN = "appeal_date_unknown"
    APPEAL_DATE_PASSED = "appeal_date_passed"
    EXPIRES_BEFORE_PLANNED = "expires_before_planned"
    RENEWAL_DUE = "renewal_due"
    EXPIRED = "expired"
    NOT_AUTHORIZED_BEFORE_PLANNED = "not_authorized_before_planned"
    PLANNED_DATE_PASSED = "planned_date_passed"
    BODIES_DIFFER = "bodies_differ"
    UNITS_DIFFER = "units_differ"


class DueItem(Record):
    """One thing to act on. ``by`` is its day, where one is known; ``source`` says where that day comes from."""

    case_id: str
    reason: DueReason
    by: date | None = None
    source: str | None = None
    owner: Owner
    next_step: str
    is_late: bool


def due_items(entries: Iterable[LedgerEntry], today: date, clocks: Clocks) -> tuple[DueItem, ...]:
    """List what needs somebody to act on ``today``: the late first, then by day, then by case."""
    found = [item for entry in entries for rule in _RULES for item in rule(entry, today, clocks)]
    return tuple(sorted(found, key=lambda item: (not item.is_late, item.by or date.max, item.case_id, item.reason)))


def _not_submitted(entry: LedgerEntry, today: date, clocks: Clocks) -> Iterator[DueItem]:
    if entry.state is State.BUILT and entry.planned_date is not None and entry.planned_date - today <= 2 * SOON:
        step = "Submit the packet; the procedure is planned within two weeks"
        yield _item(entry, DueReason.NOT_SUBMITTED, step, today, by=entry.planned_date, source="the planned date")


def _decision(entry: LedgerEntry, today: date, clocks: Clocks) -> Iterator[DueItem]:
    if entry.state is not State.SUBMITTED:
        return
    # Hours are counted as whole days from the day of submission, since the ledger keeps no hour.
    known = ended_clock(ClockStart.SUBMISSION, entry.submitted_on, clocks.get(entry.profile_id, ()), entry)
    if known is None:
        step = "No decision time of this payer is verified; ask when to expect the decision"
        yield _item(entry, DueReason.DECISION_CLOCK_UNKNOWN, step, today)
    elif today > known[0]:
        yield _item(entry, DueReason.DECISION_LATE, "Ask the payer for the overdue decision", today, *known)


def _answer(entry: LedgerEntry, today: date, clocks: Clocks) -> Iterator[DueItem]:
    if entry.state is State.INFORMATION_REQUESTED:
        step = "Send what the payer asked for"
        if entry.respond_by is None:
            yield _item(entry, DueReason.ANSWER_DUE, f"{step}; its letter gave no day", today)
        else:
            yield _item(entry, DueReason.ANSWER_DUE, step, today, entry.respond_by, "the payer's letter")


def _appeal(entry: LedgerEntry, today: date, clocks: Clocks) -> Iterator[DueItem]:
    if entry.state is not State.DENIED:
        return
    # A clock tells the time for an appeal of the first denial; what follows an appeal has another, often shorter.
    is_first = entry.appeal_level is None
    counted = clocks.get(entry.profile_id, ()) if is_first else ()
    known = by_record_or_clock(entry.appeal_by, entry.decided_on, counted, entry)
    if known is None:
        step = "Read the last day for an appeal in the denial letter and record it"
        yield _item(entry, DueReason.APPEAL_DATE_UNKNOWN, step, today)
    elif today > known.day:
        step = "The time for an appeal has passed; close the case, or ask the payer for good cause"
        yield _item(entry, DueReason.APPEAL_DATE_PASSED, step, today, known.day, known.source)
    else:
        step = "Send the appeal, or close the case"
        yield _item(entry, DueReason.APPEAL_DUE, step, today, known.day, known.source)


def _validity(entry: LedgerEntry, today: date, clocks: Clocks) -> Iterator[DueItem]:
    if entry.state is not State.APPROVED or entry.valid_to is None:
        return
    if entry.valid_to < today:
        step = "The authorization has run out; record that, and build the request anew"
        yield _item(entry, DueReason.EXPIRED, step, today, entry.valid_to, "the authorization")
    elif entry.planned_date and not (entry.valid_from or date.min) <= entry.planned_date <= entry.valid_to:
        step = "Move the procedure into the authorized time, or ask the payer to extend it"
        yield _item(entry, DueReason.EXPIRES_BEFORE_PLANNED, step, today, entry.valid_to, "the authorization")
    elif entry.planned_date is None and entry.valid_to - today <= RENEWAL:
        step = (
            "The authorization runs out and no day is planned; schedule the procedure or ask the payer to renew it"
        )
        yield _item(entry, DueReason.RENEWAL_DUE, step, today, entry.valid_to, "the authorization")


def _planned(entry: LedgerEntry, today: date, clocks: Clocks) -> Iterator[DueItem]:
    day = entry.planned_date
    if day is None or entry.state is State.DONE:
        return
    if day < today:
        step = "The planned day has passed; record what was done, or set a new day"
        yield _item(entry, DueReason.PLANNED_DATE_PASSED, step, today, day, "the planned date")
    elif entry.state not in (State.APPROVED, State.BUILT) and day - today <= SOON:
        step = "The procedure is planned within a week and is not authorized; move it, or press for the decision"
        yield _item(entry, DueReason.NOT_AUTHORIZED_BEFORE_PLANNED, step, today, day, "the planned date")


def _differences(entry: LedgerEntry, today: date, clocks: Clocks) -> Iterator[DueItem]:
    bodies = {
        "requested": in_order(entry.requested_bodies),
        "authorized": in_order(entry.authorized_bodies),
        "scheduled": in_order(entry.scheduled_bodies),
    }
    units = {
        "requested": tuple(sorted((row.code, row.units) for row in entry.requested_units)),
        "authorized": tuple(sorted((row.code, row.units) for row in entry.authorized_units)),
        "scheduled": tuple(sorted((row.code, row.units) for row in entry.scheduled_units)),
    }
    for reason, what, known in (
        (DueReason.BODIES_DIFFER, "vertebral bodies", bodies),
        (DueReason.UNITS_DIFFER, "units", units),
    ):
        for pair in _unequal(known):
            step = f"The {what} {pair[0]} and {pair[1]} differ; settle which are right before the procedure"
            yield _item(entry, reason, step, today, by=entry.planned_date, source="the planned date")


def _unequal(known: Mapping[str, tuple[object, ...]]) -> Iterator[tuple[str, str]]:
    """Return each pair of names whose values are both known and differ."""
    for (one, left), (other, right) in combinations(known.items(), 2):
        if left and right and left != right:
            yield one, other


def _item(
    entry: LedgerEntry, reason: DueReason, step: str, today: date, by: date | None = None, source: str | None = None
) -> DueItem:
    return DueItem(
        case_id=entry.case_id,
        reason=reason,
        by=by,
        source=source if by is not None else None,
        owner=Owner.BILLING,
        next_step=step,
        is_late=by is not None and by < today,
    )


_RULES: tuple[Callable[[LedgerEntry, date, Clocks], Iterator[DueItem]], ...] = (
    _not_submitted,
    _decision,
    _answer,
    _appeal,
    _validity,
    _planned,
    _differences,
)
