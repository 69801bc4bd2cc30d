"""Which exhibit comes where, and which of its pages: the payer's order first, then the case's own.

Where a payer wants the cited pages alone, exhibits are trimmed to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from priorauth.case.consistency import sources
from priorauth.case.model import Case, Source
from priorauth.comparison.model import Concordance
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.exhibits.quotes import contains
from priorauth.payers.model import Profile
from priorauth.screening.completeness import IMAGING


@dataclass(frozen=True, slots=True)
class PlannedExhibit:
    """An exhibit in its place. ``offset`` is where its slip page stands, counted from 0 within the exhibits."""

    opened: OpenedExhibit
    offset: int
    pages: tuple[int, ...]
    """The exhibit's own pages that are enclosed, counted from 1 and in order; they keep these numbers."""

    @property
    def first_page(self) -> int:
        """Where the first of its pages stands, behind the slip."""
        return self.offset + 1

    @property
    def is_trimmed(self) -> bool:
        """Whether some of its pages stay behind."""
        return len(self.pages) < len(self.opened.pages)

    @property
    def enclosed(self) -> str:
        """How much of it is enclosed, in words: ``8 pages``, or ``pages 1, 3-4 of 8`` where some stay behind."""
        total = len(self.opened.pages)
        if self.is_trimmed:
            return f"page{'s' if len(self.pages) > 1 else ''} {page_numbers(self.pages)} of {total}"
        return f"{total} page{'s' if total != 1 else ''}"


@dataclass(frozen=True, slots=True)
class PacketPlan:
    """The exhibits in order, and how many pages they and their slips take."""

    exhibits: tuple[PlannedExhibit, ...]
    pages: int

    @property
    def enclosed(self) -> dict[str, str]:
        """How much of each exhibit is enclosed, in words, by its id."""
        return {planned.opened.exhibit.id: planned.enclosed for planned in self.exhibits}


def plan_packet(
    profile: Profile, opened: Sequence[OpenedExhibit], kept: Mapping[str, Sequence[int]] | None = None
) -> PacketPlan:
    """Put exhibits in the profile's order of kinds; kinds it does not name follow in the case's order.

    An exhibit keeps its id wherever it comes to stand, and a page its number, so that the letter's references hold.
    ``kept`` names, by exhibit id, the pages that are enclosed of an exhibit that is trimmed; one it does not name
    goes in whole.
    """
    rank = {kind: place for place, kind in enumerate(profile.exhibit_order)}
    ordered = sorted(opened, key=lambda item: rank.get(item.exhibit.kind, len(rank)))
    planned, offset = [], 0
    for item in ordered:
        whole = range(1, len(item.pages) + 1)
        pages = tuple(sorted(set((kept or {}).get(item.exhibit.id, whole))))
        planned.append(PlannedExhibit(item, offset, pages))
        offset += 1 + len(pages)
    return PacketPlan(tuple(planned), offset)


def page_numbers(pages: Sequence[int]) -> str:
    """Write page numbers as people do: ``1, 3-5``."""
    runs = [[page for _, page in run] for _, run in groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def kept_pages(
    case: Case, opened: Sequence[OpenedExhibit], concordance: Concordance | None = None
) -> dict[str, tuple[int, ...]]:
    """Return, by exhibit id, the pages that stay, counted from 1.

    Those are the first page, which says whose record it is, every page the case cites, and every page with a
    passage that bears a claim out or speaks against one: what is against the case is never cut away. An imaging
    report, an exhibit that is cited as a whole, and one that nothing cites stay whole.
    """
    return {item.exhibit.id: _kept(item, case, concordance or Concordance()) for item in opened}


def _kept(item: OpenedExhibit, case: Case, concordance: Concordance) -> tuple[int, ...]:
    whole = tuple(range(1, len(item.pages) + 1))
    if item.exhibit.kind in IMAGING:  # appeals were lost because page 1 of the report was sent alone
        return whole
    cited: set[int] = set()
    for source in (source for _, source in sources(case) if source.exhibit == item.exhibit.id):
        found = _pages_of(source, item)
        if not found:
            return whole
        cited |= found
    cited.update(_answered_pages(case, item.exhibit.id), _passage_pages(concordance, item.exhibit.id))
    return tuple(page for page in whole if page in cited | {1}) if cited else whole


def _pages_of(source: Source, item: OpenedExhibit) -> set[int]:
    """Return the page a source names, or else those that carry its quote; none when it means the whole exhibit."""
    if source.page is not None:
        return {source.page}
    if source.quote is None:
        return set()
    return {page.number for page in item.pages if contains(page.text, source.quote)}


def _answered_pages(case: Case, exhibit: str) -> Iterator[int]:
    """Return the pages whose words against the procedure a named person answers."""
    return (row.page for row in case.exhibit_answers if row.exhibit == exhibit and row.page is not None)


def _passage_pages(concordance: Concordance, exhibit: str) -> Iterator[int]:
    for checked in concordance.checked:
        if checked.exhibit == exhibit and checked.page is not None:
            yield checked.page
        if checked.passage is not None and checked.passage.exhibit == exhibit:
            yield checked.passage.page
    yield from (found.passage.page for found in concordance.against if found.passage.exhibit == exhibit)
