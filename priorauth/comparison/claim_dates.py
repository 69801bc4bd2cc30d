"""When something was: a day the record gives, a labeled date that differs, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from priorauth.comparison.model import ExhibitQuote
from priorauth.comparison.readable_exhibit import ChartExhibit, ChartPage
from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import could_be

_LABEL_REACH = 40
_GAP = re.compile(
    r"[\s:,.()#-]*(?:(?:on|in|of|was|were|is|about|approximately|around|date|the|summary|note)\b[\s:,.-]*){0,3}\Z"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of an exhibit, and the words that carry it."""

    date: PartialDate
    page: ChartPage
    start: int
    end: int

    @property
    def passage(self) -> ExhibitQuote:
        """The label, if there is one, and the date."""
        return self.page.passage(self.start, self.end)


def anywhere(chart: ChartExhibit, wanted: PartialDate, named: int | None) -> Dated | None:
    """Find a date that bears the wanted one out, on the named page first."""
    for page in chart.in_order(named):
        for found in page.dates():
            if could_be(wanted, found.date):
                return Dated(found.date, page, found.start, found.end)
    return None


Accepts = Callable[[ChartPage, int, int], bool]
"""Asked whether words of a page, with the date they label, are about what is being looked for."""


def labeled(chart: ChartExhibit, label: re.Pattern[str], named: int | None, accepts: Accepts) -> Iterator[Dated]:
    """Find the dates that stand behind a label, such as "date of study: August 18, 2026"."""
    for page in chart.in_order(named):
        for found in page.dates():
            begin = max(0, found.start - _LABEL_REACH)
            marks = list(label.finditer(page.text, begin, found.start))
            is_labeled = bool(marks) and _GAP.match(page.text, marks[-1].end(), found.start) is not None
            if is_labeled and accepts(page, marks[-1].start(), found.end):
                yield Dated(found.date, page, marks[-1].start(), found.end)


def differs(wanted: PartialDate, found: PartialDate) -> bool:
    """Whether two dates cannot be the same day, however their missing parts are filled in."""
    return found.latest < wanted.earliest or found.earliest > wanted.latest
