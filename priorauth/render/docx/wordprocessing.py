"""The vocabulary of Office Open XML that the DOCX renderer, the letterhead and the proof share.

Names and types are those of ECMA-376 (transitional), the form Word itself writes.
"""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape

from priorauth.formats.ooxml.namespaces import CONTENT_TYPES, PIC, RELATIONSHIPS, VML, VML_OFFICE, WP, A, R, W, r, w

__all__ = [
    "CONTENT_TYPES", "EMU_PER_POINT", "PIC", "RELATIONSHIPS", "TWIPS_PER_POINT", "UNWRITABLE", "VML", "VML_OFFICE",
    "WORD_TYPE", "WP", "XML_HEAD", "A", "R", "W", "attribute", "r", "relationship", "relationships", "w",
]  # fmt: skip

WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
"""What every content type of a Word part begins with."""

XML_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TWIPS_PER_POINT: Final = 20
EMU_PER_POINT: Final = 12_700

# XML 1.0 cannot hold these; a carriage return it would silently turn into a newline.
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

_ATTRIBUTE_ESCAPES: Final = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def attribute(text: str) -> str:
    """Escape a text for use between double quotes."""
    return escape(text, _ATTRIBUTE_ESCAPES)


def relationship(key: str, kind: str, target: str, *, external: bool = False) -> str:
    """Write one relationship; ``kind`` is the last word of its type."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{attribute(target)}"{mode}/>'


def relationships(content: str) -> str:
    """Write a relationships part around its entries."""
    return f'{XML_HEAD}<Relationships xmlns="{RELATIONSHIPS}">{content}</Relationships>'
