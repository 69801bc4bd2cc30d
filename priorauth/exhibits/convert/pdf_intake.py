"""Taking in a PDF: whole, open, quiet, and with nothing left in it that could act.

A damaged PDF can open with fewer pages than it had, so one that had to be repaired is taken only where it is proven
that nothing is missing: see `pdf_damage`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Pdf

from priorauth.exhibits.convert.pdf_active_content import make_inert
from priorauth.exhibits.convert.pdf_annotations import draw_marks
from priorauth.exhibits.convert.pdf_attached import EmbeddedFile, parts_of, told_of_parts
from priorauth.exhibits.convert.pdf_damage import is_repaired
from priorauth.exhibits.convert.pdf_forms import fill_form
from priorauth.exhibits.convert.pdf_layers import settle_layers
from priorauth.exhibits.convert.pdf_shape import (
    between_ends,
    check_contents,
    check_pages,
    check_streams,
    drop_unplaced,
    settle_geometry,
)
from priorauth.exhibits.convert.pdf_xfa import settle_xfa
from priorauth.exhibits.convert.picture_proof import UnshownInk
from priorauth.exhibits.convert.read_back import Entry
from priorauth.exhibits.rejection import ExhibitRejected, Remark

_OTHER_LOCK = "unsupported encryption filter"
"""What qpdf says of a file that is locked with a certificate, or by a program of its own."""

_QPDF_LIMITS: dict[str, Any] = {
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
    drawn: tuple[UnshownInk, ...]
    given: bytes
    """The file as it was given, from its beginning to its end."""
    is_repaired: bool
    """Whether the file was put right, so that its pages are to be compared with those of another reader."""
    remarks: tuple[Remark, ...]
    parts: tuple[EmbeddedFile, ...] = ()
    """The files inside it, where it was to be taken apart."""


def inert_pdf(data: bytes, *, unpack: bool = False) -> InertPdf:
    """Take in a PDF, with ``unpack`` the files inside it as well.

    Raises `ExhibitRejected`: PA702 not a PDF a library can follow, PA703 a password, PA708 damaged, PA709 PA717
    PA718 a form whose entries cannot be shown, PA711 more than a PDF, PA712 cut short, PA713 an XFA form that its
    fields do not show as well, PA714 layers that switch, PA715 content elsewhere, PA716 too much of it, PA792 a
    portfolio that is not to be taken apart.
    """
    data = between_ends(data)
    _limit_qpdf()
    try:
        with pikepdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:
            return _made_inert(pdf, data, unpack=unpack)
    except (ExhibitRejected, MemoryError):
        raise
    except pikepdf.PasswordError:
        raise ExhibitRejected("PA703") from None
    except Exception as error:  # a malformed file makes the library fail in ways of its own, not only with PdfError
        if isinstance(error, pikepdf.PdfError) and _OTHER_LOCK in str(error):
            raise ExhibitRejected("PA703") from None
        raise ExhibitRejected("PA702", kind="PDF") from None


def _made_inert(pdf: Pdf, data: bytes, *, unpack: bool) -> InertPdf:
    remarks = [Remark("PA790")] if pdf.is_encrypted else []
    count = check_pages(pdf)
    check_streams(pdf)
    settle_xfa(pdf)
    parts = parts_of(pdf)
    remarks += [] if unpack else told_of_parts(pdf, parts)
    settle_layers(pdf)
    for number, page in enumerate(pdf.pages, 1):
        settle_geometry(page)
        check_contents(page)
        if drop_unplaced(page):
            remarks.append(Remark("PA794", number))
    repaired = is_repaired(pdf, data, pdf.get_warnings())
    if repaired:
        remarks.append(Remark("PA796"))
    filled = fill_form(pdf)
    marks = draw_marks(pdf, filled.fresh)
    remarks += [remark for remark in (Remark("PA794", page) for page in marks.shapeless) if remark not in remarks]
    make_inert(pdf)
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    if is_repaired(pdf, data, pdf.get_warnings()):
        raise ExhibitRejected("PA708")
    return InertPdf(
        stream.getvalue(),
        count,
        (*filled.entries, *marks.entries),
        marks.drawn,
        data,
        repaired,
        tuple(remarks),
        parts if unpack else (),
    )


def _limit_qpdf() -> None:
    """Bound what qpdf may unpack."""
    from pikepdf import settings

    settings.set_qpdf_limits(**_QPDF_LIMITS)
