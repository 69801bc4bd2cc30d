"""Opening one attachment of any kind that is taken, inside the process made for it."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING

from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX, check_kind
from priorauth.exhibits.pages import Look, Page, read_pages
from priorauth.exhibits.rejection import Quarantined
from priorauth.exhibits.sandbox.protocol import Request, Taken

if TYPE_CHECKING:
    from priorauth.exhibits.convert.pdf_attached import Part

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
    """Return an attachment as a PDF without anything that acts, and its pages. Raises `Quarantined`."""
    taken = _taken(request.data, check_kind(request.data, request.suffix), unpack=request.unpack)
    if request.ocr:
        from priorauth.exhibits.convert.ocr import read_scans

        taken = replace(taken, pages=read_scans(taken.pdf, taken.pages))
    return taken


def _taken(data: bytes, kind: str, *, unpack: bool = False) -> Taken:
    return _pdf(data, unpack=unpack) if kind == "PDF" else Taken(*_drawn(data, kind))


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


def _pdf(data: bytes, *, unpack: bool) -> Taken:
    from priorauth.exhibits.convert.pdf_attached import joined
    from priorauth.exhibits.convert.pdf_damage import prove_whole
    from priorauth.exhibits.convert.pdf_intake import inert_pdf
    from priorauth.exhibits.convert.picture_proof import PictureProof
    from priorauth.exhibits.convert.read_back import check_read

    taken = inert_pdf(data, unpack=unpack)
    proof = PictureProof(taken.given, taken.drawn)
    pdf, pages = _read(taken.pdf, proof.look)
    if len(pages) != taken.page_count:
        raise Quarantined("PA712")
    check_read(taken.entries, pages)
    proof.settle()
    if taken.is_repaired:
        prove_whole(_read(taken.given)[1], pages)
    opened = Taken(pdf, pages, taken.remarks)
    return joined([opened, *map(_part, range(1, len(taken.parts) + 1), taken.parts)]) if taken.parts else opened


def _part(number: int, part: Part) -> Taken:
    """Open a file that was inside a PDF. Raises `Quarantined` (PA797) with its number."""
    try:
        return _taken(part.data, check_kind(part.data, part.suffix))
    except Quarantined as refusal:
        raise Quarantined("PA797", number=number, kind=part.kind, cause=refusal.code) from None


def _read(pdf: bytes, look: Look | None = None) -> tuple[bytes, tuple[Page, ...]]:
    import pypdfium2

    try:
        return pdf, read_pages(pdf, look)
    except pypdfium2.PdfiumError:
        raise Quarantined("PA708") from None
