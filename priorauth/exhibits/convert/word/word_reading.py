"""Reading a checked Word file: its body, notes, headers and footers as blocks, and all its text besides."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import partial

from lxml import etree

from priorauth.exhibits.convert.text_fidelity import carried, letters
from priorauth.exhibits.convert.word.word_blocks import Block, Cell, Edges, Paragraph, Run, Table, WordDocument
from priorauth.exhibits.convert.word.word_lists import Lists
from priorauth.exhibits.convert.word.word_runs import RunReader, known_name, refuse
from priorauth.exhibits.convert.word.word_styles import Styles
from priorauth.exhibits.rejection import Quarantined
from priorauth.formats.ooxml.archive import unsafe
from priorauth.formats.ooxml.namespaces import RELATIONSHIPS, r, w
from priorauth.formats.ooxml.package_safety import parse_part

_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "smartTag"})
_PASSED_OVER = frozenset(
    [
        "sectPr",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "permStart",
        "permEnd",
        "sdtPr",
        "sdtEndPr",
        "customXmlPr",
    ]
)
_TABLE_PASSED = frozenset({"tblPr", "tblGrid", "trPr", "tblPrEx", "tcPr"})
_MAX_COLUMNS = 63
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
_PLAIN_TABLES = (None, "TableGrid", "TableNormal")


class WordReading:
    """Reads one document from its parts."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self._document = next((t for kind, t in self._related("").values() if kind == "officeDocument"), "")
        if self._document not in parts:
            unsafe("it is not a Word document (.docx)")
        self._root = parse_part(self._document, parts[self._document])
        if self._root.tag != w("document"):
            unsafe("it is not a Word file in the usual (transitional) form")
        self._styles = Styles(self._optional("styles"))
        self._lists = Lists(self._optional("numbering"), self._styles)
        self._sources: list[str] = []
        self._replaced: list[str] = []

    def document(self) -> WordDocument:
        """Read everything. Raises `Quarantined` (PA725, PA726, PA728) for what cannot be carried over."""
        if self._root.find(f".//{w('commentReference')}") is not None:
            refuse("commentReference")
        reader = self._reader(self._document)
        body = list(self._blocks(self._root.find(w("body")), reader))
        self._sources.append(_all_text(self._root))
        body += self._notes(reader)
        first, others, even = self._edges()
        return WordDocument(
            tuple(body), first, others, even, source="".join(self._sources), replaced="".join(self._replaced)
        )

    def _related(self, owner: str) -> dict[str, tuple[str, str]]:
        """Give a part's relationships by id: their kind, and the name of the part they lead to."""
        folder, file = posixpath.split(owner)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        if name not in self._parts:
            return {}
        return {
            entry.get("Id") or "": (
                (entry.get("Type") or "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/", folder, entry.get("Target") or "")).lstrip("/"),
            )
            for entry in parse_part(name, self._parts[name]).iter(f"{{{RELATIONSHIPS}}}Relationship")
            if (entry.get("TargetMode") or "").lower() != "external"
        }

    def _named(self, kind: str) -> str | None:
        return next((t for found, t in self._related(self._document).values() if found == kind), None)

    def _optional(self, kind: str) -> etree._Element | None:
        name = self._named(kind)
        return parse_part(name, self._parts[name]) if name in self._parts and name is not None else None

    def _reader(self, owner: str) -> RunReader:
        pictures = {
            key: (name, self._parts[name])
            for key, (kind, name) in self._related(owner).items()
            if kind == "image" and name in self._parts
        }
        return RunReader(self._styles, pictures, replaced=self._replaced)

    def _blocks(self, holder: etree._Element | None, reader: RunReader) -> Iterator[Block]:
        for child in [] if holder is None else holder:
            name = known_name(child)
            if name == "p":
                yield self._paragraph(child, reader)
            elif name == "tbl":
                yield self._table(child, reader)
            elif name in _THROUGH:
                yield from self._blocks(child, reader)
            elif name not in _PASSED_OVER:
                refuse(name)

    def _paragraph(self, paragraph: etree._Element, reader: RunReader, *, shaded: bool = False) -> Paragraph:
        shaded = shaded or _is_shaded(paragraph, "pPr")
        label, depth = self._lists.label_of(paragraph)
        parts = tuple(reader.parts_of(paragraph, shaded=shaded))
        if paragraph.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None:
            parts = (Run("\f"), *parts)
        return Paragraph(parts, self._styles.heading_of(paragraph), carried(label), depth)

    def _table(self, table: etree._Element, reader: RunReader) -> Table:
        style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
        shaded = style is not None and style.get(w("val")) not in _PLAIN_TABLES
        grid = [float(column.get(w("w")) or 0) for column in table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
        read = partial(self._cell, reader=reader, shaded=shaded)
        rows = tuple(tuple(read(cell) for cell in _inner(row, "tc")) for row in _inner(table, "tr"))
        columns = max((sum(cell.span for cell in row) for row in rows), default=0)
        if columns > _MAX_COLUMNS:
            raise Quarantined("PA716", what="parts", limit=_MAX_COLUMNS)
        widths = grid if len(grid) == columns and all(wide > 0 for wide in grid) else [1.0] * columns
        return Table(rows, tuple(widths))

    def _cell(self, cell: etree._Element, *, reader: RunReader, shaded: bool) -> Cell:
        shaded = shaded or _is_shaded(cell, "tcPr")
        paragraphs = []
        for child in _through(cell):
            name = known_name(child)
            if name == "tbl":
                raise Quarantined("PA726", what="tables inside tables")
            if name == "p":
                paragraphs.append(self._paragraph(child, reader, shaded=shaded))
            elif name not in _TABLE_PASSED | _PASSED_OVER:
                refuse(name)
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        return Cell(tuple(paragraphs), max(1, int((None if span is None else span.get(w("val"))) or 1)))

    def _notes(self, reader: RunReader) -> Iterator[Block]:
        roots = {kind: self._optional(part) for kind, part in _NOTES.items()}
        for number, (kind, key) in enumerate(list(reader.notes), 1):
            root = roots[kind]
            found = [] if root is None else [n for n in root.findall(w(kind)) if n.get(w("id")) == key]
            inner = self._reader(self._named(_NOTES[kind]) or "")
            for place, block in enumerate(b for note in found for b in self._blocks(note, inner)):
                if place == 0 and isinstance(block, Paragraph):
                    yield Paragraph((Run(f"[{number}] "), *block.parts), block.heading, block.label, block.depth)
                else:
                    yield block
            self._sources += [_all_text(note) for note in found]

    def _edges(self) -> tuple[Edges, Edges, Edges]:
        """Read headers and footers: of the first page, of the others, of those with even numbers."""
        sections = list(self._root.iter(w("sectPr")))
        titled = bool(sections) and sections[0].find(w("titlePg")) is not None
        settings = self._optional("settings")
        evens = settings is not None and settings.find(w("evenAndOddHeaders")) is not None
        others = self._edge(sections, "default")
        first = self._edge(sections[:1], "first") if titled else others
        return first, others, self._edge(sections, "even") if evens else others

    def _edge(self, sections: list[etree._Element], kind: str) -> Edges:
        return Edges(self._side(sections, kind, "header"), self._side(sections, kind, "footer"))

    def _side(self, sections: list[etree._Element], kind: str, side: str) -> tuple[Block, ...]:
        """Read one header or footer. Documents that change it on the way are not taken."""
        related = self._related(self._document)
        names = {
            related.get(reference.get(r("id")) or "", ("", ""))[1]
            for section in sections
            for reference in section.findall(w(f"{side}Reference"))
            if (reference.get(w("type")) or "default") == kind
        }
        found = {name: parse_part(name, self._parts[name]) for name in sorted(names) if name in self._parts}
        if len({letters(_all_text(root)) for root in found.values()}) > 1:
            raise Quarantined("PA726", what="several different headers or footers")
        for name, root in found.items():
            return tuple(self._blocks(root, self._reader(name)))
        return ()


def _inner(holder: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for child in _through(holder):
        name = known_name(child)
        if name == wanted:
            yield child
        elif name not in _TABLE_PASSED | _PASSED_OVER:
            refuse(name)


def _through(holder: etree._Element) -> Iterator[etree._Element]:
    for child in holder:
        if known_name(child) in _THROUGH:
            yield from _through(child)
        else:
            yield child


def _is_shaded(holder: etree._Element, properties: str) -> bool:
    found = holder.find(f"{w(properties)}/{w('shd')}")
    return found is not None and (found.get(w("fill")) or "auto").upper() not in ("AUTO", "FFFFFF")


def _all_text(root: etree._Element) -> str:
    return carried("".join((node.text or "").replace("\n", " ") for node in root.iter(w("t"))))
