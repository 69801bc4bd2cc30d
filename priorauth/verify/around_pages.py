"""What a PDF says around what is drawn on its pages, and whether another one says the same.

Object numbers, codings, the order of keys and the producer belong to whoever wrote a file; so do parts of a point.
Which keys there may be at all is known of one file alone: see `priorauth.packet.deliver.known_contents`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

import pikepdf

_Pages = Mapping[tuple[int, int], int]
_Said: TypeAlias = "str | float | list[_Said] | dict[str, _Said]"

_OF_THE_WRITER = frozenset(("/Length", "/Filter", "/DecodeParms", "/Type", "/Parent"))
_APART = frozenset(("/Pages", "/Outlines", "/AP"))
_OF_PAGE = frozenset(("/Contents", "/Resources", "/Annots"))
"""What is gone through by itself, compared as a picture, or held against the manifest."""
_FOR_PRINTERS = frozenset(
    ("/HT", "/HTP", "/TR", "/TR2", "/BG", "/BG2", "/UCR", "/UCR2", "/OP", "/op", "/OPM", "/RI", "/FL", "/SM", "/SA")
)
"""What of a graphics state a printer follows and a picture on the screen may not show (ISO 32000-2, table 57)."""
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_IN_POINTS = frozenset((*_BOXES, "/Rect", "/QuadPoints", "/Dest", "/D"))
_POINT, _HAIR = 1.0, 0.001
_DEEPEST = 20


def say_the_same_around(one: bytes, other: bytes) -> bool:
    """Return whether two PDFs have the same catalog, title, bookmarks, page settings, marks and links.

    What a screen reader is told of the pages is compared too. Raises ``pikepdf.PdfError`` for one that cannot be
    read.
    """
    return _is_same(_around(one), _around(other), _HAIR)


def _is_same(one: _Said, other: _Said, slack: float) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= slack
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            _is_same(part, other[key], _POINT if key in _IN_POINTS else slack) for key, part in one.items()
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_is_same(*pair, slack) for pair in zip(one, other, strict=True))
    return one == other


def _around(data: bytes) -> list[_Said]:
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        with pdf.open_outline() as outline:
            marks: list[_Said] = [_bookmark(item, numbers) for item in outline.root]
        read: dict[tuple[int, int], list[_Said]] = {}
        pages: list[_Said] = [_of_page(page, numbers, read) for page in pdf.pages]
        return [_plain(pdf.Root, numbers), str(pdf.docinfo.get("/Title", "")), marks, pages]


def _plain(value: object, numbers: _Pages, depth: int = 0) -> _Said:
    """Return a value of a PDF as plain data: a page is its place, and an empty dictionary is left out."""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return float(value)
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and depth < _DEEPEST:
        if depth and value.objgen in numbers:
            return f"page {numbers[value.objgen]}"
        return _entries(value, numbers, depth)
    if isinstance(value, pikepdf.Array) and depth < _DEEPEST:
        return [_plain(part, numbers, depth + 1) for part in value]
    return str(value)


def _entries(
    holder: pikepdf.Object, numbers: _Pages, depth: int, apart: frozenset[str] = _APART
) -> dict[str, _Said]:
    parts = ((key, part) for key, part in holder.items() if key not in _OF_THE_WRITER | apart)
    held = {key: _plain(part, numbers, depth + 1) for key, part in parts}
    return {key: part for key, part in held.items() if part != {}}


def _bookmark(item: pikepdf.OutlineItem, numbers: _Pages) -> dict[str, _Said]:
    action = item.action if item.action is not None else pikepdf.Dictionary()
    target = item.destination if item.destination is not None else action.get("/D", "")
    return {
        "title": item.title,
        "closed": str(item.is_closed),
        "/Dest": _plain(target, numbers, 1),
        "below": [_bookmark(child, numbers) for child in item.children],
    }


def _of_page(page: pikepdf.Page, numbers: _Pages, read: dict[tuple[int, int], list[_Said]]) -> dict[str, _Said]:
    """Return a page's settings, its marks and links, and what screen readers and printers are told of it."""
    boxes = (page.mediabox, page.cropbox, page.bleedbox, page.trimbox, page.artbox)
    said: dict[str, _Said] = {"/Rotate": 0.0, "/UserUnit": 1.0}
    said |= {key: _plain(box, numbers, 1) for key, box in zip(_BOXES, boxes, strict=True)}
    said |= _entries(page.obj, numbers, 0, _OF_PAGE)
    marks = [_plain(mark, numbers) for mark in page.obj.get("/Annots", pikepdf.Array([]))]
    return {**said, "marks": marks, "told": _told(page.obj, page.resources, read, 0)}


def _told(
    drawn: pikepdf.Object, resources: pikepdf.Object, read: dict[tuple[int, int], list[_Said]], depth: int
) -> list[_Said]:
    """Return what is said in drawing and may be in no picture of it.

    Content may be marked with properties, such as words to be read out in place of what is drawn; a graphics state
    may hold what printers alone follow.
    """
    said = _states(resources) + _marked(drawn, resources)
    for form in _forms(resources) if depth < _DEEPEST else ():
        if form.objgen not in read:
            read[form.objgen] = []
            read[form.objgen] = _told(form, form.get("/Resources", resources), read, depth + 1)
        said += read[form.objgen]
    return said


def _states(resources: pikepdf.Object) -> list[_Said]:
    states = resources.get("/ExtGState", pikepdf.Dictionary())
    found = ({key: part for key, part in state.items() if key in _FOR_PRINTERS} for _, state in states.items())
    plain: list[_Said] = [{key: _plain(part, {}, 1) for key, part in state.items()} for state in found if state]
    return sorted(plain, key=str)


def _marked(drawn: pikepdf.Object, resources: pikepdf.Object) -> list[_Said]:
    known = resources.get("/Properties", pikepdf.Dictionary())
    try:
        steps = pikepdf.parse_content_stream(drawn, "BDC DP")
    except (pikepdf.PdfError, ValueError, TypeError):  # an exhibit's own content, the same in both or in neither
        return ["not read"]
    return [
        [
            _plain(known.get(str(part), part) if isinstance(part, pikepdf.Name) else part, {}, 1)
            for part in step.operands
        ]
        for step in steps
    ]


def _forms(resources: pikepdf.Object) -> Iterator[pikepdf.Object]:
    drawings = resources.get("/XObject", pikepdf.Dictionary())
    for key in sorted(drawings.keys()):
        if isinstance(drawings[key], pikepdf.Stream) and drawings[key].get("/Subtype") == pikepdf.Name.Form:
            yield drawings[key]
