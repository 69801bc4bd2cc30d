"""Care within a window of time: so long, so many sessions, so often, so recently, and for this pain.

Courses that overlap count once. Whatever an inexact date leaves open is not documented, never met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from priorauth.case.model import Care
from priorauth.criteria.care_records import care_of, could_count, counts, days_of, describe, name_of, sessions_of
from priorauth.criteria.conservative_care import (
    CONSERVATIVE,
    MEASURED,
    MEASURES,
    care_failed,
    has_exact_dates,
    incomplete,
    untried,
)
from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, fact, gap, met, together
from priorauth.domain.dates import Interval, Length, add_months, long_date, union
from priorauth.domain.spine import joined
from priorauth.payers.criteria import CareFailed, CareWithin
from priorauth.problems import Owner


def judge_care_failed(criterion: CareFailed, view: View) -> Outcome:
    """Judge whether conservative care was done and failed, however long it was."""
    return care_failed(view)


def judge_care_within(criterion: CareWithin, view: View) -> Outcome:
    """Judge care of some modalities, or of any, within the payer's window."""
    wanted = set(criterion.modalities) or CONSERVATIVE
    name = joined([name_of(each) for each in criterion.modalities]).capitalize() or "Conservative care"
    if criterion.during_pain and view.case.pain.onset is None:
        return gap(Owner.CLINICIAN, "State in the chart when the pain began; care has to fall within it")
    rows = [row for row in care_of(view) if row.modality in wanted]
    window = _Window(criterion, view, name, rows)
    if not window.possible:
        return untried(name, rows)
    return together(tuple(window.judged()))


class _Window:
    """One criterion's window over the courses of care that it is about."""

    def __init__(self, criterion: CareWithin, view: View, name: str, rows: Sequence[Care]) -> None:
        self.criterion, self.view, self.name = criterion, view, name
        self.first = None if criterion.within_months is None else add_months(view.as_of, -criterion.within_months)
        self.used = [row for row in rows if counts(row) and self._is_directed(row)]
        self.possible = [
            row for row in rows if could_count(row) and (self._is_directed(row) or not row.supervised_by)
        ]
        self.facts = tuple(describe(row) for row in self.possible)

    def judged(self) -> Iterable[Outcome]:
        """Judge each thing that is asked, one after another."""
        asked = self.criterion
        if asked.months is not None or asked.weeks is not None:
            yield self._length(Length(months=asked.months or 0, weeks=asked.weeks or 0))
        if asked.sessions is not None:
            yield self._sessions(asked.sessions)
        if asked.sessions_per_week is not None:
            yield self._rate(asked.sessions_per_week)
        if asked.ended_within_months is not None:
            yield self._recent(asked.ended_within_months)

    def _is_directed(self, row: Care) -> bool:
        by = self.criterion.supervised_by
        return not by or bool(set(row.supervised_by) & set(by))

    def _days(self, rows: Iterable[Care], *, shortest: bool) -> list[Interval]:
        """Return the days of care that lie within the window."""
        found = []
        for row in rows:
            days = days_of(row, self.view, shortest=shortest)
            start = None if days is None else max(days.start, self.first or days.start)
            if days is not None and start is not None and start <= days.end:
                found.append(Interval(start, days.end))
        return found

    def _length(self, asked: Length) -> Outcome:
        measure, how = MEASURES[self.criterion.measure], MEASURED[self.criterion.measure]
        shortest = measure(self._days(self.used, shortest=True))
        if shortest is not None and shortest.covers(asked):
            return met(fact(f"{self.name}: {asked.of(shortest).words} {how}{self._since}", self.used[0].source))
        longest = measure(self._days(self.possible, shortest=False))
        if longest is not None and longest.covers(asked):
            return self._lacking()
        known = asked.of(longest).count if longest else 0
        step = f"{self.name}: {asked.words} {how}{self._since} are asked; {known} are recorded"
        return gap(Owner.CLINICIAN, step, *self.facts, status=Status.NOT_MET)

    def _whole(self, rows: Iterable[Care]) -> list[Care]:
        """Return the courses all of whose sessions lie within the window."""
        return [row for row in rows if self.first is None or (row.start and row.start.earliest >= self.first)]

    def _sessions(self, asked: int) -> Outcome:
        known = sessions_of(self._whole(self.used), self.view)
        if known >= asked:
            return met(fact(f"{self.name}: {known} sessions{self._since}", self.used[0].source))
        step = f"{self.name}: {asked} sessions{self._since} are asked, {known} are recorded"
        inside = self._days(self.possible, shortest=False)
        is_partly_inside = len(self._whole(self.possible)) < len(inside)
        if self._is_uncounted or is_partly_inside or len(self.used) < len(self.possible):
            return gap(Owner.BILLING, f"{step}; give the sessions of each course within that time", *self.facts)
        return gap(Owner.CLINICIAN, step, *self.facts, status=Status.NOT_MET)

    @property
    def _is_uncounted(self) -> bool:
        return any(row.sessions is None for row in self.possible)

    def _rate(self, asked: Decimal) -> Outcome:
        """Judge sessions a week on average, over the days under treatment, each once."""
        if not self.used or self._is_uncounted:
            step = f"{self.name}: give the number of sessions of each course, with its record"
            return gap(Owner.BILLING, step, *self.facts)
        days = sum(block.days for block in union(self._days(self.used, shortest=False)))
        rows = self._whole(self.used)
        weeks = Decimal(days) / 7
        if days and sessions_of(rows, self.view) >= asked * weeks:
            return met(fact(f"{self.name}: at least {asked} sessions a week on average", self.used[0].source))
        step = f"{self.name}: at least {asked} sessions a week on average are asked"
        return gap(Owner.CLINICIAN, step, *self.facts, status=Status.NOT_MET)

    def _recent(self, months: int) -> Outcome:
        limit = add_months(self.view.as_of, -months)
        ends = [
            (days.end, row) for row in self.used if (days := days_of(row, self.view, shortest=True)) is not None
        ]
        last = max(ends, key=lambda pair: pair[0], default=None)
        if last is not None and last[0] >= limit:
            return met(fact(f"{self.name} until {long_date(last[0])}", last[1].source))
        if any(days.end >= limit for days in self._days(self.possible, shortest=False)):
            return self._lacking()
        step = f"{self.name}: the last care has to have ended on {long_date(limit)} or later; document current care"
        return gap(Owner.CLINICIAN, step, *self.facts, status=Status.NOT_MET)

    def _lacking(self) -> Outcome:
        """Say what the courses that could make it up still lack."""
        lacking = [row for row in self.possible if row not in self.used or not has_exact_dates(row)]
        onset = self.view.case.pain.onset
        if not lacking and onset is not None and not onset.is_exact:
            return gap(Owner.CLINICIAN, "State the exact day of the onset in the chart; it decides", *self.facts)
        return together(tuple(incomplete(self.name, row) for row in lacking)).showing(*self.facts)

    @property
    def _since(self) -> str:
        return "" if self.first is None else f" since {long_date(self.first)}"
