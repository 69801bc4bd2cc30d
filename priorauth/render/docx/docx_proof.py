"""Reading a finished Word file back: it must say what the document says, block by block."""

from __future__ import annotations

import io
import zipfile
from itertools import zip_longest

from lxml import etree

from priorauth.document import Document, words_of
from priorauth.formats.word.word_nodes import paragraph_texts
from priorauth.formats.word.word_reader import read_words
from priorauth.problems import Refused, problem


def prove_docx(document: Document, data: bytes) -> None:
    """Compare the words of a finished Word file with those of its document.

    Raises `Refused` (PA603) with the number of the first text that is missing, changed or too many, counted
    from 1 over paragraphs, list items and table cells that hold any text.
    """
    found = (text for text in paragraphs(data) if text.strip())
    for position, (meant, said) in enumerate(zip_longest(words_of(document), found), 1):
        if said != meant:
            raise Refused([problem("PA603", format="DOCX", block=position)])


def paragraphs(data: bytes) -> list[str]:
    """Return the text of every paragraph of a Word file's body, table cells included, in reading order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return list(paragraph_texts(read_words(root)))
