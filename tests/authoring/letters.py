"""Word letters for tests, made with python-docx or by hand where it has no words for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document

from priorauth.authoring.word_import.import_letter import Imported, import_letter
from priorauth.render.docx.docx_package import pack, part
from priorauth.render.docx.wordprocessing import CONTENT_TYPES, WORD_TYPE, XML_HEAD, W, relationship, relationships
from tests.render.word_files import parts_of, zipped

SHIPPED = Path(__file__).parent.parent.parent / "examples" / "word_letters"


def word_letter(*paragraphs: str, change: Callable[[Document], object] = lambda letter: None) -> bytes:
    letter = docx.Document()
    for text in paragraphs:
        letter.add_paragraph(text)
    change(letter)
    out = io.BytesIO()
    letter.save(out)
    return out.getvalue()


def small_letter(*paragraphs: str) -> bytes:
    """The least a Word letter can be; python-docx takes a tenth of a second for each of its own."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' for text in paragraphs)
    document = f'{XML_HEAD}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    types = (
        f'{XML_HEAD}<Types xmlns="{CONTENT_TYPES}"><Override PartName="/word/document.xml" '
        f'ContentType="{WORD_TYPE}.document.main+xml"/></Types>'
    )
    links = relationships(relationship("rId1", "officeDocument", "word/document.xml"))
    return pack(
        [part("[Content_Types].xml", types), part("_rels/.rels", links), part("word/document.xml", document)]
    )


def imported(*paragraphs: str, change: Callable[[Document], object] | None = None) -> Imported:
    made = small_letter(*paragraphs) if change is None else word_letter(*paragraphs, change=change)
    return import_letter(made, "trial", "letter.docx")


def body_of(result: Imported) -> str:
    return result.template.split("---\n", 2)[2].strip()


def with_body(xml: str, **parts: bytes) -> bytes:
    """A letter whose body ends in some XML of its own."""
    given = parts_of(word_letter("Dear Medical Director:", "A sentence of the letter."))
    document = given["word/document.xml"].decode()
    given["word/document.xml"] = document.replace("<w:sectPr", f"{xml}<w:sectPr", 1).encode()
    return zipped(given | {name.replace("__", "/"): content for name, content in parts.items()})


def values_of(result: Imported) -> Sequence[str]:
    return [proposal.value for proposal in result.proposals]
