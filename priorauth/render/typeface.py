"""The shipped fonts: registration, cached widths, and the check that every character can be drawn."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from unicodedata import normalize

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from priorauth.document import Document
from priorauth.problems import Problem, Refused, Where, problem
from priorauth.render.words import labels_of, words_of

FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Noto", "Noto-Bold", "Noto-Italic", "Noto-BoldItalic"
_FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    BOLD_ITALIC: "NotoSans-BoldItalic.ttf",
}

_WHITE_SPACE = {0x09, 0x0A}


@cache
def register() -> frozenset[int]:
    """Register the fonts once and give the code points that every one of them can draw."""
    rl_config.useA85 = 0  # text encoding of binary streams: a quarter larger, slower, and of no use
    fonts = [TTFont(name, str(FOLDER / file)) for name, file in _FILES.items()]
    for loaded in fonts:
        pdfmetrics.registerFont(loaded)
    return frozenset.intersection(*(frozenset(loaded.face.charToGlyph) for loaded in fonts)) - {0xFFFF}


def font(*, bold: bool, italic: bool) -> str:
    """Name the font of a look."""
    if bold:
        return BOLD_ITALIC if italic else BOLD
    return ITALIC if italic else REGULAR


@lru_cache(maxsize=50_000)
def width(text: str, name: str, size: float) -> float:
    """Measure a text in points."""
    return float(pdfmetrics.stringWidth(text, name, size))


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
