"""The documents before the exhibits: written and drawn until the packet pages they print are the ones they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from priorauth.document import Document
from priorauth.letters.composer import COVER, Composed, compose, document_names
from priorauth.letters.context import wording
from priorauth.letters.packet_pages import PacketFacts, PacketPages, PacketPart
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.packet.bind.binder import FrontDocument
from priorauth.packet.plan import PacketPlan
from priorauth.problems import Refused, problem
from priorauth.render.pdf.fax_figures import for_fax
from priorauth.render.pdf.pdf_file import RenderedPdf, render_pdf
from priorauth.render.pdf.pdf_proof import prove_pdf
from priorauth.render.type_scale import FAX, READING
from priorauth.submission.gate import GatedCase

_MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Front:
    """The front of a packet: what was written, how it was drawn, and where everything stands."""

    composed: tuple[Composed, ...]
    documents: tuple[FrontDocument, ...]
    pages: PacketPages


def draw_front(
    gated: GatedCase,
    library: TemplateLibrary,
    plan: PacketPlan,
    *,
    is_fax: bool = False,
    fax_cover: bool = False,
) -> Front:
    """Write and draw the cover, the criteria table and the letter, with the packet pages they come to have.

    ``is_fax`` draws everything large enough for a fax, its cover included; ``fax_cover`` makes only the cover that
    of a fax. Pure: the same arguments give the same bytes. Raises `Refused`: PA5xx for a template, PA6xx for a
    drawing, PA802 when the numbers of pages do not settle.
    """
    drawing = _Front(gated, library, plan, is_fax=is_fax, fax_cover=fax_cover or is_fax)
    counts = dict.fromkeys(drawing.names, 1)
    for _ in range(_MOST_ROUNDS):
        pages = drawing.layout(counts)
        drawing.draw(pages)
        drawn = {name: drawing.rendered[name].pages for name in drawing.names}
        if drawn == counts:
            return drawing.finish(pages)
        counts = drawn
    raise Refused([problem("PA802")])


def compose_for_word(gated: GatedCase, library: TemplateLibrary, plan: PacketPlan) -> tuple[Composed, ...]:
    """Write the documents that go out as Word files, with the pages of the exhibits' own PDF.

    They have no cover: how many pages a Word file takes is known only to Word.
    """
    packet = PacketFacts(plan.enclosed, PacketPages((), exhibit_pages(plan, before=0), plan.pages))
    counts = {planned.opened.exhibit.id: len(planned.opened.pages) for planned in plan.exhibits}
    return tuple(
        compose(name, gated, library, counts, packet=packet) for name in document_names(gated) if name != COVER
    )


def exhibit_pages(plan: PacketPlan, before: int) -> dict[str, dict[int, int]]:
    """Return the packet page of each enclosed page, with ``before`` pages in front of the first slip."""
    return {
        planned.opened.exhibit.id: {
            page: before + planned.first_page + place + 1 for place, page in enumerate(planned.pages)
        }
        for planned in plan.exhibits
    }


class _Front:
    """The front documents between one round and the next; what did not change is not drawn again."""

    def __init__(
        self, gated: GatedCase, library: TemplateLibrary, plan: PacketPlan, *, is_fax: bool, fax_cover: bool
    ) -> None:
        self.gated, self.library, self.plan = gated, library, plan
        self.is_fax, self.fax_cover, self.scale = is_fax, fax_cover, FAX if is_fax else READING
        self.names: Sequence[str] = document_names(gated)
        self.counts = {planned.opened.exhibit.id: len(planned.opened.pages) for planned in plan.exhibits}
        self.composed: dict[str, Composed] = {}
        self.rendered: dict[str, RenderedPdf] = {}

    def layout(self, counts: Mapping[str, int]) -> PacketPages:
        """Say where everything stands if the front documents take this many pages each."""
        parts, last = [], 0
        for name in self.names:
            title = self.library.load(name).title
            parts.append(PacketPart(self._part_name(name), title, title, last + 1, last + counts[name]))
            last += counts[name]
        before = last
        for planned in self.plan.exhibits:
            exhibit, first = planned.opened.exhibit, before + planned.offset + 1
            kind = wording.exhibit_kind(exhibit.kind)
            last = first + len(planned.pages)
            parts.append(
                PacketPart(
                    exhibit.id,
                    f"Exhibit {exhibit.id}: {exhibit.title}",
                    f"Exhibit {exhibit.id}: {kind}",
                    first,
                    last,
                )
            )
        return PacketPages(tuple(parts), exhibit_pages(self.plan, before), last, self.fax_cover)

    def draw(self, pages: PacketPages) -> None:
        for name in self.names:
            packet = PacketFacts(self.plan.enclosed, pages)
            composed = compose(name, self.gated, self.library, self.counts, packet=packet)
            if self.composed.get(name) != composed:
                self.composed[name] = composed
                self.rendered[name] = render_pdf(self._document(composed), self.gated, self.scale)

    def _document(self, composed: Composed) -> Document:
        return for_fax(composed.document) if self.is_fax else composed.document

    def finish(self, pages: PacketPages) -> Front:
        """Read what was drawn again, and give it."""
        documents = []
        for name in self.names:
            composed, rendered = self.composed[name], self.rendered[name]
            prove_pdf(self._document(composed), rendered.data, self.scale)
            documents.append(FrontDocument(composed.document.title, rendered, self._part_name(name)))
        return Front(tuple(self.composed[name] for name in self.names), tuple(documents), pages)

    def _part_name(self, name: str) -> str:
        return "letter" if name == self.gated.letter else name
