"""Texts in cells that look right and are not: characters nobody sees, placeholders, numbers Excel has spoilt."""

from __future__ import annotations

import re
import unicodedata

from priorauth.batch.worklist.cell_error import refuse
from priorauth.parsing.model import unprintable

_PLACEHOLDERS = {
    "tbd", "tba", "tbc", "t.b.d.", "n/a", "n.a.", "none", "unknown", "unk", "pending", "todo", "to do", "see chart",
    "see note", "see notes", "see above", "same as above", "ditto", "as above", "xx", "xxx", "xxxx",
    "to be determined", "not available",
}  # fmt: skip
"""What people write where they have nothing to write yet, and what is nobody's name."""
_ONLY_MARKS = re.compile(r'[-?.*_~"/\'\u2013\u2014]+\Z')
_SCIENTIFIC = re.compile(r"[-+]?\d(?:[.,]\d+)?[eE][-+]?\d{1,3}\Z", re.ASCII)
_AS_FLOAT = re.compile(r"\d+\.0+\Z", re.ASCII)
_ERRORS = {
    "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#spill!", "#calc!", "#getting_data",
    "#field!", "#blocked!", "#connect!", "#busy!", "#unknown!",
}  # fmt: skip
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")


def check_characters(text: str, *, may_have_lines: bool) -> None:
    """Refuse (PA1023) control characters, spaces that are none, and what takes no room at all.

    A line break passes where the field is prose or a list. Spaces at the ends are let go by whoever reads on.
    """
    if _ESCAPED.search(text):
        refuse("PA1023", what="has a control character, written out by Excel")
    character = unprintable(text)
    if character is not None:
        refuse("PA1023", what=f"has a control character (U+{ord(character):04X})")
    for character in text:
        if unicodedata.category(character) == "Cf" or (
            unicodedata.category(character) == "Zs" and character != " "
        ):
            refuse("PA1023", what=f"has a space or a mark that cannot be seen (U+{ord(character):04X})")
        if unicodedata.category(character) in ("Zl", "Zp"):
            refuse("PA1023", what="has a line break")
    inside = text.strip()
    if "\t" in inside:
        refuse("PA1023", what="has a tab")
    if not may_have_lines and ("\n" in inside or "\r" in inside):
        refuse("PA1023", what="has a line break")
    if text.startswith("'"):
        refuse("PA1023", what="begins with an apostrophe, which Excel may have put there")


def refuse_error_text(text: str) -> None:
    """Refuse (PA1016) an error that was copied as text."""
    if text.casefold() in _ERRORS:
        refuse("PA1016", error=text.upper())


def refuse_placeholder(text: str) -> None:
    """Refuse (PA1022) what stands for nothing."""
    if text == "NA" or text.casefold() in _PLACEHOLDERS or _ONLY_MARKS.match(text):
        refuse("PA1022")


def refuse_true_or_false(text: str) -> None:
    """Refuse (PA1017) a yes-or-no value that was saved as text."""
    if text in ("TRUE", "FALSE"):
        refuse("PA1017")


def refuse_spoilt_number(text: str) -> None:
    """Refuse an id that was a number once and lost digits (PA1014) or became one with a point (PA1013)."""
    if _SCIENTIFIC.match(text):
        refuse("PA1014", what="is written like 1.23E+11")
    if _AS_FLOAT.match(text):
        refuse("PA1013")
