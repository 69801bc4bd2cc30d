"""Taking everything out of an exhibit that could act: scripts, launched programs, embedded files, links outside.

What may stay is listed, not what must go: a kind of action nobody thought of is gone too.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Pdf

_CATALOG_KEPT = frozenset({"/Type", "/Pages", "/Version", "/Lang", "/OCProperties"})

_PAGE_KEPT = frozenset(
    [
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Rotate",
        "/Contents",
        "/Group",
        "/Annots",
        "/UserUnit",
    ]
)

_MARKS = frozenset(
    [
        "/FreeText",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Caret",
        "/Stamp",
        "/Ink",
        "/Watermark",
    ]
)
"""Annotations that only show something on the page; a written signature or a comment belongs to the record."""

_MARK_KEPT = frozenset(
    ["/Type", "/Subtype", "/Rect", "/Contents", "/AP", "/AS", "/F", "/C", "/BS", "/Border", "/OC"]
)


def make_inert(pdf: Pdf) -> None:
    """Leave a PDF's pages and what is drawn on them, and nothing that could act or be opened from them."""
    _keep(pdf.Root, _CATALOG_KEPT)
    for page in pdf.pages:
        _keep(page.obj, _PAGE_KEPT)
        marks = [mark for mark in _annotations(page) if str(mark.get("/Subtype")) in _MARKS]
        for mark in marks:
            _keep(mark, _MARK_KEPT)
        if marks:
            page.obj.Annots = Array(marks)
        elif "/Annots" in page.obj:
            del page.obj["/Annots"]


def _annotations(page: pikepdf.Page) -> list[pikepdf.Object]:
    found = page.obj.get("/Annots")
    return [item for item in found if isinstance(item, Dictionary)] if isinstance(found, Array) else []


def _keep(holder: pikepdf.Object, kept: frozenset[str]) -> None:
    for key in set(holder.keys()) - kept:
        del holder[key]
