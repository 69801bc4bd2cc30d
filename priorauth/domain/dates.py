"""Dates as charts give them: partial dates, calendar months and runs of treatment.

Nothing here reads the clock. "Today" is always an argument, so a packet can be made again as of its own date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from priorauth.domain.text_value import TextValue

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_MONTH_NAMES = [calendar.month_name[i] for i in range(13)]


@dataclass(frozen=True, slots=True)
class PartialDate(TextValue):
    """A date known to the year, the month or the day; what the chart leaves out stays left out.

    Written ``2024``, ``2024-06`` or ``2024-06-14``. It is a span of possible days: a rule that has to hold
    whatever the missing part was must be asked of `earliest` or `latest`, whichever is the harder case.
    """

    FAULT = ("partial_date", "should be a date written YYYY-MM-DD, YYYY-MM or YYYY")
    SCHEMA: ClassVar[Mapping[str, object]] = {
        "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
        "examples": ["2024-06-14", "2024-06"],
    }

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; raise ``ValueError`` for anything else."""
        match = _PARTIAL.match(text.strip())
        if match is None:
            raise ValueError("not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101  (the pattern's first group is not optional)
        date(year, month or 1, day or 1)  # raises ValueError for a 13th month or a 31 June
        return cls(year, month, day)

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.day is not None

    @property
    def earliest(self) -> date:
        """The first day this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day this date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def words(self) -> str:
        """The date as a letter writes it: ``June 14, 2024``, ``June 2024`` or ``2024``."""
        if self.month is None:
            return str(self.year)
        if self.day is None:
            return f"{_MONTH_NAMES[self.month]} {self.year}"
        return long_date(date(self.year, self.month, self.day))

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def _written_as_a_day(value: Any) -> Any:  # noqa: ANN401  (pydantic hands over whatever was read)
    """Let only a full ``YYYY-MM-DD`` through: a bare number would be read as seconds since 1970."""
    if not isinstance(value, str):
        return value
    try:
        partial = PartialDate.parse(value)
    except ValueError:
        partial = None
    if partial is None or not partial.is_exact:
        raise PydanticCustomError("day", "should be a day of the calendar, written YYYY-MM-DD")
    return partial.earliest


Day = Annotated[date, BeforeValidator(_written_as_a_day)]
"""A day known exactly, written ``2024-06-14``."""


def long_date(day: date) -> str:
    """Return a date as American letters do: ``June 14, 2024``."""
    return f"{_MONTH_NAMES[day.month]} {day.day}, {day.year}"


def add_months(day: date, months: int) -> date:
    """Go ``months`` calendar months on (or back); a day the month does not have becomes its last day.

    31 August plus six months is 28 February, or the 29th in a leap year.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time as payers give it: calendar months, or weeks."""

    months: int = 0
    weeks: int = 0

    def after(self, day: date) -> date:
        """Return the day that lies so long after another."""
        return add_months(day, self.months) + timedelta(weeks=self.weeks)

    def before(self, day: date) -> date:
        """Return the day that lies so long before another."""
        return add_months(day, -self.months) - timedelta(weeks=self.weeks)

    @property
    def count(self) -> int:
        """How many months or weeks it has."""
        return self.weeks or self.months

    @property
    def words(self) -> str:
        """The length in words: ``6 months``, ``12 weeks``."""
        unit = "week" if self.weeks else "month"
        return f"{self.count} {unit}{'' if self.count == 1 else 's'}"

    def of(self, days: Interval) -> Length:
        """Return how many whole units of this length's kind an interval has."""
        return Length(weeks=days.days // 7) if self.weeks else Length(months=days.months)


def whole_months(start: date, end: date) -> int:
    """Count the calendar months that are complete between two days; 0 when ``end`` is before ``start``."""
    if end < start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Days of treatment from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("an interval cannot end before it starts")

    @property
    def days(self) -> int:
        """How many days it covers, first and last included."""
        return (self.end - self.start).days + 1

    def covers(self, length: Length) -> bool:
        """Whether it is at least so long: 1 January to 30 June is six months, seven days are a week."""
        return length.after(self.start) <= self.end + timedelta(days=1)

    @property
    def months(self) -> int:
        """How many whole calendar months it covers."""
        return whole_months(self.start, self.end + timedelta(days=1))


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Merge intervals that overlap or follow one another without a free day, in order of time."""
    merged: list[Interval] = []
    for interval in sorted(intervals):
        if merged and interval.start <= merged[-1].end + timedelta(days=1):
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, interval.end))
        else:
            merged.append(interval)
    return tuple(merged)


def span(intervals: Iterable[Interval]) -> Interval | None:
    """Return the first to the last day of treatment, gaps included; ``None`` without any."""
    known = tuple(intervals)
    if not known:
        return None
    return Interval(min(i.start for i in known), max(i.end for i in known))


def laid_end_to_end(intervals: Iterable[Interval]) -> Interval | None:
    """Close the gaps: the days of treatment, counted once, laid one after another from the first day."""
    merged = union(intervals)
    if not merged:
        return None
    total = sum(block.days for block in merged)
    return Interval(merged[0].start, merged[0].start + timedelta(days=total - 1))


def longest_run(intervals: Iterable[Interval]) -> Interval | None:
    """Return the longest stretch without a free day; ``None`` without any treatment."""
    return max(union(intervals), key=lambda block: block.days, default=None)
