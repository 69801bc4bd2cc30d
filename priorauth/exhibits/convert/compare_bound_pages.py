"""Pages of a PDF that was taken, compared with where they stand in a packet."""

from __future__ import annotations

import pypdfium2

from priorauth.exhibits.convert.picture_proof import ROUNDING, Paper, differs, draw_part, picture_size
from priorauth.exhibits.page_characters import Rect
from priorauth.exhibits.sandbox.picture_tasks import ComparePages

_RESOLUTIONS = ((27.3, 2), (51.3, ROUNDING), (61.7, ROUNDING), (71.3, ROUNDING), (97.1, ROUNDING), (83.9, ROUNDING))
"""In dots per inch, without a common measure with the places that programs prefer, each with the shades of grey
that are rounding there. The first is quicker to draw, and stricter by more than its points are larger, so that it
finds as small a speck.
"""

_HAIR = 0.0006
"""Of a side of the page: half a point of US Letter."""


def differing_pages(task: ComparePages) -> tuple[int, ...]:
    """Return the pages, from 1, that look otherwise where they stand in the other PDF."""
    view = memoryview(task.data)
    one = pypdfium2.PdfDocument(bytes(view[: task.first_bytes]))
    other = pypdfium2.PdfDocument(bytes(view[task.first_bytes :]))
    papers = Paper(), Paper()
    differing = []
    for item in task.placings:
        pages = one[item.page - 1], other[item.bound_page - 1]
        parts = _inside(pages[0].get_bbox()), _inside(item.rect)
        if not _is_alike(pages, parts, papers, only_ink=task.only_ink):
            differing.append(item.page)
    return tuple(differing)


def _is_alike(
    pages: tuple[pypdfium2.PdfPage, pypdfium2.PdfPage],
    parts: tuple[Rect, Rect],
    papers: tuple[Paper, Paper],
    *,
    only_ink: bool,
) -> bool:
    """Whether two pages look alike, each in its part, at any resolution.

    What is lost is lost at every one. What is rounded to another point at one is not at the next.
    """
    for dots_per_inch, rounding in _RESOLUTIONS:
        size = picture_size(pages[0], dots_per_inch)
        before, bound = map(draw_part, pages, parts, (size, size), papers)
        if papers[0].shows_the_same(papers[1]) or not differs(before, bound, rounding, only_ink=only_ink):
            return True
    return False


def _inside(rect: Rect) -> Rect:
    """Return a place but for a hair along its edges.

    A picture that ends at the very edge would otherwise be rounded to one point more or less of what is drawn.
    """
    left, bottom, right, top = rect
    wide, high = (right - left) * _HAIR, (top - bottom) * _HAIR
    return left + wide, bottom + high, right - wide * 1.3, top - high * 1.3
