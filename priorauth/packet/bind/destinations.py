"""Where references and bookmarks lead: to marked words, to their page, to a part's first page.

The bookmarks are those of the packet's parts, of the letter's sections, and of each exhibit with its marked words
and its pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from priorauth.exhibits.page_geometry import frame_of
from priorauth.exhibits.pages import Rect
from priorauth.packet.bind.marks import Mark
from priorauth.packet.plan import PlannedExhibit
from priorauth.render.pdf.pdf_file import RenderedPdf

_ABOVE = 30.0
"""Points of the page that are shown above marked words."""


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark on a page of the packet. ``index`` counts pages from 0; ``covered`` is in the page as it is seen."""

    mark: Mark
    index: int
    covered: Rect


def whole_page(page: pikepdf.Page) -> Array:
    """Lead to a page, shown whole."""
    return Array([page.obj, Name.Fit])


def upper_left(page: pikepdf.Page, placed: PlacedMark) -> tuple[float, float]:
    """Return the corner, in the page's own coordinates, from which a viewer shows marked words."""
    frame = frame_of(page)
    x, y = frame.own_point(0.0, min(placed.covered[3] + _ABOVE, frame.height))
    return round(x, 2), round(y, 2)


def at_mark(page: pikepdf.Page, placed: PlacedMark) -> Array:
    """Lead to marked words, in the size the reader has chosen."""
    x, y = upper_left(page, placed)
    return Array([page.obj, Name.XYZ, x, y, 0])


def best_mark(placed: Sequence[PlacedMark], criterion: str) -> PlacedMark | None:
    """Choose among a page's marks: the first that bears on a criterion, else the uppermost."""
    bearing = [item for item in placed if criterion and criterion in item.mark.criteria]
    return max(bearing or placed, key=lambda item: item.covered[3], default=None)


def link(pdf: Pdf, page: pikepdf.Page, rect: Rect, destination: Array) -> None:
    """Make a rectangle of a page lead to a destination within the same packet."""
    annotation = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([round(v, 2) for v in rect]),
        Border=Array([0, 0, 0]),
        Dest=destination,
    )
    existing = page.obj.get("/Annots", Array([]))
    page.obj.Annots = Array([*existing, pdf.make_indirect(annotation)])


_MAX_PAGES = 20
"""An exhibit with more enclosed pages than this has no bookmark for each."""


def part_entry(title: str, rendered: RenderedPdf, start: int) -> OutlineItem:
    """Make the bookmark of a part before the exhibits; ``start`` is its first page, counted from 0."""
    entry = OutlineItem(title, start, "Fit")
    entry.children.extend(
        OutlineItem(heading.title, start + heading.page - 1, "XYZ", top=heading.y)
        for heading in rendered.headings
        if heading.level == 2
    )
    return entry


def exhibits_entry(
    pdf: Pdf,
    planned: Sequence[PlannedExhibit],
    page_map: Mapping[str, Mapping[int, int]],
    marks: Sequence[PlacedMark],
) -> OutlineItem:
    """Make the bookmark of all exhibits, each with its own beneath it."""
    first = page_map[planned[0].opened.exhibit.id]
    entry = OutlineItem("Exhibits", min(first.values()) - 2, "Fit")
    for item in planned:
        own = [placed for placed in marks if placed.mark.exhibit == item.opened.exhibit.id]
        entry.children.append(_exhibit(pdf, item, page_map[item.opened.exhibit.id], own))
    return entry


def _exhibit(
    pdf: Pdf, planned: PlannedExhibit, pages: Mapping[int, int], marks: Sequence[PlacedMark]
) -> OutlineItem:
    exhibit = planned.opened.exhibit
    slip = min(pages.values()) - 2
    entry = OutlineItem(f"Exhibit {exhibit.id}: {exhibit.title}", slip, "Fit")
    entry.children.extend(_marks(pdf, marks))
    if len(pages) <= _MAX_PAGES:
        entry.children.extend(
            OutlineItem(f"{exhibit.id}-{number}", page - 1, "Fit") for number, page in pages.items()
        )
    return entry


def _marks(pdf: Pdf, marks: Sequence[PlacedMark]) -> Iterator[OutlineItem]:
    """Name marked words by what they are about and the page they stand on; two alike on a page are one."""
    seen = set()
    for placed in marks:
        title = f"{placed.mark.name or 'Marked words'}, {placed.mark.exhibit}-{placed.mark.page}"
        if title not in seen:
            seen.add(title)
            left, top = upper_left(pdf.pages[placed.index], placed)
            yield OutlineItem(title, placed.index, "XYZ", left=left, top=top)
