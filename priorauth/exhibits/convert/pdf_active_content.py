"""Taking everything out of an exhibit that could act: scripts, launched programs, embedded files, links outside.

What may stay is listed, not what must go: a kind of action nobody thought of is gone too.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

_CATALOG_KEPT = frozenset({"/Type", "/Pages", "/Version", "/Lang"})
_TRAILER_KEPT = frozenset({"/Root", "/Size", "/ID", "/Prev", "/XRefStm"})

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
        "/UserUnit",
    ]
)
_TREE_KEPT = frozenset({"/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/Rotate"})

_RESOURCES_KEPT = frozenset(
    ["/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet", "/Properties"]
)
_CODING = frozenset({"/Length", "/Filter", "/DecodeParms"})
_FORM_KEPT = _CODING | {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group"}
_IMAGE_KEPT = _CODING | {
    "/Type",
    "/Subtype",
    "/Width",
    "/Height",
    "/ColorSpace",
    "/BitsPerComponent",
    "/Intent",
    "/ImageMask",
    "/Mask",
    "/Decode",
    "/Interpolate",
    "/SMask",
    "/SMaskInData",
    "/Matte",
}
_DRAWN_KEPT = {"/Form": _FORM_KEPT, "/Image": _IMAGE_KEPT}
_LAYER_KEPT = frozenset({"/Type", "/Name", "/OCGs", "/P"})

_NEVER = frozenset(
    [
        "/A",
        "/AA",
        "/AF",
        "/Alternates",
        "/EF",
        "/JS",
        "/LastModified",
        "/Metadata",
        "/OC",
        "/OPI",
        "/OpenAction",
        "/PieceInfo",
        "/Ref",
        "/RichMediaContent",
        "/StructParent",
        "/StructParents",
        "/URI",
    ]
)
"""Never needed to draw: gone from every stream and every dictionary with a type that a page draws with."""


def make_inert(pdf: Pdf) -> None:
    """Leave a PDF's pages and what is drawn on them, and nothing that could act or be opened from them.

    Annotations go: what they show has been drawn into the pages before.
    """
    _keep(pdf.trailer, _TRAILER_KEPT)
    _keep(pdf.Root, _CATALOG_KEPT)
    roots: list[pikepdf.Object] = []
    for page in pdf.pages:
        _keep(page.obj, _PAGE_KEPT)
        _quieten_one(page.obj)
        roots += _above(page.obj)
        roots += [page.obj[key] for key in ("/Resources", "/Contents", "/Group") if key in page.obj]
    _quieten(roots)


def _above(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Clean the nodes of the page tree above a page; give the resources they hand down."""
    node = page.get("/Parent")
    while isinstance(node, Dictionary):
        _keep(node, _TREE_KEPT)
        _quieten_one(node)
        if "/Resources" in node:
            yield node["/Resources"]
        node = node.get("/Parent")


def _quieten(roots: list[pikepdf.Object]) -> None:
    """Walk all that pages draw with, each object once, and leave only what drawing needs."""
    seen: set[tuple[int, int]] = set()
    waiting = list(roots)
    while waiting:
        item = waiting.pop()
        if not isinstance(item, Dictionary | Array | Stream):
            continue
        if item.objgen != (0, 0):
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, Array):
            waiting += [part for part in item if isinstance(part, Dictionary | Array | Stream)]
        elif isinstance(item, Dictionary | Stream):
            _quieten_one(item)
            waiting += [part for _, part in item.items() if isinstance(part, Dictionary | Array | Stream)]


def _quieten_one(item: pikepdf.Object) -> None:
    """Clean one object. A dictionary without a type may map names of the file's own choice, so it is left alone."""
    resources = item.get("/Resources")
    if isinstance(resources, Dictionary):
        _keep(resources, _RESOURCES_KEPT)
    subtype, kind = str(item.get("/Subtype")), item.get("/Type")
    if isinstance(item, Stream) and subtype in _DRAWN_KEPT:
        _keep(item, _DRAWN_KEPT[subtype])
    elif isinstance(kind, Name) and str(kind) in ("/OCG", "/OCMD"):
        _keep(item, _LAYER_KEPT)
    elif isinstance(item, Stream) or isinstance(kind, Name):
        for key in _NEVER & set(item.keys()):
            del item[key]


def _keep(holder: pikepdf.Object, kept: frozenset[str]) -> None:
    for key in set(holder.keys()) - kept:
        del holder[key]
