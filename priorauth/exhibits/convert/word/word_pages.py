"""Drawing a Word document's blocks on sheets: one after the other, each page between its header and footer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportlab.lib.utils import ImageReader

from priorauth.exhibits.convert.drawing_sheet import HIGH, WIDE, Sheets
from priorauth.exhibits.convert.image import checked_picture
from priorauth.exhibits.convert.word.word_blocks import (
    PAGE_COUNT,
    PAGE_NUMBER,
    Block,
    Edges,
    ParagraphBlock,
    PictureBlock,
    RunBlock,
    TableBlock,
    WordDocument,
)
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.formats.typeface.faces import font
from priorauth.formats.typesetting.line_breaking import Fragment, TypesetLine, TypesetSpan, break_lines, tokens_of
from priorauth.formats.word.word_nodes import Look

_SIDE, _TOP, _BOTTOM, _EDGE = 60.0, 54.0, 60.0, 28.0
_ROOM = WIDE - 2 * _SIDE
_SIZE, _SMALL = 10.5, 9.0
_HEADINGS = {1: 15.0, 2: 13.0, 3: 11.5}
_INDENT, _PAD, _AFTER, _GAP = 18.0, 3.0, 4.0, 6.0
_TALLEST = HIGH - _TOP - _BOTTOM - 200
_LEADING, _SMALLER = 1.3, 0.65


@dataclass(frozen=True, slots=True)
class _TextLine:
    """One line of text, as high as its paragraph's lines are."""

    text: TypesetLine[Look]
    high: float


_Item = _TextLine | PictureBlock


@dataclass(frozen=True, slots=True)
class _FlowPlace:
    """A cell where it is drawn, and what of it is still to be drawn."""

    left: float
    wide: float
    items: list[_Item]


class Flow:
    """Draws one document. ``pages`` is what fields for the count of pages say."""

    def __init__(self, document: WordDocument, pages: int) -> None:
        self.sheets = Sheets()
        self.said: list[str] = []
        """All that was drawn of the document's own text, headers and footers aside."""
        self.used_count = False
        self._document = document
        self._pages = pages
        self._is_edge = False
        self._y = self._end = 0.0
        self._open_page()
        self._blocks(document.body)
        self._close_page()

    def _edges(self) -> Edges:
        number = self.sheets.number
        if number == 1:
            return self._document.first
        return self._document.others if number % 2 else self._document.even

    def _open_page(self) -> None:
        edges = self._edges()
        self._is_edge, self._y, self._end = True, _EDGE, HIGH
        self._blocks(edges.header)
        self._is_edge = False
        foot = _height(edges)
        self._y = max(_TOP, self._y + _GAP if edges.header else 0.0)
        self._end = HIGH - max(_BOTTOM, _EDGE + foot + _GAP if foot else 0.0)

    def _close_page(self) -> None:
        """Draw the footer last, so that it is read last."""
        edges = self._edges()
        self._is_edge, self._end = True, HIGH
        self._y = HIGH - _EDGE - _height(edges)
        self._blocks(edges.footer)
        self._is_edge = False

    def _turn(self) -> None:
        self._close_page()
        self.sheets.next()
        self._open_page()

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, TableBlock):
                self._table(block)
            else:
                self._paragraph(block)

    def _paragraph(self, paragraph: ParagraphBlock) -> None:
        left = _SIDE + paragraph.depth * _INDENT
        items = laid_out(paragraph, _ROOM - paragraph.depth * _INDENT, small=self._is_edge)
        for item in items:
            if self._y + _high(item) > self._end and not self._is_edge:
                self._turn()
            self._item(item, left, self._y)
            self._y += _high(item)
            if isinstance(item, _TextLine) and item.text.ends_page and not self._is_edge:
                self._turn()
        self._y += 0.0 if self._is_edge else _AFTER

    def _table(self, table: TableBlock) -> None:
        scale = _ROOM / sum(table.widths) if table.widths else 0.0
        for row in table.rows:
            places: list[_FlowPlace] = []
            column = 0
            for cell in row:
                left = _SIDE + scale * sum(table.widths[:column])
                wide = scale * sum(table.widths[column : column + cell.span])
                column += cell.span
                room = max(wide - 2 * _PAD, _SIZE)
                items = [i for p in cell.paragraphs for i in laid_out(p, room, small=True)]
                places.append(_FlowPlace(left, wide, items))
            self._row(places)
        self._y += _AFTER

    def _row(self, places: list[_FlowPlace]) -> None:
        """Draw a row, on as many pages as it needs."""
        while any(place.items for place in places):
            room = self._end - self._y - 2 * _PAD
            taken = [_fitting(place.items, room) for place in places]
            if any(place.items and not count for place, count in zip(places, taken, strict=True)):
                if self._is_edge:
                    raise ExhibitRejected("PA726", what="several different headers or footers")
                self._turn()
                continue
            now = [replace(place, items=place.items[:n]) for place, n in zip(places, taken, strict=True)]
            places = [replace(place, items=place.items[n:]) for place, n in zip(places, taken, strict=True)]
            self._draw_row(now)

    def _draw_row(self, places: list[_FlowPlace]) -> None:
        high = 2 * _PAD + max(sum(map(_high, place.items)) for place in places)
        for place in places:
            self.sheets.box(place.left, self._y, place.wide, high)
            y = self._y + _PAD
            for item in place.items:
                self._item(item, place.left + _PAD, y)
                y += _high(item)
        self._y += high

    def _item(self, item: _Item, left: float, y: float) -> None:
        if isinstance(item, PictureBlock):
            self.sheets.picture(left, y, item.wide, item.high, ImageReader(checked_picture(item.data, item.kind)))
            return
        for piece in item.text.fragments:
            self._piece(piece, left + piece.x, y + item.high * 0.77)

    def _piece(self, piece: Fragment[Look], x: float, y: float) -> None:
        text = piece.text.replace(PAGE_NUMBER, str(self.sheets.number))
        if PAGE_COUNT in text:
            self.used_count = True
            text = text.replace(PAGE_COUNT, str(self._pages))
        y -= {1: 0.45, -1: -0.2, 0: 0.0}[piece.mark.rise] * piece.size
        long = self.sheets.text(x, y, text, piece.font, piece.size)
        if not self._is_edge:
            self.said.append(text)
        if piece.mark.struck:
            self.sheets.line(x, y - piece.size * 0.27, x + long, y - piece.size * 0.27)
        if piece.mark.underlined:
            self.sheets.line(x, y + 1.5, x + long, y + 1.5)


def laid_out(paragraph: ParagraphBlock, room: float, *, small: bool) -> list[_Item]:
    """Break a paragraph into lines and pictures of at most this width."""
    size = _HEADINGS.get(paragraph.heading, _SMALL if small else _SIZE)
    label = (RunBlock(paragraph.label + " "),) if paragraph.label else ()
    parts = (
        part if isinstance(part, PictureBlock) else _span(part, size, is_heading=paragraph.heading > 0)
        for part in (*label, *paragraph.parts)
    )
    items: list[_Item] = []
    for item in break_lines(tokens_of(parts), room, keeps_spaces=True):
        if isinstance(item, TypesetLine):
            items.append(_TextLine(item, size * _LEADING))
        elif isinstance(item, PictureBlock):
            items.append(_within(item, room))
    return items


def _span(run: RunBlock, size: float, *, is_heading: bool) -> TypesetSpan[Look]:
    look = run.look
    face = font(bold=look.bold or is_heading, italic=look.italic)
    return TypesetSpan(run.text, face, size * (_SMALLER if look.rise else 1.0), look)


def _within(picture: PictureBlock, room: float) -> PictureBlock:
    scale = min(1.0, room / picture.wide, _TALLEST / picture.high)
    return PictureBlock(picture.data, picture.kind, picture.wide * scale, picture.high * scale)


def _high(item: _Item) -> float:
    return item.high


def _fitting(items: list[_Item], room: float) -> int:
    """Count the items that have room, one under the other."""
    for count, item in enumerate(items):
        room -= _high(item)
        if room < 0:
            return count
    return len(items)


def _height(edges: Edges) -> float:
    """Return the height of a footer."""
    total = 0.0
    for block in edges.footer:
        if isinstance(block, ParagraphBlock):
            total += sum(map(_high, laid_out(block, _ROOM, small=True)))
        else:
            rows = [max((len(cell.paragraphs) for cell in row), default=0) for row in block.rows]
            total += sum(2 * _PAD + count * _SMALL * _LEADING for count in rows)
    return total
