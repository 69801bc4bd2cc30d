"""Business days, and the holidays that are none.

Sources: 5 U.S.C. 6103(a) for the federal holidays and 6103(b) with Executive Order 11582 for the days on which they
are observed, as the federal courts print them (okwb.uscourts.gov/holidays).
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import islice

_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
_DAY = timedelta(days=1)


def _on(month: int, day: int, year: int) -> date:
    return date(year, month, day)


def _nth(month: int, weekday: int, place: int, year: int) -> date:
    """Return the ``place``-th such weekday of a month; -1 is the last."""
    days = [week[weekday] for week in calendar.Calendar().monthdayscalendar(year, month) if week[weekday]]
    return date(year, month, days[place if place < 0 else place - 1])


_JUNETEENTH_SINCE = 2021

_KEPT_BY_BUSINESSES: tuple[Callable[[int], date], ...] = (
    partial(_on, 1, 1),
    partial(_nth, 5, _MONDAY, -1),
    partial(_on, 7, 4),
    partial(_nth, 9, _MONDAY, 1),
    partial(_nth, 11, _THURSDAY, 4),
    partial(_on, 12, 25),
)
"""New Year, Memorial, Independence and Labor Day, Thanksgiving and Christmas: closed nearly everywhere."""

_KEPT_BY_OFFICES: tuple[Callable[[int], date], ...] = (
    partial(_nth, 1, _MONDAY, 3),
    partial(_nth, 2, _MONDAY, 3),
    partial(_nth, 10, _MONDAY, 2),
    partial(_on, 11, 11),
)
"""King, Washington and Columbus Day and Veterans Day: many health plans work on them."""


def federal_holidays(year: int) -> frozenset[date]:
    """Return the federal holidays of a year on their own days, whatever day of the week that is."""
    own = [rule(year) for rule in (*_KEPT_BY_BUSINESSES, *_KEPT_BY_OFFICES)]
    return frozenset([*own, date(year, 6, 19)] if year >= _JUNETEENTH_SINCE else own)


def is_federal_holiday(day: date) -> bool:
    """Whether federal offices are closed; a holiday on a Saturday is kept on Friday, one on a Sunday on Monday."""
    around = _near(day, federal_holidays)
    return day in around or (
        (day.weekday() == _MONDAY and day - _DAY in around)
        or (day.weekday() == _THURSDAY + 1 and day + _DAY in around)
    )


def is_common_holiday(day: date) -> bool:
    """Whether nearly every business is closed: one of the six great holidays, or the Monday after one on Sunday."""
    around = _near(day, lambda year: frozenset(rule(year) for rule in _KEPT_BY_BUSINESSES))
    return day in around or (day.weekday() == _MONDAY and day - _DAY in around)


def _near(day: date, holidays: Callable[[int], frozenset[date]]) -> frozenset[date]:
    """Return the holidays around a day; New Year's Day on a Saturday is kept in the year before."""
    return holidays(day.year) | holidays((day + _DAY).year)


def add_business_days(start: date, count: int, is_holiday: Callable[[date], bool] = is_common_holiday) -> date:
    """Return the ``count``-th business day after ``start``, which is not counted itself.

    With the holidays that nearly every business keeps, the day is the earliest that a payer could mean: each
    further holiday makes it later.
    """
    return [start, *islice(_business_days_after(start, is_holiday), count)][-1]


def _business_days_after(start: date, is_holiday: Callable[[date], bool]) -> Iterator[date]:
    day = start
    while True:
        day += _DAY
        if day.weekday() not in (_SATURDAY, _SUNDAY) and not is_holiday(day):
            yield day
