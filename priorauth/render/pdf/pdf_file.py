"""A document as PDF: laid out by our own boxes, drawn with embedded fonts, the same bytes every time."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from priorauth.document import Document, ExhibitLink, Figure, FigureText, Link, PartLink, Run, Stroke, WebLink
from priorauth.render.drawable_text import BOLD, REGULAR, check_glyphs, register, width
from priorauth.render.pdf.layout import (
    MARGIN_BOTTOM,
    MARGIN_X,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_WIDTH,
    PlacedBox,
    UnsplitBox,
    paginate,
)
from priorauth.render.pdf.wrapping import Fragment, Line, unbroken, wrap
from priorauth.render.type_scale import READING, TypeScale
from priorauth.submission.gate import GatedCase, require_gated

DRAFT_MARK = "DRAFT"
_FOOTER_HEIGHT = 27.0
_FOOTER_RISE = 10.0
"""How far a footer that may not shrink moves up when it takes more lines than there is room for."""
Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A reference within the packet as it was drawn: page from 1, rectangle in points from the lower left."""

    page: int
    rect: Rect
    link: ExhibitLink | PartLink


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A heading as it was drawn; ``y`` is its top in points from the bottom of the page."""

    title: str
    level: int
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A drawn document, and where its links and headings are."""

    data: bytes
    pages: int
    links: tuple[PlacedLink, ...]
    headings: tuple[PlacedHeading, ...]


def render_pdf(document: Document, gated: GatedCase, scale: TypeScale = READING) -> RenderedPdf:
    """Draw a document in the sizes of ``scale``.

    Raises ``TypeError`` for anything but a submission or a draft, and `Refused` (PA601) for a character that no
    shipped font can draw.
    """
    require_gated(gated)
    register()
    check_glyphs(document)
    pages = paginate(document, scale)
    drawing = _Drawing(document, len(pages), scale, is_draft=gated.is_draft and not document.is_request)
    for number, page in enumerate(pages, 1):
        drawing.page(page, number)
    return drawing.finish()


class _Drawing:
    """Draws pages one after another and remembers what the packet needs to know of them."""

    def __init__(self, document: Document, total: int, scale: TypeScale, *, is_draft: bool) -> None:
        self.document, self.total, self.scale, self.is_draft = document, total, scale, is_draft
        self.stream = io.BytesIO()
        self.canvas = Canvas(
            self.stream, (PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1, lang=document.language
        )
        self.canvas.setTitle(document.title)
        self.canvas.setAuthor("priorauth")
        self.footer = _fitted_footer(document.footer, TEXT_WIDTH - 80, scale)
        self.links: list[PlacedLink] = []
        self.headings: list[PlacedHeading] = []

    def page(self, boxes: list[PlacedBox], number: int) -> None:
        if self.is_draft:
            draw_draft_mark(self.canvas)
        text = _Text(self.canvas)
        for placed in boxes:
            top = PAGE_HEIGHT - placed.top
            if placed.box.figure is not None:
                text = text.flushed()
                scale = placed.box.height / placed.box.figure.height
                draw_figure(self.canvas, placed.box.figure, MARGIN_X, top - placed.box.height, scale)
            self._box(placed.box, top, text, number)
        self._footer(text, number)
        text.flushed()
        self.canvas.showPage()

    def finish(self) -> RenderedPdf:
        self.canvas.save()
        return RenderedPdf(self.stream.getvalue(), self.total, tuple(self.links), tuple(self.headings))

    def _box(self, box: UnsplitBox, top: float, out: _Text, number: int) -> None:
        for rule in box.rules:
            self.canvas.setLineWidth(max(rule.width, self.scale.thinnest))
            self.canvas.line(MARGIN_X + rule.x1, top - rule.y1, MARGIN_X + rule.x2, top - rule.y2)
        for text in box.texts:
            fragment, x, y = text.fragment, MARGIN_X + text.x, top - text.y
            out.write(fragment, x, y)
            if fragment.mark is not None:
                self._link(fragment.mark, (x, y - 2, x + fragment.width, y + fragment.size * 0.85), number)
        if box.heading is not None:
            self._heading(*box.heading, number, top)

    def _link(self, link: Link, rect: Rect, number: int) -> None:
        self.canvas.setLineWidth(max(0.3, self.scale.thinnest))
        self.canvas.line(rect[0], rect[1] + 0.6, rect[2], rect[1] + 0.6)
        if isinstance(link, WebLink):
            self.canvas.linkURL(link.url, rect, relative=0)
        else:
            self.links.append(PlacedLink(number, rect, link))

    def _heading(self, title: str, level: int, number: int, top: float) -> None:
        key = f"h{len(self.headings)}"
        shallowest = min((heading.level for heading in self.headings), default=level)
        self.headings.append(PlacedHeading(title, level, number, top))
        self.canvas.bookmarkHorizontal(key, 0, top)
        previous = self.headings[-2].level if len(self.headings) > 1 else level
        self.canvas.addOutlineEntry(title, key, max(0, min(level, previous + 1) - shallowest))

    def _footer(self, out: _Text, number: int) -> None:
        high = len(self.footer) * self.scale.footer * 1.2
        y = MARGIN_BOTTOM - 24 + (_FOOTER_RISE if self.scale.least and high > _FOOTER_HEIGHT else 0)
        self.canvas.setLineWidth(max(0.4, self.scale.thinnest))
        self.canvas.line(MARGIN_X, y + 11, MARGIN_X + TEXT_WIDTH, y + 11)
        for index, line in enumerate(self.footer):
            for fragment in line:
                out.write(fragment, MARGIN_X + fragment.x, y - index * fragment.size * 1.2)
        label = unbroken(page_label(number, self.total), self.scale.footer)
        out.write(label, MARGIN_X + TEXT_WIDTH - label.width, y)


class _Text:
    """Text of a page in one PDF text object; a font is named only when it changes, which saves half the drawing."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.look = canvas, ("", 0.0)
        self.text = canvas.beginText()
        self.last: str | None = None

    def write(self, fragment: Fragment, x: float, y: float) -> None:
        look = (fragment.font, fragment.size)
        if look != self.look:
            self.text.setFont(*look)
            self.look = look
        self.text.setTextOrigin(x, y)
        # A reader may take two equal texts close together for one printed twice to look bold, and tell it once.
        is_repeated = fragment.text == self.last
        middle = len(fragment.text) // 2 if is_repeated else 0
        for piece in (fragment.text[:middle], fragment.text[middle:]):
            if piece:
                self.text.textOut(piece)
        self.last = None if is_repeated else fragment.text

    def flushed(self) -> _Text:
        """Put what was written on the page and give an empty text to go on with."""
        self.canvas.drawText(self.text)
        return _Text(self.canvas)


def _fitted_footer(text: str, available: float, scale: TypeScale) -> list[Line]:
    """Break a footer into the lines there is room for, smaller when it is long, so that none falls off the page.

    Where no text may be smaller it keeps its size and takes up to three lines, which hold two ids and a template.
    """
    size = scale.footer
    while True:
        lines = wrap((Run(text),), size, available)
        if scale.least or len(lines) * size * 1.2 <= _FOOTER_HEIGHT:
            return lines
        size *= 0.8


def page_label(number: int, total: int) -> str:
    """Write a page's place in its document."""
    return f"Page {number} of {total}"


def draw_draft_mark(canvas: Canvas) -> None:
    """Write DRAFT across the page in outline, so that a fax keeps both the mark and the text."""
    canvas.saveState()
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(52)
    text = canvas.beginText()
    text.setFont(BOLD, 150)
    text.setTextRenderMode(1)
    canvas.setLineWidth(0.6)
    text.setTextOrigin(-width(DRAFT_MARK, BOLD, 150) / 2, -50)
    text.textOut(DRAFT_MARK)
    canvas.drawText(text)
    canvas.restoreState()


def draw_figure(canvas: Canvas, figure: Figure, x: float, y: float, scale: float) -> None:
    """Draw a figure with its lower left corner at (x, y)."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(scale, scale)
    for shape in figure.shapes:
        if isinstance(shape, Stroke):
            _stroke(canvas, shape)
        else:
            _label(canvas, shape)
    canvas.restoreState()


def _stroke(canvas: Canvas, shape: Stroke) -> None:
    path = canvas.beginPath()
    path.moveTo(*shape.points[0])
    for point in shape.points[1:]:
        path.lineTo(*point)
    if shape.closed:
        path.close()
    canvas.setLineWidth(shape.width)
    if shape.dashed:
        canvas.setDash([3, 2])
    if shape.fill is not None:
        canvas.setFillGray(shape.fill)
    canvas.drawPath(path, stroke=int(shape.width > 0), fill=int(shape.fill is not None))
    if shape.dashed:
        canvas.setDash([])
    if shape.fill is not None:
        canvas.setFillGray(0)


def _label(canvas: Canvas, label: FigureText) -> None:
    canvas.setFont(BOLD if label.bold else REGULAR, label.size)
    draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
    draw[label.anchor](label.x, label.y, label.text)
