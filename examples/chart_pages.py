"""Draw the pages of a made-up medical record the way a clinic's system prints them.

A record is plain data: a letterhead, a patient and pages of blocks. Each page is laid out on its own, so that what
a case cites by page stays on that page; a page that does not hold its blocks is an error, not a second page.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

import pypdfium2
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, Paragraph, Spacer, Table, TableStyle

FOOT = "Made-up sample record - not a real person"
WIDTH, HEIGHT = 612.0, 792.0
MARGIN = 54.0
INNER = WIDTH - 2 * MARGIN
BODY_TOP, BODY_BOTTOM = 640.0, 62.0
GREY = colors.Color(0.45, 0.45, 0.45)
PALE = colors.Color(0.93, 0.93, 0.93)


@dataclass(frozen=True)
class Clinic:
    """A letterhead. ``face`` is the typeface its system prints in."""

    name: str
    line: str
    address: str
    phone: str
    fax: str
    face: str = "Helvetica"
    is_centered: bool = False

    @property
    def bold(self) -> str:
        return "Times-Bold" if self.face == "Times-Roman" else f"{self.face}-Bold"


@dataclass(frozen=True)
class Patient:
    """Who the record is about."""

    name: str
    born: date
    sex: str
    number: str

    def age_on(self, day: date) -> int:
        """The age in whole years on a day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Items:
    """A numbered list."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Fields:
    """Label and value pairs, one below the other."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rows:
    """A ruled table; ``shares`` are the columns' parts of the width."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Signature:
    """Who signed, and when."""

    name: str
    line: str


Block = Heading | Text | Items | Fields | Rows | Signature


@dataclass(frozen=True)
class Record:
    """One exhibit: its file, who wrote it, what it is, the day of its service, and its pages."""

    file: str
    clinic: Clinic
    title: str
    dated: str
    pages: tuple[tuple[Block, ...], ...]


def draw(record: Record, patient: Patient) -> bytes:
    """Draw a record as a PDF of US Letter pages, as `draw_print` does."""
    return draw_print((record,), patient, f"{record.title} (made-up sample)")


def draw_print(records: Sequence[Record], patient: Patient, title: str) -> bytes:
    """Draw records one behind the other as one PDF of US Letter pages; each counts its own pages.

    Its streams stay uncompressed, so that the bytes do not depend on the version of a compressor. Raises
    ``ValueError`` for a page that holds too much.
    """
    stream = io.BytesIO()
    canvas = Canvas(stream, (WIDTH, HEIGHT), invariant=1, pageCompression=0)
    canvas.setTitle(title)
    for record in records:
        _draw_pages(canvas, record, patient)
    canvas.save()
    return stream.getvalue()


def _draw_pages(canvas: Canvas, record: Record, patient: Patient) -> None:
    for number, blocks in enumerate(record.pages, 1):
        _letterhead(canvas, record)
        _patient_box(canvas, record, patient)
        _foot(canvas, record, f"Page {number} of {len(record.pages)}")
        story = [flowable for block in blocks for flowable in _flowables(block, record.clinic)]
        _body().addFromList(story, canvas)
        if story:
            raise ValueError(f"page {number} of {record.file} holds too much")
        canvas.showPage()


def scan(pdf: bytes) -> bytes:
    """Turn a record's first page into the black-and-white picture a scanner makes: no text layer is left."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=150 / 72, grayscale=True).to_pil().convert("L")
    document.close()
    tilted = page.rotate(0.7, resample=Image.Resampling.BICUBIC, fillcolor=255)
    out = io.BytesIO()
    tilted.point(lambda grey: 255 if grey > 200 else 0).convert("1").save(out, "PNG", dpi=(150, 150))
    return out.getvalue()


def _body() -> Frame:
    return Frame(MARGIN, BODY_BOTTOM, INNER, BODY_TOP - BODY_BOTTOM, 0, 0, 0, 4)


def _letterhead(canvas: Canvas, record: Record) -> None:
    clinic = record.clinic
    contact = f"{clinic.address}   Phone {clinic.phone}   Fax {clinic.fax}"
    for font, size, y, text in (
        (clinic.bold, 15.0, 746.0, clinic.name),
        (clinic.face, 9.0, 733.0, clinic.line),
        (clinic.face, 8.5, 721.0, contact),
    ):
        canvas.setFont(font, size)
        if clinic.is_centered:
            canvas.drawCentredString(WIDTH / 2, y, text)
        else:
            canvas.drawString(MARGIN, y, text)
    canvas.setLineWidth(1.6)
    canvas.line(MARGIN, 713, WIDTH - MARGIN, 713)
    canvas.setFont(clinic.bold, 12)
    canvas.drawString(MARGIN, 695, record.title)


def _patient_box(canvas: Canvas, record: Record, patient: Patient) -> None:
    canvas.setLineWidth(0.6)
    canvas.setFillColor(PALE)
    canvas.rect(MARGIN, 648, INNER, 38, stroke=1, fill=1)
    canvas.setFillColor(colors.black)
    canvas.setFont(record.clinic.face, 9)
    left, middle, right = MARGIN + 8, MARGIN + 190, MARGIN + 340
    canvas.drawString(left, 672, f"Patient: {patient.name}")
    canvas.drawString(middle, 672, f"DOB: {patient.born:%m/%d/%Y}")
    canvas.drawString(right, 672, f"Sex: {patient.sex}")
    canvas.drawString(left, 656, f"MRN: {patient.number}")
    canvas.drawString(middle, 656, record.dated)


def _foot(canvas: Canvas, record: Record, count: str) -> None:
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, 52, WIDTH - MARGIN, 52)
    canvas.setFont(record.clinic.face, 8)
    canvas.drawString(MARGIN, 40, FOOT)
    canvas.drawRightString(WIDTH - MARGIN, 40, count)


def _paragraph(
    text: str, clinic: Clinic, *, size: float = 10, after: float = 5, is_bold: bool = False
) -> Paragraph:
    font = clinic.bold if is_bold else clinic.face
    style = ParagraphStyle("body", fontName=font, fontSize=size, leading=size * 1.32, spaceAfter=after)
    return Paragraph(escape(text), style)


def _flowables(block: Block, clinic: Clinic) -> Sequence[Flowable]:
    match block:
        case Heading(text):
            return [Spacer(1, 5), _paragraph(text.upper(), clinic, after=2, is_bold=True)]
        case Text(text):
            return [_paragraph(text, clinic)]
        case Items(lines):
            return [_paragraph(f"{number}. {line}", clinic, after=3) for number, line in enumerate(lines, 1)]
        case Fields(pairs):
            return [_fields(pairs, clinic), Spacer(1, 4)]
        case Rows():
            return [_table(block, clinic), Spacer(1, 6)]
        case Signature(name, line):
            return [Spacer(1, 18), _paragraph(name, clinic, after=0, is_bold=True), _paragraph(line, clinic)]


def _fields(pairs: Sequence[tuple[str, str]], clinic: Clinic) -> Table:
    cells = [
        [_paragraph(label, clinic, after=0, is_bold=True), _paragraph(value, clinic, after=0)]
        for label, value in pairs
    ]
    style = TableStyle(
        [
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return Table(cells, colWidths=[INNER * 0.24, INNER * 0.76], style=style)


def _table(rows: Rows, clinic: Clinic) -> Table:
    head = [_paragraph(cell, clinic, size=9, after=0, is_bold=True) for cell in rows.head]
    body = [[_paragraph(cell, clinic, size=9, after=0) for cell in row] for row in rows.rows]
    style = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, GREY),
            ("BACKGROUND", (0, 0), (-1, 0), PALE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    whole = sum(rows.shares)
    return Table([head, *body], colWidths=[INNER * share / whole for share in rows.shares], style=style)
