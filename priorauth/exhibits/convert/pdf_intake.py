"""Taking in a PDF: whole, open, quiet, and with nothing left in it that could act.

A PDF that gives any warning is not taken: a damaged one can open with fewer pages than it had.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Pdf

from priorauth.exhibits.convert.pdf_active_content import make_inert
from priorauth.exhibits.convert.pdf_annotations import draw_marks
from priorauth.exhibits.convert.pdf_forms import fill_form
from priorauth.exhibits.convert.pdf_layers import settle_layers
from priorauth.exhibits.convert.pdf_shape import check_ends, check_geometry, check_pages, check_streams
from priorauth.exhibits.convert.picture_proof import Drawn
from priorauth.exhibits.convert.read_back import Entry
from priorauth.exhibits.rejection import Quarantined

_QPDF_LIMITS = {
    "parser_max_nesting": 100,
    "max_stream_filters": 3,
    "flate_max_memory": 300_000_000,
    "run_length_max_memory": 300_000_000,
    "png_max_memory": 300_000_000,
    "tiff_max_memory": 300_000_000,
}


@dataclass(frozen=True, slots=True)
class InertPdf:
    """A PDF that only shows; how many pages it has to have, what they have to say, and what was drawn onto them."""

    pdf: bytes
    page_count: int
    entries: tuple[Entry, ...]
    drawn: tuple[Drawn, ...]


def inert_pdf(data: bytes) -> InertPdf:
    """Take in a PDF.

    Raises `Quarantined`: PA702 not a PDF a library can follow, PA703 encrypted, PA708 a warning, PA709 PA717 PA718
    a form whose entries cannot be shown, PA711 more than a PDF, PA712 cut short, PA713 an XFA form, PA714 layers
    that switch, PA715 content elsewhere, PA716 too much of it.
    """
    check_ends(data)
    _limit_qpdf()
    try:
        with pikepdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:
            return _made_inert(pdf)
    except (Quarantined, MemoryError):
        raise
    except pikepdf.PasswordError:
        raise Quarantined("PA703") from None
    except Exception:  # a malformed file makes the library fail in ways of its own, not only with PdfError
        raise Quarantined("PA702", kind="PDF") from None


def _made_inert(pdf: Pdf) -> InertPdf:
    if pdf.is_encrypted:
        raise Quarantined("PA703")
    if pdf.get_warnings():
        raise Quarantined("PA708")
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        raise Quarantined("PA713")
    count = check_pages(pdf)
    check_streams(pdf)
    settle_layers(pdf)
    for page in pdf.pages:
        check_geometry(page)
    filled = fill_form(pdf)
    marks = draw_marks(pdf, filled.fresh)
    make_inert(pdf)
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    if pdf.get_warnings():
        raise Quarantined("PA708")
    return InertPdf(stream.getvalue(), count, (*filled.entries, *marks.entries), marks.drawn)


def _limit_qpdf() -> None:
    """Bound what qpdf may unpack; versions of pikepdf before 10.15 cannot, and memory is bounded all the same."""
    from pikepdf import settings

    limit = getattr(settings, "set_qpdf_limits", None)
    if limit is not None:
        limit(**_QPDF_LIMITS)
