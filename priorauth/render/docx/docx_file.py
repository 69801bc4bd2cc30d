"""A `Document` as a Word file in the practice's letterhead."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from typing import Final

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from priorauth.document import Document, Figure
from priorauth.render.docx import docx_styles as styles
from priorauth.render.docx.docx_body import Body, DrawFigure, plain
from priorauth.render.docx.docx_package import PackagePart, pack, part
from priorauth.render.docx.letterhead import KINDS, PICTURE_TYPES, Edge, Letterhead, prepare
from priorauth.render.docx.wordprocessing import (
    CONTENT_TYPES,
    RELATIONSHIPS,
    TWIPS_PER_POINT,
    VML,
    VML_OFFICE,
    WORD_TYPE,
    WP,
    XML_HEAD,
    R,
    W,
    relationship,
    relationships,
)
from priorauth.render.drawable_text import check_glyphs, register
from priorauth.render.pdf.pdf_file import draw_figure
from priorauth.submission.gate import GatedCase, require_gated

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_FIXED_TIME = "1980-01-01T00:00:00Z"
_PACKAGE_RELATIONSHIPS = relationships(
    relationship("rId1", "officeDocument", "word/document.xml")
    + f'<Relationship Id="rId2" Type="{RELATIONSHIPS}/metadata/core-properties" Target="docProps/core.xml"/>'
)


@lru_cache(maxsize=64)
def figure_png(figure: Figure, dpi: int = 200) -> bytes:
    """Draw a figure at ``dpi`` dots per inch, in greys."""
    register()
    stream = io.BytesIO()
    canvas = Canvas(stream, (figure.width, figure.height), invariant=1)
    draw_figure(canvas, figure, 0, 0, 1)
    canvas.showPage()
    canvas.save()
    with closing(pypdfium2.PdfDocument(stream.getvalue())) as pdf:
        image = pdf[0].render(scale=dpi / 72, grayscale=True).to_pil()
    out = io.BytesIO()
    image.convert("L").save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


def render_docx(
    document: Document, gated: GatedCase, *, letterhead: bytes, draw_figure: DrawFigure = figure_png
) -> bytes:
    """Draw a document into a letterhead, a Word file whose styles, page, header, footer and logo are kept.

    The same document, gated case and letterhead give the same bytes. A draft carries ``DRAFT`` in every header and
    across every page. ``draw_figure`` makes the PNG of a figure; by default figures are drawn at 200 dots per
    inch. Raises ``TypeError`` for anything that is neither a submission nor a draft, and `Refused` for a
    character no shipped font can draw (PA601), so that both formats take the same letters; for a letterhead that
    may not be used (PA602); and for a title or description with a character a Word file cannot hold (PA604).
    """
    require_gated(gated)
    check_glyphs(document)
    base = prepare(letterhead, document.language)
    body = Body(base, draw_figure)
    body.write(document.blocks)
    is_marked = gated.is_draft and not document.is_request
    edges = dict(_edges(document, base, is_draft=is_marked))
    return pack(_parts(document, base, body, edges))


def _parts(
    document: Document, base: Letterhead, body: Body, edges: dict[str, tuple[str, PackagePart | None]]
) -> Iterator[PackagePart]:
    yield part("[Content_Types].xml", _content_types(base, edges))
    yield part("_rels/.rels", _PACKAGE_RELATIONSHIPS)
    yield part("docProps/core.xml", _core(document))
    yield part("word/document.xml", _document(base, body, edges))
    yield part("word/_rels/document.xml.rels", _document_relationships(base, body, edges))
    yield part("word/numbering.xml", _numbering(base, body))
    for name, (content, rels) in edges.items():
        yield part(f"word/{name}.xml", content)
        if rels is not None:
            yield PackagePart(f"word/_rels/{name}.xml.rels", rels.deflated, rels.size, rels.crc)
    yield from base.static_parts
    for number, picture in enumerate(body.pictures, 1):
        yield part(f"word/media/figure{number}.png", picture)


def _edges(
    document: Document, base: Letterhead, *, is_draft: bool
) -> Iterator[tuple[str, tuple[str, PackagePart | None]]]:
    """Return every header and footer this letter needs, by name, with its relationships."""
    in_use = {"default": True, "first": base.uses_first, "even": base.uses_even}
    for kind in KINDS:
        header = base.edges.get(("header", kind))
        if header is not None or (is_draft and in_use[kind]):
            header = header or _blank("hdr")
            added = draft_mark(kind, base.style_ids[styles.NORMAL]) if is_draft else ""
            yield f"header_{kind}", (header.before + added + header.after, header.rels)
        if in_use[kind]:
            footer = base.edges.get(("footer", kind)) or _blank("ftr")
            yield f"footer_{kind}", (footer.before + _page_line(document, base) + footer.after, footer.rels)


def _blank(root: str) -> Edge:
    return Edge(f'{XML_HEAD}<w:{root} xmlns:w="{W}">', f"</w:{root}>", None)


def _page_line(document: Document, base: Letterhead) -> str:
    """Write the footer's text on the left and the page count, as Word's own fields, on the right."""
    tab = round(base.text_width * TWIPS_PER_POINT)
    style = base.style_ids[styles.SMALL]

    def field(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    def text(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    return (
        f'<w:p xmlns:w="{W}"><w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab w:val="right" w:pos="{tab}"/>'
        f"</w:tabs></w:pPr>{text(plain(document.footer))}<w:r><w:tab/></w:r>"
        f"{text('Page ')}{field('PAGE')}{text(' of ')}{field('NUMPAGES')}</w:p>"
    )


def _document(base: Letterhead, body: Body, edges: dict[str, tuple[str, PackagePart | None]]) -> str:
    references = "".join(
        f'<w:{name.split("_")[0]}Reference w:type="{name.split("_")[1]}" r:id="rId_{name}"/>'
        for name in sorted(edges)
    )
    return (
        f'{XML_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}"><w:body>{"".join(body.xml)}'
        f"<w:sectPr>{references}{base.page}</w:sectPr></w:body></w:document>"
    )


def _document_relationships(base: Letterhead, body: Body, edges: dict[str, tuple[str, PackagePart | None]]) -> str:
    written = [base.relationships, relationship("rIdNumbering", "numbering", "numbering.xml")]
    written += [relationship(f"rId_{name}", name.split("_")[0], f"{name}.xml") for name in edges]
    written += [
        relationship(f"rIdFigure{number}", "image", f"media/figure{number}.png")
        for number in range(1, len(body.pictures) + 1)
    ]
    written += [
        relationship(f"rIdLink{number}", "hyperlink", url, external=True)
        for number, url in enumerate(body.links, 1)
    ]
    return relationships("".join(written))


def _numbering(base: Letterhead, body: Body) -> str:
    """Write the lists: one shared by all bullets, and one for each numbered list, which starts at 1."""
    before, after = base.numbering
    lists = "".join(
        f'<w:num xmlns:w="{W}" w:numId="{base.first_free_number + position}"><w:abstractNumId '
        f'w:val="{base.ordered_abstract}"/><w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
        for position, level in enumerate(body.ordered_lists, 1)
    )
    return before + lists + after


def _content_types(base: Letterhead, edges: dict[str, tuple[str, PackagePart | None]]) -> str:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    entries = [
        f'<Default Extension="{key}" ContentType="{value}"/>' for key, value in (defaults | PICTURE_TYPES).items()
    ]
    names = {"document": "document.main", "numbering": "numbering", **{name: name.split("_")[0] for name in edges}}
    entries += [
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>'
        for name, kind in names.items()
    ]
    entries.append(
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    )
    return f'{XML_HEAD}<Types xmlns="{CONTENT_TYPES}">{"".join(entries)}{base.content_types}</Types>'


def _core(document: Document) -> str:
    stamp = f'xsi:type="dcterms:W3CDTF">{_FIXED_TIME}</dcterms'
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{plain(document.title)}</dc:title><dcterms:created {stamp}:created>"
        f"<dcterms:modified {stamp}:modified><dc:language>{plain(document.language)}</dc:language>"
        "</cp:coreProperties>"
    )


DRAFT_MARK: Final = "DRAFT"

# Word's own definition of text drawn along a line (shape type 136), which a watermark refers to.
_SHAPE_TYPE: Final = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)
_PLACE: Final = (
    "position:absolute;margin-left:0;margin-top:0;width:430pt;height:170pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def draft_mark(kind: str, style_id: str) -> str:
    """Write the paragraph that marks one kind of header; ``style_id`` is that of ordinary text.

    The drawing is the VML that Word itself writes for a watermark; LibreOffice shows it too.
    """
    shape = (
        f'<v:shape id="PriorauthDraft{kind}" type="#_x0000_t136" style="{_PLACE}" o:allowincell="f" '
        'fillcolor="#c8c8c8" stroked="f" alt="Draft"><v:fill opacity=".5"/>'
        '<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" '
        f'string="{DRAFT_MARK}"/></v:shape>'
    )
    return (
        f'<w:p xmlns:w="{W}" xmlns:v="{VML}" xmlns:o="{VML_OFFICE}"><w:pPr><w:pStyle w:val="{style_id}"/>'
        '<w:spacing w:before="0" w:after="60"/><w:jc w:val="center"/></w:pPr>'
        f'<w:r><w:rPr><w:b/><w:sz w:val="40"/><w:szCs w:val="40"/></w:rPr><w:t>{DRAFT_MARK}</w:t></w:r>'
        f"<w:r><w:pict>{_SHAPE_TYPE}{shape}</w:pict></w:r></w:p>"
    )
