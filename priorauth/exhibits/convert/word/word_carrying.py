"""What of a Word file an exhibit carries.

An exhibit is taken whole or not at all, so what cannot be drawn is refused.
Nothing unknown is passed over, and nothing that Word does not show: a reviewer sees the pages, not the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NoReturn, TypeVar

from priorauth.exhibits.convert.text_fidelity import carried, letters
from priorauth.exhibits.convert.word.word_blocks import (
    PAGE_COUNT,
    PAGE_NUMBER,
    Block,
    CellBlock,
    Edges,
    ParagraphBlock,
    PictureBlock,
    RunBlock,
    TableBlock,
    WordDocument,
)
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.formats.word import word_nodes as word
from priorauth.formats.word.word_nodes import LINE_BREAK, PAGE_BREAK, TAB, Node
from priorauth.formats.word.word_reader import OPEN_FIELD, WordFile, WordSection

_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "smartTag"})
_THROUGH_IN_LINES = _THROUGH | {"hyperlink", "fldSimple"}
_REFUSED = {
    "commentRangeStart": "comments",
    "commentRangeEnd": "comments",
    "commentReference": "comments",
    "annotationRef": "comments",
    "sym": "symbols of a symbol font",
    "pict": "text boxes or shapes",
    "AlternateContent": "text boxes or shapes",
    OPEN_FIELD: "a field that begins and does not end",
    "oMath": "equations",
    "oMathPara": "equations",
    "ruby": "phonetic guides",
    "dir": "right-to-left text",
    "bdo": "right-to-left text",
}
_OTHER_DRAWINGS = {"chart": "a chart", "diagram": "SmartArt"}
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_NUMBERS = {"PAGE": PAGE_NUMBER, "NUMPAGES": PAGE_COUNT, "SECTIONPAGES": PAGE_COUNT}
_IS_NUMBER = re.compile(r"\d*|c{0,3}(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})|([a-z])\1{0,2}", re.IGNORECASE)
"""Arabic, Roman, or a letter; anything else that such a field shows would be lost when it is numbered anew."""

_FORM_FIELDS = frozenset({"FORMCHECKBOX", "FORMDROPDOWN"})
_BREAKS = (LINE_BREAK, PAGE_BREAK, TAB)
_MAX_COLUMNS = 63
_SMALLEST_HALF_POINTS = 7
_LIGHT = 0xF0
_Kind = TypeVar("_Kind", word.RowNode, word.CellNode)


def carried_document(parts: Mapping[str, bytes]) -> WordDocument:
    """Return all that is drawn of a checked Word file.

    Raises `ExhibitRejected` (PA702, PA725, PA726, PA728) for what cannot be carried over.
    """
    return _Carrying(WordFile(parts)).document()


class _Carrying:
    """Carries one document over."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._notes: list[word.NoteMark] = []
        self._replaced: list[str] = []

    def document(self) -> WordDocument:
        nodes = self._file.body()
        for node in word.every(nodes):
            if isinstance(node, word.Held) and node.name in ("commentReference", OPEN_FIELD):
                _refuse(node.name)
        body = list(self._blocks(nodes))
        sources = [self._file.all_text()]
        for number, mark in enumerate(tuple(self._notes), 1):
            note, text = self._file.notes(mark)
            sources.append(text)
            body += _numbered(number, tuple(self._blocks(note)))
        sections = self._file.sections()
        others = self._edges(sections, "default")
        has_first = bool(sections) and sections[0].has_first
        return WordDocument(
            tuple(body),
            first=self._edges(sections[:1], "first") if has_first else others,
            others=others,
            even=self._edges(sections, "even") if self._file.has_even_edges() else others,
            source=carried("".join(sources)),
            replaced="".join(self._replaced),
        )

    def _edges(self, sections: tuple[WordSection, ...], kind: str) -> Edges:
        return Edges(self._side(sections, "header", kind), self._side(sections, "footer", kind))

    def _side(self, sections: tuple[WordSection, ...], side: str, kind: str) -> tuple[Block, ...]:
        """Carry one header or footer over. Documents that change it on the way are not taken."""
        names = sorted({section.edges[side, kind] for section in sections if (side, kind) in section.edges})
        if len({letters(carried(self._file.all_text(name))) for name in names}) > 1:
            raise ExhibitRejected("PA726", what="several different headers or footers")
        return tuple(self._blocks(self._file.part(names[0]))) if names else ()

    def _blocks(self, nodes: Iterable[Node]) -> Iterator[Block]:
        for node in _through(nodes, _THROUGH):
            if isinstance(node, word.ParagraphNode):
                yield self._paragraph(node)
            elif isinstance(node, word.TableNode):
                yield self._table(node)
            else:
                _refuse(_name(node))

    def _paragraph(self, paragraph: word.ParagraphNode) -> ParagraphBlock:
        mark = paragraph.mark or word.ListMark("", 0)
        if mark.text is None:
            raise ExhibitRejected("PA726", what="a kind of numbering")
        parts = tuple(self._parts(paragraph.content))
        if paragraph.starts_page:
            parts = (RunBlock(PAGE_BREAK), *parts)
        return ParagraphBlock(parts, paragraph.heading, carried(mark.text), mark.depth if mark.text else 0)

    def _table(self, table: word.TableNode) -> TableBlock:
        rows = tuple(
            tuple(self._cell(cell) for cell in _of_kind(row.content, word.CellNode))
            for row in _of_kind(table.content, word.RowNode)
        )
        columns = max((sum(cell.span for cell in row) for row in rows), default=0)
        if columns > _MAX_COLUMNS:
            raise ExhibitRejected("PA716", what="parts", limit=_MAX_COLUMNS)
        grid = [_said(wide) for wide in table.grid]
        widths = grid if len(grid) == columns and all(wide > 0 for wide in grid) else [1.0] * columns
        return TableBlock(rows, tuple(widths))

    def _cell(self, cell: word.CellNode) -> CellBlock:
        paragraphs = []
        for node in _through(cell.content, _THROUGH):
            if isinstance(node, word.TableNode):
                raise ExhibitRejected("PA726", what="tables inside tables")
            if not isinstance(node, word.ParagraphNode):
                _refuse(_name(node))
            paragraphs.append(self._paragraph(node))
        return CellBlock(tuple(paragraphs), max(1, int(_said(cell.span))))

    def _parts(self, nodes: Iterable[Node]) -> Iterator[RunBlock | PictureBlock]:
        for node in _through(nodes, _THROUGH_IN_LINES):
            if isinstance(node, word.Field):
                yield from _number(node)
                continue
            sight = getattr(node, "sight", None)
            if sight is not None:
                _check_seen(sight)
            match node:
                case word.RunNode():
                    yield from self._text(node)
                case word.NoteMark(look=look):
                    self._notes.append(node)
                    yield RunBlock(f"[{len(self._notes)}]", replace(look, rise=1))
                case word.Drawing():
                    yield _picture(node)
                case _:
                    _refuse(_name(node))

    def _text(self, run: word.RunNode) -> Iterator[RunBlock]:
        if run.text not in _BREAKS and any(kind in _NUMBERS for kind in run.fields):
            if not _IS_NUMBER.fullmatch(run.text.strip(" -–—")):
                raise ExhibitRejected("PA726", what="a page number that is more than a number")
            self._replaced.append(run.text)
        elif run.text:
            yield RunBlock(carried(run.text), run.look)


def _number(field: word.Field) -> Iterator[RunBlock]:
    if field.step == "shows":
        if field.kind in _FORM_FIELDS:
            raise ExhibitRejected("PA726", what="form fields")
        if field.kind in _NUMBERS:
            yield RunBlock(_NUMBERS[field.kind], field.look)


def _numbered(number: int, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Write a note's number before it."""
    if blocks and isinstance(blocks[0], ParagraphBlock):
        return (replace(blocks[0], parts=(RunBlock(f"[{number}] "), *blocks[0].parts)), *blocks[1:])
    return blocks


def _picture(drawing: word.Drawing) -> PictureBlock:
    """Carry a drawing over that is one picture, PNG or JPEG."""
    for kind in drawing.kinds:
        if kind != "picture":
            raise ExhibitRejected("PA726", what=_OTHER_DRAWINGS.get(kind, "text boxes or shapes"))
    if len(drawing.pictures) != 1:
        raise ExhibitRejected("PA726", what="text boxes or shapes")
    (found,) = drawing.pictures
    if found.data is None:
        raise ExhibitRejected("PA726", what="a picture that cannot be found")
    data = found.data
    kind_of = next((kind for beginning, kind in _BEGINNINGS.items() if data.startswith(beginning)), None)
    if kind_of is None:
        raise ExhibitRejected("PA726", what="a picture that is not PNG or JPEG")
    return PictureBlock(data, kind_of, _said(found.wide), _said(found.high))


def _check_seen(sight: word.RunVisibility) -> None:
    """Refuse what is hidden or as good as hidden (PA725), and letters that stand for other signs (PA726)."""
    is_light = re.fullmatch(r"[0-9A-Fa-f]{6}", sight.color) and all(
        int(sight.color[place : place + 2], 16) >= _LIGHT for place in (0, 2, 4)
    )
    is_tiny = sight.half_points is not None and sight.half_points < _SMALLEST_HALF_POINTS
    if sight.is_hidden or (is_light and not sight.has_ground) or is_tiny:
        raise ExhibitRejected("PA725")
    if sight.is_symbols:
        raise ExhibitRejected("PA726", what="symbols of a symbol font")
    if sight.is_right_to_left:
        raise ExhibitRejected("PA726", what="right-to-left text")


def _through(nodes: Iterable[Node], names: frozenset[str]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, word.Held) and node.name in names:
            yield from _through(node.content, names)
        else:
            yield node


def _of_kind(nodes: Iterable[Node], kind: type[_Kind]) -> Iterator[_Kind]:
    for node in _through(nodes, _THROUGH):
        if not isinstance(node, kind):
            _refuse(_name(node))
        yield node


def _name(node: Node) -> str:
    return node.name if isinstance(node, word.Held) else ""


def _said(number: float | None) -> float:
    """Return a number of the file; one that is none makes the file a damaged one."""
    if number is None:
        raise ExhibitRejected("PA702", kind="Word")
    return number


def _refuse(name: str) -> NoReturn:
    raise ExhibitRejected("PA726", what=_REFUSED.get(name, "a part of a kind that is not known here"))
