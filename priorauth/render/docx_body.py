"""A document's blocks as WordprocessingML text.

Written as strings: looking styles and cells up one by one is where a Word library spends most of its time.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from priorauth.document import (
    Block,
    Document,
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

TEXT_TWIPS = 9360
"""Width of the text on US Letter with one-inch margins."""

EMU_PER_POINT = 12_700
MAX_FIGURE_POINTS = 468.0
BULLET_NUM = 9001
FIRST_ORDERED_NUM = 9100

_AFTER_TABLE = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="140" w:lineRule="exact"/></w:pPr></w:p>'
"""Word needs a paragraph between a table and what follows; this one takes next to no room."""

STYLE_OF_LOOK = {"body": None, "quote": "quote", "small": "priorauth small", "address": "priorauth address"}


class Body:
    """Builds the body and collects what it refers to: web links, images, numbered lists."""

    def __init__(self, style_ids: dict[str, str]) -> None:
        self.style_ids = style_ids
        self.links: dict[str, str] = {}
        self.figures: list[Figure] = []
        self.ordered_lists = 0

    def xml(self, document: Document) -> str:
        """Give the content of ``w:body`` before the section properties."""
        return "".join(self._block(block) for block in document.blocks)

    def _block(self, block: Block, *, numbering: int | None = None, level: int = 0) -> str:
        match block:
            case Heading():
                style = "title" if block.level == 1 else f"heading {block.level - 1}"
                return self._paragraph(block.runs, style=style, keep=True)
            case Paragraph():
                return self._paragraph(
                    block.runs, style=STYLE_OF_LOOK[block.look], numbering=numbering, level=level
                )
            case ItemList():
                return self._list(block, level)
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Signature():
                return self._signature(block)
            case PageBreak():
                return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def _paragraph(
        self,
        runs: Runs,
        *,
        style: str | None = None,
        numbering: int | None = None,
        level: int = 0,
        keep: bool = False,
        bold: bool = False,
    ) -> str:
        properties = f'<w:pStyle w:val="{self.style_ids[style]}"/>' if style else ""
        properties += "<w:keepNext/>" if keep else ""
        if numbering is not None:
            properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr><w:spacing w:after="40"/>'
        inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        return f"<w:p>{inner}{self._runs(runs, bold=bold)}</w:p>"

    def _runs(self, runs: Iterable[Run], *, bold: bool = False) -> str:
        return "".join(self._run(run, bold=bold) for run in runs)

    def _run(self, run: Run, *, bold: bool) -> str:
        look = ("<w:b/>" if run.bold or bold else "") + ("<w:i/>" if run.italic else "")
        if isinstance(run.link, WebLink):
            look = f'<w:rStyle w:val="{self.style_ids["hyperlink"]}"/>{look}'
            relation = self.links.setdefault(run.link.url, f"rIdLink{len(self.links) + 1}")
            return f'<w:hyperlink r:id="{relation}">{_text_run(run.text, look)}</w:hyperlink>'
        return _text_run(run.text, look)

    def _list(self, block: ItemList, level: int) -> str:
        if block.ordered:
            number = FIRST_ORDERED_NUM + self.ordered_lists
            self.ordered_lists += 1
        else:
            number = BULLET_NUM
        parts = []
        for item in block.items:
            for index, inner in enumerate(item):
                parts.append(
                    self._block(inner, numbering=number if index == 0 else None, level=level + (index > 0))
                )
        return "".join(parts)

    def _table(self, block: Table) -> str:
        widths = [round(share * TEXT_TWIPS) for share in block.widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        has_header = any(run.text.strip() for cell in block.header for run in cell)
        header = self._row(block.header, widths, is_header=True) if has_header else ""
        rows = "".join(self._row(row, widths, is_header=False) for row in block.rows)
        edges = "".join(
            f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
            for edge, size in (("top", 8), ("bottom", 8), ("insideH", 4))
        )
        caption = self._paragraph((Run(block.caption),), style="caption", keep=True) if block.caption else ""
        return (
            f'{caption}<w:tbl><w:tblPr><w:tblW w:w="{TEXT_TWIPS}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{header}{rows}</w:tbl>{_AFTER_TABLE}"
        )

    def _row(self, cells: tuple[Runs, ...], widths: list[int], *, is_header: bool) -> str:
        mark = "<w:cantSplit/><w:tblHeader/>" if is_header else "<w:cantSplit/>"
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{self._paragraph(runs, style='priorauth table', bold=is_header)}</w:tc>"
            for runs, width in zip(cells, widths, strict=True)
        )
        return f"<w:tr><w:trPr>{mark}</w:trPr>{inner}</w:tr>"

    def _figure(self, block: Figure) -> str:
        self.figures.append(block)
        number = len(self.figures)
        scale = min(1.0, MAX_FIGURE_POINTS / block.width)
        wide, high = (round(side * scale * EMU_PER_POINT) for side in (block.width, block.height))
        alt = quoteattr(block.alt)
        picture = (
            '<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="Figure {number}" descr={alt}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Figure {number}" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="rIdFigure{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r></w:p>"
        )
        caption = self._paragraph((Run(block.caption),), style="caption") if block.caption else ""
        return picture + caption

    def _signature(self, block: Signature) -> str:
        line = (
            '<w:p><w:pPr><w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
            '<w:spacing w:before="600"/><w:ind w:right="5000"/></w:pPr></w:p>'
        )
        lines = (
            self._paragraph(
                (Run(text, bold=index == 0),), style="priorauth address", keep=index < len(block.lines) - 1
            )
            for index, text in enumerate(block.lines)
        )
        return line + "".join(lines)


def _text_run(text: str, look: str) -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = text.split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{properties}{inner}</w:r>"
