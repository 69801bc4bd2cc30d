"""The proof that a finished PDF holds nothing around its pages but what a packet has.

`priorauth.packet.deliver.inert` looks for what acts. Much else that is drawn on no page changes what a reader gets:
how a viewer opens, shows and prints the file, what it reads aloud, says beside the pointer or shows instead of one.
So what the catalog, a page, a mark, a bookmark and the properties may hold is listed here, with the values that are
always the same; the keys are those of ISO 32000-2. Values that differ from packet to packet are known by making it
again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from priorauth.problems import Problem, Where, problem

_Value = Callable[[object], bool]
_Keys = Mapping[str, _Value]

_LONGEST_KEY = 20
_MOST = 100_000
"""Bookmarks of one file at the most; a ring of them ends here."""


def _anything(value: object) -> bool:
    return True


def _is(value: object) -> _Value:
    return lambda found: type(found) is type(value) and found == value


def _is_name(*names: str) -> _Value:
    return lambda found: isinstance(found, Name) and str(found) in names


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _are_numbers(value: object) -> bool:
    return isinstance(value, Array) and all(_is_number(part) for part in value)


def _is_box(value: object) -> bool:
    return _are_numbers(value) and isinstance(value, Array) and len(value) == 4


def _are(*numbers: float) -> _Value:
    return lambda found: (
        isinstance(found, Array) and _are_numbers(found) and [float(part) for part in found] == list(numbers)
    )


def _is_text(value: object) -> bool:
    return isinstance(value, String)


def _is_dictionary(value: object) -> bool:
    return isinstance(value, Dictionary)


def _is_empty(value: object) -> bool:
    return isinstance(value, Dictionary) and not value.keys()


def _is_place(value: object) -> bool:
    """Whether it is a page shown whole, or from a point on it in the reader's own size.

    Which page it is, is looked at with the links.
    """
    if not isinstance(value, Array) or len(value) < 2 or not isinstance(value[1], Name):
        return False
    kind, numbers = str(value[1]), list(value)[2:]
    if not all(_is_number(part) for part in numbers):
        return False
    return (kind == "/Fit" and not numbers) or (kind == "/XYZ" and len(numbers) == 3 and numbers[2] == 0)


def _matches(pattern: str) -> _Value:
    known = re.compile(pattern)
    return lambda found: isinstance(found, String | Name) and known.fullmatch(str(found)) is not None


_TRAILER: _Keys = dict.fromkeys(
    ("/Root", "/Info", "/Size", "/ID", "/Type", "/W", "/Index", "/Length", "/Filter", "/DecodeParms"), _anything
)
"""The last six are those of a file whose table of objects is a stream."""
_CATALOG: _Keys = {
    "/Type": _is_name("/Catalog"),
    "/Pages": _is_dictionary,
    "/Outlines": _is_dictionary,
    "/Lang": _is(String("en-US")),
    "/PageMode": _is_name("/UseOutlines", "/UseNone"),
    "/ViewerPreferences": lambda found: (
        isinstance(found, Dictionary) and set(found.keys()) == {"/DisplayDocTitle"} and bool(found.DisplayDocTitle)
    ),
    "/OCProperties": _is_dictionary,
}
_PAGE_TREE: _Keys = {
    "/Type": _is_name("/Pages"),
    "/Kids": _anything,
    "/Count": _is_number,
    "/Parent": _is_dictionary,
}
_PAGE: _Keys = {
    "/Type": _is_name("/Page"),
    "/Parent": _is_dictionary,
    "/Contents": _anything,
    "/Resources": _is_dictionary,
    "/Annots": _anything,
    **dict.fromkeys(
        ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit", "/Group"), _anything
    ),
    "/Trans": _is_empty,
}
"""An exhibit's page may have odd values of its own. An empty ``/Trans`` is how reportlab ends each page."""
_BOOKMARK: _Keys = {
    "/Title": _is_text,
    "/Dest": _is_place,
    "/Count": _is_number,
    **dict.fromkeys(("/Parent", "/Prev", "/Next", "/First", "/Last"), _is_dictionary),
}
_BOOKMARKS: _Keys = {
    "/Type": _is_name("/Outlines"),
    "/First": _is_dictionary,
    "/Last": _is_dictionary,
    "/Count": _is_number,
}
_MARK: _Keys = {
    "/Type": _is_name("/Annot"),
    "/Subtype": _is_name("/Highlight", "/Underline"),
    "/Rect": _is_box,
    "/QuadPoints": _are_numbers,
    "/C": lambda found: _are(1.0, 0.91, 0.2)(found) or _are(0.0, 0.0, 0.0)(found),
    "/F": _is(4),
    "/Contents": _is_text,
    "/AP": lambda found: (
        isinstance(found, Dictionary) and set(found.keys()) == {"/N"} and isinstance(found.N, Stream)
    ),
}
_ANNOTATIONS: Mapping[str, _Keys] = {
    "/Link": {
        "/Type": _is_name("/Annot"),
        "/Subtype": _is_name("/Link"),
        "/Rect": _is_box,
        "/Border": _are(0.0, 0.0, 0.0),
        "/Dest": _is_place,
        "/A": lambda found: isinstance(found, Dictionary) and set(found.keys()) <= {"/Type", "/S", "/URI"},
    },
    "/Highlight": _MARK,
    "/Underline": _MARK,
}
_LAYERS: _Keys = {
    "/OCGs": _anything,
    "/D": lambda found: isinstance(found, Dictionary) and set(found.keys()) <= {"/ON", "/OFF", "/Locked", "/Order"},
}
_LAYER: _Keys = {"/Type": _is_name("/OCG"), "/Name": _is_text}

_REPORTLAB = r"ReportLab PDF Library - (www\.reportlab\.com|\(opensource\))"
_OF_SHEET: _Keys = {
    "/Title": _is_text,
    "/Author": _is(String("priorauth")),
    "/Producer": _matches(_REPORTLAB),
    "/Creator": _matches(rf"\(?anonymous\)?|{_REPORTLAB}"),
    "/Subject": _matches(r"\(?unspecified\)?"),
    "/Keywords": _matches(""),
    "/Trapped": _is_name("/False"),
    **dict.fromkeys(("/CreationDate", "/ModDate"), _matches(r"D:20000101000000(\+00'00'|Z)?")),
    "/PriorauthInputs": _is_text,
}
"""The properties of a sheet that is not sent, as versions of reportlab write them when they are to name no day."""

_CODING = ("/Length", "/Filter", "/DecodeParms")
_CONTENT: _Keys = dict.fromkeys(_CODING, _anything)
_DRAWINGS: Mapping[str, _Keys] = {
    "/Form": dict.fromkeys(
        (*_CODING, "/Type", "/Subtype", "/FormType", "/Name", "/BBox", "/Matrix", "/Resources", "/Group"), _anything
    ),
    "/Image": dict.fromkeys(
        (
            *_CODING, "/Type", "/Subtype", "/Name", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent",
            "/Intent", "/ImageMask", "/Mask", "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte",
        ),
        _anything,
    ),
}  # fmt: skip
_RESOURCES: _Keys = dict.fromkeys(
    ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet", "/Properties"), _anything
)


def prove_known(data: bytes, *, case_id: str, is_sent: bool = True) -> tuple[Problem, ...]:
    """Return what a finished PDF of a case holds that a packet does not have: PA843, once for each kind and page.

    ``is_sent`` is false for a sheet that stays with the practice, whose properties reportlab writes. One that
    cannot be opened is told by `prove_inert`.
    """
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            found = list(dict.fromkeys(_unknown(pdf, _properties(case_id) if is_sent else _OF_SHEET)))
    except (pikepdf.PdfError, ValueError, RecursionError, NotImplementedError):
        return ()
    return tuple(
        problem("PA843", Where(page=page), what=what if page is None else f"{what} (page {page})")
        for page, what in found[:20]
    )


_Found = tuple[int | None, str]


def _unknown(pdf: pikepdf.Pdf, properties: _Keys) -> Iterator[_Found]:
    yield from _told("the trailer", _others(pdf.trailer, _TRAILER))
    yield from _told("the catalog", _others(pdf.Root, _CATALOG))
    yield from _told("the list of properties", _others(pdf.trailer.get("/Info"), properties))
    yield from _told("the tree of pages", _of_tree(pdf.Root.Pages))
    yield from _told("the list of bookmarks", _of_bookmarks(pdf.Root.get("/Outlines")))
    yield from _told("the list of layers", _of_layers(pdf.Root.get("/OCProperties")))
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        yield from _told("the page", _others(page.obj, _PAGE), number)
        for mark in _items(page.obj.get("/Annots")):
            kind = str(mark.get("/Subtype", "")) if isinstance(mark, Dictionary) else ""
            yield from _told("a mark or link", _others(mark, _ANNOTATIONS.get(kind, {})), number)
            if isinstance(mark, Dictionary) and isinstance(look := mark.get("/AP"), Dictionary):
                yield from _told("a mark or link", _of_drawing(look.get("/N"), seen), number)
        yield from _told("what is drawn", _of_drawn(page.obj, seen), number)


def _told(where: str, keys: Iterator[str], page: int | None = None) -> Iterator[_Found]:
    """Say a key as the format writes it; one that is longer than any of them may be somebody's words."""
    for key in keys:
        name = key.removeprefix("/")
        yield page, f"{where} has its own {name if name.isalnum() and len(name) <= _LONGEST_KEY else 'entry'}"


def _others(holder: object, known: _Keys) -> Iterator[str]:
    """Return the keys of a dictionary that are not known, or whose value is none that it may have."""
    if not isinstance(holder, Dictionary | Stream):
        yield "Type"
        return
    for key, value in holder.items():
        if key not in known or not known[key](value):
            yield key


def _properties(case_id: str) -> _Keys:
    title = rf"Packet {re.escape(case_id)}(, part \d+ of \d+)?"
    return {"/Title": _matches(title), "/Producer": _is(String("priorauth")), "/PriorauthInputs": _is_text}


def _of_tree(node: object, depth: int = 0) -> Iterator[str]:
    yield from _others(node, _PAGE_TREE)
    for kid in _items(node.get("/Kids")) if isinstance(node, Dictionary) and depth < 50 else ():
        if isinstance(kid, Dictionary) and "/Kids" in kid:
            yield from _of_tree(kid, depth + 1)


def _of_bookmarks(root: object) -> Iterator[str]:
    if root is None:
        return
    yield from _others(root, _BOOKMARKS)
    waiting = [root.get("/First")] if isinstance(root, Dictionary) else []
    for _ in range(_MOST):
        if not waiting:
            return
        item = waiting.pop()
        if item is not None:
            yield from _others(item, _BOOKMARK)
            waiting += [item.get("/Next"), item.get("/First")] if isinstance(item, Dictionary) else []
    yield "First"


def _of_layers(layers: object) -> Iterator[str]:
    if layers is None:
        return
    yield from _others(layers, _LAYERS)
    for group in _items(layers.get("/OCGs")) if isinstance(layers, Dictionary) else ():
        yield from _others(group, _LAYER)


def _of_drawn(page: Object, seen: set[tuple[int, int]]) -> Iterator[str]:
    contents = page.get("/Contents")
    for part in _items(contents) if isinstance(contents, Array) else (contents,) if contents is not None else ():
        yield from _others(part, _CONTENT)
    yield from _of_resources(page.get("/Resources"), seen)


def _of_resources(resources: object, seen: set[tuple[int, int]]) -> Iterator[str]:
    if not isinstance(resources, Dictionary):
        return
    yield from _others(resources, _RESOURCES)
    drawings = resources.get("/XObject")
    for _, drawing in drawings.items() if isinstance(drawings, Dictionary) else ():
        yield from _of_drawing(drawing, seen)


def _of_drawing(drawing: object, seen: set[tuple[int, int]]) -> Iterator[str]:
    """Look at a form or an image once, and at what a form draws with."""
    if not isinstance(drawing, Stream) or drawing.objgen in seen:
        return
    seen.add(drawing.objgen)
    yield from _others(drawing, _DRAWINGS.get(str(drawing.get("/Subtype", "")), {}))
    yield from _of_resources(drawing.get("/Resources"), seen)


def _items(found: object) -> Iterator[object]:
    return iter(found) if isinstance(found, Array) else iter(())
