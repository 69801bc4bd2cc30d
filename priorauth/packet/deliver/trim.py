"""Trimming: which pages of an exhibit stay when a payer wants the cited pages alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.case.consistency import sources
from priorauth.case.model import Case, ExhibitKind, Source
from priorauth.comparison.model import Concordance
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.exhibits.quotes import contains

WHOLE = frozenset({ExhibitKind.MRI_REPORT, ExhibitKind.IMAGING_REPORT})
"""Appeals were lost because page 1 of the report was sent alone: an imaging report is never cut."""


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
    if item.exhibit.kind in WHOLE:
        return whole
    cited: set[int] = set()
    for source in _sources_in(case, item.exhibit.id):
        found = _pages_of(source, item)
        if not found:
            return whole
        cited |= found
    cited.update(_answered_pages(case, item.exhibit.id), _passage_pages(concordance, item.exhibit.id))
    return tuple(page for page in whole if page in cited | {1}) if cited else whole


def _sources_in(case: Case, exhibit: str) -> Iterator[Source]:
    return (source for _, source in sources(case) if source.exhibit == exhibit)


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
