"""Dates at the edges that decide a packet: the day before six months, the day, leap years, the 31st."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from priorauth.domain.dates import Day, Interval, Length, PartialDate, add_months, span, union, whole_months

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2025, 5, 24), date(2025, 11, 23), 5),
        (date(2025, 5, 24), date(2025, 11, 24), 6),
        (date(2025, 8, 31), date(2026, 2, 27), 5),
        (date(2025, 8, 31), date(2026, 2, 28), 6),
        (date(2023, 8, 31), date(2024, 2, 28), 5),
        (date(2023, 8, 31), date(2024, 2, 29), 6),
        (date(2024, 2, 29), date(2025, 2, 27), 11),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2025, 5, 24), date(2025, 5, 23), 0),
    ],
)
def test_a_month_is_complete_on_its_day_and_not_before(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [
        (date(2026, 1, 1), date(2026, 6, 30), True),
        (date(2026, 1, 1), date(2026, 6, 29), False),
        (date(2025, 8, 31), date(2026, 2, 27), True),
        (date(2025, 8, 31), date(2026, 2, 26), False),
    ],
)
def test_treatment_covers_six_months_with_its_last_day(start: date, end: date, covered: bool) -> None:
    assert Interval(start, end).covers(Length(months=6)) is covered


@given(DAYS, DAYS, st.integers(1, 60))
def test_covering_months_and_counting_them_agree(one: date, other: date, months: int) -> None:
    interval = Interval(min(one, other), max(one, other))
    assert interval.covers(Length(months=months)) is (interval.months >= months)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_months_never_end_earlier(day: date, fewer: int, more: int) -> None:
    assert add_months(day, fewer) <= add_months(day, fewer + more)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024-06-14", date(2024, 6, 14), date(2024, 6, 14)),
    ],
)
def test_a_partial_date_is_a_span_of_days(text: str, earliest: date, latest: date) -> None:
    partial = PartialDate.parse(text)
    assert (partial.earliest, partial.latest) == (earliest, latest)


@pytest.mark.parametrize(("gap", "blocks"), [(0, 1), (1, 1), (2, 2)])
def test_only_a_free_day_parts_two_courses(gap: int, blocks: int) -> None:
    first = Interval(date(2026, 1, 1), date(2026, 1, 31))
    second = Interval(first.end + timedelta(days=gap), date(2026, 3, 31))
    assert len(union([second, first])) == blocks
    assert span([second, first]) == Interval(first.start, second.end)


def test_a_day_takes_a_date_or_its_full_text_only() -> None:
    adapter = TypeAdapter[date](Day)
    assert adapter.validate_python("2024-06-14") == adapter.validate_python(date(2024, 6, 14)) == date(2024, 6, 14)
    for text in ("0", "2024-06", "2024-06-14T00:00"):
        with pytest.raises(ValidationError, match="YYYY-MM-DD"):
            adapter.validate_python(text)
