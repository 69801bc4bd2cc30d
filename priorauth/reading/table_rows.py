"""Rows of a table by where their words are printed, for pages whose text gives a table column by column."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from priorauth.exhibits.page_characters import Rect, around
from priorauth.exhibits.pages import Page

Span = tuple[int, int]
"""A place in a page's text."""

_MOST_CELL_WORDS = 6
"""A cell with more words is a column of running text, whose lines are no rows."""

_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class _PrintedCell:
    span: Span
    box: Rect
    words: int


def rows_of(page: Page, lines: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Return the lines of a page in reading order, those that are cells of one printed row together, left to right.

    Lines are joined only where a page has at least two rows of short cells; one whose words have no places keeps
    its lines as they are.
    """
    alone: list[tuple[Span, ...]] = [(line,) for line in lines]
    if not page.words:
        return alone
    printed = [item for item in (_printed(page, line) for line in lines) if item is not None]
    rows = [row for row in _levels(printed) if len(row) > 1 and all(i.words <= _MOST_CELL_WORDS for i in row)]
    if len(rows) < _LEAST_ROWS:
        return alone
    row_at = {item.span: tuple(cell.span for cell in row) for row in rows for item in row}
    done: set[tuple[Span, ...]] = set()
    found: list[tuple[Span, ...]] = []
    for line in lines:
        row = row_at.get(line, (line,))
        if row not in done:
            found.append(row)
            done.add(row)
    return found


def _printed(page: Page, line: Span) -> _PrintedCell | None:
    first = bisect_left(page.words, line[0] + 1, key=lambda word: word.end)
    last = bisect_left(page.words, line[1], key=lambda word: word.start)
    rects = [word.rect for word in page.words[first:last]]
    return _PrintedCell(line, around(rects), len(rects)) if rects else None


def _levels(printed: Sequence[_PrintedCell]) -> Iterator[list[_PrintedCell]]:
    """Return lines printed at one height, left to right; lines that lie over one another are apart."""
    level: list[_PrintedCell] = []
    for item in sorted(printed, key=lambda item: (-_middle(item.box), item.box[0])):
        if level and level[0].box[1] <= _middle(item.box) <= level[0].box[3]:
            level.append(item)
            continue
        yield from _apart(level)
        level = [item]
    yield from _apart(level)


def _apart(level: list[_PrintedCell]) -> Iterator[list[_PrintedCell]]:
    ordered = sorted(level, key=lambda item: item.box[0])
    is_apart = all(one.box[2] <= two.box[0] for one, two in itertools.pairwise(ordered))
    if is_apart:
        yield ordered


def _middle(box: Rect) -> float:
    return (box[1] + box[3]) / 2
