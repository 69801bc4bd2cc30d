"""The practice's letterhead, made ready: its styles, page, headers, footers and logo, with room for a letter.

Nothing else of the Word file is taken over: its text, author, comments and settings stay behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from priorauth.formats.ooxml.part_relations import Relation, related_part, relations
from priorauth.formats.word.word_styles import is_on, style_name
from priorauth.render.docx.docx_package import PackagePart, part
from priorauth.render.docx.docx_styles import NAMES, STYLES_PART
from priorauth.render.docx.letterhead_safety import open_letterhead, parse_part, refuse
from priorauth.render.docx.wordprocessing import (
    TWIPS_PER_POINT,
    WORD_TYPE,
    XML_HEAD,
    R,
    W,
    r,
    relationship,
    relationships,
    w,
)

PICTURE_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
}
KINDS = ("default", "first", "even")
"""Word's kinds of header and footer: of most pages, of the first page, of left-hand pages."""

_HERE = "priorauth-letter"
_KEPT_OF_SECTION = ("pgSz", "pgMar", "pgBorders", "titlePg", "docGrid")
_LETTER_PAGE = (
    '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="720" w:footer="720" w:gutter="0"/>'
)


@dataclass(frozen=True, slots=True)
class Edge:
    """One header or footer: its XML before and after the place where a letter adds its own paragraphs."""

    before: str
    after: str
    rels: PackagePart | None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A checked letterhead, taken apart so that a letter can be written into it quickly."""

    style_ids: dict[str, str]
    """The id of every style of `docx_styles.NAMES`."""
    edges: dict[tuple[str, str], Edge]
    """Headers and footers by ("header" or "footer", kind)."""
    page: str
    """The section's properties without its headers and footers."""
    text_width: float
    """Between the margins, in points."""
    numbering: tuple[str, str]
    """The numbering part before and after a letter's own lists."""
    first_free_number: int
    """The first list id that is not the letterhead's own; the bullets take it."""
    ordered_abstract: int
    """The id of the definition that every numbered list follows."""
    static_parts: tuple[PackagePart, ...]
    """Styles, theme, fonts, settings and pictures, which no letter changes."""
    content_types: str
    """What the static parts add to the list of content types."""
    relationships: str
    """What the static parts add to the document's relationships."""
    uses_first: bool
    uses_even: bool


@lru_cache(maxsize=8)
def prepare(data: bytes, language: str) -> Letterhead:
    """Check a letterhead and take it apart. Raises `Refused` (PA602) with the part and the reason."""
    return _Preparation(data, language).letterhead()


class _Preparation:
    """Takes one letterhead apart; holds the parts it was given and those it hands on."""

    def __init__(self, data: bytes, language: str) -> None:
        self.given = open_letterhead(data)
        self.language = language
        self.document_name = related_part(self.given, "", "officeDocument") or refuse(
            "it is not a complete Word file: it has no part of type 'officeDocument'"
        )
        self.document = parse_part(self.document_name, self.given[self.document_name])
        if self.document.tag != w("document"):
            refuse("it is not a Word file in the usual (transitional) form")
        self.section = self.document.find(f"{w('body')}/{w('sectPr')}")
        self.parts: list[PackagePart] = []
        self.types = ""
        self.links = ""

    def letterhead(self) -> Letterhead:
        style_ids = self._styles()
        edges = dict(self._edges())
        uses_even = self._settings()
        numbering, first_free, ordered = self._numbering()
        self._copy("theme", "theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml")
        self._fonts()
        page, width, uses_first = self._page()
        return Letterhead(
            style_ids=style_ids,
            edges=edges,
            page=page,
            text_width=width,
            numbering=numbering,
            first_free_number=first_free,
            ordered_abstract=ordered,
            static_parts=tuple(self.parts),
            content_types=self.types,
            relationships=self.links,
            uses_first=uses_first,
            uses_even=uses_even,
        )

    def _relations(self, owner: str) -> Iterator[tuple[str, Relation]]:
        """Return what a part leads to by its ids; what the file does not hold itself and lacks is left out."""
        for key, related in relations(self.given, owner).items():
            if related.is_external or related.target in self.given:
                yield key, related

    def _optional(self, kind: str) -> etree._Element | None:
        name = related_part(self.given, self.document_name, kind)
        return None if name is None else parse_part(name, self.given[name])

    def _keep(self, kind: str, name: str, content_type: str, content: bytes | str) -> None:
        self.parts.append(part(f"word/{name}", content))
        self.types += f'<Override PartName="/word/{name}" ContentType="{content_type}"/>'
        self.links += relationship(f"rIdStatic{len(self.parts)}", kind, name)

    def _copy(self, kind: str, name: str, content_type: str) -> None:
        root = self._optional(kind)
        if root is not None and not root.xpath("//@r:embed | //@r:link | //@r:id", namespaces={"r": R}):
            self._keep(kind, name, content_type, _serialized(root))

    def _styles(self) -> dict[str, str]:
        root = self._optional("styles")
        if root is None:
            root = etree.fromstring(STYLES_PART.encode())
        ids = complete_styles(root)
        for language in root.findall(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}"):
            language.set(w("val"), self.language)
        self._keep("styles", "styles.xml", f"{WORD_TYPE}.styles+xml", _serialized(root))
        return ids

    def _settings(self) -> bool:
        """Write new settings: the old ones can hold a template, a mail merge and editing history."""
        old = self._optional("settings")
        even = old is not None and is_on(old.find(w("evenAndOddHeaders")))
        content = (
            f'{XML_HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
            f'<w:defaultTabStop w:val="720"/>{"<w:evenAndOddHeaders/>" if even else ""}<w:compat><w:compatSetting '
            'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            f'<w:themeFontLang w:val="{self.language}"/></w:settings>'
        )
        self._keep("settings", "settings.xml", f"{WORD_TYPE}.settings+xml", content)
        return even

    def _fonts(self) -> None:
        root = self._optional("fontTable")
        if root is None:
            return
        for font in root.iter(w("font")):
            for embedded in font.findall("*"):
                if etree.QName(embedded).localname.startswith("embed"):
                    font.remove(embedded)
        self._keep("fontTable", "fontTable.xml", f"{WORD_TYPE}.fontTable+xml", _serialized(root))

    def _numbering(self) -> tuple[tuple[str, str], int, int]:
        root = self._optional("numbering")
        if root is None:
            root = etree.Element(w("numbering"), nsmap={"w": W})
        numbers = [int(num.get(w("numId")) or 0) for num in root.iter(w("num"))]
        abstracts = [int(found.get(w("abstractNumId")) or 0) for found in root.iter(w("abstractNum"))]
        first_abstract = max(abstracts, default=-1) + 1
        first_num = root.find(w("num"))
        for offset, bullet in enumerate((True, False)):
            made = list_definition(first_abstract + offset, bullet=bullet)
            if first_num is None:
                root.append(made)
            else:
                first_num.addprevious(made)
        last = root.find(w("numIdMacAtCleanup"))
        if last is not None:
            root.remove(last)
        before, after = _split(root)
        first_free = max(numbers, default=0) + 1
        bullets = f'<w:num xmlns:w="{W}" w:numId="{first_free}"><w:abstractNumId w:val="{first_abstract}"/></w:num>'
        return (before + bullets, after), first_free, first_abstract + 1

    def _edges(self) -> Iterator[tuple[tuple[str, str], Edge]]:
        if self.section is None:
            return
        targets = {key: related.target for key, related in self._relations(self.document_name)}
        for side in ("header", "footer"):
            for reference in self.section.findall(w(f"{side}Reference")):
                target = targets.get(reference.get(r("id")) or "")
                if target is not None:
                    root = parse_part(target, self.given[target])
                    yield (side, reference.get(w("type")) or "default"), Edge(*_split(root), self._rels_of(target))

    def _rels_of(self, owner: str) -> PackagePart | None:
        """Carry a header's pictures and links over; its relationship ids stay, so its XML can stay too."""
        written = ""
        for key, related in self._relations(owner):
            if related.kind == "hyperlink":
                written += relationship(key, related.kind, related.target, external=related.is_external)
            elif related.kind == "image":
                written += relationship(key, related.kind, self._picture(owner, related.target))
            else:
                refuse(f"holds something of type '{related.kind}', which a letter cannot carry", owner)
        return part("rels", relationships(written)) if written else None

    def _picture(self, owner: str, target: str) -> str:
        extension = target.rsplit(".", 1)[-1].lower()
        if extension not in PICTURE_TYPES:
            refuse(f"shows a picture of type '{extension}'; save it as PNG or JPEG", owner)
        name = f"media/letterhead{len(self.parts)}.{extension}"
        self.parts.append(part(f"word/{name}", self.given[target]))
        return name

    def _page(self) -> tuple[str, float, bool]:
        section = self.section
        if section is None or section.find(w("pgSz")) is None or section.find(w("pgMar")) is None:
            section = etree.fromstring(f'<w:sectPr xmlns:w="{W}">{_LETTER_PAGE}</w:sectPr>')
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is None or margins is None:
            refuse("its page has no size", self.document_name)
        try:
            width = int(size.get(w("w")) or 0)
            width -= int(margins.get(w("left")) or 0) + int(margins.get(w("right")) or 0)
        except ValueError:
            refuse("its page has no size", self.document_name)
        if width <= 0:
            refuse("its margins leave no room for text", self.document_name)
        kept = [deepcopy(child) for child in section if child.tag in {w(name) for name in _KEPT_OF_SECTION}]
        page = "".join(etree.tostring(child, encoding="unicode") for child in kept)
        return page, width / TWIPS_PER_POINT, is_on(section.find(w("titlePg")))


def _serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _split(root: etree._Element) -> tuple[str, str]:
    """Return an element's XML in two pieces, open for more at its end."""
    root.append(etree.ProcessingInstruction(_HERE, "here"))
    whole = XML_HEAD + etree.tostring(root, encoding="unicode")
    before, _, after = whole.rpartition(f"<?{_HERE} here?>")
    return before, after


def complete_styles(root: etree._Element) -> dict[str, str]:
    """Add the styles that a styles part lacks; return the id of every style of `NAMES` by its name.

    Styles are matched by name without regard to capitals, as Word does, since ids differ between languages.
    """
    ours = {style_name(style): style for style in etree.fromstring(STYLES_PART.encode()).iter(w("style"))}
    theirs = {style_name(style): style.get(w("styleId")) or "" for style in root.iter(w("style"))}
    normal = theirs.get("normal", "Normal")
    for wanted in (name.casefold() for name in NAMES):
        if wanted in theirs:
            continue
        added = deepcopy(ours[wanted])
        style_id = _free_id(added.get(w("styleId")) or "", theirs)
        added.set(w("styleId"), style_id)
        for relative in (*added.iter(w("basedOn")), *added.iter(w("next"))):
            if relative.get(w("val")) == "Normal":
                relative.set(w("val"), normal)
        theirs[wanted] = style_id
        root.append(added)
    return {name: theirs[name.casefold()] for name in NAMES}


def _free_id(style_id: str, taken: dict[str, str]) -> str:
    while style_id in taken.values():
        style_id = f"Priorauth{style_id}"
    return style_id


def list_definition(number: int, *, bullet: bool) -> etree._Element:
    """Make a list of nine levels: bullets, or 1. a. i. and again."""
    formats = ("bullet",) if bullet else ("decimal", "lowerLetter", "lowerRoman")
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{formats[level % len(formats)]}"/>'
        f'<w:lvlText w:val="{"•–"[level % 2] if bullet else f"%{level + 1}."}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for level in range(9)
    )
    return etree.fromstring(
        f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )
