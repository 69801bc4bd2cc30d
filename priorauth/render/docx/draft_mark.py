"""The mark a draft carries in Word: large in the header, and across the page behind the text."""

from __future__ import annotations

from typing import Final

from priorauth.render.docx.wordprocessing import VML, VML_OFFICE, W

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
