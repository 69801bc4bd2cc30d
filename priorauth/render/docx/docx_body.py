"""The body of a Word letter: every block of a `Document` as WordprocessingML, written as text.

Text is written straight, not as a tree of elements: a letter's body is the one part that is new each time, and
this is an order of magnitude faster than building it element by element.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from priorauth.document import (
    Block,
    Figure,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Signature,
    Table,
    WebLink,
)
from priorauth.problems import Refused, problem
from priorauth.render.docx import docx_styles as styles
from priorauth.render.docx.letterhead import Letterhead
from priorauth.render.docx.wordprocessing import EMU_PER_POINT, PIC, TWIPS_PER_POINT, UNWRITABLE, A, attribute

_LOOKS = {"body": styles.NORMAL, "quote": styles.QUOTE, "small": styles.SMALL, "address": styles.ADDRESS}
_DEEPEST_LEVEL = 8
_INDENT_TWIPS = 360
_SPACER = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
_SIGNING_LINE = (
    '<w:pBdr><w:top w:val="single" w:sz="6" w:space="3" w:color="000000"/></w:pBdr><w:spacing w:before="720"/>'
)

DrawFigure = Callable[[Figure], bytes]
"""Draws a figure as PNG."""


def plain(text: str) -> str:
    """Escape a text for XML. Raises `Refused` (PA604) for a character that XML cannot hold."""
    found = UNWRITABLE.search(text)
    if found:
        raise Refused([problem("PA604", format="DOCX", mark=f"U+{ord(found[0]):04X}")])
    return escape(text)


@dataclass(slots=True)
class Body:
    """A letter's body while it is written, with the pictures, links and lists it turned out to need."""

    letterhead: Letterhead
    draw_figure: DrawFigure
    xml: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ordered_lists: list[int] = field(default_factory=list)
    """The outline level each numbered list stands at; each one restarts its count."""
    _breaks_page: bool = False

    def write(self, blocks: tuple[Block, ...]) -> None:
        """Write blocks one after another."""
        following: tuple[Block | None, ...] = (*blocks[1:], None)
        for block, after in zip(blocks, following, strict=True):
            self._block(block, keep=isinstance(after, Signature))

    def _block(self, block: Block, *, keep: bool = False, indent: int = 0) -> None:
        match block:
            case Heading(level=level, runs=runs):
                self._paragraph(styles.HEADINGS[level - 1], self._runs(runs))
            case Paragraph(runs=runs, look=look):
                self._paragraph(_LOOKS[look], self._runs(runs), _indent(indent), keep=keep)
            case ItemList():
                self._list(block, min(indent, _DEEPEST_LEVEL))
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)
            case Signature(lines=lines):
                self._signature(lines)
            case PageBreak():
                self._breaks_page = True

    def _paragraph(self, style: str, content: str, properties: str = "", *, keep: bool = False) -> None:
        """Write a paragraph; the order of its properties is the schema's."""
        flags = ("<w:keepNext/>" if keep else "") + self._page_break()
        style_id = self.letterhead.style_ids[style]
        self.xml.append(f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{flags}{properties}</w:pPr>{content}</w:p>')

    def _page_break(self) -> str:
        wanted, self._breaks_page = self._breaks_page, False
        return "<w:pageBreakBefore/>" if wanted else ""

    def _runs(self, runs: Runs, *, bold: bool = False) -> str:
        return "".join([self._run(run, bold=bold) for run in runs])

    def _run(self, run: Run, *, bold: bool) -> str:
        """Write one run. A reference to an exhibit stays plain: the exhibits are a file of their own."""
        look = ("<w:b/><w:bCs/>" if run.bold or bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
        if not isinstance(run.link, WebLink):
            return _text(run.text, look)
        if run.link.url not in self.links:
            self.links.append(run.link.url)
        key = self.links.index(run.link.url) + 1
        style = f'<w:rStyle w:val="{self.letterhead.style_ids[styles.LINK]}"/>'
        return f'<w:hyperlink r:id="rIdLink{key}" w:history="1">{_text(run.text, style + look)}</w:hyperlink>'

    def _list(self, block: ItemList, level: int) -> None:
        style = styles.NUMBER if block.ordered else styles.BULLET
        number = self.letterhead.first_free_number
        if block.ordered:
            self.ordered_lists.append(level)
            number += len(self.ordered_lists)
        numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        for item in block.items:
            for position, part in enumerate(item):
                if position == 0 and isinstance(part, Paragraph):
                    self._paragraph(style, self._runs(part.runs), numbered)
                else:
                    self._block(part, indent=level + 1)

    def _table(self, block: Table) -> None:
        if block.caption:
            self._paragraph(styles.CAPTION, _text(block.caption), keep=True)
        elif self._breaks_page:
            self._paragraph(styles.NORMAL, "", _SPACER)
        total = round(self.letterhead.text_width * TWIPS_PER_POINT)
        widths = [round(total * share) for share in block.widths]
        label = f'<w:tblCaption w:val="{attribute(block.caption)}"/>' if block.caption else ""
        grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in widths])
        self.xml.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.letterhead.style_ids[styles.TABLE]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            f'w:noHBand="1" w:noVBand="1"/>{label}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        if any(run.text.strip() for cell in block.header for run in cell):
            self.xml.append(self._row(block.header, widths, header=True))
        self.xml.extend([self._row(row, widths) for row in block.rows])
        self.xml.append("</w:tbl>")
        self._paragraph(styles.NORMAL, "", _SPACER)

    def _row(self, cells: tuple[Runs, ...], widths: list[int], *, header: bool = False) -> str:
        style = self.letterhead.style_ids[styles.CELL]
        keep = "<w:keepNext/>" if header else ""
        written = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
            f"{keep}</w:pPr>{self._runs(runs, bold=header)}</w:p></w:tc>"
            for runs, width in zip(cells, widths, strict=True)
        ]
        repeat = "<w:tblHeader/>" if header else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(written)}</w:tr>"

    def _figure(self, block: Figure) -> None:
        self.pictures.append(self.draw_figure(block))
        number = len(self.pictures)
        scale = min(1.0, self.letterhead.text_width / block.width) * EMU_PER_POINT
        size = f'cx="{round(block.width * scale)}" cy="{round(block.height * scale)}"'
        plain(block.alt)
        name = f'id="{number}" name="Figure {number}" descr="{attribute(block.alt)}"'
        drawing = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr {name}/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}">'
            f'<pic:pic xmlns:pic="{PIC}"><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="rIdFigure{number}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
        captioned = bool(block.caption)
        self._paragraph(styles.NORMAL, drawing, '<w:spacing w:before="120" w:after="40"/>', keep=captioned)
        if block.caption:
            self._paragraph(styles.CAPTION, _text(block.caption))

    def _signature(self, lines: tuple[str, ...]) -> None:
        for position, line in enumerate(lines):
            signing = _SIGNING_LINE if position == 0 else ""
            self._paragraph(styles.SIGNATURE, _text(line), signing, keep=position < len(lines) - 1)


def _indent(level: int) -> str:
    return f'<w:ind w:left="{_INDENT_TWIPS * level}"/>' if level else ""


def _text(text: str, look: str = "") -> str:
    """Write text as one Word run; newlines and tabs become Word's own."""
    content = f'<w:t xml:space="preserve">{plain(text)}</w:t>'
    if "\n" in text:
        content = content.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    if "\t" in text:
        content = content.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}{content}</w:r>"
