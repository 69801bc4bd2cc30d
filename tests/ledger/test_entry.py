"""Where a case stands after its steps, and which steps may follow which."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

from priorauth.ledger.entry import LedgerEntry, after
from priorauth.ledger.states import NEXT, State
from priorauth.problems import Refused
from tests.ledger.ledgers import DAY, PLAIN, after_all, step

PATHS = {
    State.BUILT: ["built"],
    State.SUBMITTED: ["built", "submitted"],
    State.INFORMATION_REQUESTED: ["built", "submitted", "information_requested"],
    State.APPROVED: ["built", "submitted", "approved"],
    State.DENIED: ["built", "submitted", "denied"],
    State.APPEALED: ["built", "submitted", "denied", "appealed"],
    State.EXPIRED: ["built", "submitted", "approved", "expired"],
    State.DONE: ["built", "submitted", "approved", "done"],
}
"""A way to each state."""


def at(state: State) -> LedgerEntry:
    entry = after_all(*(step(kind) for kind in PATHS[state]))
    assert entry.state is state
    return entry


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("then", State)
def test_a_step_follows_only_where_the_table_lets_it(before: State, then: State) -> None:
    if then in NEXT[before]:
        assert after("C-1", at(before), step(then.value)).state is then
    else:
        with pytest.raises(Refused, match="PA1101"):
            after("C-1", at(before), step(then.value))


@pytest.mark.parametrize("kind", sorted(set(PLAIN) - {"built"}))
def test_a_case_begins_with_its_packet(kind: str) -> None:
    with pytest.raises(Refused, match="PA1102"):
        after("C-1", None, step(kind))


@pytest.mark.parametrize(
    ("day", "is_refused"), [(date(2026, 11, 1), True), (DAY, False), (date(2026, 11, 3), False)]
)
def test_steps_come_in_the_order_of_their_days(day: date, is_refused: bool) -> None:
    if is_refused:
        with pytest.raises(Refused, match="PA1103"):
            after("C-1", at(State.BUILT), step("submitted", day))
    else:
        assert after("C-1", at(State.BUILT), step("submitted", day)).submitted_on == day


def test_a_day_set_changes_the_plan_and_not_the_state() -> None:
    entry = after("C-1", at(State.APPROVED), step("scheduled"))
    assert (entry.state, entry.planned_date) == (State.APPROVED, date(2026, 12, 20))


def test_a_packet_built_anew_starts_over_and_forgets_the_old_decision() -> None:
    entry = after("C-1", at(State.DENIED), step("built"))
    assert (entry.state, entry.denial_reason, entry.steps) == (State.BUILT, None, 4)


def test_an_approval_after_a_denial_is_what_counts() -> None:
    entry = after("C-1", at(State.APPEALED), step("approved"))
    assert (entry.authorization, entry.state) == ("AUTH-1", State.APPROVED)


def test_a_denial_takes_an_authorization_back() -> None:
    entry = after("C-1", at(State.APPROVED), step("denied"))
    assert (entry.authorization, entry.valid_to) == (None, None)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("approved", {"authorization": None}),
        ("approved", {"valid_from": "2027-02-01", "valid_to": "2027-01-31"}),
        ("denied", {"reason": None}),
        ("built", {"bodies": []}),
        ("built", {"manifest_sha256": "not a hash"}),
        ("submitted", {"channel": ""}),
        ("submitted", {"patient": "Avery Example"}),
        ("done", {"outcome": "unknown"}),
    ],
)
def test_a_step_is_taken_whole_or_not_at_all(kind: str, changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        step(kind, **changes)


@given(st.lists(st.sampled_from(sorted(PLAIN)), max_size=12))
def test_any_sequence_of_steps_ends_in_a_state_and_counts_those_taken(kinds: list[str]) -> None:
    entry: LedgerEntry | None = None
    count = 0
    for kind in kinds:
        with suppress(Refused):
            entry = after("C-1", entry, step(kind))
            count += 1
        assert entry is None if count == 0 else entry is not None and entry.steps == count
