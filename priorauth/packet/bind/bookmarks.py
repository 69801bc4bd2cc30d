"""The packet's bookmarks: its parts, the letter's sections, each exhibit with its marked words and its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pikepdf import OutlineItem, Pdf

from priorauth.packet.bind.destinations import PlacedMark, upper_left
from priorauth.packet.plan import PlannedExhibit
from priorauth.render.pdf.pdf_file import PlacedHeading, RenderedPdf

_MAX_PAGES = 20
"""An exhibit with more enclosed pages than this has no bookmark for each."""


def part_entry(title: str, rendered: RenderedPdf, start: int) -> OutlineItem:
    """Make the bookmark of a part before the exhibits; ``start`` is its first page, counted from 0."""
    entry = OutlineItem(title, start, "Fit")
    entry.children.extend(_sections(rendered.headings, start))
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


def _sections(headings: Sequence[PlacedHeading], start: int) -> Iterator[OutlineItem]:
    for heading in headings:
        if heading.level == 2:
            yield OutlineItem(heading.title, start + heading.page - 1, "XYZ", top=heading.y)
