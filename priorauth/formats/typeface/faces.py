"""The shipped fonts: registration, cached widths, and which characters they can draw."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

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
    """Register the fonts once and return the code points that every one of them can draw."""
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
