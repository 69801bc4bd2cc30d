"""Opening one attachment of any kind that is taken, inside the process made for it."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX, check_kind
from priorauth.exhibits.page_selection import remarks_on, select_pages, select_taken
from priorauth.exhibits.pages import Look, Page, read_pages
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.limits import MAX_CHARACTERS
from priorauth.exhibits.sandbox.protocol import Request, Taken

if TYPE_CHECKING:
    from priorauth.exhibits.convert.pdf_attached import EmbeddedFile
    from priorauth.exhibits.convert.pdf_intake import InertPdf

_TO_READ_PAGES = ("pypdfium2", "pikepdf")
_TO_OPEN = {
    "PDF": ("priorauth.exhibits.convert.picture_proof", "priorauth.exhibits.convert.pdf_intake"),
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


def take_in(request: Request) -> Taken:
    """Return an attachment as a PDF without anything that acts, and its pages: those that are wanted.

    Raises `ExhibitRejected`, among others PA695 for a page that the file does not have.
    """
    taken = _taken(request)
    if request.ocr:
        from priorauth.exhibits.convert.ocr import read_scans

        taken = replace(taken, pages=read_scans(taken.pdf, taken.pages))
    return taken


def _taken(request: Request) -> Taken:
    kind = check_kind(request.data, request.suffix)
    return _pdf(request) if kind == "PDF" else _selected(Taken(*_drawn(request.data, kind)), request.pages)


def _drawn(data: bytes, kind: str) -> tuple[bytes, tuple[Page, ...]]:
    """Return a file of any other kind as pages that are made here."""
    if kind == "Word":
        from priorauth.exhibits.convert.word.word_intake import word_pdf

        return word_pdf(data)
    if kind == "plain text":
        from priorauth.exhibits.convert.text import text_pdf

        return text_pdf(data)
    from priorauth.exhibits.convert.image import image_in

    return _read(image_in(data, kind))


def _pdf(request: Request) -> Taken:
    """Take in a PDF. Of a chart, which may have a thousand pages, those that are wanted are read and compared.

    One that is taken apart has its pages behind it, and one that was put right is proven whole.
    """
    from priorauth.exhibits.convert.pdf_attached import joined
    from priorauth.exhibits.convert.pdf_intake import inert_pdf

    inert, wanted = inert_pdf(request.data, unpack=request.unpack), request.pages
    most = None if wanted else MAX_CHARACTERS  # the wanted pages may be those of several exhibits
    if wanted is not None and not (inert.parts or inert.is_repaired):
        _check_wanted(wanted, inert.page_count)
        return _proven(inert, wanted.numbers, most=most)
    whole = _proven(inert, most=most)
    if inert.parts:
        whole = joined([whole, *map(_part, range(1, len(inert.parts) + 1), inert.parts)])
    return _selected(whole, wanted)


def _proven(inert: InertPdf, numbers: Sequence[int] = (), *, most: int | None) -> Taken:
    """Read a PDF, or its pages with these ``numbers``, and prove that they say and show what they did."""
    from priorauth.exhibits.convert.pdf_damage import prove_whole
    from priorauth.exhibits.convert.picture_proof import PictureProof
    from priorauth.exhibits.convert.read_back import check_read

    proof = PictureProof(inert.given, inert.drawn, numbers)
    pdf, pages = _read(select_pages(inert.pdf, numbers) if numbers else inert.pdf, proof.look, most=most)
    if len(pages) != (len(numbers) or inert.page_count):
        raise ExhibitRejected("PA712")
    check_read(inert.entries, dict(zip(numbers or count(1), pages, strict=False)))
    proof.settle()
    if inert.is_repaired:
        prove_whole(_read(inert.given, most=None)[1], pages)
    return Taken(pdf, pages, remarks_on(inert.remarks, numbers) if numbers else inert.remarks)


def _selected(taken: Taken, wanted: PageRanges | None) -> Taken:
    """Return the wanted pages of an attachment whose pages have been read."""
    if wanted is None:
        return taken
    _check_wanted(wanted, len(taken.pages))
    return select_taken(taken, wanted.numbers)


def _check_wanted(wanted: PageRanges, page_count: int) -> None:
    if wanted.last > page_count:
        raise ExhibitRejected("PA695", count=page_count)


def _part(number: int, part: EmbeddedFile) -> Taken:
    """Open a file that was inside a PDF. Raises `ExhibitRejected` (PA797) with its number."""
    try:
        return _taken(Request(part.data, part.suffix))
    except ExhibitRejected as refusal:
        raise ExhibitRejected("PA797", number=number, kind=part.kind, cause=refusal.code) from None


def _read(
    pdf: bytes, look: Look | None = None, *, most: int | None = MAX_CHARACTERS
) -> tuple[bytes, tuple[Page, ...]]:
    import pypdfium2

    try:
        return pdf, read_pages(pdf, look, most=most)
    except pypdfium2.PdfiumError:
        raise ExhibitRejected("PA708") from None
