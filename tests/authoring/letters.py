"""Word letters for tests, made with python-docx or by hand where it has no words for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
from docx.document import Document

from priorauth.authoring.word_import import Imported, import_letter
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


def imported(*paragraphs: str, change: Callable[[Document], object] = lambda letter: None) -> Imported:
    return import_letter(word_letter(*paragraphs, change=change), "trial", "letter.docx")


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
