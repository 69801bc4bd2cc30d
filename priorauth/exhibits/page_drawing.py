"""A page's content as one drawing, which can be placed as a whole.

Whatever the content leaves open or closes too often stays inside the drawing.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from priorauth.exhibits.page_geometry import seen_box


def page_drawing(pdf: Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """Return a page's content as a form that shows what the page showed and nothing beyond its edges."""
    content = page.obj.get("/Contents")
    look = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=Array(list(seen_box(page))), Resources=page.resources
    )
    if isinstance(content, pikepdf.Stream):
        for key in ("/Filter", "/DecodeParms"):
            if key in content:
                look[key] = content[key]
        return pikepdf.Stream(pdf, content.read_raw_bytes(), look)
    look.Filter = Name.FlateDecode
    return pikepdf.Stream(pdf, zlib.compress(_joined(content)), look)


def _joined(content: object) -> bytes:
    """Join a page's content streams; a word of the drawing language never runs from one into the next."""
    parts: Iterable[object] = content if isinstance(content, Array) else ()
    return b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))
