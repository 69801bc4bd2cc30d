"""Reading a Word letter: what a template can hold is read, and everything else is listed by its place.

Unlike an exhibit, which is taken whole or not at all, a letter is carried as far as it goes: a person reads the
template that comes of it before it is used.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from itertools import groupby

from lxml import etree

from priorauth.authoring.word_import.word_letter import (
    BODY,
    Kind,
    NotCarried,
    Piece,
    WordBlock,
    WordCell,
    WordLetter,
    WordPageBreak,
    WordParagraph,
    WordTable,
)
from priorauth.exhibits.convert.word.word_lists import Lists
from priorauth.exhibits.convert.word.word_styles import Styles, style_of
from priorauth.exhibits.rejection import Quarantined
from priorauth.formats.ooxml.archive import unsafe
from priorauth.formats.ooxml.namespaces import RELATIONSHIPS, W, w
from priorauth.formats.ooxml.package_safety import parse_part
from priorauth.parsing.model import unprintable

_PAGE_BREAK = "\f"
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
    "footnoteReference": "a footnote",
    "endnoteReference": "an endnote",
    "sym": "a symbol of a symbol font",
    "pict": "a drawing or text box",
    "oMath": "an equation",
    "oMathPara": "an equation",
    "ruby": "a phonetic guide",
    "object": "an embedded object",
}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_DEEPEST = 2
_TEXT_BOX = "txbxContent"


def read_letter(parts: Mapping[str, bytes]) -> WordLetter:
    """Read the body of a checked Word file. Raises `UnsafePackage` when it is no Word document."""
    return _Reading(parts).letter()


def relations(parts: Mapping[str, bytes], owner: str) -> dict[str, tuple[str, str]]:
    """Give a part's relationships by id: their kind, and the name of the part they lead to."""
    folder, file = posixpath.split(owner)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if name not in parts:
        return {}
    return {
        entry.get("Id") or "": (
            (entry.get("Type") or "").rsplit("/", 1)[-1],
            posixpath.normpath(posixpath.join("/", folder, entry.get("Target") or "")).lstrip("/"),
        )
        for entry in parse_part(name, parts[name]).iter(f"{{{RELATIONSHIPS}}}Relationship")
        if (entry.get("TargetMode") or "").lower() != "external"
    }


def document_part(parts: Mapping[str, bytes]) -> str:
    """Name the part that holds the document itself. Raises `UnsafePackage` when there is none."""
    name = next((target for kind, target in relations(parts, "").values() if kind == "officeDocument"), "")
    if name not in parts:
        unsafe("it is not a Word document (.docx)")
    return name


class _Reading:
    """Reads one body from its beginning to its end, and counts its paragraphs."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        name = document_part(parts)
        self._root = parse_part(name, parts[name])
        if self._root.tag != w("document"):
            unsafe("it is not a Word file in the usual (transitional) form")
        related = {kind: target for kind, target in relations(parts, name).values() if target in parts}
        self._styles = Styles(_optional(parts, related, "styles"))
        self._lists = Lists(_optional(parts, related, "numbering"), self._styles)
        self._not_carried: dict[NotCarried, None] = {}
        self._number = 0

    def letter(self) -> WordLetter:
        body = self._root.find(w("body"))
        blocks = tuple(self._blocks(body))
        sections = [] if body is None else list(body.iter(w("sectPr")))
        if len(sections) > 1:
            self._note("a section with a page, header or footer of its own", 0)
        return WordLetter(blocks, tuple(self._not_carried))

    def _note(self, what: str, paragraph: int | None = None) -> None:
        self._not_carried[NotCarried(BODY, self._number if paragraph is None else paragraph, what)] = None

    def _blocks(self, holder: etree._Element | None) -> Iterator[WordBlock]:
        for child in [] if holder is None else holder:
            name = _name(child)
            if name == "p":
                yield from self._paragraphs(child)
            elif name == "tbl":
                yield from self._table(child)
            else:
                yield from self._other(child, name)

    def _other(self, child: etree._Element, name: str) -> Iterator[WordBlock]:
        if name in _THROUGH:
            if said := _THROUGH[name]:
                self._note(said)
            yield from self._blocks(child)
        elif name in _LEFT_OUT:
            self._note(_LEFT_OUT[name])

    def _paragraphs(self, element: etree._Element) -> Iterator[WordBlock]:
        """Give a paragraph, and what page breaks make of it."""
        self._number += 1
        number = self._number
        pieces = [Piece(_PAGE_BREAK)] if _has(element, "pPr", "pageBreakBefore") else []
        pieces += self._pieces(element, element)
        kind, level, label = self._kind(element)
        for is_break, group in groupby(_split(pieces), key=lambda piece: piece.text == _PAGE_BREAK):
            if is_break:
                yield WordPageBreak()
                continue
            kept = tuple(group)
            if any(piece.text.strip() for piece in kept):
                yield WordParagraph(number, kept, kind, level, label)

    def _kind(self, element: etree._Element) -> tuple[Kind, int, str]:
        names = [_style_name(style) for style in self._styles.chain(style_of(element, "pPr", "pStyle"))]
        if "title" in names:
            return "heading", 1, ""
        heading = self._styles.heading_of(element)
        if heading:
            if heading > _DEEPEST:
                self._note("a heading below the third level; it became one of the third")
            return "heading", min(heading + 1, 3), ""
        try:
            label, depth = self._lists.label_of(element)
        except Quarantined:
            label, depth = "•", 0
            self._note("a kind of numbering; it became a bullet")
        if label:
            if depth > _DEEPEST:
                self._note("a list nested more than three deep; it became flatter")
            return ("bullet" if label == "•" else "numbered"), min(depth, _DEEPEST), label
        return ("quote" if {"quote", "intense quote"} & set(names) else "body"), 0, ""

    def _pieces(self, holder: etree._Element, paragraph: etree._Element) -> Iterator[Piece]:
        for child in holder:
            name = _name(child)
            if name == "r":
                yield from self._run(child, paragraph)
            elif name in _THROUGH:
                if said := _THROUGH[name]:
                    self._note(said)
                yield from self._pieces(child, paragraph)
            elif name in _LEFT_OUT:
                self._note(_LEFT_OUT[name])

    def _run(self, run: etree._Element, paragraph: etree._Element) -> Iterator[Piece]:
        try:
            look = self._styles.look_of(run, paragraph, shaded=True)
            bold, italic = look.bold, look.italic
        except Quarantined as found:
            if found.code == "PA725":
                if run.find(w("t")) is not None:
                    self._note("hidden text, or text too small to read")
                return
            self._note("a symbol font or right-to-left text; the characters were carried as they are")
            bold = italic = False
        for child in run:
            text = self._text(child, _name(child))
            if text:
                yield Piece(text, bold, italic)

    def _text(self, child: etree._Element, name: str) -> str:
        if name == "t":
            return _printable((child.text or "").replace("\n", " "))
        if name == "br":
            return _PAGE_BREAK if child.get(w("type")) in ("page", "column") else "\n"
        if name == "fldChar" and child.get(w("fldCharType")) == "begin":
            self._note("a field; the text it showed was carried")
        elif name in ("drawing", "AlternateContent", "pict"):
            boxed = any(_name(found) == _TEXT_BOX for found in child.iter())
            self._note("a text box" if boxed else "a picture or drawing")
        elif name in _LEFT_OUT:
            self._note(_LEFT_OUT[name])
        return _CHARACTERS.get(name, "")

    def _table(self, element: etree._Element) -> Iterator[WordBlock]:
        rows: list[list[WordCell]] = []
        for row in _inner(element, "tr"):
            cells: list[WordCell] = []
            for cell in _inner(row, "tc"):
                cells.append(tuple(self._cell(cell)))
                span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
                extra = _number(None if span is None else span.get(w("val")), 1) - 1
                if extra > 0 or cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None:
                    self._note("merged cells of a table")
                cells += [()] * min(extra, 62)
            rows.append(cells)
        if len(rows) <= 1:
            if rows:
                self._note("a table of one row, used for layout; it was taken apart")
            yield from (paragraph for row in rows for cell in row for paragraph in cell)
            return
        columns = max(map(len, rows))
        filled = tuple((*row, *[()] * (columns - len(row))) for row in rows)
        grid = [_number(c.get(w("w")), 0) for c in element.findall(f"{w('tblGrid')}/{w('gridCol')}")]
        widths = grid if len(grid) == columns and min(grid, default=0) > 0 else [1] * columns
        yield WordTable(filled, tuple(wide / sum(widths) for wide in widths), _has_header(element, filled))

    def _cell(self, cell: etree._Element) -> Iterator[WordParagraph]:
        for block in self._blocks_of_cell(cell):
            if isinstance(block, WordParagraph):
                yield block
            elif isinstance(block, WordTable):
                self._note("a table inside a table; its words were put into the cell")
                yield from (p for row in block.rows for inner in row for p in inner)

    def _blocks_of_cell(self, cell: etree._Element) -> Iterator[WordBlock]:
        for block in self._blocks(cell):
            if isinstance(block, WordParagraph) and block.kind in ("bullet", "numbered", "heading"):
                self._note("a list or heading inside a table; its words were carried")
            yield block


def _optional(parts: Mapping[str, bytes], related: Mapping[str, str], kind: str) -> etree._Element | None:
    return parse_part(related[kind], parts[related[kind]]) if kind in related else None


def _name(element: etree._Element) -> str:
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    name = etree.QName(element)
    known = name.namespace == W or name.localname in ("AlternateContent", "oMath", "oMathPara")
    return name.localname if known else ""


def _style_name(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else (name.get(w("val")) or "").casefold()


def _has(element: etree._Element, properties: str, key: str) -> bool:
    found = element.find(f"{w(properties)}/{w(key)}")
    return found is not None and (found.get(w("val")) or "1") not in ("0", "false", "off")


def _has_header(table: etree._Element, rows: tuple[tuple[WordCell, ...], ...]) -> bool:
    """Whether the first row is a heading: marked as one, or the only one that is all bold."""
    first = next(_inner(table, "tr"), None)
    if first is not None and _has(first, "trPr", "tblHeader"):
        return True
    bold = [all(p.is_bold for cell in row for p in cell) and any(row) for row in rows]
    return bold[0] and not all(bold)


def _inner(holder: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for child in holder:
        name = _name(child)
        if name == wanted:
            yield child
        elif name in _THROUGH:
            yield from _inner(child, wanted)


def _number(text: str | None, otherwise: int) -> int:
    try:
        return int(float(text or otherwise))
    except ValueError:
        return otherwise


def _printable(text: str) -> str:
    while (character := unprintable(text)) is not None:
        text = text.replace(character, "")
    return text


def _split(pieces: list[Piece]) -> Iterator[Piece]:
    """Put page breaks apart, and join neighbours of one look."""
    for (is_break, bold, italic), group in groupby(
        pieces, key=lambda piece: (piece.text == _PAGE_BREAK, piece.bold, piece.italic)
    ):
        if is_break:
            yield Piece(_PAGE_BREAK)
        else:
            yield Piece("".join(piece.text for piece in group), bold, italic)
