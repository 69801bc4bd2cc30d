"""A drawing of conservative care over time, beside the months that are required."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from priorauth.case.model import Care, CareStatus, Case
from priorauth.document import Figure, FigureText, Stroke
from priorauth.domain.dates import PartialDate, add_months
from priorauth.letters.context.wording import MODALITY

_WIDTH, _LEFT, _RIGHT, _ROW, _BAR = 448.0, 132.0, 424.0, 13.0, 7.0
_DONE = (CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING)
_LABEL = 8.8
"""Points. Large enough that a fax, which draws it across the page, brings it at 10."""
_MAX_TICKS = 7
_NOTE = "Dashed: the record gives the date only to the month or year."


@dataclass(frozen=True, slots=True)
class _Course:
    """One course of care: the days it may have covered, and the days it covered whatever an inexact date means."""

    care: Care
    earliest: date
    latest: date
    certain: tuple[date, date] | None

    @property
    def is_inexact(self) -> bool:
        return self.certain != (self.earliest, self.latest)


def draw_care_timeline(case: Case, required_months: int, as_of: date) -> Figure:
    """Draw a bar for each course of care that was done and has a start, and a bracket of the required months.

    The days a course certainly covered are black; the days it may have covered as well, where a date is known only
    to the month or the year, are dashed. A course without an end that is not ongoing is drawn at its start.
    ``required_months`` are calendar months, counted from the first day that is certain.
    """
    courses = [course for care in case.conservative_care if (course := _course(care, as_of)) is not None]
    if not courses:
        text = FigureText(_WIDTH / 2, 6, "No dated conservative care in the chart", 8, anchor="middle")
        return Figure(_WIDTH, 18, (text,), alt="No dated conservative care in the chart.")
    first = min(course.certain[0] if course.certain else course.latest for course in courses)
    required = add_months(first, required_months)
    earliest = min(course.earliest for course in courses)
    axis = _Axis(earliest.replace(day=1), max(*(course.latest for course in courses), required))
    note = 10.0 if any(course.is_inexact for course in courses) else 0.0
    height = len(courses) * _ROW + 44 + note
    shapes: list[Stroke | FigureText] = [*axis.ticks(14.0 + note, height - 24)]
    for index, course in enumerate(courses):
        shapes += _bar(course, axis, height - 34 - index * _ROW)
    shapes += _bracket(axis.x(first), axis.x(required), height - 12, required_months)
    if note:
        shapes.append(FigureText(_LEFT, 2, _NOTE, _LABEL))
    return Figure(_WIDTH, height, tuple(shapes), alt=_words(courses, required_months))


def _course(care: Care, as_of: date) -> _Course | None:
    """Place a course of care in time; nothing after ``as_of`` has happened yet."""
    if care.status not in _DONE or care.start is None or care.start.earliest > as_of:
        return None
    today = PartialDate(as_of.year, as_of.month, as_of.day)
    end = care.end or (today if care.status is CareStatus.ONGOING else care.start)
    begin, close = care.start.latest, min(end.earliest, as_of)
    latest = max(min(end.latest, as_of), care.start.earliest)
    return _Course(care, care.start.earliest, latest, (begin, close) if begin <= close else None)


class _Axis:
    """Turns days into places along the drawing."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.scale = (_RIGHT - _LEFT) / max(1, (last - first).days)

    def x(self, day: date) -> float:
        return _LEFT + (day - self.first).days * self.scale

    def ticks(self, low: float, high: float) -> Iterator[Stroke | FigureText]:
        """Draw month marks, as few as leave their labels apart."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = max(1, -(-months // _MAX_TICKS))
        yield Stroke(((_LEFT, low), (_RIGHT, low)), 0.6)
        for offset in range(0, months + 1, step):
            day = add_months(self.first, offset)
            yield Stroke(((self.x(day), low), (self.x(day), high)), 0.25, dashed=True)
            yield FigureText(self.x(day), low - 9, f"{day:%m/%Y}", _LABEL, anchor="middle")


def _bar(course: _Course, axis: _Axis, y: float) -> Iterator[Stroke | FigureText]:
    yield FigureText(_LEFT - 6, y + 0.5, MODALITY[course.care.modality], _LABEL, anchor="end")
    if course.is_inexact:
        corners = _corners(axis.x(course.earliest), axis.x(course.latest), y)
        yield Stroke(corners, 0.6, closed=True, dashed=True, fill=1.0)
    if course.certain is not None:
        start, end = course.certain
        yield Stroke(_corners(axis.x(start), axis.x(end), y), 0.5, closed=True, fill=0.0)


def _corners(left: float, right: float, y: float) -> tuple[tuple[float, float], ...]:
    right = max(right, left + 2)
    return ((left, y), (right, y), (right, y + _BAR), (left, y + _BAR))


def _bracket(left: float, right: float, y: float, months: int) -> Iterator[Stroke | FigureText]:
    yield Stroke(((left, y - 5), (left, y), (right, y), (right, y - 5)), 0.9)
    yield FigureText((left + right) / 2, y + 3, f"{months} months asked", _LABEL, bold=True, anchor="middle")


def _words(courses: Sequence[_Course], months: int) -> str:
    listed = "; ".join(f"{MODALITY[course.care.modality]} {_dates(course)}" for course in courses)
    return f"Courses of conservative care over time, beside {months} months: {listed}."


def _dates(course: _Course) -> str:
    care = course.care
    if care.end is None and care.status is not CareStatus.ONGOING:
        return str(care.start)
    return f"{care.start} to {care.end or course.latest}"
