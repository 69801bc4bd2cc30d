"""Binding: front documents, slips and exhibits in one PDF with stamps, links and bookmarks."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem, Pdf, String

from priorauth.document import ExhibitLink
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.packet.plan import PacketPlan, PlannedExhibit
from priorauth.packet.slips import slips
from priorauth.packet.stamps import FAX_STAMP_SIZE, STAMP_SIZE, link, stamp, stamp_font
from priorauth.problems import Refused, problem
from priorauth.render.pdf import PlacedHeading, RenderedPdf, render_pdf
from priorauth.render.type_scale import FAX, READING
from priorauth.submission import Draft, Submission, require_standing

_MAX_PAGE_BOOKMARKS = 20


@dataclass(frozen=True, slots=True)
class FrontDocument:
    """A drawn document that goes before the exhibits."""

    title: str
    rendered: RenderedPdf


@dataclass(frozen=True, slots=True)
class BoundPacket:
    """A bound PDF.

    ``page_map`` gives, for each exhibit, the packet page from 1 on which each of its own pages stands; a page that
    is not enclosed is not in it.
    """

    data: bytes
    pages: int
    page_map: Mapping[str, Mapping[int, int]]


def bind(
    standing: Submission | Draft,
    front: Sequence[FrontDocument],
    opened: Sequence[OpenedExhibit],
    plan: PacketPlan,
    *,
    title: str,
    is_fax: bool = False,
) -> BoundPacket:
    """Bind a packet; for a fax, slips and stamps are drawn large enough to arrive.

    Raises ``TypeError`` for anything but a submission or a draft, and `Refused` (PA801) when a page was lost.
    """
    require_standing(standing)
    if {item.exhibit.id for item in opened} != {planned.opened.exhibit.id for planned in plan.exhibits}:
        raise ValueError("the plan is for other exhibits")
    expected = sum(item.rendered.pages for item in front) + plan.pages
    with Pdf.new() as pdf:
        binding = _Binding(pdf, standing, expected, is_fax=is_fax)
        for item in front:
            binding.append(item.rendered.data)
        binding.exhibits(plan)
        binding.stamp_front(sum(item.rendered.pages for item in front))
        binding.link(front)
        binding.bookmark(front)
        data = binding.save(title)
    _count_again(data, expected)
    return BoundPacket(data, expected, binding.page_map)


def bind_exhibits(
    standing: Submission | Draft,
    opened: Sequence[OpenedExhibit],
    plan: PacketPlan,
    *,
    title: str,
    is_fax: bool = False,
) -> BoundPacket:
    """Bind the exhibits alone, for a letter that goes out as a Word file; see `bind`."""
    return bind(standing, (), opened, plan, title=title, is_fax=is_fax)


def _count_again(data: bytes, expected: int) -> None:
    with pikepdf.open(io.BytesIO(data)) as again:
        if len(again.pages) != expected:
            raise Refused([problem("PA801", found=len(again.pages), expected=expected)])


class _Binding:
    """A packet being put together."""

    def __init__(self, pdf: Pdf, standing: Submission | Draft, total: int, *, is_fax: bool = False) -> None:
        self.pdf, self.standing, self.total, self.is_fax = pdf, standing, total, is_fax
        self.font = stamp_font(pdf)
        self.page_map: dict[str, dict[int, int]] = {}
        self.planned: list[PlannedExhibit] = []

    def append(self, data: bytes, pages: Sequence[int] | None = None) -> int:
        """Add a PDF's pages, or those of them that are named from 1; give how many there were before."""
        before = len(self.pdf.pages)
        with pikepdf.open(io.BytesIO(data)) as source:
            self.pdf.pages.extend(source.pages if pages is None else [source.pages[page - 1] for page in pages])
        return before

    def exhibits(self, plan: PacketPlan) -> None:
        """Add every exhibit behind its slip."""
        if not plan.exhibits:
            return
        sample = " · made-up sample, not a real person" if self.standing.case.sample else ""
        footer = f"{self.standing.case.case_id} · exhibit slips{sample}"
        document = slips(plan.exhibits, footer)
        drawn = render_pdf(document, self.standing, FAX if self.is_fax else READING)
        if drawn.pages != len(plan.exhibits):
            raise Refused([problem("PA801", found=drawn.pages, expected=len(plan.exhibits))])
        with pikepdf.open(io.BytesIO(drawn.data)) as source:
            for slip, planned in zip(source.pages, plan.exhibits, strict=True):
                self._exhibit(slip, planned)

    def _exhibit(self, slip: pikepdf.Page, planned: PlannedExhibit) -> None:
        opened = planned.opened
        self.pdf.pages.append(slip)
        self._stamp(len(self.pdf.pages) - 1, "", draft=False)
        first = self.append(opened.pdf, planned.pages)
        self.page_map[opened.exhibit.id] = {page: first + 1 + place for place, page in enumerate(planned.pages)}
        for place, page in enumerate(planned.pages):
            label = f"{opened.exhibit.id}-{page}"
            self._stamp(first + place, f"Exhibit {label}", draft=self.standing.is_draft)
        self.planned.append(planned)

    def stamp_front(self, count: int) -> None:
        for index in range(count):
            self._stamp(index, "", draft=False, top=True)

    def _stamp(self, index: int, left: str, *, draft: bool, top: bool = False) -> None:
        right = f"Packet page {index + 1} of {self.total}"
        size = FAX_STAMP_SIZE if self.is_fax else STAMP_SIZE
        stamp(self.pdf, self.pdf.pages[index], self.font, left, right, draft=draft, top=top, size=size)

    def link(self, front: Sequence[FrontDocument]) -> None:
        start = 0
        for item in front:
            for placed in item.rendered.links:
                target = self._target(placed.link)
                if target is not None:
                    link(self.pdf, self.pdf.pages[start + placed.page - 1], placed.rect, target)
            start += item.rendered.pages

    def _target(self, reference: ExhibitLink) -> pikepdf.Page | None:
        """Find the page a reference names; in a draft it may name one the exhibit does not have."""
        page = self.page_map.get(reference.exhibit, {}).get(reference.page)
        return None if page is None else self.pdf.pages[page - 1]

    def bookmark(self, front: Sequence[FrontDocument]) -> None:
        with self.pdf.open_outline() as outline:
            start = 0
            for item in front:
                entry = OutlineItem(item.title, start, "Fit")
                entry.children.extend(_sections(item.rendered.headings, start))
                outline.root.append(entry)
                start += item.rendered.pages
            if self.planned:
                exhibits = OutlineItem("Exhibits", start, "Fit")
                exhibits.children.extend(self._exhibit_entry(planned) for planned in self.planned)
                outline.root.append(exhibits)

    def _exhibit_entry(self, planned: PlannedExhibit) -> OutlineItem:
        exhibit, pages = planned.opened.exhibit, self.page_map[planned.opened.exhibit.id]
        slip = min(pages.values()) - 2
        entry = OutlineItem(f"Exhibit {exhibit.id}: {exhibit.title}", slip, "Fit")
        if len(pages) <= _MAX_PAGE_BOOKMARKS:
            entry.children.extend(
                OutlineItem(f"{exhibit.id}-{number}", page - 1, "Fit") for number, page in pages.items()
            )
        return entry

    def save(self, title: str) -> bytes:
        self.pdf.Root.Lang = String("en-US")
        self.pdf.Root.PageMode = Name.UseOutlines
        self.pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        self.pdf.docinfo["/Title"] = title
        self.pdf.docinfo["/Producer"] = "priorauth"
        stream = io.BytesIO()
        self.pdf.save(stream, deterministic_id=True, compress_streams=False)
        return stream.getvalue()


def _sections(headings: Sequence[PlacedHeading], start: int) -> list[OutlineItem]:
    return [OutlineItem(h.title, start + h.page - 1, "XYZ", top=h.y) for h in headings if h.level == 2]
