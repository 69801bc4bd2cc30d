"""Cutting a bound packet into parts: each stands by itself, and page numbers run on through all of them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Name, OutlineItem, Pdf

from priorauth.packet.bind.stamps import FAX_STAMP_SIZE, STAMP_SIZE, stamp_font
from priorauth.packet.deliver.compress import saved_small

_LINE_X, _LINE_BELOW_EDGE = 21.0, 34.0
"""Where the line that names the part begins, in points: between the stamps and the page's own text."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of packet pages, counted from 1; ``number`` of ``total`` parts, where that is known yet."""

    first_page: int
    last_page: int
    number: int = 99
    total: int = 99

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.last_page - self.first_page + 1


def cut(data: bytes, stretch: Stretch, *, title: str, is_fax: bool = False) -> bytes:
    """Return some pages of a bound packet as a PDF of its own.

    Its first page says which part it is. A link to a page in another part is taken off, so that none is broken; the
    words it lay on stay. Bookmarks lead to pages of this part only.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        total = len(pdf.pages)
        kept = pdf.pages[stretch.first_page - 1 : stretch.last_page]
        inside = {page.obj.objgen for page in kept}
        for page in kept:
            _drop_links(page, inside)
        with pdf.open_outline() as outline:
            outline.root[:] = list(_kept_bookmarks(outline.root, inside))
        line = (
            f"Part {stretch.number} of {stretch.total}: "
            f"packet pages {stretch.first_page} to {stretch.last_page} of {total}"
        )
        _write_line(pdf, kept[0], line, FAX_STAMP_SIZE if is_fax else STAMP_SIZE)
        del pdf.pages[stretch.last_page :]
        del pdf.pages[: stretch.first_page - 1]
        pdf.docinfo["/Title"] = f"{title}, part {stretch.number} of {stretch.total}"
        return saved_small(pdf)


def _write_line(pdf: Pdf, page: pikepdf.Page, line: str, size: float) -> None:
    """Write a line of plain ASCII below the stamps at the head of a page of ours, which stands upright."""
    name = page.add_resource(stamp_font(pdf), Name.Font, Name.PriorauthPart)
    y = float(page.mediabox[3]) - _LINE_BELOW_EDGE
    text = f"BT 0 g 0 Tr {name} {size:g} Tf 1 0 0 1 {_LINE_X:g} {y:.2f} Tm ({line}) Tj ET"
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    page.contents_add(pdf.make_stream(f"\nQ\n{text}".encode("ascii")))


def _drop_links(page: pikepdf.Page, inside: set[tuple[int, int]]) -> None:
    """Take off the links that lead out of this part."""
    annotations = page.obj.get("/Annots")
    if annotations is None:
        return
    leads = [(item, _destination(item)) for item in annotations]
    page.obj.Annots = Array([item for item, lead in leads if lead is None or _target(lead) in inside])


def _destination(item: pikepdf.Object) -> pikepdf.Object | None:
    """Return where a link or a bookmark leads within the packet, if it does."""
    if "/Dest" in item:
        return item.Dest
    action = item.get("/A")
    return action.get("/D") if action is not None and action.get("/S") == Name.GoTo else None


def _target(destination: object) -> tuple[int, int] | None:
    """Return the object number of the page a destination names."""
    if not isinstance(destination, Array) or not len(destination) or not isinstance(destination[0], pikepdf.Object):
        return None
    return destination[0].objgen


def _kept_bookmarks(items: Sequence[OutlineItem], inside: set[tuple[int, int]]) -> Iterator[OutlineItem]:
    """Keep what leads into this part; a heading whose own page is elsewhere leads to the first page below it."""
    for item in items:
        item.children[:] = list(_kept_bookmarks(item.children, inside))
        if _target(item.destination) in inside:
            yield item
        elif item.children:
            item.destination = item.children[0].destination
            yield item
