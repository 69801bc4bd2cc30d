"""The marks that lists draw before paragraphs: patterns and counts, so that no text holds what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from priorauth.formats.ooxml.namespaces import w
from priorauth.formats.word.word_lists import written_ways
from priorauth.formats.word.word_nodes import ListMark
from priorauth.verify.legible_formatting import PARAGRAPH, RUN, is_text_font, reasons, value

SAYS_SOMETHING = "has list marks that say something"

_DOTS = frozenset("•◦▪■●○▫□◆◇\uf0b7\uf0a7\uf0d8\uf076")
_STROKES = frozenset("–—-o·§*‣⁃\uf02d")
"""Marks that say "minus", "none" or "see below" where no words, or a number, follow them."""
_PRIVATE = {
    **dict.fromkeys("\uf0b7\uf02d", "symbol"),
    **dict.fromkeys("\uf0a7\uf0d8\uf076", "wingdings"),
}
"""The fonts in which signs that are nobody's are known to draw dots and dashes."""
_OWN_FONTS = frozenset(["symbol", "opensymbol", "starsymbol"])
"""Fonts that draw the plain dot and dash as they are stored."""
_IN_OWN_FONTS = frozenset("•·–-")

_PATTERN = re.compile(r"[\s(\[]*%\d(?:[.\-]%\d)*[\s.)\]:\-–]*")
_COUNTED = frozenset(["decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "none"])
_COUNT = re.compile(r"[(\[]?(?:\w{1,5}[.\-])*(?P<last>\w{1,5})[.)\]]")
_STARTS_WITH_NUMBER = re.compile(r"[\W_]*\d")


def pattern_reasons(numbering: etree._Element) -> Iterator[str]:
    """Return why the patterns of a document's lists may say something of their own, used or not."""
    numbers = [number.get(w("numId")) for number in numbering.iter(w("num"))]
    if len(numbers) != len({*numbers}) or next(numbering.iter(w("numStyleLink")), None) is not None:
        yield SAYS_SOMETHING  # which of two patterns is drawn, or what a style draws, is each program's own
    for level in numbering.iter(w("lvl")):
        mark, kind = value(level.find(w("lvlText"))), value(level.find(w("numFmt")))
        is_bullet = kind == "bullet" and (not mark.strip() or _is_drawn_as_stored(mark.strip(), level))
        is_count = kind in _COUNTED and (not mark.strip() or _PATTERN.fullmatch(mark) is not None)
        if not (is_bullet or is_count) or level.find(w("lvlPicBulletId")) is not None:
            yield SAYS_SOMETHING
        yield from reasons(level.find(w("pPr")), PARAGRAPH)
        yield from reasons(level.find(w("rPr")), RUN)


def _is_drawn_as_stored(mark: str, level: etree._Element) -> bool:
    """Whether a bullet is a dot or a dash in the font that its level names."""
    if mark not in _DOTS | _STROKES:
        return False
    fonts = level.find(f"{w('rPr')}/{w('rFonts')}")
    named = {value(fonts, side).casefold() for side in ("ascii", "hAnsi")} - {""}
    if mark in _PRIVATE:
        return named == {_PRIVATE[mark]}
    return all(is_text_font(font) or (font in _OWN_FONTS and mark in _IN_OWN_FONTS) for font in named)


def speaking_marks(paragraphs: Iterable[tuple[str, ListMark | None, bool]]) -> Iterator[str]:
    """Return each list mark that may say something where it stands, with the words it is drawn before.

    ``paragraphs`` are the file's, in its order, each with its mark and whether it stands in the body by itself.
    Dots say nothing before words, nor do counts that go on from the one before; a number, a cell, a header or an
    empty line takes on what is drawn before it.
    """
    counts: dict[int, int] = {}
    for text, mark, is_prose in paragraphs:
        if mark is None or (mark.text is not None and not mark.text.strip()):
            continue
        words = " ".join(text.split())
        if mark.sign:
            sign = "•" if mark.sign.strip() in _DOTS else "-"
            is_silent = sign == "•" or (bool(words) and _STARTS_WITH_NUMBER.match(words) is None)
        else:
            sign, is_silent = mark.text or "", _goes_on(mark, counts) and bool(words)
            is_silent = is_silent and _STARTS_WITH_NUMBER.match(words) is None
        if not (is_prose and is_silent):
            yield f"{sign} {words}"


def _goes_on(mark: ListMark, counts: dict[int, int]) -> bool:
    """Whether a mark is the first of its list, or the count that follows the one before; which it becomes."""
    found = _COUNT.fullmatch((mark.text or "").strip())
    if found is None:
        return False
    for count in (counts.get(mark.depth, 0) + 1, 1):
        if found["last"].casefold() in written_ways(count):
            counts[mark.depth] = count
            return True
    return False
