"""What is late, what runs out, and what differs, each on the day before, the day itself and the day after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from priorauth.case.model import LineOfBusiness
from priorauth.ledger.due import DueReason, due_items
from priorauth.ledger.entry import LedgerEntry
from priorauth.ledger.steps import Step
from priorauth.payers.clocks import clocks_for
from priorauth.payers.library import default_library
from priorauth.payers.model import Clock
from tests.ledger.ledgers import DAY, after_all, step

PROFILE = "highmark-wy-15-01-004"
WEEK = Clock.model_validate(
    {"name": "Standard", "days": "7", "urgency": "standard", "source": "CMS-0057-F", "grade": "secondary"}
)
HOURS = Clock.model_validate(
    {"name": "Expedited", "hours": "72", "urgency": "expedited", "source": "CMS-0057-F", "grade": "secondary"}
)
APPEAL = Clock.model_validate(
    {"name": "Appeal", "days": "180", "counts_from": "denial", "source": "plan document", "grade": "secondary"}
)
FAR: dict[str, Any] = {"planned_date": None}


def case(*steps: Step) -> LedgerEntry:
    return after_all(*steps)


def reasons(entry: LedgerEntry, today: date, *clocks: Clock) -> dict[DueReason, bool]:
    return {item.reason: item.is_late for item in due_items([entry], today, {PROFILE: clocks})}


def sent(**built: Any) -> LedgerEntry:
    return case(step("built", **{**FAR, **built}), step("submitted"))


@pytest.mark.parametrize(("days", "late"), [(6, False), (7, False), (8, True)])
def test_a_decision_is_late_the_day_after_its_last_day(days: int, late: bool) -> None:
    found = reasons(sent(), DAY + timedelta(days=days), WEEK, HOURS)
    assert found == ({DueReason.DECISION_LATE: True} if late else {})


@pytest.mark.parametrize(("days", "late"), [(3, False), (4, True)])
def test_an_expedited_request_has_its_own_clock(days: int, late: bool) -> None:
    found = reasons(sent(urgency="expedited"), DAY + timedelta(days=days), WEEK, HOURS)
    assert (DueReason.DECISION_LATE in found) is late


def test_a_clock_binds_from_its_day_and_for_its_plans_only() -> None:
    later = WEEK.model_copy(update={"since": DAY + timedelta(days=1)})
    other = WEEK.model_copy(update={"applies_to": ("medicare_advantage",)})
    for clock in (later, other):
        assert reasons(sent(), DAY + timedelta(days=30), clock) == {DueReason.DECISION_CLOCK_UNKNOWN: False}


def test_no_clock_is_made_up() -> None:
    (item,) = due_items([sent()], DAY + timedelta(days=90), {})
    assert (item.reason, item.by, item.is_late) == (DueReason.DECISION_CLOCK_UNKNOWN, None, False)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 5, 1), {DueReason.APPEAL_DUE: False}),
        (date(2027, 5, 2), {DueReason.APPEAL_DATE_PASSED: True}),
    ],
)
def test_the_denial_letters_own_date_wins(today: date, expected: dict[DueReason, bool]) -> None:
    denied = case(step("built", **FAR), step("submitted"), step("denied"))
    assert reasons(denied, today, APPEAL) == expected


@pytest.mark.parametrize(("days", "reason"), [(180, DueReason.APPEAL_DUE), (181, DueReason.APPEAL_DATE_PASSED)])
def test_without_a_printed_date_the_profiles_clock_counts(days: int, reason: DueReason) -> None:
    denied = case(step("built", **FAR), step("submitted"), step("denied", appeal_by=None))
    assert set(reasons(denied, DAY + timedelta(days=days), APPEAL)) == {reason}
    assert set(reasons(denied, DAY + timedelta(days=days))) == {DueReason.APPEAL_DATE_UNKNOWN}


@pytest.mark.parametrize(
    ("valid_to", "planned", "expected"),
    [
        ("2026-12-15", "2026-12-15", set()),
        ("2026-12-14", "2026-12-15", {DueReason.EXPIRES_BEFORE_PLANNED}),
        (None, "2026-12-15", set()),
    ],
)
def test_an_authorization_has_to_last_until_the_procedure(
    valid_to: str | None, planned: str, expected: set[DueReason]
) -> None:
    entry = case(step("built", planned_date=planned), step("submitted"), step("approved", valid_to=valid_to))
    assert set(reasons(entry, DAY)) == expected


def test_an_authorization_that_begins_later_does_not_cover_the_day() -> None:
    entry = case(step("built"), step("submitted"), step("approved", valid_from="2026-12-16"))
    assert set(reasons(entry, DAY)) == {DueReason.EXPIRES_BEFORE_PLANNED}


@pytest.mark.parametrize(("today", "is_over"), [(date(2027, 1, 31), False), (date(2027, 2, 1), True)])
def test_an_authorization_holds_on_its_last_day(today: date, is_over: bool) -> None:
    entry = case(step("built", **FAR), step("submitted"), step("approved"))
    assert (DueReason.EXPIRED in reasons(entry, today)) is is_over


@pytest.mark.parametrize(
    ("approved", "scheduled", "expected"),
    [
        (["L4", "L5", "S1"], ["S1", "L5", "L4"], set()),
        (["L4", "L5"], ["L4", "L5", "S1"], {DueReason.BODIES_DIFFER}),
        ([], ["L4", "L5", "S1"], set()),
        ([], ["L4", "L5"], {DueReason.BODIES_DIFFER}),
    ],
)
def test_asked_authorized_and_scheduled_are_held_against_one_another(
    approved: list[str], scheduled: list[str], expected: set[DueReason]
) -> None:
    entry = case(
        step("built"), step("submitted"), step("approved", bodies=approved), step("scheduled", bodies=scheduled)
    )
    assert set(reasons(entry, DAY)) == expected


def test_units_are_compared_where_both_are_known() -> None:
    fewer = [{"code": "64628", "units": 1}]
    entry = case(step("built"), step("submitted"), step("approved", units=fewer))
    assert set(reasons(entry, DAY)) == {DueReason.UNITS_DIFFER}


@pytest.mark.parametrize(("today", "is_due"), [(date(2026, 12, 7), False), (date(2026, 12, 8), True)])
def test_a_procedure_within_a_week_should_be_authorized(today: date, is_due: bool) -> None:
    entry = case(step("built"), step("submitted"))
    assert (DueReason.NOT_AUTHORIZED_BEFORE_PLANNED in reasons(entry, today)) is is_due


def test_the_late_come_first() -> None:
    entry = case(step("built"), step("submitted"), step("information_requested"))
    items = due_items([entry], date(2026, 11, 21), {})
    assert [item.is_late for item in items] == sorted((item.is_late for item in items), reverse=True)
    assert items[0].reason is DueReason.ANSWER_DUE


def test_what_is_done_needs_nobody() -> None:
    entry = case(step("built"), step("submitted"), step("approved"), step("done"))
    assert reasons(entry, date(2028, 1, 1)) == {}


def test_the_shipped_clocks_bind_medicare_advantage_by_urgency() -> None:
    clocks = clocks_for(default_library().load("medicare-l39644").profile, LineOfBusiness.MEDICARE_ADVANTAGE)
    assert [(clock.urgency, clock.hours, clock.days) for clock in clocks if clock.urgency] == [
        ("expedited", 72, None),
        ("standard", None, 7),
    ]


def test_a_denial_of_an_appeal_has_no_time_of_the_first() -> None:
    again = case(
        step("built", **FAR), step("submitted"), step("denied"), step("appealed"), step("denied", appeal_by=None)
    )
    assert set(reasons(again, DAY, APPEAL)) == {DueReason.APPEAL_DATE_UNKNOWN}


@pytest.mark.parametrize(("days_left", "is_shown"), [(30, True), (31, False)])
def test_an_authorization_with_no_planned_day_is_renewed_in_time(days_left: int, is_shown: bool) -> None:
    entry = case(step("built", **FAR), step("submitted"), step("approved", valid_to="2027-01-31"))
    today = date(2027, 1, 31) - timedelta(days=days_left)
    assert (DueReason.RENEWAL_DUE in reasons(entry, today)) is is_shown
