"""Whether two files say and show the same, whichever versions of the tools wrote them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import closing

import pikepdf
import pypdfium2

from priorauth.exhibits.convert.picture_proof import Paper, differs, draw, picture_size
from priorauth.packet.manifest.manifest import NamedFile
from priorauth.problems import Refused
from priorauth.verify.edited_letter import compare_letters
from priorauth.verify.edited_word import open_word


def says_the_same(item: NamedFile, one: bytes, other: bytes) -> bool:
    """Return whether two files are read and seen alike: PDFs page by page, Word files by all that is compared."""
    try:
        if item.is_pdf:
            return _ways(one) == _ways(other) and _pages_alike(one, other)
        return not compare_letters(open_word(one), open_word(other), {}) if item.is_word else one == other
    except (Refused, pypdfium2.PdfiumError, pikepdf.PdfError):
        return False


def _pages_alike(one: bytes, other: bytes) -> bool:
    """Compare the words of every page, and its picture: what is painted over words leaves them in the file."""
    with closing(pypdfium2.PdfDocument(one)) as first, closing(pypdfium2.PdfDocument(other)) as second:
        return len(first) == len(second) and all(map(_is_alike, first, second))


def _is_alike(one: pypdfium2.PdfPage, other: pypdfium2.PdfPage) -> bool:
    said = [" ".join(page.get_textpage().get_text_range().split()) for page in (one, other)]
    size = picture_size(one)
    if said[0] != said[1] or size != picture_size(other):
        return False
    return not differs(draw(one, size, Paper()), draw(other, size, Paper()))


def _ways(data: bytes) -> list[list[str]]:
    """Return what leads through a file: its title, bookmarks and page labels, each page's shape and links."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        with pdf.open_outline() as outline:
            marks = [line for item in outline.root for line in _bookmarks(item, numbers)]
        labels = pdf.Root.get("/PageLabels")
        layers = pdf.Root.get("/OCProperties")
        whole = [str(pdf.docinfo.get("/Title", "")), *(repr(part) for part in (labels, layers))]
        return [whole, marks, *(list(_of_page(page, numbers)) for page in pdf.pages)]


def _of_page(page: pikepdf.Page, numbers: Mapping[tuple[int, int], int]) -> Iterator[str]:
    yield from (str(page.obj.get(key, usual)) for key, usual in (("/Rotate", 0), ("/UserUnit", 1)))
    yield from (str([round(float(side)) for side in box]) for box in (page.mediabox, page.cropbox))
    for mark in page.obj.get("/Annots", pikepdf.Array([])):
        yield f"{[round(float(side)) for side in mark.Rect]} {_target(mark, numbers)}"


def _bookmarks(item: pikepdf.OutlineItem, numbers: Mapping[tuple[int, int], int]) -> Iterator[str]:
    action = item.action if item.action is not None else pikepdf.Dictionary()
    target = item.destination if item.destination is not None else action.get("/D", "")
    yield f"{item.title} {_place(target, numbers)}"
    for child in item.children:
        yield from (f"  {line}" for line in _bookmarks(child, numbers))


def _target(mark: pikepdf.Object, numbers: Mapping[tuple[int, int], int]) -> str:
    action = mark.get("/A", pikepdf.Dictionary())
    return _place(mark.get("/Dest", action.get("/D", action.get("/URI", ""))), numbers)


def _place(target: object, numbers: Mapping[tuple[int, int], int]) -> str:
    """Return where a link leads, its page by its number."""
    if isinstance(target, pikepdf.Array) and len(target):
        return f"{numbers.get(target[0].objgen)} {[str(part) for part in list(target)[1:]]}"
    return str(target)
