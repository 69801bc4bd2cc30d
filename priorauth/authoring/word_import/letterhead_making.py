"""A letterhead from a Word letter: its styles, page, headers, footers and logo, without a word of the letter.

Nothing else of the file goes in: no text of the body, no author, no comments, no settings. What looks like a
patient's is taken out of headers and footers too, since a letterhead goes out with every letter.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from priorauth.authoring.word_import.detected_values import detect_values
from priorauth.authoring.word_import.known_values import KnownNames
from priorauth.authoring.word_import.word_letter import NotCarried
from priorauth.formats.ooxml.namespaces import A, R, W, r, w
from priorauth.formats.ooxml.package_safety import parse_part
from priorauth.formats.ooxml.part_relations import document_part, related_part, relations
from priorauth.render.docx.docx_package import PackagePart, pack, part
from priorauth.render.docx.letterhead import PICTURE_TYPES, prepare
from priorauth.render.docx.wordprocessing import CONTENT_TYPES, WORD_TYPE, XML_HEAD, relationship, relationships

_KEPT = {"styles": "styles", "theme": "theme", "fontTable": "fontTable", "numbering": "numbering"}
_KEPT_OF_SECTION = ("headerReference", "footerReference", "pgSz", "pgMar", "pgBorders", "titlePg", "docGrid")
_NOT_OURS = frozenset(
    [
        "the patient's name", "the date of birth", "a member id", "a group number", "a record number",
        "a claim or reference number", "the date of the letter", "a date", "the planned date", "a person's name",
        "the payer's name", "a social-security number", "a number of somebody or something", "an age",
    ]
)  # fmt: skip
"""What belongs to one letter and not to a letterhead."""
_SETTINGS = f'{XML_HEAD}<w:settings xmlns:w="{W}"><w:evenAndOddHeaders/></w:settings>'
_PLACEHOLDER = "The letter's text replaces this paragraph."
_PICTURE_BULLETS = ("numPicBullet", "lvlPicBulletId")
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_LANGUAGE = "en-US"


def make_letterhead(parts: Mapping[str, bytes], known: KnownNames) -> tuple[bytes, tuple[NotCarried, ...]]:
    """Make the letterhead's bytes, and list what was taken out of its headers and footers.

    The same file gives the same bytes. Raises `Refused` (PA602) for a header or footer that may not go out.
    """
    making = _Making(parts, known)
    data = pack(list(making.parts()))
    prepare(data, _LANGUAGE)
    return data, tuple(making.taken_out)


class _Making:
    """Puts one letterhead together."""

    def __init__(self, given: Mapping[str, bytes], known: KnownNames) -> None:
        self.given, self.known = given, known
        self.document = document_part(given)
        self.related = relations(given, self.document)
        self.taken_out: list[NotCarried] = []
        self.types: list[str] = []
        self.links: list[str] = []
        self.kinds: set[str] = set()

    def parts(self) -> Iterator[PackagePart]:
        section = self._section()
        made = list(self._related_parts(section))
        body = (
            f'{XML_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p><w:r><w:t>{_PLACEHOLDER}</w:t></w:r>'
            f"</w:p>{etree.tostring(section, encoding='unicode')}</w:body></w:document>"
        )
        self._declare("word/document.xml", "document.main")
        yield part("[Content_Types].xml", self._content_types())
        yield part("_rels/.rels", relationships(relationship("rId1", "officeDocument", "word/document.xml")))
        yield part("word/document.xml", body)
        yield part("word/_rels/document.xml.rels", relationships("".join(self.links)))
        yield from made

    def _section(self) -> etree._Element:
        root = parse_part(self.document, self.given[self.document])
        found = root.find(f"{w('body')}/{w('sectPr')}")
        section = etree.Element(w("sectPr"), nsmap={"w": W, "r": R})
        for child in [] if found is None else found:
            if child.tag in {w(name) for name in _KEPT_OF_SECTION}:
                section.append(deepcopy(child))
        return section

    def _related_parts(self, section: etree._Element) -> Iterator[PackagePart]:
        wanted = {reference.get(r("id")): reference for reference in section if reference.get(r("id"))}
        for key, related in self.related.items():
            kind, target = related.kind, related.target
            if target not in self.given:
                continue
            if kind in _KEPT and kind not in self.kinds:
                self.kinds.add(kind)
                yield from self._kept(key, kind, target)
            elif kind in ("header", "footer") and key in wanted:
                yield from self._edge(key, kind, target)
        if self._is_even():
            self.links.append(relationship("rIdSettings", "settings", "settings.xml"))
            self._declare("word/settings.xml", "settings")
            yield part("word/settings.xml", _SETTINGS)
        for reference in list(section):
            # A header whose part is missing would make Word call the file damaged.
            named = self.related.get(reference.get(r("id")) or "")
            if reference.get(r("id")) and (named is None or named.target not in self.given):
                section.remove(reference)

    def _is_even(self) -> bool:
        name = related_part(self.given, self.document, "settings")
        return name is not None and parse_part(name, self.given[name]).find(w("evenAndOddHeaders")) is not None

    def _kept(self, key: str, kind: str, target: str) -> Iterator[PackagePart]:
        root = parse_part(target, self.given[target])
        for element in list(root.iter()):
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if (kind == "fontTable" and name.startswith("embed")) or name in _PICTURE_BULLETS:
                element.getparent().remove(element)  # type: ignore[union-attr]
        if root.xpath("//@r:embed | //@r:link | //@r:id", namespaces={"r": R}):
            return
        name = "theme/theme1.xml" if kind == "theme" else f"{kind}.xml"
        self.links.append(relationship(key, kind, name))
        if kind == "theme":
            self.types.append(f'<Override PartName="/word/{name}" ContentType="{_THEME_TYPE}"/>')
        else:
            self._declare(f"word/{name}", kind)
        yield part(f"word/{name}", _xml(root))

    def _edge(self, key: str, kind: str, target: str) -> Iterator[PackagePart]:
        """Take a header or footer over, without content controls and without a patient's data."""
        root = parse_part(target, self.given[target])
        name = posixpath.basename(target)
        _unwrap(root)
        self._take_out(root, name)
        self.links.append(relationship(key, kind, name))
        self._declare(f"word/{name}", kind)
        written = []
        for inner, related in relations(self.given, target).items():
            if related.is_external:
                continue
            extension = related.target.rsplit(".", 1)[-1].lower()
            if related.kind == "image" and related.target in self.given and extension in PICTURE_TYPES:
                picture = f"media/{name.removesuffix('.xml')}-{posixpath.basename(related.target)}"
                written.append(relationship(inner, "image", picture))
                yield part(f"word/{picture}", self.given[related.target])
            else:
                self.taken_out.append(NotCarried(name, 0, f"something of type '{related.kind}'"))
                _drop_picture(root, inner)
        yield part(f"word/{name}", _xml(root))
        if written:
            yield part(f"word/_rels/{name}.rels", relationships("".join(written)))

    def _take_out(self, root: etree._Element, name: str) -> None:
        for number, paragraph in enumerate(root.iter(w("p")), 1):
            nodes = list(paragraph.iter(w("t")))
            text = "".join(str(node.text or "") for node in nodes)
            for item in detect_values(text, "top", self.known):
                if item.what not in _NOT_OURS:
                    continue
                _blank(nodes, item.start, item.end)
                self.taken_out.append(NotCarried(name, number, f"{item.what} was taken out"))
            left = "".join(str(node.text or "") for node in nodes)
            if left != text and _BARE_LABEL.fullmatch(left):
                _blank(nodes, 0, len(left))

    def _declare(self, name: str, kind: str) -> None:
        self.types.append(f'<Override PartName="/{name}" ContentType="{WORD_TYPE}.{kind}+xml"/>')

    def _content_types(self) -> str:
        defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
        entries = [
            f'<Default Extension="{key}" ContentType="{value}"/>'
            for key, value in (defaults | PICTURE_TYPES).items()
        ]
        return f'{XML_HEAD}<Types xmlns="{CONTENT_TYPES}">{"".join(entries)}{"".join(self.types)}</Types>'


_BARE_LABEL = re.compile(r"\s*(?:[A-Za-z][A-Za-z ./#]{0,20}:)?\W*")
"""What is left of ``RE: NAME`` without the name; it says nothing."""


def _blank(nodes: list[etree._Element], start: int, end: int) -> None:
    """Put spaces in place of some characters of a paragraph's text nodes."""
    place = 0
    for node in nodes:
        text = str(node.text or "")
        first, last = max(start - place, 0), min(end - place, len(text))
        if first < last:
            node.text = text[:first] + " " * (last - first) + text[last:]
        place += len(text)


def _unwrap(root: etree._Element) -> None:
    """Put what content controls and links hold in their place: Word's own page numbers stand in controls."""
    for holder in [*root.iter(w("sdt")), *root.iter(w("hyperlink"))]:
        content = holder.find(w("sdtContent")) if holder.tag == w("sdt") else holder
        parent = holder.getparent()
        if parent is None:
            continue
        for child in [] if content is None else list(content):
            holder.addprevious(child)
        parent.remove(holder)


def _drop_picture(root: etree._Element, key: str) -> None:
    """Take out a picture that leans on a relationship that stays behind."""
    for blip in list(root.iter(f"{{{A}}}blip")):
        if key in (blip.get(r("embed")), blip.get(r("link"))):
            drawing = next((above for above in blip.iterancestors(w("drawing"), w("pict"))), None)
            parent = None if drawing is None else drawing.getparent()
            if drawing is not None and parent is not None:
                parent.remove(drawing)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
