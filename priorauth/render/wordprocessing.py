"""The vocabulary of Office Open XML that the DOCX renderer, the letterhead and the proof share.

Names and types are those of ECMA-376 (transitional), the form Word itself writes.
"""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
VML: Final = "urn:schemas-microsoft-com:vml"
VML_OFFICE: Final = "urn:schemas-microsoft-com:office:office"
PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"

WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
"""What every content type of a Word part begins with."""

XML_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TWIPS_PER_POINT: Final = 20
EMU_PER_POINT: Final = 12_700

# XML 1.0 cannot hold these; a carriage return it would silently turn into a newline.
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

_ATTRIBUTE_ESCAPES: Final = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def w(name: str) -> str:
    """Give lxml's name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """Give lxml's name of a relationship attribute."""
    return f"{{{R}}}{name}"


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
