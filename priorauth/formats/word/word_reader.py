"""The reader of Word files: a checked package as nodes, whatever stands in it, nothing left out and nothing judged.

Word's lists are counted from a document's beginning to its end: its body is to be read first, then its notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from lxml import etree

from priorauth.formats.ooxml.archive import unsafe
from priorauth.formats.ooxml.namespaces import PIC, WP, A, W, r, w
from priorauth.formats.ooxml.package_safety import parse_part
from priorauth.formats.ooxml.part_relations import document_part, related_part, relations
from priorauth.formats.word.word_lists import Lists
from priorauth.formats.word.word_nodes import (
    LINE_BREAK,
    PAGE_BREAK,
    PLAIN,
    SEEN,
    TAB,
    CellNode,
    Drawing,
    Embedded,
    Field,
    Held,
    Look,
    Node,
    NoteMark,
    ParagraphNode,
    RowNode,
    RunNode,
    RunVisibility,
    TableNode,
)
from priorauth.formats.word.word_styles import Styles, heading_in, is_on, style_name

_SAY_NOTHING = frozenset(
    [
        "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "lastRenderedPageBreak", "softHyphen",
        "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "fldData", "pPr", "rPr", "sectPr",
        "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr",
    ]
)  # fmt: skip
"""Properties, which are read with what they belong to, and marks without ink."""
_CHARACTERS = {"tab": TAB, "ptab": TAB, "cr": LINE_BREAK, "noBreakHyphen": "-"}
_FOREIGN = frozenset(["AlternateContent", "oMath", "oMathPara"])
"""Elements of other vocabularies that are known by their name."""
_BESIDE = frozenset(["drawing", "pict", "object", "del", "moveFrom", *_FOREIGN])
"""What stands beside the text, or no longer in it: its lists do not count with the text's."""
OPEN_FIELD = "field without an end"
"""Stands at the end of a part in which a field begins and never ends: all that follows it may be the field's."""

_PLAIN_TABLES = (None, "TableGrid", "TableNormal")
_EMU_PER_POINT = 12_700
_LARGEST = 1e9


@dataclass(frozen=True, slots=True)
class WordSection:
    """A section's headers and footers: the names of their parts by side and kind, as far as the file has them."""

    edges: Mapping[tuple[str, str], str]
    has_first: bool
    """Whether its first page has its own."""


class WordFile:
    """One checked Word file. Raises `UnsafePackage` when it is no Word document."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._name = document_part(parts)
        self._root = parse_part(self._name, parts[self._name])
        if self._root.tag != w("document"):
            unsafe("it is not a Word file in the usual (transitional) form")
        self._styles = Styles(self._part_of("styles"))
        self._lists = Lists(self._part_of("numbering"), self._styles)

    def body(self) -> tuple[Node, ...]:
        """Read the document itself."""
        body = self._root.find(w("body"))
        return () if body is None else self._read(body, self._name)

    def part(self, name: str) -> tuple[Node, ...]:
        """Read a header or footer."""
        return self._read(parse_part(name, self._parts[name]), name)

    def notes(self, mark: NoteMark) -> tuple[tuple[Node, ...], str]:
        """Read the note that a mark stands for, and gather its text."""
        name = related_part(self._parts, self._name, f"{mark.kind}s") or ""
        root = parse_part(name, self._parts[name]) if name else etree.Element("none")
        found = [note for note in root.findall(w(mark.kind)) if note.get(w("id")) == mark.key]
        nodes = tuple(node for note in found for node in self._read(note, name))
        return nodes, "".join(map(_all_text, found))

    def all_text(self, name: str | None = None) -> str:
        """Gather the text of a part, or of the document, without regard to what it stands in."""
        return _all_text(self._root if name is None else parse_part(name, self._parts[name]))

    def sections(self) -> tuple[WordSection, ...]:
        """Return the document's sections."""
        related = relations(self._parts, self._name)
        found = []
        for section in self._root.iter(w("sectPr")):
            edges = {}
            for side in ("header", "footer"):
                for reference in section.findall(w(f"{side}Reference")):
                    target = related.get(reference.get(r("id")) or "")
                    if target is not None and target.target in self._parts:
                        edges[side, reference.get(w("type")) or "default"] = target.target
            found.append(WordSection(edges, section.find(w("titlePg")) is not None))
        return tuple(found)

    def has_even_edges(self) -> bool:
        """Whether pages with even numbers have headers and footers of their own."""
        settings = self._part_of("settings")
        return settings is not None and settings.find(w("evenAndOddHeaders")) is not None

    def _part_of(self, kind: str) -> etree._Element | None:
        name = related_part(self._parts, self._name, kind)
        return None if name is None else parse_part(name, self._parts[name])

    def _read(self, holder: etree._Element, owner: str) -> tuple[Node, ...]:
        pictures = {
            key: self._parts[each.target]
            for key, each in relations(self._parts, owner).items()
            if each.kind == "image" and each.target in self._parts
        }
        reader = _Reader(self._styles, self._lists, pictures)
        nodes = tuple(reader.nodes(holder, _ReadingPlace()))
        return (*nodes, Held(OPEN_FIELD, ())) if reader.fields else nodes


def read_words(root: etree._Element) -> tuple[Node, ...]:
    """Read a part for its words alone: without looks, list marks and pictures."""
    return tuple(_Reader(None, None, {}).nodes(root, _ReadingPlace()))


@dataclass(frozen=True, slots=True)
class _ReadingPlace:
    """What an element stands in."""

    paragraph: etree._Element | None = None
    look: Look = PLAIN
    sight: RunVisibility | None = None
    """Of the run; ``None`` outside of runs."""
    shaded: bool = False
    is_beside: bool = False


@dataclass
class _OpenField:
    """A field that is being read: its code first, then what Word last showed for it."""

    code: str = ""
    shows: bool = False

    @property
    def kind(self) -> str:
        words = self.code.split()
        return words[0].upper() if words else ""


@dataclass
class _Reader:
    """Reads one part; a field may begin in one paragraph and end in a later one."""

    styles: Styles | None
    lists: Lists | None
    pictures: Mapping[str, bytes]
    fields: list[_OpenField] = field(default_factory=list)

    def nodes(self, holder: etree._Element, place: _ReadingPlace) -> Iterator[Node]:
        for child in holder:
            name = _name_of(child)
            if name is None or name in _SAY_NOTHING:
                continue
            if name in _MAKERS:
                yield _MAKERS[name](self, child, place)
            elif name == "r":
                yield from self.nodes(child, self._run_place(child, place))
            elif place.sight is not None and name in _IN_RUN:
                yield from self._content(child, name, place, place.sight)
            elif name == "" and place.is_beside:
                yield from self.nodes(child, place)
            else:
                inner = replace(place, is_beside=True) if name in _BESIDE else place
                yield Held(name, tuple(self.nodes(child, inner)), place.sight)

    def _run_place(self, run: etree._Element, place: _ReadingPlace) -> _ReadingPlace:
        if self.styles is None:
            return _ReadingPlace(place.paragraph, PLAIN, SEEN, place.shaded, place.is_beside)
        look, sight = self.styles.look_of(run, place.paragraph, shaded=place.shaded)
        return _ReadingPlace(place.paragraph, look, sight, place.shaded, place.is_beside)

    def _paragraph(self, paragraph: etree._Element, place: _ReadingPlace) -> ParagraphNode:
        shaded = place.shaded or _is_shaded(paragraph, "pPr")
        place = _ReadingPlace(paragraph, shaded=shaded, is_beside=place.is_beside)
        if self.styles is None:
            return ParagraphNode(tuple(self.nodes(paragraph, place)))
        names = tuple(map(style_name, self.styles.of_paragraph(paragraph)))
        return ParagraphNode(
            mark=None if self.lists is None or place.is_beside else self.lists.mark_of(paragraph),
            content=tuple(self.nodes(paragraph, place)),
            heading=heading_in(names),
            styles=names,
            starts_page=is_on(paragraph.find(f"{w('pPr')}/{w('pageBreakBefore')}")),
        )

    def _content(
        self, child: etree._Element, name: str, place: _ReadingPlace, sight: RunVisibility
    ) -> Iterator[Node]:
        if name == "fldChar":
            yield from self._field_mark(child.get(w("fldCharType")), sight)
        elif name == "instrText":
            if self.fields:
                self.fields[-1].code += child.text or ""
        elif name == "pgNum":
            yield Field("shows", "PAGE", sight, place.look)
        elif name == "drawing":
            yield self._drawing(child, replace(place, is_beside=True), sight)
        elif name == "footnoteReference" or name == "endnoteReference":
            kind: Literal["footnote", "endnote"] = "footnote" if name.startswith("foot") else "endnote"
            yield NoteMark(kind, child.get(w("id")) or "", place.look, sight)
        else:
            fields = tuple(each.kind for each in self.fields) if self.fields else ()
            yield RunNode(_text_of(child, name), place.look, sight, fields)

    def _field_mark(self, step: str | None, sight: RunVisibility) -> Iterator[Field]:
        if step == "begin":
            self.fields.append(_OpenField())
            yield Field("begins", "", sight)
        elif self.fields and step in ("separate", "end"):
            if step == "separate" or not self.fields[-1].shows:
                yield Field("shows", self.fields[-1].kind, sight)
            self.fields[-1].shows = True
            if step == "end":
                self.fields.pop()

    def _simple_field(self, element: etree._Element, place: _ReadingPlace) -> Held:
        self.fields.append(_OpenField(element.get(w("instr")) or "", shows=True))
        begun = Field("shows", self.fields[-1].kind)
        content = (begun, *self.nodes(element, place))
        del self.fields[-1:]
        return Held("fldSimple", content, place.sight)

    def _drawing(self, drawing: etree._Element, place: _ReadingPlace, sight: RunVisibility) -> Drawing:
        graphics = drawing.iter(f"{{{A}}}graphicData")
        kinds = tuple((graphic.get("uri") or "").rsplit("/", 1)[-1] for graphic in graphics)
        blips = list(drawing.iter(f"{{{A}}}blip"))
        extent = next(drawing.iter(f"{{{WP}}}extent"), None)
        pictures: list[Embedded] = []
        if extent is not None and len(blips) == len(list(drawing.iter(f"{{{PIC}}}pic"))):
            wide, high = (_points(extent.get(side)) for side in ("cx", "cy"))
            pictures = [Embedded(self.pictures.get(blip.get(r("embed")) or ""), wide, high) for blip in blips]
        return Drawing(kinds, tuple(pictures), tuple(self.nodes(drawing, place)), sight)

    def _table(self, table: etree._Element, place: _ReadingPlace) -> TableNode:
        style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
        is_styled = style is not None and style.get(w("val")) not in _PLAIN_TABLES
        columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
        rows = self.nodes(table, replace(place, shaded=place.shaded or is_styled))
        return TableNode(tuple(rows), tuple(_number(column.get(w("w")), 0) for column in columns))

    def _row(self, row: etree._Element, place: _ReadingPlace) -> RowNode:
        return RowNode(tuple(self.nodes(row, place)), is_on(row.find(f"{w('trPr')}/{w('tblHeader')}")))

    def _cell(self, cell: etree._Element, place: _ReadingPlace) -> CellNode:
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        count = _number(None if span is None else span.get(w("val")), 1)
        merged = cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None
        content = self.nodes(cell, replace(place, shaded=place.shaded or _is_shaded(cell, "tcPr")))
        return CellNode(tuple(content), None if count is None else int(count), merged)


_MAKERS: Mapping[str, Callable[[_Reader, etree._Element, _ReadingPlace], Node]] = {
    "p": _Reader._paragraph,
    "tbl": _Reader._table,
    "tr": _Reader._row,
    "tc": _Reader._cell,
    "fldSimple": _Reader._simple_field,
}
_IN_RUN = frozenset(
    ["t", "br", "fldChar", "instrText", "pgNum", "drawing", "footnoteReference", "endnoteReference", *_CHARACTERS]
)


def _name_of(element: etree._Element) -> str | None:
    """Return an element's own name; nothing for one of another vocabulary, ``None`` for what is no element."""
    tag: object = element.tag
    return _known(tag) if isinstance(tag, str) else None


@lru_cache(maxsize=2_000)
def _known(tag: str) -> str:
    name = etree.QName(tag)
    return name.localname if name.namespace == W or name.localname in _FOREIGN else ""


def _text_of(child: etree._Element, name: str) -> str:
    if name == "br":
        return PAGE_BREAK if child.get(w("type")) in ("page", "column") else LINE_BREAK
    return _CHARACTERS.get(name) or (child.text or "").replace("\n", " ")


def _all_text(root: etree._Element) -> str:
    return "".join((node.text or "").replace("\n", " ") for node in root.iter(w("t")))


def _is_shaded(holder: etree._Element, properties: str) -> bool:
    found = holder.find(f"{w(properties)}/{w('shd')}")
    return found is not None and (found.get(w("fill")) or "auto").upper() not in ("AUTO", "FFFFFF")


def _points(emu: str | None) -> float | None:
    size = _number(emu, 0)
    return None if size is None else max(1.0, size / _EMU_PER_POINT)


def _number(text: str | None, missing: float) -> float | None:
    try:
        number = float(text or missing)
    except ValueError:
        return None
    return number if abs(number) < _LARGEST else None
