"""The namespaces of Office Open XML (ECMA-376, transitional), the form Word itself writes."""

from __future__ import annotations

from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
VML: Final = "urn:schemas-microsoft-com:vml"
VML_OFFICE: Final = "urn:schemas-microsoft-com:office:office"
PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"


def w(name: str) -> str:
    """Return lxml's name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """Return lxml's name of a relationship attribute."""
    return f"{{{R}}}{name}"
