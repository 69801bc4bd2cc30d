"""The styles a letter is written in: their names, and how each looks where the letterhead has none of its own."""

from __future__ import annotations

from typing import Final

from priorauth.render.docx.wordprocessing import XML_HEAD, W

NORMAL: Final = "Normal"
HEADINGS: Final = ("Title", "heading 1", "heading 2")
"""A document's title, its sections and their parts; the heading levels of `Document`, one by one."""
QUOTE: Final = "Quote"
BULLET: Final = "List Bullet"
NUMBER: Final = "List Number"
CAPTION: Final = "caption"
LINK: Final = "Hyperlink"
TABLE: Final = "priorauth Table"
CELL: Final = "priorauth Table Text"
SMALL: Final = "priorauth Small"
ADDRESS: Final = "priorauth Address"
SIGNATURE: Final = "priorauth Signature"

_INK = "1F3A52"
"""The one dark blue of headings and rules; it stays readable on a fax."""


def _style(kind: str, key: str, name: str, inner: str, *, relations: str = "", flag: str = "") -> str:
    """Write a style; ``relations`` name the style it is based on and the one of the paragraph after it."""
    custom = ' w:customStyle="1"' if name.startswith("priorauth") else ""
    return (
        f'<w:style w:type="{kind}"{flag}{custom} w:styleId="{key}"><w:name w:val="{name}"/>{relations}'
        f"<w:qFormat/>{inner}</w:style>"
    )


def _paragraph(key: str, name: str, properties: str, look: str = "", after: str = "") -> str:
    inner = f"<w:pPr>{properties}</w:pPr>" + (f"<w:rPr>{look}</w:rPr>" if look else "")
    following = f'<w:next w:val="{after}"/>' if after else ""
    return _style("paragraph", key, name, inner, relations=f'<w:basedOn w:val="Normal"/>{following}')


def _heading(key: str, name: str, half_points: int, before: int, *, rule: str = "", outline: str = "") -> str:
    return _paragraph(
        key,
        name,
        f'<w:keepNext/><w:keepLines/>{rule}<w:spacing w:before="{before}" w:after="80" w:line="240" '
        f'w:lineRule="auto"/>{outline}',
        f'<w:b/><w:bCs/><w:color w:val="{_INK}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>',
        after="Normal",
    )


def _small(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(
    f'<w:{side} w:w="{twips}" w:type="dxa"/>'
    for side, twips in (("top", 40), ("left", 90), ("bottom", 40), ("right", 90))
)
_TABLE = (
    f'<w:pPr><w:spacing w:after="0"/></w:pPr><w:tblPr><w:tblBorders>{_LINES}</w:tblBorders>'
    f"<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="E7ECF1"/></w:tcPr></w:tblStylePr>'
)
_TITLE_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="3" w:color="{_INK}"/></w:pBdr>'

_STYLES = (
    _style(
        "paragraph",
        "Normal",
        NORMAL,
        '<w:pPr><w:widowControl/><w:spacing w:after="90" w:line="247" w:lineRule="auto"/></w:pPr>',
        flag=' w:default="1"',
    ),
    _style("character", "DefaultParagraphFont", "Default Paragraph Font", "", flag=' w:default="1"'),
    _style("table", "TableNormal", "Normal Table", "", flag=' w:default="1"'),
    _heading("Title", "Title", 30, 0, rule=_TITLE_RULE),
    _heading("Heading1", "heading 1", 22, 150, outline='<w:outlineLvl w:val="0"/>'),
    _heading("Heading2", "heading 2", 20, 120, outline='<w:outlineLvl w:val="1"/>'),
    _paragraph(
        "Quote",
        QUOTE,
        '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="A6A6A6"/></w:pBdr>'
        '<w:ind w:left="432" w:right="432"/>',
        "<w:i/><w:iCs/>",
    ),
    _paragraph("ListBullet", BULLET, '<w:spacing w:after="40"/>'),
    _paragraph("ListNumber", NUMBER, '<w:spacing w:after="40"/>'),
    _paragraph(
        "Caption", CAPTION, '<w:keepLines/><w:spacing w:before="100" w:after="60"/>', f"<w:b/><w:bCs/>{_small(18)}"
    ),
    _paragraph("PriorauthTableText", CELL, '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>', _small(18)),
    _paragraph("PriorauthSmall", SMALL, '<w:spacing w:after="60" w:line="240" w:lineRule="auto"/>', _small(17)),
    _paragraph("PriorauthAddress", ADDRESS, '<w:spacing w:after="120" w:line="240" w:lineRule="auto"/>'),
    _paragraph("PriorauthSignature", SIGNATURE, '<w:keepLines/><w:spacing w:after="0"/><w:ind w:right="4680"/>'),
    _style("character", "Hyperlink", LINK, '<w:rPr><w:color w:val="1F4E79"/><w:u w:val="single"/></w:rPr>'),
    _style("table", "PriorauthTable", TABLE, _TABLE, relations='<w:basedOn w:val="TableNormal"/>'),
)

_FONTS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'

STYLES_PART: Final = (
    f'{XML_HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}'
    '<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-US"/></w:rPr></w:rPrDefault>'
    f"<w:pPrDefault/></w:docDefaults>{''.join(_STYLES)}</w:styles>"
)
"""A styles part with every style above: 10-point Calibri, or Carlito, which has the same widths."""

NAMES: Final = (
    NORMAL, *HEADINGS, QUOTE, BULLET, NUMBER, CAPTION, LINK, TABLE, CELL, SMALL, ADDRESS, SIGNATURE
)  # fmt: skip
"""Every style a letter uses, by the name Word shows (without regard to capitals)."""
