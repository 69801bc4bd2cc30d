"""The shipped fonts, and the check that every character of a document can be drawn with them."""

from __future__ import annotations

from unicodedata import normalize

from priorauth.document import Document, labels_of, words_of
from priorauth.formats.typeface.faces import BOLD, BOLD_ITALIC, ITALIC, REGULAR, font, register, width
from priorauth.problems import Problem, Refused, Where, problem

__all__ = ["BOLD", "BOLD_ITALIC", "ITALIC", "REGULAR", "check_glyphs", "font", "register", "width"]

_WHITE_SPACE = {0x09, 0x0A}


def check_glyphs(document: Document) -> None:
    """Refuse a character that no shipped font can draw (PA601): it would print as a box or not at all."""
    known = register()
    found: dict[int, Problem] = {}
    for index, text in enumerate((*words_of(document), *labels_of(document), document.footer), 1):
        for code in {ord(character) for character in normalize("NFC", text)} - known - _WHITE_SPACE - found.keys():
            where = Where(field=f"part {index} of the {document.title.lower()}")
            found[code] = problem("PA601", where, key=str(where), codepoint=f"{code:04X}")
    if found:
        raise Refused(found.values())
