"""A document as DOCX, in the practice's letterhead: real headings, lists and tables, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from lxml import etree

from priorauth.document import Document
from priorauth.render.docx_body import BULLET_NUM, FIRST_ORDERED_NUM, Body
from priorauth.render.figure_image import figure_png
from priorauth.render.letterhead import (
    CONTENT_TYPES,
    DOCUMENT,
    DOCUMENT_RELS,
    NUMBERING,
    RELS,
    STYLES,
    Letterhead,
    R,
    W,
    open_letterhead,
    parse,
)
from priorauth.render.typeface import check_glyphs
from priorauth.submission import Draft, Submission, require_standing

_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)

_OWN_STYLES = {
    "title": ("Title", "paragraph", '<w:spacing w:after="120"/>', '<w:b/><w:sz w:val="30"/>'),
    "heading 1": ("Heading1", "paragraph", '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="24"/>'),
    "heading 2": ("Heading2", "paragraph", '<w:keepNext/><w:spacing w:before="160" w:after="40"/><w:outlineLvl w:val="1"/>', '<w:b/><w:sz w:val="21"/>'),
    "quote": ("Quote", "paragraph", '<w:ind w:left="360" w:right="360"/>', "<w:i/>"),
    "caption": ("Caption", "paragraph", '<w:spacing w:after="120"/>', '<w:i/><w:sz w:val="17"/>'),
    "priorauth table": ("PriorauthTable", "paragraph", '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>', '<w:sz w:val="18"/>'),
    "priorauth small": ("PriorauthSmall", "paragraph", "", '<w:sz w:val="17"/>'),
    "priorauth address": ("PriorauthAddress", "paragraph", '<w:spacing w:after="0"/>', ""),
    "hyperlink": ("Hyperlink", "character", "", '<w:color w:val="0B3D91"/><w:u w:val="single"/>'),
}  # fmt: skip
"""Styles a letter needs and a letterhead may lack, by their names in Word."""


def render_docx(document: Document, standing: Submission | Draft, *, letterhead: bytes) -> bytes:
    """Write a document as a Word file in a letterhead.

    Raises ``TypeError`` for anything but a submission or a draft, and `Refused`: PA601 for a character that cannot
    be drawn, PA602 for a letterhead that cannot be used.
    """
    require_standing(standing)
    check_glyphs(document)
    head = open_letterhead(letterhead)
    style_ids = {name: own[0] for name, own in _OWN_STYLES.items()} | dict(head.style_ids)
    body = Body(style_ids)
    content = body.xml(document)
    package = _Package(head)
    package.footer(document.footer)
    if standing.is_draft:
        package.draft_mark()
    package.styles()
    package.numbering(body.ordered_lists)
    for url, relation in body.links.items():
        package.relate(relation, "hyperlink", url, external=True)
    for number, figure in enumerate(body.figures, 1):
        package.parts[f"word/media/figure{number}.png"] = figure_png(figure)
        package.relate(f"rIdFigure{number}", "image", f"media/figure{number}.png")
    package.properties(document)
    section = etree.tostring(package.section).decode()
    package.parts[DOCUMENT] = (
        f"{_HEAD}<w:document {_NAMESPACES}><w:body>{content}{section}</w:body></w:document>".encode()
    )
    return package.zipped()


class _Package:
    """The letterhead's parts, with what a letter adds to them."""

    def __init__(self, head: Letterhead) -> None:
        self.head = head
        self.parts = dict(head.parts)
        self.section = etree.fromstring(head.section)
        self.relations = parse(
            self.parts.get(DOCUMENT_RELS, f'<Relationships xmlns="{RELS}"/>'.encode()), DOCUMENT_RELS
        )
        self.types = parse(self.parts[CONTENT_TYPES], CONTENT_TYPES)

    def relate(self, id_: str, kind: str, target: str, *, external: bool = False) -> None:
        """Add a relation of the document to a part or, for a link, to a page outside."""
        relation = etree.SubElement(
            self.relations, f"{{{RELS}}}Relationship", Id=id_, Type=f"{_TYPE}/{kind}", Target=target
        )
        if external:
            relation.set("TargetMode", "External")

    def footer(self, text: str) -> None:
        """Add the case, the template and ``Page n of m`` to the letterhead's footer."""
        fields = "".join(
            f'<w:r><w:rPr><w:sz w:val="15"/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
            + (f'<w:fldSimple w:instr=" {field} "><w:r><w:rPr><w:sz w:val="15"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>' if field else "")
            for words, field in ((f"{text} · Page ", "PAGE"), (" of ", "NUMPAGES"))
        )  # fmt: skip
        self._extend("footer", f'<w:p {_NAMESPACES}><w:pPr><w:jc w:val="center"/></w:pPr>{fields}</w:p>')

    def draft_mark(self) -> None:
        """Put DRAFT at the head of every page."""
        look = '<w:rPr><w:b/><w:sz w:val="56"/></w:rPr>'
        mark = "DRAFT, not for submission"
        self._extend(
            "header",
            f'<w:p {_NAMESPACES}><w:pPr><w:jc w:val="center"/></w:pPr><w:r>{look}<w:t>{mark}</w:t></w:r></w:p>',
        )

    def _extend(self, kind: str, paragraph: str) -> None:
        """Add a paragraph to every header or footer the section uses; make one where it has none."""
        references = self.section.findall(f"{{{W}}}{kind}Reference")
        if not references:
            references = [self._new_part(kind)]
        for reference in references:
            name = self._target(str(reference.get(f"{{{R}}}id")))
            root = parse(self.parts[name], name)
            root.append(etree.fromstring(paragraph))
            self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _new_part(self, kind: str) -> etree._Element:
        file, id_ = f"priorauth_{kind}.xml", f"rIdPriorauth{kind.title()}"
        tag = "hdr" if kind == "header" else "ftr"
        self.parts[f"word/{file}"] = f"{_HEAD}<w:{tag} {_NAMESPACES}/>".encode()
        self.relate(id_, kind, file)
        self._declare(f"/word/{file}", f"{_WORD}.{kind}+xml")
        reference = etree.Element(f"{{{W}}}{kind}Reference", {f"{{{W}}}type": "default", f"{{{R}}}id": id_})
        self.section.insert(0, reference)
        return reference

    def _target(self, id_: str) -> str:
        targets = {str(relation.get("Id")): str(relation.get("Target")) for relation in self.relations}
        target = targets.get(id_, "")
        return target.lstrip("/") if target.startswith("/") else f"word/{target}"

    def _declare(self, part: str, content_type: str) -> None:
        space = "http://schemas.openxmlformats.org/package/2006/content-types"
        if not any(entry.get("PartName") == part for entry in self.types):
            etree.SubElement(self.types, f"{{{space}}}Override", PartName=part, ContentType=content_type)

    def styles(self) -> None:
        """Add the styles the letterhead lacks; those it has stay as they are."""
        missing = [name for name in _OWN_STYLES if name not in self.head.style_ids]
        if not missing:
            return
        root = parse(self.parts[STYLES], STYLES)
        for name in missing:
            id_, kind, paragraph, run = _OWN_STYLES[name]
            inner = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
            inner += f"<w:rPr>{run}</w:rPr>" if run else ""
            xml = f'<w:style {_NAMESPACES} w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{inner}</w:style>'
            root.append(etree.fromstring(xml))
        self.parts[STYLES] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def numbering(self, ordered_lists: int) -> None:
        """Define bullets and numbers; each numbered list starts again at 1."""
        if NUMBERING not in self.parts:
            self.parts[NUMBERING] = f"{_HEAD}<w:numbering {_NAMESPACES}/>".encode()
            self.relate("rIdPriorauthNumbering", "numbering", "numbering.xml")
            self._declare(f"/{NUMBERING}", f"{_WORD}.numbering+xml")
        root = parse(self.parts[NUMBERING], NUMBERING)
        for id_, form, text in ((BULLET_NUM, "bullet", "•"), (FIRST_ORDERED_NUM, "decimal", "%1.")):
            first_num = next((i for i, element in enumerate(root) if element.tag == f"{{{W}}}num"), len(root))
            root.insert(first_num, etree.fromstring(_abstract_numbering(id_, form, text)))
        root.append(etree.fromstring(_number(BULLET_NUM, BULLET_NUM, restart=False)))
        for index in range(ordered_lists):
            number = FIRST_ORDERED_NUM + index
            root.append(etree.fromstring(_number(number, FIRST_ORDERED_NUM, restart=True)))
        self.parts[NUMBERING] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def properties(self, document: Document) -> None:
        """Set the title; no author and no time, so that the same letter is the same file."""
        title = escape(document.title)
        self.parts["docProps/core.xml"] = (
            f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>priorauth</dc:creator>'
            f"<dc:language>{document.language}</dc:language></cp:coreProperties>"
        ).encode()

    def zipped(self) -> bytes:
        """Pack the parts, in order of name and with a fixed time."""
        png = '<Default xmlns="http://schemas.openxmlformats.org/package/2006/content-types" Extension="png" ContentType="image/png"/>'
        if not any(entry.get("Extension") == "png" for entry in self.types):
            self.types.insert(0, etree.fromstring(png))
        for name, root in ((DOCUMENT_RELS, self.relations), (CONTENT_TYPES, self.types)):
            self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
            for name in sorted(self.parts, key=lambda name: (name != CONTENT_TYPES, name)):
                package.writestr(zipfile.ZipInfo(name, _FIXED_TIME), self.parts[name], zipfile.ZIP_DEFLATED)
        return stream.getvalue()


def _abstract_numbering(id_: int, form: str, text: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:spacing w:after="40"/><w:ind w:left="{360 * (level + 1)}" w:hanging="280"/></w:pPr></w:lvl>'
        for level in range(3)
    )
    return f'<w:abstractNum {_NAMESPACES} w:abstractNumId="{id_}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'


def _number(number: int, abstract: int, *, restart: bool) -> str:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    return f'<w:num {_NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{start}</w:num>'
