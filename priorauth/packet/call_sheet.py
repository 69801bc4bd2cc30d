"""The sheet for a peer-to-peer call: one page for the physician, which never goes out with the packet."""

from __future__ import annotations

from collections.abc import Mapping

from priorauth.document import Document
from priorauth.letters.composer import Composed, compose
from priorauth.letters.context.denial_answers import PEER_TO_PEER
from priorauth.letters.packet_pages import PacketFacts, PacketPages
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.problems import Refused, problem
from priorauth.render.pdf.pdf_file import render_pdf
from priorauth.render.pdf.pdf_proof import prove_pdf
from priorauth.render.type_scale import READING
from priorauth.submission.gate import GatedCase

_MOST_QUESTIONS = 14


def compose_call_sheet(
    gated: GatedCase, library: TemplateLibrary, page_map: Mapping[str, Mapping[int, int]]
) -> Composed:
    """Write the sheet with as many questions as one page holds; it says how many it leaves to the letter.

    ``page_map`` gives the packet page of each enclosed page of each exhibit. Raises `Refused`: PA5xx for the
    template, PA1213 when it takes more than a page even without questions.
    """
    pages = PacketPages((), page_map, 0)
    for questions in range(_MOST_QUESTIONS, -1, -1):
        sheet = compose(PEER_TO_PEER, gated, library, {}, packet=PacketFacts(pages=pages, questions=questions))
        if render_pdf(sheet.document, gated).pages == 1:
            return sheet
    raise Refused([problem("PA1213")])


def draw_call_sheet(document: Document, gated: GatedCase) -> bytes:
    """Draw the sheet as PDF and read it back. Raises `Refused` (PA6xx) as any drawing does."""
    drawn = render_pdf(document, gated)
    prove_pdf(document, drawn.data, READING)
    return drawn.data
