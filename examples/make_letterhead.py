"""Make the shipped letterhead, templates/letterhead.docx: a lean Word file with the styles a letter uses.

Run it again after a change here; the result is the same bytes each time.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

TARGET = Path(__file__).parent.parent / "templates" / "letterhead.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

STYLES = [
    ("Normal", "Normal", '<w:spacing w:after="80" w:line="250" w:lineRule="auto"/>', '<w:sz w:val="19"/>'),
    ("Title", "Title", '<w:keepNext/><w:spacing w:after="140"/>', '<w:b/><w:sz w:val="30"/>'),
    ("Heading1", "heading 1", '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="23"/>'),
    ("Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="160" w:after="40"/><w:outlineLvl w:val="1"/>', '<w:b/><w:sz w:val="21"/>'),
    ("Quote", "Quote", '<w:ind w:left="360" w:right="360"/>', "<w:i/>"),
    ("Caption", "caption", '<w:spacing w:after="120"/>', '<w:i/><w:sz w:val="17"/>'),
    ("PriorauthTable", "priorauth table", '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>', '<w:sz w:val="18"/>'),
    ("PriorauthSmall", "priorauth small", "", '<w:sz w:val="17"/>'),
    ("PriorauthAddress", "priorauth address", '<w:spacing w:after="0"/>', ""),
]  # fmt: skip


def style(id_: str, name: str, paragraph: str, run: str) -> str:
    is_default = id_ == "Normal"
    default = ' w:default="1"' if is_default else ""
    based = "" if is_default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{id_}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def parts() -> dict[str, str]:
    fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
    look = f'<w:rPr>{fonts}<w:lang w:val="en-US"/></w:rPr>'
    defaults = f"<w:docDefaults><w:rPrDefault>{look}</w:rPrDefault></w:docDefaults>"
    styles = "".join(style(*row) for row in STYLES)
    link = (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0B3D91"/><w:u w:val="single"/></w:rPr></w:style>'
    )
    section = (
        '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1000" w:right="1440" w:bottom="1000" w:left="1440" '
        'w:header="500" w:footer="460" w:gutter="0"/></w:sectPr>'
    )
    office = "http://schemas.openxmlformats.org"
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{office}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/package/2006/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{office}/package/2006/metadata/core-properties"/>',
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p/>{section}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{R}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{styles}{link}</w:styles>',
    }


def main() -> None:
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts().items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
