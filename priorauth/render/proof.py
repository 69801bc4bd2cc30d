"""Reading a finished PDF again: every word of the document has to be in it, in order."""

from __future__ import annotations

import re

import pypdfium2

from priorauth.document import Document
from priorauth.problems import Refused, problem
from priorauth.render.pdf import DRAFT_MARK, page_label
from priorauth.render.words import words_of

_IGNORED = re.compile(r"[\s\u00ad\u2010\u2011\ufffe\x02-]+")
"""What a reader of the PDF cannot tell apart: white space, and hyphens that may stand at a line's end."""


def squeezed(text: str) -> str:
    """Drop what layout may change, so that only the words are compared."""
    return _IGNORED.sub("", text)


def prove_pdf(document: Document, data: bytes) -> None:
    """Raise `Refused` (PA603) when a part of the document is missing from the PDF or out of order."""
    said = _text(document, data)
    place = 0
    for number, part in enumerate(words_of(document), 1):
        wanted = squeezed(part)
        found = said.find(wanted, place)
        if found < 0:
            raise Refused([problem("PA603", format="PDF", block=number)])
        place = found + len(wanted)
    if "\ufffd" in said:
        raise Refused([problem("PA604", format="PDF", mark="an unreadable character")])


def _text(document: Document, data: bytes) -> str:
    """Give the text of all pages without what is not the document's own: marks and footers."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        total = len(pdf)
        pages = [
            _page(pdf[number].get_textpage().get_text_range(), document, number + 1, total)
            for number in range(total)
        ]
    finally:
        pdf.close()
    return "".join(pages)


def _page(text: str, document: Document, number: int, total: int) -> str:
    page = squeezed(text)
    foot = squeezed(document.footer) + squeezed(page_label(number, total))
    page = page.removeprefix(DRAFT_MARK)
    return page.removesuffix(foot)
