"""Write the shipped letterhead, `templates/letterhead.docx`: US Letter, one-inch side margins, the default styles.

Running it again writes the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from priorauth.render.docx.docx_package import pack, part
from priorauth.render.docx.docx_styles import STYLES_PART
from priorauth.render.docx.wordprocessing import (
    CONTENT_TYPES,
    WORD_TYPE,
    XML_HEAD,
    R,
    W,
    relationship,
    relationships,
)

TARGET = Path(__file__).parent.parent / "templates" / "letterhead.docx"

_PAGE = (
    '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1000" w:right="1440" w:bottom="1000" w:left="1440" '
    'w:header="500" w:footer="460" w:gutter="0"/>'
)
_PLACEHOLDER = "Put your logo and address into this header. The letter's text replaces this paragraph."
_FONTS = (
    '<w:font w:name="Calibri"><w:altName w:val="Carlito"/><w:panose1 w:val="020F0502020204030204"/>'
    '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    '<w:font w:name="Noto Sans"><w:altName w:val="Calibri"/><w:family w:val="swiss"/></w:font>'
)


def letterhead() -> bytes:
    """Make the letterhead's bytes."""
    document = (
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p><w:r><w:t>{_PLACEHOLDER}</w:t></w:r></w:p>'
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>{_PAGE}</w:sectPr></w:body></w:document>'
    )
    parts = {
        "document": ("document.main", document),
        "styles": ("styles", STYLES_PART.removeprefix(XML_HEAD)),
        "fontTable": ("fontTable", f'<w:fonts xmlns:w="{W}">{_FONTS}</w:fonts>'),
        "header1": ("header", f'<w:hdr xmlns:w="{W}"><w:p/></w:hdr>'),
    }
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>'
        for name, (kind, _) in parts.items()
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    links = ("styles", "styles"), ("fontTable", "fontTable"), ("header", "header1")
    return pack(
        [
            part("[Content_Types].xml", f'{XML_HEAD}<Types xmlns="{CONTENT_TYPES}">{defaults}{types}</Types>'),
            part("_rels/.rels", relationships(relationship("rId1", "officeDocument", "word/document.xml"))),
            *(part(f"word/{name}.xml", XML_HEAD + xml) for name, (_, xml) in parts.items()),
            part(
                "word/_rels/document.xml.rels",
                relationships(
                    "".join(relationship(f"rId{n}", kind, f"{name}.xml") for n, (kind, name) in enumerate(links, 1))
                ),
            ),
        ]
    )


if __name__ == "__main__":
    TARGET.write_bytes(letterhead())
    print(TARGET)
