"""Dates, the spine and codes, at their edges."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from priorauth.domain.codes import CodeUnits, Validity, is_npi, units_for, validity
from priorauth.domain.dates import (
    Interval,
    PartialDate,
    add_months,
    laid_end_to_end,
    longest_run,
    union,
    whole_months,
)
from priorauth.domain.spine import DiscLevel, VertebralBody, are_adjacent, bodies_of, body_range, levels_within

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
    ],
)
def test_months_are_calendar_months(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(DAYS, st.integers(0, 60))
def test_whole_months_undo_added_months(day: date, months: int) -> None:
    assert whole_months(day, add_months(day, months)) == months


@pytest.mark.parametrize("text", ["2024", "2024-06", "2024-06-14"])
def test_a_partial_date_is_written_as_it_was_read(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["24", "2024-13", "2024-06-31", "06/14/2024", "2024-6-1", "", "2024-06-14T00:00", "٢٠٢٤"]
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


@given(st.lists(st.tuples(DAYS, st.integers(0, 400)), min_size=1, max_size=8))
def test_treatment_days_are_counted_once(rows: list[tuple[date, int]]) -> None:
    intervals = [Interval(start, date.fromordinal(start.toordinal() + days)) for start, days in rows]
    every = {n for i in intervals for n in range(i.start.toordinal(), i.end.toordinal() + 1)}
    merged, run, laid = union(intervals), longest_run(intervals), laid_end_to_end(intervals)
    assert sum(block.days for block in merged) == len(every)
    assert laid is not None
    assert laid.days == len(every)
    assert run in merged


@pytest.mark.parametrize(
    ("bodies", "units"),
    [
        ([], ()),
        (["L5"], (CodeUnits("64628", 1),)),
        (["L4", "L5"], (CodeUnits("64628", 1),)),
        (["L4", "L5", "S1"], (CodeUnits("64628", 1), CodeUnits("64629", 1))),
        (["L3", "L4", "L5", "S1"], (CodeUnits("64628", 1), CodeUnits("64629", 2))),
        (["S1", "L5", "S1"], (CodeUnits("64628", 1),)),
    ],
)
def test_units_follow_from_bodies(bodies: list[str], units: tuple[CodeUnits, ...]) -> None:
    assert units_for(VertebralBody(body) for body in bodies) == units


def test_adjacent_levels_share_a_body() -> None:
    assert bodies_of([DiscLevel.L4_L5, DiscLevel.L5_S1]) == (VertebralBody.L4, VertebralBody.L5, VertebralBody.S1)
    assert levels_within(bodies_of([DiscLevel.L4_L5, DiscLevel.L5_S1])) == (DiscLevel.L4_L5, DiscLevel.L5_S1)


@pytest.mark.parametrize(
    ("bodies", "adjacent"),
    [("L5 S1", True), ("L4 L5 S1", True), ("L3 L5", False), ("L4 S1", False), ("L5 L6 S1", True), ("L4", True)],
)
def test_adjacency_is_one_unbroken_run(bodies: str, adjacent: bool) -> None:
    assert are_adjacent(VertebralBody(body) for body in bodies.split()) is adjacent


def test_a_sixth_lumbar_vertebra_is_outside_the_label_unless_named() -> None:
    assert VertebralBody.L6 not in body_range(VertebralBody.L3, VertebralBody.S1)


@pytest.mark.parametrize(
    ("npi", "good"),
    [
        ("1234567893", True),
        ("1234567890", False),
        ("3234567893", False),
        ("123456789", False),
        ("12345678９3", False),
    ],
)
def test_an_npi_carries_its_check_digit(npi: str, good: bool) -> None:
    assert is_npi(npi) is good


@given(st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_is_always_found(place: int, digit: int) -> None:
    good = "1234567893"
    changed = good[:place] + str(digit) + good[place + 1 :]
    assert is_npi(changed) is (changed == good)


@pytest.mark.parametrize(
    ("code", "day", "state"),
    [
        ("M54.51", date(2021, 10, 1), Validity.VALID),
        ("M54.51", date(2021, 9, 30), Validity.NOT_VALID),
        ("M51.36", date(2024, 9, 30), Validity.VALID),
        ("M51.36", date(2024, 10, 1), Validity.NOT_VALID),
        ("M51.361", date(2024, 10, 1), Validity.VALID),
        ("64628", date(2021, 12, 31), Validity.NOT_VALID),
        ("C9752", date(2022, 1, 1), Validity.NOT_VALID),
        ("M47.816", date(2026, 1, 1), Validity.UNKNOWN),
    ],
)
def test_codes_have_their_days(code: str, day: date, state: Validity) -> None:
    assert validity(code, day) is state
