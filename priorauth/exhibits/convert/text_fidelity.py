"""Text on its way to a page: which characters can be carried, and the proof that all of them arrived."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from priorauth.exhibits.pages import Page
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.formats.typeface.faces import register

_UNSEEN = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202d\u2060\u2066\u2068\u2069\ufeff")
)
"""Marks without ink or width; whether they are there makes no difference to what is read from left to right."""

_NOT_PRINTED = frozenset({"Cc", "Cf"})
"""Control characters, and those that format: among them the ones that turn the order of letters around."""

_BOXES = {ord("\u2610"): "[ ]", ord("\u2611"): "[x]", ord("\u2612"): "[x]"}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f"), " ")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_AS_READ = {0x02: "-", 0xFFFE: "-", ord("\u2010"): "-", ord("\u2011"): "-"} | _LIGATURES
"""A hyphen at the end of a line, and letters drawn as one, as PDFium writes them."""

_LAYOUT = frozenset("\t\n\f")


def carried(text: str) -> str:
    """Write a text with the characters a page is drawn with: composed, spaces plain, check boxes as ``[x]``.

    Raises `ExhibitRejected` (PA728) for a control character, one that turns the order of others around, and one
    the shipped fonts do not have.
    """
    plain = unicodedata.normalize("NFC", text.translate(_UNSEEN | _BOXES | _SPACES))
    known = register()
    for character in plain:
        is_known = ord(character) in known and unicodedata.category(character) not in _NOT_PRINTED
        if character not in _LAYOUT and not is_known:
            raise ExhibitRejected("PA728", codepoint=f"{ord(character):04X}")
    return plain


def letters(text: str) -> str:
    """Return what can be compared of a text: everything but white space and marks that are not seen."""
    return "".join(unicodedata.normalize("NFC", text.translate({**_UNSEEN, **_AS_READ})).split())


def prove_arrival(drawn: Sequence[Iterable[str]], pages: Sequence[Page]) -> None:
    """Raise `ExhibitRejected` (PA729) unless each page says all that was drawn on it, in order, and no more."""
    if len(drawn) != len(pages):
        raise ExhibitRejected("PA729")
    for texts, page in zip(drawn, pages, strict=True):
        if letters("".join(texts)) != letters(page.text):
            raise ExhibitRejected("PA729")
