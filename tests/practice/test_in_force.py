"""What counts of a file on a day: approvals, later first days, rollbacks and retirements, at their boundaries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from priorauth.practice.approvals.approval_log import ApprovalAction, ApprovalEntry
from priorauth.practice.approvals.status import ApprovalStatus, in_force_on, judge

A, B, C, SHIPPED, EDIT = ("a" * 64, "b" * 64, "c" * 64, "d" * 64, "e" * 64)
S = ApprovalStatus


def entry(action: str, sha256: str, effective: int, on: int = 1) -> ApprovalEntry:
    """A decision on day ``on`` of November that counts from day ``effective`` on."""
    return ApprovalEntry(
        on=date(2026, 11, on),
        action=ApprovalAction(action),
        file="templates/medical_necessity.md",
        sha256=sha256,
        effective=date(2026, 11, effective),
        by="Pat Example",
        note="a note",
    )


NONE: tuple[ApprovalEntry, ...] = ()
ONE = (entry("approve", A, 10),)
TWO = (entry("approve", A, 10), entry("approve", B, 20))
BACK = (*TWO, entry("rollback", A, 25))
ENDED = (*ONE, entry("retire", A, 20))
HASTE = (entry("approve", A, 20), entry("approve", B, 12))
"""B was approved after A, to begin before it: it takes A's place."""
PAST = (*TWO, entry("approve", C, 15))
"""C was approved last, to count from a day before B's."""
ANEW = (*ENDED, entry("approve", B, 22))

CASES = [
    ("no decision, no file", NONE, None, 10, S.ABSENT, None),
    ("a copy of the shipped file", NONE, SHIPPED, 10, S.AS_SHIPPED, None),
    ("a text that nobody approved", NONE, A, 10, S.UNAPPROVED, None),
    ("the day before its first", ONE, A, 9, S.NOT_YET, None),
    ("its first day", ONE, A, 10, S.IN_FORCE, A),
    ("long after", ONE, A, 30, S.IN_FORCE, A),
    ("edited after", ONE, EDIT, 10, S.UNAPPROVED, A),
    ("edited before its first day", ONE, EDIT, 9, S.UNAPPROVED, None),
    ("taken away", ONE, None, 10, S.MISSING, A),
    ("taken away before its first day", ONE, None, 9, S.ABSENT, None),
    ("put back to the shipped text by hand", ONE, SHIPPED, 10, S.UNAPPROVED, A),
    ("the shipped text before its first day", ONE, SHIPPED, 9, S.AS_SHIPPED, None),
    ("a second text, the day before", TWO, B, 19, S.EARLIER, A),
    ("a second text, its first day", TWO, B, 20, S.IN_FORCE, B),
    ("a second text, before either", TWO, B, 9, S.NOT_YET, None),
    ("the first text still in the file, the day before", TWO, A, 19, S.IN_FORCE, A),
    ("the first text still in the file, the day of the second", TWO, A, 20, S.UNAPPROVED, B),
    ("rolled back, the day before", BACK, A, 24, S.EARLIER, B),
    ("rolled back, the day", BACK, A, 25, S.IN_FORCE, A),
    ("rolled back, the second text in the file", BACK, B, 25, S.UNAPPROVED, A),
    ("retired, the day before", ENDED, A, 19, S.IN_FORCE, A),
    ("retired, the day", ENDED, A, 20, S.RETIRED, None),
    ("retired, and edited", ENDED, EDIT, 20, S.UNAPPROVED, None),
    ("retired, and taken away", ENDED, None, 20, S.ABSENT, None),
    ("taken away the day before its end", ENDED, None, 19, S.EARLIER, A),
    ("the shipped text put there the day before its end", ENDED, SHIPPED, 19, S.EARLIER, A),
    ("the shipped text put there at its end", ENDED, SHIPPED, 20, S.AS_SHIPPED, None),
    ("approved anew after its end", ANEW, B, 22, S.IN_FORCE, B),
    ("to be approved anew after its end", ANEW, B, 21, S.NOT_YET, None),
    ("a later decision to begin sooner", HASTE, B, 12, S.IN_FORCE, B),
    ("a later decision stands on the day of the one it replaced", HASTE, B, 20, S.IN_FORCE, B),
    ("the one it replaced is not used", HASTE, A, 20, S.UNAPPROVED, B),
    ("approved last for a day that is past", PAST, C, 15, S.IN_FORCE, C),
    ("and from then on, whatever came between", PAST, C, 20, S.IN_FORCE, C),
    ("not before", PAST, C, 14, S.EARLIER, A),
]


@pytest.mark.parametrize(
    ("history", "seen", "day", "status", "used"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_counts_on_a_day(
    history: tuple[ApprovalEntry, ...], seen: str | None, day: int, status: ApprovalStatus, used: str | None
) -> None:
    found = judge(seen, SHIPPED, history, date(2026, 11, day))
    now = found.in_force
    assert found.status is status
    assert (now.sha256 if now is not None and now.approves else None) == used


def test_the_next_decision_is_named() -> None:
    found = judge(B, SHIPPED, TWO, date(2026, 11, 19))
    assert found.coming is not None
    assert found.coming.effective == date(2026, 11, 20)


@pytest.mark.parametrize("last", [12, 20])
def test_the_next_decision_is_the_one_that_comes_to_count(last: int) -> None:
    history = (entry("approve", A, 20), entry("approve", B, last))
    assert judge(B, SHIPPED, history, date(2026, 11, 11)).coming == history[1]


histories = st.lists(
    st.builds(entry, st.sampled_from([*ApprovalAction]), st.sampled_from([A, B, C]), st.integers(1, 28)), max_size=6
)


@given(histories, st.sampled_from([None, A, B, C, SHIPPED, EDIT]), st.integers(1, 28))
def test_only_what_was_approved_for_the_day_is_ever_used(
    history: list[ApprovalEntry], seen: str | None, day: int
) -> None:
    on = date(2026, 11, day)
    found = judge(seen, SHIPPED, history, on)
    decided = [e for e in history if e.effective <= on]
    if found.status in (ApprovalStatus.IN_FORCE, ApprovalStatus.EARLIER):
        assert decided
        assert decided[-1].approves
    if found.status is ApprovalStatus.IN_FORCE:
        assert seen == decided[-1].sha256
    if seen == EDIT:
        assert found.status is ApprovalStatus.UNAPPROVED


@given(histories, st.integers(1, 28))
def test_what_is_decided_for_later_changes_nothing_before(history: list[ApprovalEntry], day: int) -> None:
    on = date(2026, 11, day)
    later = entry("approve", C, 28).model_copy(update={"effective": on + timedelta(days=1)})
    assert in_force_on([*history, later], on) == in_force_on(history, on)
