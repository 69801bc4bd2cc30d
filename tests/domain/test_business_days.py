"""Business days over holidays, weekends and year ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from priorauth.domain.business_days import (
    add_business_days,
    federal_holidays,
    is_common_holiday,
    is_federal_holiday,
)

DAYS = st.dates(min_value=date(2021, 1, 1), max_value=date(2040, 1, 1))


@pytest.mark.parametrize(
    ("start", "count", "day", "with_federal"),
    [
        ("2026-11-16", 5, "2026-11-23", "2026-11-23"),  # a plain week
        ("2026-11-13", 1, "2026-11-16", "2026-11-16"),  # Friday to Monday
        ("2026-11-14", 1, "2026-11-16", "2026-11-16"),  # from a Saturday
        ("2026-11-24", 2, "2026-11-27", "2026-11-27"),  # over Thanksgiving
        ("2026-11-10", 1, "2026-11-11", "2026-11-12"),  # Veterans Day: plans work on it
        ("2026-12-24", 1, "2026-12-28", "2026-12-28"),  # over Christmas, a Friday
        ("2026-12-31", 1, "2027-01-04", "2027-01-04"),  # over New Year's Day and a weekend
        ("2022-12-30", 1, "2023-01-03", "2023-01-03"),  # New Year's Day on a Sunday, kept on Monday
        (
            "2021-12-30",
            1,
            "2021-12-31",
            "2022-01-03",
        ),  # New Year's Day on a Saturday, kept on Friday by offices alone
        ("2026-07-02", 1, "2026-07-03", "2026-07-06"),  # July 4 on a Saturday
        ("2027-07-02", 1, "2027-07-06", "2027-07-06"),  # July 4 on a Sunday
        ("2026-06-18", 1, "2026-06-19", "2026-06-22"),  # Juneteenth
        ("2020-06-18", 1, "2020-06-19", "2020-06-19"),  # before it was one
        ("2028-02-28", 2, "2028-03-01", "2028-03-01"),  # a leap day is a business day
        ("2026-05-22", 1, "2026-05-26", "2026-05-26"),  # Memorial Day
        ("2026-12-18", 20, "2027-01-19", "2027-01-20"),  # a month over two holidays, and King Day for offices
    ],
)
def test_the_day_after_so_many_business_days(start: str, count: int, day: str, with_federal: str) -> None:
    began = date.fromisoformat(start)
    assert str(add_business_days(began, count)) == day
    assert str(add_business_days(began, count, is_federal_holiday)) == with_federal


def test_the_federal_holidays_of_a_year() -> None:
    assert {str(day)[5:] for day in federal_holidays(2026)} == {
        "01-01", "01-19", "02-16", "05-25", "06-19", "07-04", "09-07", "10-12", "11-11", "11-26", "12-25",
    }  # fmt: skip


@given(DAYS, st.integers(min_value=1, max_value=90))
def test_fewer_holidays_never_end_later(start: date, count: int) -> None:
    common, federal = add_business_days(start, count), add_business_days(start, count, is_federal_holiday)
    assert start + timedelta(days=count) <= common <= federal
    assert common.weekday() < 5
    assert not is_common_holiday(common)


@given(DAYS)
def test_what_every_business_keeps_federal_offices_keep_too(day: date) -> None:
    assert not is_common_holiday(day) or is_federal_holiday(day) or day.weekday() > 4
