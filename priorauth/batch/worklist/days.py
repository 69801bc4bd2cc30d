"""Days in cells: typed as text, or as Excel's own dates, each of which can be other than what was meant."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from priorauth.batch.worklist.column_map import DateOrder
from priorauth.batch.worklist.sheet import SheetCell, refuse
from priorauth.domain.dates import PartialDate

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_ISO = re.compile(r"\d{4}(-\d{2}){0,2}\Z", re.ASCII)
_THREE_PARTS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})\Z", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.\d+)?\Z", re.ASCII)
_WITH_TIME = re.compile(r"\d[ T]+\d{1,2}:\d{2}")
_NOT_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_FULL_HINT = "type the whole day as YYYY-MM-DD into a cell formatted as Text"


def day_of_text(text: str, order: DateOrder, *, may_be_partial: bool) -> str:
    """Return a typed day as ``YYYY-MM-DD``; where a partial date will do, ``YYYY`` and ``YYYY-MM`` pass as well.

    Raises `CellError`: PA1018, PA1019.
    """
    if _SERIAL.match(text):
        refuse("PA1019")
    if _WITH_TIME.search(text):
        refuse("PA1018", what="is a day with a time")
    if _ISO.match(text):
        return _iso(text, may_be_partial=may_be_partial)
    match = _THREE_PARTS.match(text)
    if match is None:
        refuse("PA1018", what="is not a day in a form that is read")
    first, second, year = match.groups()
    if len(year) != 4:
        refuse("PA1018", what="gives its year with two digits")
    if order is DateOrder.ISO:
        refuse("PA1018", what="can be read with the day or the month first, and the map does not say which")
    month, day = (first, second) if order is DateOrder.MONTH_FIRST else (second, first)
    if int(month) > 12 >= int(day):
        refuse("PA1018", what="is not written in the order that the map gives for days")
    return _in_range(_real(int(year), int(month), int(day)))


def _iso(text: str, *, may_be_partial: bool) -> str:
    try:
        partial = PartialDate.parse(text)
    except ValueError:
        refuse("PA1018", what="is a day that no calendar has")
    if not partial.is_exact and not may_be_partial:
        refuse("PA1018", what="leaves a part of the day out")
    if not _FIRST_YEAR <= partial.year <= _LAST_YEAR:
        refuse("PA1018", what=f"lies before {_FIRST_YEAR} or after {_LAST_YEAR}")
    return str(partial)


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        refuse("PA1018", what="is a day that no calendar has")


def _in_range(day: date) -> str:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        refuse("PA1018", what=f"lies before {_FIRST_YEAR} or after {_LAST_YEAR}")
    return day.isoformat()


def day_of_date_cell(cell: SheetCell, *, counts_from_1904: bool) -> str:
    """Return the day of a cell that Excel holds as a date.

    Raises `CellError` (PA1018, PA1020) for a time beside the day, for a format that hides the day or the year
    (Excel then filled in what was not typed), and for a workbook that counts its days from 1904.
    """
    assert cell.moment is not None  # noqa: S101  (a date cell has one)
    if counts_from_1904:
        hint = "in Excel's options turn off 'Use 1904 date system', then check every date"
        refuse("PA1020", what="is counted from 1904, not from 1900", hint=hint)
    if cell.moment != datetime.combine(cell.moment, time.min):
        refuse("PA1020", what="has a time of day", hint="type the day alone")
    shown = _NOT_CODE.sub("", cell.format.split(";")[0]).lower()
    if "d" not in shown:
        refuse("PA1020", what="shows no day of the month, so Excel chose it", hint=_FULL_HINT)
    if "y" not in shown:
        refuse("PA1020", what="shows no year, so Excel chose it", hint=_FULL_HINT)
    return _in_range(cell.moment.date())
