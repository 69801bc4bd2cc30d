"""Reading a Word letter: what a template can hold is read, and everything else is listed by its place.

Unlike an exhibit, which is taken whole or not at all, a letter is carried as far as it goes: a person reads the
template that comes of it before it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from priorauth.authoring.word_import.word_letter import (
    BODY,
    Kind,
    NotCarried,
    WordBlock,
    WordCell,
    WordLetter,
    WordPageBreak,
    WordParagraph,
    WordTable,
)
from priorauth.document import Run
from priorauth.formats.word import word_nodes as word
from priorauth.formats.word.word_nodes import PAGE_BREAK, TAB, Node
from priorauth.formats.word.word_reader import WordFile
from priorauth.parsing.model import unprintable

_THROUGH = {
    "sdt": "a content control; its text was carried",
    "ins": "a tracked change; the inserted words were carried",
    "moveTo": "a tracked change; the moved words were carried",
    "fldSimple": "a field; the text it showed was carried",
    "hyperlink": "a link; its text was carried, its address was not",
    "sdtContent": None,
    "smartTag": None,
    "customXml": None,
    "dir": None,
    "bdo": None,
}
"""What is read through, and what is said about it."""
_LEFT_OUT = {
    "del": "a tracked change; the deleted words were left out",
    "moveFrom": "a tracked change; the moved words were left out where they had stood",
    "commentReference": "a comment",
    "sym": "a symbol of a symbol font",
    "oMath": "an equation",
    "oMathPara": "an equation",
    "ruby": "a phonetic guide",
    "object": "an embedded object",
}
_DRAWN = ("AlternateContent", "pict")
_SMALLEST_HALF_POINTS = 7
_DEEPEST = 2
_MOST_COLUMNS = 63


def read_letter(parts: Mapping[str, bytes]) -> WordLetter:
    """Read the body of a checked Word file. Raises `UnsafePackage` when it is no Word document."""
    file = WordFile(parts)
    return _Reading().letter(file.body(), len(file.sections()))


class _Reading:
    """Takes one body from its beginning to its end, and counts its paragraphs."""

    def __init__(self) -> None:
        self._not_carried: dict[NotCarried, None] = {}
        self._number = 0

    def letter(self, body: Iterable[Node], sections: int) -> WordLetter:
        blocks = tuple(self._blocks(body))
        if sections > 1:
            self._note("a section with a page, header or footer of its own", 0)
        return WordLetter(blocks, tuple(self._not_carried))

    def _note(self, what: str, paragraph: int | None = None) -> None:
        self._not_carried[NotCarried(BODY, self._number if paragraph is None else paragraph, what)] = None

    def _through(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Visit what is carried, and list what is not."""
        for node in nodes:
            if not isinstance(node, word.Held):
                yield node
            elif node.name in _THROUGH:
                if said := _THROUGH[node.name]:
                    self._note(said)
                yield from self._through(node.content)
            elif node.name in _DRAWN:
                self._drawn(node.content)
            elif node.name in _LEFT_OUT:
                self._note(_LEFT_OUT[node.name])

    def _drawn(self, content: Iterable[Node]) -> None:
        is_boxed = any(isinstance(node, word.Held) and node.name == "txbxContent" for node in word.every(content))
        self._note("a text box" if is_boxed else "a picture or drawing")

    def _blocks(self, nodes: Iterable[Node]) -> Iterator[WordBlock]:
        for node in self._through(nodes):
            if isinstance(node, word.ParagraphNode):
                yield from self._paragraphs(node)
            elif isinstance(node, word.TableNode):
                yield from self._table(node)

    def _paragraphs(self, paragraph: word.ParagraphNode) -> Iterator[WordBlock]:
        """Return a paragraph, and what page breaks make of it."""
        self._number += 1
        number = self._number
        pieces = [Run(PAGE_BREAK)] if paragraph.starts_page else []
        pieces += self._pieces(paragraph.content)
        kind, level, label = self._kind(paragraph)
        for is_break, group in groupby(_split(pieces), key=lambda piece: piece.text == PAGE_BREAK):
            if is_break:
                yield WordPageBreak()
                continue
            kept = tuple(group)
            if any(piece.text.strip() for piece in kept):
                yield WordParagraph(number, kept, kind, level, label)

    def _kind(self, paragraph: word.ParagraphNode) -> tuple[Kind, int, str]:
        if "title" in paragraph.styles:
            return "heading", 1, ""
        if paragraph.heading:
            if paragraph.heading > _DEEPEST:
                self._note("a heading below the third level; it became one of the third")
            return "heading", min(paragraph.heading + 1, 3), ""
        mark = paragraph.mark or word.ListMark("", 0)
        if mark.text is None:
            self._note("a kind of numbering; it became a bullet")
            return "bullet", 0, "•"
        if mark.text:
            if mark.depth > _DEEPEST:
                self._note("a list nested more than three deep; it became flatter")
            return ("bullet" if mark.text == "•" else "numbered"), min(mark.depth, _DEEPEST), mark.text
        return ("quote" if {"quote", "intense quote"} & set(paragraph.styles) else "body"), 0, ""

    def _pieces(self, nodes: Iterable[Node]) -> Iterator[Run]:
        for node in self._through(nodes):
            match node:
                case word.RunNode():
                    yield from self._run(node)
                case word.Field(step="shows", kind=kind) if kind.strip().upper().startswith("IF"):
                    self._note("a choice between two texts; the one it showed was carried, to be decided")
                    yield Run("«IF»")
                case word.Field(step="begins"):
                    self._note("a field; the text it showed was carried")
                case word.NoteMark(kind=kind):
                    self._note("a footnote" if kind == "footnote" else "an endnote")
                case word.Drawing():
                    self._drawn(node.content)

    def _run(self, run: word.RunNode) -> Iterator[Run]:
        sight, look = run.sight, run.look
        if sight.is_hidden or (sight.half_points is not None and sight.half_points < _SMALLEST_HALF_POINTS):
            self._note("hidden text, or text too small to read")
            return
        is_odd = sight.is_symbols or sight.is_right_to_left
        if is_odd:
            self._note("a symbol font or right-to-left text; the characters were carried as they are")
        text = run.text if run.text in (PAGE_BREAK, TAB) else _printable(run.text)
        if text:
            yield Run(text, look.bold and not is_odd, look.italic and not is_odd)

    def _table(self, table: word.TableNode) -> Iterator[WordBlock]:
        found = [row for row in self._through(table.content) if isinstance(row, word.RowNode)]
        rows = [self._row(row) for row in found]
        if len(rows) <= 1:
            if rows:
                self._note("a table of one row, used for layout; it was taken apart")
            yield from (paragraph for row in rows for cell in row for paragraph in cell)
            return
        columns = max(map(len, rows))
        filled = tuple((*row, *[()] * (columns - len(row))) for row in rows)
        grid = [wide or 0.0 for wide in table.grid]
        widths = grid if len(grid) == columns and min(grid, default=0) > 0 else [1.0] * columns
        shares = tuple(wide / sum(widths) for wide in widths)
        yield WordTable(filled, shares, found[0].is_header or _has_header(filled))

    def _row(self, row: word.RowNode) -> list[WordCell]:
        cells: list[WordCell] = []
        for cell in self._through(row.content):
            if isinstance(cell, word.CellNode):
                cells.append(tuple(self._cell(cell)))
                extra = (cell.span or 1) - 1
                if extra > 0 or cell.is_merged_down:
                    self._note("merged cells of a table")
                cells += [()] * min(extra, _MOST_COLUMNS - 1)
        return cells

    def _cell(self, cell: word.CellNode) -> Iterator[WordParagraph]:
        for block in self._blocks(cell.content):
            if isinstance(block, WordParagraph):
                if block.kind in ("bullet", "numbered", "heading"):
                    self._note("a list or heading inside a table; its words were carried")
                yield block
            elif isinstance(block, WordTable):
                self._note("a table inside a table; its words were put into the cell")
                yield from (p for row in block.rows for inner in row for p in inner)


def _has_header(rows: tuple[tuple[WordCell, ...], ...]) -> bool:
    """Whether the first row is the only one that is all bold."""
    bold = [all(p.is_bold for cell in row for p in cell) and any(row) for row in rows]
    return bold[0] and not all(bold)


def _printable(text: str) -> str:
    while (character := unprintable(text)) is not None:
        text = text.replace(character, "")
    return text


def _split(pieces: list[Run]) -> Iterator[Run]:
    """Put page breaks apart, and join neighbours of one look."""
    for (is_break, bold, italic), group in groupby(
        pieces, key=lambda piece: (piece.text == PAGE_BREAK, piece.bold, piece.italic)
    ):
        if is_break:
            yield Run(PAGE_BREAK)
        else:
            yield Run("".join(piece.text for piece in group), bold, italic)
