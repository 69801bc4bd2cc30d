"""What a PDF is made of, looked at before its pages are: its ends, its tree of pages, the size of its streams.

Libraries read these without bounds: a tree that runs in a circle, a stream that unpacks to a thousand times its
size, a page count that was never true.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from priorauth.exhibits.rejection import Quarantined
from priorauth.exhibits.sandbox.limits import MAX_PAGES, MAX_PIXELS

_END = b"%%EOF"
_JUNK = 64
_BLANK = b" \t\r\n\0\f"
_LINEARIZED = re.compile(rb"/Linearized\b[^>]*?/L\s+(\d+)")
_MAX_DEPTH = 50
_MAX_OBJECTS = 300_000
_MAX_STREAM_BYTES = 100_000_000
_MAX_TEXT_STREAM_BYTES = 40_000_000
"""Of page content and fonts; only images are larger."""

_MAX_TOTAL_BYTES = 600_000_000
_MAX_FILTERS = 3
_CHUNK = 1 << 20


def check_ends(data: bytes) -> None:
    """Raise `Quarantined`: PA712 when the file was cut short, PA711 when something else follows it."""
    end = data.rfind(_END)
    rest = data[end + len(_END) :].strip(_BLANK) if end >= 0 else b""
    if end < 0 or b" obj" in rest:
        raise Quarantined("PA712")
    if len(rest) > _JUNK:
        raise Quarantined("PA711")
    stated = _LINEARIZED.search(data[:1024])
    if stated and int(stated[1]) > len(data):
        raise Quarantined("PA712")


def check_pages(pdf: Pdf) -> int:
    """Count the pages by walking their tree.

    Raises `Quarantined`: PA708 for a circle or what is no page, PA712 for fewer pages than the file states, PA716
    for too many or too deep.
    """
    root = pdf.Root.get("/Pages")
    if not isinstance(root, Dictionary):
        raise Quarantined("PA708")
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[pikepdf.Object, int]] = [(root, 0)]
    count = 0
    while waiting:
        node, depth = waiting.pop()
        if depth > _MAX_DEPTH:
            raise Quarantined("PA716", what="levels of nesting", limit=_MAX_DEPTH)
        if node.objgen in seen or not isinstance(node, Dictionary):
            raise Quarantined("PA708")
        if node.objgen != (0, 0):
            seen.add(node.objgen)
        if "/Kids" in node:
            waiting += [(kid, depth + 1) for kid in _kids(node)]
        else:
            count += 1
        if count + len(waiting) > MAX_PAGES:
            raise Quarantined("PA716", what="pages", limit=MAX_PAGES)
    stated: object = root.get("/Count")
    if count == 0 or not isinstance(stated, int):
        raise Quarantined("PA708")
    if stated != count:
        raise Quarantined("PA712")
    return count


def _kids(node: pikepdf.Object) -> list[pikepdf.Object]:
    kids = node["/Kids"]
    if not isinstance(kids, Array):
        raise Quarantined("PA708")
    if len(kids) > MAX_PAGES:
        raise Quarantined("PA716", what="pages", limit=MAX_PAGES)
    return list(kids)


def check_streams(pdf: Pdf) -> None:
    """Look at every stream: where its content is, and how much of it there is.

    Raises `Quarantined`: PA715 for content kept in another file or written as a PostScript program, PA716 for what
    unpacks to too much, PA708 for what does not unpack.
    """
    if len(pdf.objects) > _MAX_OBJECTS:
        raise Quarantined("PA716", what="objects", limit=_MAX_OBJECTS)
    total = 0
    for item in pdf.objects:
        if isinstance(item, Stream):
            if "/F" in item or str(item.get("/Subtype")) == "/PS" or "/Ref" in item:
                raise Quarantined("PA715")
            total += _unpacked(item)
            if total > _MAX_TOTAL_BYTES:
                raise Quarantined("PA716", what="unpacked bytes", limit=_MAX_TOTAL_BYTES)


def _unpacked(stream: Stream) -> int:
    """Count what a stream unpacks to, a piece at a time."""
    is_image = str(stream.get("/Subtype")) == "/Image"
    if is_image:
        _check_pixels(stream)
    filters = list(_filters(stream))
    if len(filters) > _MAX_FILTERS:
        raise Quarantined("PA716", what="levels of nesting", limit=_MAX_FILTERS)
    if not filters or filters[0] != "/FlateDecode":
        return len(stream.read_raw_bytes())
    most = _MAX_STREAM_BYTES * 3 if is_image else _MAX_TEXT_STREAM_BYTES
    return _inflated(stream.read_raw_bytes(), most)


def _inflated(packed: bytes, most: int) -> int:
    unpacking, count = zlib.decompressobj(), 0
    tail = packed
    while tail and not unpacking.eof:
        try:
            piece = unpacking.decompress(tail, _CHUNK)
        except zlib.error:
            raise Quarantined("PA708") from None
        count += len(piece)
        if count > most:
            raise Quarantined("PA716", what="unpacked bytes", limit=most)
        tail = unpacking.unconsumed_tail
    if packed and not unpacking.eof:
        raise Quarantined("PA708")
    return count


def _check_pixels(image: Stream) -> None:
    wide, high = image.get("/Width", 0), image.get("/Height", 0)
    if isinstance(wide, int) and isinstance(high, int) and wide * high > MAX_PIXELS:
        raise Quarantined("PA716", what="pixels", limit=MAX_PIXELS)


def _filters(stream: Stream) -> Iterator[str]:
    found = stream.get("/Filter")
    for item in found if isinstance(found, Array) else [found]:
        if isinstance(item, Name):
            yield {"/Fl": "/FlateDecode"}.get(str(item), str(item))


def check_geometry(page: pikepdf.Page) -> None:
    """Raise ``ValueError`` for a page without a size or lying at an odd angle: no stamp could be placed on it."""
    for box in (page.mediabox, page.cropbox):
        left, bottom, right, top = (float(v) for v in box)
        if left == right or bottom == top:
            raise ValueError("the page has no size")
    if int(page.obj.get("/Rotate", 0)) % 90:
        raise ValueError("the page lies at an angle")
