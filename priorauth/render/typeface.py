"""The shipped fonts: registration, cached widths, and the check that every character can be drawn."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from priorauth.document import Document, Figure, Label
from priorauth.problems import Problem, Refused, Where, problem
from priorauth.render.words import words_of

FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Noto", "Noto-Bold", "Noto-Italic", "Noto-BoldItalic"
_FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    BOLD_ITALIC: "NotoSans-BoldItalic.ttf",
}


@cache
def register() -> frozenset[int]:
    """Register the fonts once and give the code points the regular one can draw."""
    rl_config.useA85 = 0  # text encoding of binary streams: a quarter larger, slower, and of no use
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / file)))
    face = TTFont(REGULAR, str(FOLDER / _FILES[REGULAR])).face
    return frozenset(face.charToGlyph)


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
    drawings = [s.text for b in document.blocks if isinstance(b, Figure) for s in b.shapes if isinstance(s, Label)]
    found: dict[int, Problem] = {}
    for index, text in enumerate((*words_of(document), *drawings, document.footer), 1):
        for character in set(text) - {"\n", "\t"}:
            if ord(character) not in known and ord(character) not in found:
                where = Where(field=f"part {index} of the {document.title.lower()}")
                found[ord(character)] = problem("PA601", where, key=str(where), codepoint=f"{ord(character):04X}")
    if found:
        raise Refused(found.values())
