"""A drawing of conservative care over time, beside the months that are required."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from priorauth.case.model import Care, CareStatus, Case
from priorauth.dates import add_months
from priorauth.document import Figure, Label, Stroke
from priorauth.letters.wording import MODALITY

_WIDTH, _LEFT, _RIGHT, _ROW = 448.0, 132.0, 424.0, 13.0
_DONE = (CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING)
_MAX_TICKS = 8


def draw_care_timeline(case: Case, required_months: int, as_of: date) -> Figure:
    """Draw a bar for each course of care that was done and has a start, and a bracket of the required months.

    Inexact dates are drawn at their shortest. ``required_months`` are calendar months, counted from the first day.
    """
    rows = [(row, span) for row in case.conservative_care if (span := _span(row, as_of)) is not None]
    if not rows:
        text = Label(_WIDTH / 2, 6, "No dated conservative care in the chart", 8, anchor="middle")
        return Figure(_WIDTH, 18, (text,), alt="No dated conservative care in the chart.")
    first = min(start for _, (start, _) in rows)
    required = add_months(first, required_months)
    axis = _Axis(first.replace(day=1), max(*(end for _, (_, end) in rows), required))
    height = len(rows) * _ROW + 44
    shapes: list[Stroke | Label] = [*axis.ticks(14.0, height - 24)]
    for index, (row, (start, end)) in enumerate(rows):
        shapes += _bar(row, axis.x(start), axis.x(end), height - 34 - index * _ROW)
    shapes += _bracket(axis.x(first), axis.x(required), height - 12, required_months)
    return Figure(_WIDTH, height, tuple(shapes), alt=_words(rows, required_months))


def _span(row: Care, as_of: date) -> tuple[date, date] | None:
    if row.status not in _DONE or row.start is None:
        return None
    start = row.start.latest
    end = row.end.earliest if row.end else as_of if row.status is CareStatus.ONGOING else None
    return (start, min(end, as_of)) if end is not None and start <= end else None


class _Axis:
    """Turns days into places along the drawing."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.scale = (_RIGHT - _LEFT) / max(1, (last - first).days)

    def x(self, day: date) -> float:
        return _LEFT + (day - self.first).days * self.scale

    def ticks(self, low: float, high: float) -> Iterator[Stroke | Label]:
        """Draw month marks, as few as leave their labels apart."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = max(1, -(-months // _MAX_TICKS))
        yield Stroke(((_LEFT, low), (_RIGHT, low)), 0.6)
        for offset in range(0, months + 1, step):
            day = add_months(self.first, offset)
            yield Stroke(((self.x(day), low), (self.x(day), high)), 0.25, dashed=True)
            yield Label(self.x(day), low - 9, f"{day:%m/%Y}", 6.8, anchor="middle")


def _bar(row: Care, left: float, right: float, y: float) -> Iterator[Stroke | Label]:
    right = max(right, left + 2)
    yield Stroke(((left, y), (right, y), (right, y + 7), (left, y + 7)), 0.5, closed=True, fill=0.0)
    yield Label(_LEFT - 6, y + 0.5, MODALITY[row.modality], 7.6, anchor="end")


def _bracket(left: float, right: float, y: float, months: int) -> Iterator[Stroke | Label]:
    yield Stroke(((left, y - 5), (left, y), (right, y), (right, y - 5)), 0.9)
    yield Label((left + right) / 2, y + 3, f"{months} months asked", 7.4, bold=True, anchor="middle")


def _words(rows: list[tuple[Care, tuple[date, date]]], months: int) -> str:
    listed = "; ".join(f"{MODALITY[row.modality]} {start} to {end}" for row, (start, end) in rows)
    return f"Courses of conservative care over time, beside {months} months: {listed}."
