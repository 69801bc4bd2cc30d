"""Reading a finished Word file again: every word of the document has to be in it, in order."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from priorauth.document import Document
from priorauth.problems import Refused, problem
from priorauth.render.letterhead import DOCUMENT, W, parse
from priorauth.render.words import words_of


def prove_docx(document: Document, data: bytes) -> None:
    """Raise `Refused` (PA603) when the Word file does not say exactly what the document says."""
    found = [text for text in paragraphs(data) if text.strip()]
    wanted = list(words_of(document))
    for number, (said, meant) in enumerate(zip(found, wanted, strict=False), 1):
        if said != meant:
            raise Refused([problem("PA603", format="DOCX", block=number)])
    if len(found) != len(wanted):
        raise Refused([problem("PA603", format="DOCX", block=min(len(found), len(wanted)) + 1)])


def paragraphs(data: bytes) -> list[str]:
    """Give the text of every paragraph of the body, table cells included, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = parse(package.read(DOCUMENT), DOCUMENT)
    return [_text(paragraph) for paragraph in root.iter(f"{{{W}}}p")]


def _text(paragraph: etree._Element) -> str:
    pieces = []
    for element in paragraph.iter(f"{{{W}}}t", f"{{{W}}}br"):
        is_line_break = element.tag == f"{{{W}}}br" and element.get(f"{{{W}}}type") is None
        pieces.append("\n" if is_line_break else element.text or "")
    return "".join(pieces)
