"""Opening one attachment of any kind that is taken, inside the process made for it."""

from __future__ import annotations

import importlib
from dataclasses import replace

from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX, check_kind
from priorauth.exhibits.page_selection import select_pages
from priorauth.exhibits.pages import Page, read_pages
from priorauth.exhibits.rejection import Quarantined
from priorauth.exhibits.sandbox.limits import MAX_CHARACTERS
from priorauth.exhibits.sandbox.protocol import Request

_TO_READ_PAGES = ("pypdfium2", "pikepdf")
_TO_OPEN = {
    "PDF": ("priorauth.exhibits.convert.pdf_forms", "priorauth.exhibits.convert.pdf_intake"),
    "Word": ("priorauth.exhibits.convert.word.word_intake",),
    "plain text": ("priorauth.exhibits.convert.text",),
}
_A_PICTURE = ("priorauth.exhibits.convert.image",)


def load_for(suffix: str) -> None:
    """Load what opening an attachment of this ending takes, without looking at one.

    Done once in the process that the forks come from, which would otherwise each load it again.
    """
    kind = KIND_OF_SUFFIX.get(suffix)
    if kind is not None:
        for name in (*_TO_READ_PAGES, *_TO_OPEN.get(kind, _A_PICTURE)):
            importlib.import_module(name)


def take_in(request: Request) -> tuple[bytes, tuple[Page, ...]]:
    """Return an attachment as a PDF without anything that acts, and its pages: those that are wanted.

    Raises `Quarantined`, among others PA695 for a page that the file does not have.
    """
    pdf, pages = _taken(request, check_kind(request.data, request.suffix))
    if request.ocr:
        from priorauth.exhibits.convert.ocr import read_scans

        pages = read_scans(pdf, pages)
    return pdf, pages


def _taken(request: Request, kind: str) -> tuple[bytes, tuple[Page, ...]]:
    if kind == "PDF":
        return _pdf(request.data, request.pages)
    if kind == "Word":
        from priorauth.exhibits.convert.word.word_intake import word_pdf

        return _selected(*word_pdf(request.data), request.pages)
    if kind == "plain text":
        from priorauth.exhibits.convert.text import text_pdf

        return _selected(*text_pdf(request.data), request.pages)
    from priorauth.exhibits.convert.image import image_in

    return _selected(*_read(image_in(request.data, kind)), request.pages)


def _pdf(data: bytes, wanted: PageRanges | None) -> tuple[bytes, tuple[Page, ...]]:
    """Take in a PDF. Of a form every page is read; else those that are wanted: a chart may have a thousand more."""
    from priorauth.exhibits.convert.pdf_forms import check_drawn
    from priorauth.exhibits.convert.pdf_intake import inert_pdf

    taken = inert_pdf(data)
    _check_wanted(wanted, taken.page_count)
    if wanted is not None and not taken.entries:
        pdf, pages = _read(select_pages(taken.pdf, wanted.numbers))
        if len(pages) != len(wanted.numbers):
            raise Quarantined("PA712")
        return pdf, pages
    pdf, pages = _read(taken.pdf)
    if len(pages) != taken.page_count:
        raise Quarantined("PA712")
    check_drawn(taken.entries, pages)
    return _selected(pdf, pages, wanted)


def _selected(pdf: bytes, pages: tuple[Page, ...], wanted: PageRanges | None) -> tuple[bytes, tuple[Page, ...]]:
    """Return the wanted pages of an attachment whose pages have been read."""
    _check_wanted(wanted, len(pages))
    if wanted is None or len(wanted.numbers) == len(pages):
        return pdf, pages
    kept = (replace(pages[number - 1], number=place) for place, number in enumerate(wanted.numbers, 1))
    return select_pages(pdf, wanted.numbers), tuple(kept)


def _check_wanted(wanted: PageRanges | None, count: int) -> None:
    if wanted is not None and wanted.last > count:
        raise Quarantined("PA695", count=count)


def _read(pdf: bytes) -> tuple[bytes, tuple[Page, ...]]:
    import pypdfium2

    try:
        return pdf, read_pages(pdf, most=MAX_CHARACTERS)
    except pypdfium2.PdfiumError:
        raise Quarantined("PA708") from None
