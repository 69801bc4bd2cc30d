"""Periods in figures and words, and the last day that each comes to."""

from __future__ import annotations

from datetime import date

import pytest

from priorauth.appeals.denial import AppealLevel
from priorauth.appeals.denial_reading import read_letter
from priorauth.appeals.last_day import end_of
from priorauth.appeals.letter_periods import periods_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("within 45 days", [(45, "days")]),
        ("within forty-five (45) calendar days", [(45, "days")]),
        ("one hundred and twenty days", [(120, "days")]),
        ("a hundred eighty days", [(180, "days")]),
        ("two hundred ten days", [(210, "days")]),
        ("by the ninetieth day", [(90, "days")]),
        ("by the 45th day", [(45, "days")]),
        ("a 30-day period", [(30, "days")]),
        ("180 (one hundred eighty) days", [(180, "days")]),
        ("60 days (90)", [(60, "days"), (90, "days")]),
        ("sixty (90) days", [(60, "days"), (90, "days")]),
        ("fifteen working days", [(15, "business days")]),
        ("3 business days", [(3, "business days")]),
        ("six weeks", [(6, "weeks")]),
        ("a month", [(1, "months")]),
        ("twelve (12) months", [(12, "months")]),
        ("one year", [(1, "years")]),
        ("72 hours", [(72, "hours")]),
        ("30 to 60 days", [(60, "another unit")]),
        ("within three billing cycles", [(0, "another unit")]),
        ("within a fortnight", [(0, "another unit")]),
        ("the second day", []),
        ("a day", []),
        ("each day of the week", []),
    ],
)
def test_how_long(text: str, found: list[tuple[int, str]]) -> None:
    assert [(period.count, period.unit.value) for period in periods_in(text)] == found


@pytest.mark.parametrize(
    ("dated", "words", "last"),
    [
        ("2026-11-10", "within 180 days of the date of this letter", "2027-05-09"),
        ("2026-11-10", "within 180 days after you receive this letter", "2027-05-09"),
        ("2026-11-10", "within six months from the date of this notice", "2027-05-10"),
        ("2026-08-31", "within six months from the date of this notice", "2027-02-28"),
        ("2027-08-31", "within six months from the date of this notice", "2028-02-29"),
        ("2026-01-31", "within one month of this notice", "2026-02-28"),
        ("2026-03-31", "within three months of this notice", "2026-06-30"),
        ("2026-12-31", "within two months of this notice", "2027-02-28"),
        ("2028-02-29", "within one year of this notice", "2029-02-28"),
        ("2027-02-28", "within one year of this notice", "2028-02-28"),
        ("2028-01-30", "within 30 days of this notice", "2028-02-29"),
        ("2027-12-15", "within four weeks of this notice", "2028-01-12"),
        ("2026-12-18", "within ten business days of this notice", "2027-01-05"),
        ("2026-11-10", "within 30 business days of this notice, federal holidays excluded,", "2026-12-24"),
        ("2026-11-10", "by the 60th day after you get this notice", "2027-01-09"),
        ("2026-11-10", "before the 60th day after the date of this notice", "2027-01-08"),
        ("2026-11-10", "within 60 days, counted from November 12, 2026,", "2027-01-11"),
        ("2026-11-10", "within 72 hours of this notice", None),
        ("2026-11-10", "within two plan quarters of this notice", None),
        ("2026-11-10", "within 60 days of the decision on your first appeal", None),
        ("2026-11-10", "within 60 days of the date of service", None),
        ("2026-11-10", "within 60 days of the date of service, December 15, 2026,", None),
    ],
)
def test_the_last_day_of_a_letter_of_a_day(dated: str, words: str, last: str | None) -> None:
    day = date.fromisoformat(dated)
    (term,) = read_letter(
        [f"{day:%B} {day.day}, {day.year}\nYou may appeal {words}."], AppealLevel.FIRST
    ).appeal_terms
    end = end_of(term, day)
    assert (str(end) if end else None) == last


def test_a_later_level_without_a_start_gives_no_day() -> None:
    (term,) = read_letter(["A second-level appeal is due within 60 days."], AppealLevel.SECOND).appeal_terms
    assert end_of(term, date(2026, 11, 10), decides_this_level=False) is None
    assert str(end_of(term, date(2026, 11, 10))) == "2027-01-09"
