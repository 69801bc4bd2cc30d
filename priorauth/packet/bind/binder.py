"""Binding: front documents, slips and exhibits in one PDF with stamps, marked words, links and bookmarks.

The slips, a page in front of each exhibit, are drawn as one document so that their fonts are embedded once.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from priorauth.document import Block, Document, ExhibitLink, Heading, PageBreak, Paragraph, PartLink, Run, Table
from priorauth.exhibits.page_geometry import seen_box
from priorauth.exhibits.page_selection import select_pages
from priorauth.exhibits.pages import OpenedExhibit, Rect
from priorauth.letters.context.wording import exhibit_kind
from priorauth.packet.bind.destinations import (
    PlacedMark,
    at_mark,
    best_mark,
    exhibits_entry,
    link,
    part_entry,
    whole_page,
)
from priorauth.packet.bind.highlights import highlight
from priorauth.packet.bind.marks import Mark
from priorauth.packet.bind.page_reduction import carry_optional_content, reduce_page
from priorauth.packet.bind.stamps import (
    FAX_STAMP_SIZE,
    STAMP_SIZE,
    Stamp,
    needed_width,
    running_number,
    stamp_font,
    stamp_page,
)
from priorauth.packet.plan import PacketPlan, PlannedExhibit
from priorauth.problems import Refused, Where, problem
from priorauth.render.pdf.pdf_file import RenderedPdf, render_pdf
from priorauth.render.type_scale import FAX, READING
from priorauth.submission.gate import GatedCase, require_gated


@dataclass(frozen=True, slots=True)
class FrontDocument:
    """A drawn document that goes before the exhibits. ``name`` is how a `PartLink` calls it."""

    title: str
    rendered: RenderedPdf
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """An exhibit's page in the packet, both counted from 1, and where on the packet's page it stands.

    The rectangle is in the packet page's own coordinates; the stamps are outside it.
    """

    exhibit: str
    number: int
    packet_page: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class BoundPacket:
    """A bound PDF.

    ``page_map`` gives, for each exhibit, the packet page from 1 on which each of its own pages stands; a page that
    is not enclosed is not in it.
    """

    data: bytes
    pages: int
    page_map: Mapping[str, Mapping[int, int]]
    plan: PacketPlan
    places: tuple[PlacedPage, ...] = ()


def bind(
    gated: GatedCase,
    front: Sequence[FrontDocument],
    opened: Sequence[OpenedExhibit],
    plan: PacketPlan,
    *,
    marks: Sequence[Mark] = (),
    is_fax: bool = False,
) -> BoundPacket:
    """Bind a packet; for a fax, slips and stamps are drawn large enough to arrive and marks are black.

    ``front`` is empty for a letter that goes out as a Word file. ``marks`` are the words to mark on the exhibits'
    pages; one on a page that is not enclosed is left out. Raises ``TypeError`` for anything but a submission or a
    draft, and `Refused` (PA801) when a page was lost.
    """
    require_gated(gated)
    if {item.exhibit.id for item in opened} != {planned.opened.exhibit.id for planned in plan.exhibits}:
        raise ValueError("the plan is for other exhibits")
    expected = sum(item.rendered.pages for item in front) + plan.pages
    with Pdf.new() as pdf:
        binding = _Binding(pdf, gated, expected, marks, is_fax=is_fax)
        for item in front:
            binding.front(item)
        binding.exhibits(plan)
        binding.link()
        binding.bookmark()
        data = binding.save()
    with pikepdf.open(io.BytesIO(data)) as again:
        if len(again.pages) != expected:
            raise Refused([problem("PA801", found=len(again.pages), expected=expected)])
    return BoundPacket(data, expected, binding.page_map, plan, tuple(binding.places))


@contextlib.contextmanager
def _named(exhibit: str, page: int | None = None) -> Iterator[None]:
    """Name the page at which binding breaks off. Raises `Refused` (PA803) for whatever is raised meanwhile."""
    try:
        yield
    except (Refused, MemoryError):
        raise
    except Exception as error:  # what intake did not foresee: each library fails in ways of its own
        where = Where(exhibit=exhibit, page=page)
        raise Refused([problem("PA803", where, what=type(error).__name__)]) from None


class _Binding:
    """A packet being put together."""

    def __init__(self, pdf: Pdf, gated: GatedCase, total: int, marks: Sequence[Mark], *, is_fax: bool) -> None:
        self.pdf, self.gated, self.total, self.is_fax = pdf, gated, total, is_fax
        self.font, self.stamp_size = stamp_font(pdf), FAX_STAMP_SIZE if is_fax else STAMP_SIZE
        self.places: list[PlacedPage] = []
        self.page_map: dict[str, dict[int, int]] = {}
        self.parts: dict[str, int] = {}
        self.fronts: list[tuple[int, FrontDocument]] = []
        self.planned: list[PlannedExhibit] = []
        self.marks: dict[tuple[str, int], list[Mark]] = {}
        for mark in marks:
            self.marks.setdefault((mark.exhibit, mark.page), []).append(mark)
        self.placed: list[PlacedMark] = []

    def front(self, item: FrontDocument) -> None:
        """Add a front document; its feet are its own, so the packet's stamps stand at the head of its pages."""
        start = self._append(item.rendered.data)
        self.parts[item.name] = start
        self.fronts.append((start, item))
        for index in range(start, len(self.pdf.pages)):
            self._stamp(index, top=True)

    def exhibits(self, plan: PacketPlan) -> None:
        """Add every exhibit behind its slip."""
        if not plan.exhibits:
            return
        sample = " · made-up sample, not a real person" if self.gated.case.sample else ""
        footer = f"{self.gated.case.case_id} · exhibit slips{sample}"
        drawn = render_pdf(slips(plan.exhibits, footer), self.gated, FAX if self.is_fax else READING)
        if drawn.pages != len(plan.exhibits):
            raise Refused([problem("PA801", found=drawn.pages, expected=len(plan.exhibits))])
        with pikepdf.open(io.BytesIO(drawn.data)) as source:
            for slip, planned in zip(source.pages, plan.exhibits, strict=True):
                self._exhibit(slip, planned)

    def _append(self, data: bytes) -> int:
        """Add a PDF's pages; give how many there were before."""
        before = len(self.pdf.pages)
        with pikepdf.open(io.BytesIO(data)) as source:
            self.pdf.pages.extend(source.pages)
            carry_optional_content(source, self.pdf)
        return before

    def _exhibit(self, slip: pikepdf.Page, planned: PlannedExhibit) -> None:
        name = planned.opened.exhibit.id
        self.parts[name] = len(self.pdf.pages)
        self.pdf.pages.append(slip)
        self._stamp(self.parts[name])
        data = planned.opened.pdf
        with _named(name):
            first = self._append(select_pages(data, planned.pages) if planned.is_trimmed else data)
        self.page_map[name] = {page: first + 1 + place for place, page in enumerate(planned.pages)}
        for place, page in enumerate(planned.pages):
            with _named(name, page):
                self._exhibit_page(first + place, name, page)
        self.planned.append(planned)

    def _exhibit_page(self, index: int, exhibit: str, number: int) -> None:
        page = self.pdf.pages[index]
        own = seen_box(page)
        texts = self._texts(index, f"Exhibit {exhibit}-{number}", draft=self.gated.is_draft)
        reduction = reduce_page(self.pdf, page, needed_width(page, texts, self.stamp_size))
        self.places.append(PlacedPage(exhibit, number, index + 1, reduction.of(own)))
        stamp_page(self.pdf, page, self.font, texts, self.stamp_size)
        for mark in self.marks.get((exhibit, number), ()):
            rects = [reduction.of(rect) for rect in mark.rects]
            covered = highlight(self.pdf, page, rects, mark.note, is_fax=self.is_fax)
            self.placed.append(PlacedMark(mark, index, covered))

    def _texts(self, index: int, left: str = "", *, draft: bool = False, top: bool = False) -> Stamp:
        number = running_number(self.gated.case.case_id, index + 1)
        return Stamp(left, number, f"Packet page {index + 1} of {self.total}", draft=draft, top=top)

    def _stamp(self, index: int, *, top: bool = False) -> None:
        stamp_page(self.pdf, self.pdf.pages[index], self.font, self._texts(index, top=top), self.stamp_size)

    def link(self) -> None:
        for start, item in self.fronts:
            for placed in item.rendered.links:
                destination = self._destination(placed.link)
                if destination is not None:
                    link(self.pdf, self.pdf.pages[start + placed.page - 1], placed.rect, destination)

    def _destination(self, reference: ExhibitLink | PartLink) -> Array | None:
        """Find where a reference leads; in a draft it may name a page that the exhibit does not have."""
        if isinstance(reference, PartLink):
            part = self.parts.get(reference.part)
            return None if part is None else whole_page(self.pdf.pages[part])
        number = self.page_map.get(reference.exhibit, {}).get(reference.page)
        if number is None:
            return None
        page = self.pdf.pages[number - 1]
        placed = best_mark([item for item in self.placed if item.index == number - 1], reference.criterion)
        return whole_page(page) if placed is None else at_mark(page, placed)

    def bookmark(self) -> None:
        with self.pdf.open_outline() as outline:
            outline.root.extend(part_entry(item.title, item.rendered, start) for start, item in self.fronts)
            if self.planned:
                outline.root.append(exhibits_entry(self.pdf, self.planned, self.page_map, self.placed))

    def save(self) -> bytes:
        self.pdf.Root.Lang = String("en-US")
        self.pdf.Root.PageMode = Name.UseOutlines
        self.pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        self.pdf.docinfo["/Title"] = f"Packet {self.gated.case.case_id}"
        self.pdf.docinfo["/Producer"] = "priorauth"
        stream = io.BytesIO()
        self.pdf.save(stream, deterministic_id=True, compress_streams=False)
        return stream.getvalue()


def slips(exhibits: Sequence[PlannedExhibit], footer: str) -> Document:
    """Write a slip for each exhibit, in order, one to a page."""
    blocks: list[Block] = []
    for planned in exhibits:
        blocks += [PageBreak(), *_slip(planned)] if blocks else _slip(planned)
    return Document("Exhibit slips", tuple(blocks), footer)


def _slip(planned: PlannedExhibit) -> Iterator[Block]:
    """Return an exhibit's id, title, date and pages."""
    exhibit = planned.opened.exhibit
    rows = [("Kind", exhibit_kind(exhibit.kind))]
    if exhibit.date is not None:
        rows.append(("Date", exhibit.date.words))
    rows.append(("Pages", _pages(planned)))
    table = Table(
        header=((Run("About this exhibit"),), (Run(""),)),
        rows=tuple(((Run(name),), (Run(value),)) for name, value in rows),
        widths=(0.25, 0.75),
    )
    yield Heading(1, (Run(f"Exhibit {exhibit.id}"),))
    yield Paragraph((Run(exhibit.title, bold=True),))
    yield table


def _pages(planned: PlannedExhibit) -> str:
    """Say which pages are enclosed; that some are not is said as plainly."""
    name, total = planned.opened.exhibit.id, len(planned.opened.pages)
    if planned.is_trimmed:
        return f"{planned.enclosed[0].upper()}{planned.enclosed[1:]} enclosed; whole record on request"
    return f"{total}, stamped {name}-1" + (f" to {name}-{total}" if total > 1 else "")
