"""Made-up records for the sweep: exhibits of given page texts, and real PDFs of given lines."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from priorauth.case.model import Case, Exhibit, ExhibitKind
from priorauth.exhibits.pages import OpenedExhibit, Page, TextOrigin
from priorauth.formats.typeface import faces
from priorauth.screening.screen import screen_exhibits
from tests.cases import clean_case

HEAD = "Patient: Avery Example DOB: 03/09/1974 MRN: MRN-000123"
REPORT = "MRI of the lumbar spine. The marrow signal is described level by level on this page, at length."


@cache
def empty_pdf(pages: int) -> bytes:
    stream = io.BytesIO()
    with pikepdf.Pdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def exhibit(
    *pages: str,
    kind: ExhibitKind = ExhibitKind.PROGRESS_NOTE,
    origin: TextOrigin = TextOrigin.LAYER,
    name: str = "A",
) -> OpenedExhibit:
    """An opened exhibit whose pages say this."""
    listed = Exhibit(id=name, kind=kind, title="A record", file="a.pdf")
    made = tuple(
        Page(number, text, 612, 792, 0, (), origin if text.strip() else TextOrigin.NONE)
        for number, text in enumerate(pages, 1)
    )
    return OpenedExhibit(listed, empty_pdf(len(pages)), made, f"hash of {name}")


def codes(*opened: OpenedExhibit, case: Case | None = None) -> list[str]:
    """The codes a sweep of the clean case with these exhibits gives, sorted."""
    return sorted(problem.code for problem in screen_exhibits(case or clean_case(), opened).told())


def codes_of(text: str, **changes: Any) -> list[str]:
    """The codes for an exhibit of one page that says this."""
    return codes(exhibit(text), case=clean_case(**changes))


def lines_pdf(*pages: Sequence[str], title: str | None = None) -> bytes:
    """A PDF with these lines on its pages, in a font that has every letter."""
    font = "SweepTestSans"
    if font not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(font, str(faces.FOLDER / "NotoSans-Regular.ttf")))
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    if title is not None:
        canvas.setTitle(title)
    for lines in pages:
        canvas.setFont(font, 11)
        for place, line in enumerate(lines):
            canvas.drawString(72, 720 - 20 * place, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()
