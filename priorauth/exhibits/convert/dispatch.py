"""Opening one attachment of any kind that is taken, inside the process made for it."""

from __future__ import annotations

import importlib

from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX, check_kind
from priorauth.exhibits.pages import Look, Page, read_pages
from priorauth.exhibits.rejection import Quarantined
from priorauth.exhibits.sandbox.protocol import Request

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


def take_in(request: Request) -> tuple[bytes, tuple[Page, ...]]:
    """Return an attachment as a PDF without anything that acts, and its pages. Raises `Quarantined`."""
    pdf, pages = _taken(request.data, check_kind(request.data, request.suffix))
    if request.ocr:
        from priorauth.exhibits.convert.ocr import read_scans

        pages = read_scans(pdf, pages)
    return pdf, pages


def _taken(data: bytes, kind: str) -> tuple[bytes, tuple[Page, ...]]:
    if kind == "PDF":
        return _pdf(data)
    if kind == "Word":
        from priorauth.exhibits.convert.word.word_intake import word_pdf

        return word_pdf(data)
    if kind == "plain text":
        from priorauth.exhibits.convert.text import text_pdf

        return text_pdf(data)
    from priorauth.exhibits.convert.image import image_in

    return _read(image_in(data, kind))


def _pdf(data: bytes) -> tuple[bytes, tuple[Page, ...]]:
    from priorauth.exhibits.convert.pdf_intake import inert_pdf
    from priorauth.exhibits.convert.picture_proof import PictureProof
    from priorauth.exhibits.convert.read_back import check_read

    taken = inert_pdf(data)
    proof = PictureProof(data, taken.drawn)
    pdf, pages = _read(taken.pdf, proof.look)
    if len(pages) != taken.page_count:
        raise Quarantined("PA712")
    check_read(taken.entries, pages)
    proof.settle()
    return pdf, pages


def _read(pdf: bytes, look: Look | None = None) -> tuple[bytes, tuple[Page, ...]]:
    import pypdfium2

    try:
        return pdf, read_pages(pdf, look)
    except pypdfium2.PdfiumError:
        raise Quarantined("PA708") from None
