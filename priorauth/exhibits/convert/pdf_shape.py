"""What a PDF is made of, looked at before its pages are: its ends, its tree of pages, the size of its streams.

Libraries read these without bounds: a tree that runs in a circle, a stream that unpacks to a thousand times its
size, a page count that was never true.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from priorauth.exhibits.file_kinds import kind_of_beginning, pdf_itself
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.limits import MAX_PAGES, MAX_PIXELS

_END = b"%%EOF"
_BLANK = b" \t\r\n\0\f\x1a"
_CUT_UPDATE = re.compile(rb" obj\b|\bxref\b|\btrailer\b|\A\d+ \d+ ?o?b?j?\Z")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]*?/L\s+(\d+)")
_TABLE_FROM_ONE = re.compile(rb"(\bxref\s{1,4})1(\s\d+\s{1,4}0000000000 65535 f)")
"""A table that begins with the entry of object 0, and says that it begins with object 1."""

_ANOTHER = re.compile(rb"%%EOF([^%]{0,500})%PDF-\d")
"""Where one PDF ends and another begins; what is attached begins behind the word ``stream``."""

_MAX_DEPTH = 50
_MAX_OBJECTS = 300_000
_MAX_STREAM_BYTES = 100_000_000
_MAX_TEXT_STREAM_BYTES = 40_000_000
"""Of page content and fonts; only images are larger."""

_MAX_TOTAL_BYTES = 600_000_000
_MAX_FILTERS = 3
_CHUNK = 1 << 20
_LONGEST_SIDE = 100_000.0
"""Of a page, in points; the largest a PDF can ask for is 14,400."""

_ZLIB_HEAD, _ZLIB_CHECKSUM = 2, 4
_NUMBERS_OF_A_PLACE, _NUMBERS_OF_A_QUAD = 4, 8


def between_ends(data: bytes) -> bytes:
    """Return a PDF from its beginning to its end, without what programs on its way have put around it.

    White space before it, and what a web server or a mail gateway adds behind it, is no part of the document.
    Raises `ExhibitRejected`: PA712 when the file was cut short, PA711 when another file follows it.
    """
    data = pdf_itself(data)
    end = data.rfind(_END) + len(_END)
    rest = data[end:].lstrip(_BLANK)
    if end < len(_END) or _CUT_UPDATE.search(rest.rstrip(_BLANK)):
        raise ExhibitRejected("PA712")
    if kind_of_beginning(rest) or _is_followed(data):
        raise ExhibitRejected("PA711")
    stated = _LINEARIZED.search(data[:1024])
    if stated and int(stated[1]) > len(data):
        raise ExhibitRejected("PA712")
    return _TABLE_FROM_ONE.sub(rb"\g<1>0\2", data[:end] + b"\n")


def _is_followed(data: bytes) -> bool:
    """Whether a whole PDF stands before the last one in a file; readers show the last and nothing of the other.

    A program that repeats the first line when it adds an update refers to what was before.
    """
    seams = [seam for seam in _ANOTHER.finditer(data) if b"stream" not in seam[1]]
    return bool(seams) and b"/Prev" not in data[seams[-1].end() :]


def check_pages(pdf: Pdf) -> int:
    """Count the pages by walking their tree, and give each node the parent that lists it.

    Raises `ExhibitRejected`: PA708 for a circle or what is no page, PA712 for fewer pages than the file states,
    PA716 for too many or too deep.
    """
    root = pdf.Root.get("/Pages")
    if not isinstance(root, Dictionary):
        raise ExhibitRejected("PA708")
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[pikepdf.Object, int]] = [(root, 0)]
    count = 0
    while waiting:
        node, depth = waiting.pop()
        if depth > _MAX_DEPTH:
            raise ExhibitRejected("PA716", what="levels of nesting", limit=_MAX_DEPTH)
        if not isinstance(node, Dictionary) or node.objgen in seen:
            raise ExhibitRejected("PA708")
        if node.objgen != (0, 0):
            seen.add(node.objgen)
        if "/Kids" in node:
            waiting += [(kid, depth + 1) for kid in _kids(node)]
        else:
            count += 1
        if count + len(waiting) > MAX_PAGES:
            raise ExhibitRejected("PA716", what="pages", limit=MAX_PAGES)
    stated: object = root.get("/Count")
    if count == 0 or not isinstance(stated, int):
        raise ExhibitRejected("PA708")
    if stated != count:
        raise ExhibitRejected("PA712")
    return count


def _kids(node: pikepdf.Object) -> list[pikepdf.Object]:
    """List what a node holds, each with this node as its parent: what it inherits is looked up from below."""
    kids = node["/Kids"]
    if not isinstance(kids, Array):
        raise ExhibitRejected("PA708")
    if len(kids) > MAX_PAGES:
        raise ExhibitRejected("PA716", what="pages", limit=MAX_PAGES)
    for kid in kids:
        if isinstance(kid, Dictionary) and kid.objgen != node.objgen:
            stated = kid.get("/Parent")
            if not isinstance(stated, Dictionary) or stated.objgen != node.objgen:
                kid.Parent = node
    return list(kids)


def check_streams(pdf: Pdf) -> None:
    """Look at every stream: where its content is, and how much of it there is.

    Raises `ExhibitRejected`: PA715 for content kept in another file or written as a PostScript program, PA716 for
    what unpacks to too much, PA708 for what does not unpack.
    """
    if len(pdf.objects) > _MAX_OBJECTS:
        raise ExhibitRejected("PA716", what="objects", limit=_MAX_OBJECTS)
    total = 0
    for item in pdf.objects:
        if isinstance(item, Stream):
            if "/F" in item or str(item.get("/Subtype")) == "/PS" or "/Ref" in item:
                raise ExhibitRejected("PA715")
            total += _unpacked(item)
            if total > _MAX_TOTAL_BYTES:
                raise ExhibitRejected("PA716", what="unpacked bytes", limit=_MAX_TOTAL_BYTES)


def _unpacked(stream: Stream) -> int:
    """Count what a stream unpacks to, a piece at a time."""
    is_image = str(stream.get("/Subtype")) == "/Image"
    if is_image:
        _check_pixels(stream)
    filters = list(filters_of(stream))
    if len(filters) > _MAX_FILTERS:
        raise ExhibitRejected("PA716", what="levels of nesting", limit=_MAX_FILTERS)
    packed = stream.read_raw_bytes()
    if filters[:1] != ["/FlateDecode"] and filters[1:] != ["/FlateDecode"]:
        return len(packed)
    most = _MAX_STREAM_BYTES * 3 if is_image else _MAX_TEXT_STREAM_BYTES
    return _inflated(packed if filters[0] == "/FlateDecode" else _undone(packed, filters[0]), most)


def _undone(packed: bytes, way: str) -> bytes:
    """Undo the outer of two ways that a stream is packed in; the inner one has a checksum that can be looked at."""
    with Pdf.new() as scratch:
        try:
            return Stream(scratch, packed, Filter=Name(way)).read_bytes()
        except pikepdf.PdfError:
            raise ExhibitRejected("PA708") from None


def _inflated(packed: bytes, most: int) -> int:
    unpacking, count = zlib.decompressobj(), 0
    tail = packed
    while tail and not unpacking.eof:
        try:
            piece = unpacking.decompress(tail, _CHUNK)
        except zlib.error:
            raise ExhibitRejected("PA708") from None
        count += len(piece)
        if count > most:
            raise ExhibitRejected("PA716", what="unpacked bytes", limit=most)
        tail = unpacking.unconsumed_tail
    if packed.strip() and not unpacking.eof and not _lacks_checksum_alone(packed):
        raise ExhibitRejected("PA708")
    return count


def _lacks_checksum_alone(packed: bytes) -> bool:
    """Whether all of a packed stream is there but the checksum behind it, which some programs do not write."""
    bare = zlib.decompressobj(-zlib.MAX_WBITS)
    tail = packed[_ZLIB_HEAD:]
    while tail and not bare.eof:
        bare.decompress(tail, _CHUNK)
        tail = bare.unconsumed_tail
    return bare.eof and len(bare.unused_data) < _ZLIB_CHECKSUM


def _check_pixels(image: Stream) -> None:
    wide, high = image.get("/Width", 0), image.get("/Height", 0)
    if isinstance(wide, int) and isinstance(high, int) and wide * high > MAX_PIXELS:
        raise ExhibitRejected("PA716", what="pixels", limit=MAX_PIXELS)


def filters_of(stream: Stream) -> Iterator[str]:
    """Name the ways a stream is packed, in the order they are undone."""
    found = stream.get("/Filter")
    for item in found if isinstance(found, Array) else [found]:
        if isinstance(item, Name):
            yield {"/Fl": "/FlateDecode"}.get(str(item), str(item))


def settle_geometry(page: pikepdf.Page) -> None:
    """Write the size, the crop and the turn of a page as plain numbers of its own.

    A crop box is cut to the sheet, and one beside the sheet is dropped, as viewers do. Raises ``ValueError`` for a
    page without a size or lying at an odd angle: no stamp could be placed on it.
    """
    sheet, crop = _ordered(page.mediabox), _crop(page)
    seen = sheet
    if crop is not None:
        cut = max(sheet[0], crop[0]), max(sheet[1], crop[1]), min(sheet[2], crop[2]), min(sheet[3], crop[3])
        seen = cut if cut[0] < cut[2] and cut[1] < cut[3] else sheet
    if seen != crop:
        page.obj.CropBox = Array(list(seen))
    turn = _inherited(page.obj, "/Rotate")
    if int(turn) % 90:
        raise ValueError("the page lies at an angle")
    if not isinstance(turn, int):
        page.obj.Rotate = int(turn)


def _crop(page: pikepdf.Page) -> tuple[float, float, float, float] | None:
    try:
        return _ordered(page.cropbox)
    except (ValueError, TypeError, NotImplementedError):
        return None


def _ordered(box: Iterable[Any]) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(v) for v in box)
    if not (0 < abs(right - left) < _LONGEST_SIDE and 0 < abs(top - bottom) < _LONGEST_SIDE):
        raise ValueError("the page has no size")
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _inherited(page: pikepdf.Object, key: str) -> Any:  # noqa: ANN401  (whatever a file holds there)
    node: object = page
    for _ in range(_MAX_DEPTH):
        if not isinstance(node, Dictionary) or key in node:
            break
        node = node.get("/Parent")
    return node.get(key, 0) if isinstance(node, Dictionary) else 0


def check_contents(page: pikepdf.Page) -> None:
    """Raise `ExhibitRejected` (PA708) for content that cannot be unpacked: the page would come out blank."""
    content = page.obj.get("/Contents")
    for part in content if isinstance(content, Array) else [content]:
        if isinstance(part, Stream) and list(filters_of(part)) not in ([], ["/FlateDecode"]):
            try:
                part.read_bytes()
            except pikepdf.PdfError:
                raise ExhibitRejected("PA708") from None


def drop_unplaced(page: pikepdf.Page) -> bool:
    """Take out the marks that have no place on the page; no viewer shows them. Return whether there were any.

    One that lies over words is placed where these are. A form's field is left: what it says has to be shown, see
    `pdf_forms`.
    """
    found = page.obj.get("/Annots")
    if not isinstance(found, Array):
        return False
    kept = [item for item in found if not isinstance(item, Dictionary) or _is_field(item) or _has_place(item)]
    if len(kept) == len(found):
        return False
    page.obj.Annots = Array(kept)
    return True


def _is_field(mark: Dictionary) -> bool:
    return str(mark.get("/Subtype")) == "/Widget"


def _has_place(mark: Dictionary) -> bool:
    if len(_numbers(mark.get("/Rect"))) == _NUMBERS_OF_A_PLACE:
        return True
    over = _numbers(mark.get("/QuadPoints"))
    if len(over) < _NUMBERS_OF_A_QUAD:
        return False
    mark.Rect = Array([min(over[::2]), min(over[1::2]), max(over[::2]), max(over[1::2])])
    return True


def _numbers(found: object) -> list[float]:
    """Return a list of numbers; an empty one for anything else."""
    items: list[object] = list(found) if isinstance(found, Array) else []
    numbers = [float(item) for item in items if isinstance(item, int | float | Decimal)]
    return numbers if len(numbers) == len(items) else []
