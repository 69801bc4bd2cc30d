"""Reading a finished PDF again: it says every word of the document, in order, on the page, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from unicodedata import normalize

import pypdfium2

from priorauth.document import Block, Document, ItemList, Table, labels_of, text_of, words_of
from priorauth.problems import Refused, problem
from priorauth.render.pdf.layout import has_split_row
from priorauth.render.pdf.pdf_file import DRAFT_MARK, page_label
from priorauth.render.type_scale import READING, TypeScale

_IGNORED = re.compile(r"[\s\u00ad\u200b-\u200f\u2010\u2011\u202a-\u202e\u2060-\u206f\ufeff\ufffe\x02-]+")
"""What a reader of the PDF cannot tell apart: white space, characters without width, hyphens at a line's end."""

_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"})
_TEMPLATE_MARKS = ("{{", "}}", "{%", "\ufffd")
_LIST_MARK = re.compile(r"\d+\.|•")


def squeezed(text: str) -> str:
    """Drop what layout may change, so that only the words are compared."""
    return _IGNORED.sub("", normalize("NFC", text).translate(_LIGATURES))


def prove_pdf(document: Document, data: bytes, scale: TypeScale = READING) -> None:
    """Raise `Refused` when the finished PDF, drawn in the sizes of ``scale``, is not the document.

    PA603: a part is missing, out of order, or beside it stands what the document does not say. PA604: a mark of
    the template language that no value brought along. PA605: text beyond the edge of a page.
    """
    pages = _pages(document, data)
    said = "".join(pages)
    parts = [squeezed(part) for part in words_of(document)]
    meant = "".join((*parts, *map(squeezed, labels_of(document))))
    for mark in _TEMPLATE_MARKS:
        if mark in said and mark not in meant:
            raise Refused([problem("PA604", format="PDF", mark=mark)])
    wrong = _first_difference(parts, said, _furniture(document))
    if wrong is not None and has_split_row(document, scale):
        wrong = _first_missing(parts, said, len(pages))
    if wrong is not None:
        raise Refused([problem("PA603", format="PDF", block=wrong)])


def _first_difference(parts: Sequence[str], said: str, furniture: tuple[str, ...]) -> int | None:
    """Return the number of the first part that does not follow the one before it, furniture aside.

    What is furniture and what is a part can look alike ("4." before an item that starts with 4), so every reading
    is followed until only true ones are left.
    """
    places = {0}
    for number, part in enumerate(parts, 1):
        starts = {end for place in places for end in _past_furniture(said, place, furniture)}
        places = {start + len(part) for start in starts if said.startswith(part, start)}
        if not places:
            return number
    ends = {end for place in places for end in _past_furniture(said, place, furniture)}
    return None if len(said) in ends else len(parts)


def _past_furniture(said: str, place: int, furniture: tuple[str, ...]) -> set[int]:
    """Return every place that is reached from ``place`` by passing over furniture, any number of times or none."""
    reached, waiting = {place}, [place]
    while waiting:
        here = waiting.pop()
        ends = {here + len(text) for text in furniture if said.startswith(text, here)}
        if mark := _LIST_MARK.match(said, here):
            ends.add(mark.end())
        waiting += ends - reached
        reached |= ends
    return reached


def _first_missing(parts: Sequence[str], said: str, most_pieces: int) -> int | None:
    """Return the number of the first part that is not there in order, whole or in one piece a page.

    A table row taller than a page is drawn in pieces, so that its cells are told in turns.
    """
    for number, part in enumerate(parts, 1):
        place = 0
        for _ in range(most_pieces):
            length = _longest_found(part, said, place)
            place = said.find(part[:length], place) + length
            part = part[length:]  # noqa: PLW2901  (what is still to be found)
            if not part:
                break
        if part:
            return number
    return None


def _longest_found(part: str, said: str, place: int) -> int:
    """Return the length of the longest beginning of ``part`` that stands after ``place``."""
    low, high = 0, len(part)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if said.find(part[:middle], place) >= 0 else (low, middle - 1)
    return low


def _furniture(document: Document) -> tuple[str, ...]:
    """List what a renderer adds to the words, list marks aside: a drawing's labels, a header row repeated."""
    return tuple({squeezed(text) for text in (*labels_of(document), *_headers(document.blocks))} - {""})


def _headers(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield "".join(text_of(cell) for cell in block.header)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from _headers(item)


def _pages(document: Document, data: bytes) -> list[str]:
    """Return each page's text without what is not the document's own: the mark of a draft and the footer."""
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        return [_page(document, pdf[index], index + 1, len(pdf)) for index in range(len(pdf))]


def _page(document: Document, page: pypdfium2.PdfPage, number: int, total: int) -> str:
    text = page.get_textpage()
    said = squeezed(text.get_text_range())
    if len(squeezed(text.get_text_bounded())) != len(said):
        raise Refused([problem("PA605", format="PDF", page=number)])
    foot = squeezed(document.footer) + squeezed(page_label(number, total))
    return said.removeprefix(DRAFT_MARK).removesuffix(foot)
