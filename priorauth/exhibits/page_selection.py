"""Some pages of an opened file as a PDF of their own, with nothing in it of the pages that stay behind."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pikepdf
from pikepdf import Pdf

from priorauth.exhibits.rejection import Remark
from priorauth.exhibits.sandbox.protocol import Taken


def select_pages(data: bytes, numbers: Sequence[int]) -> bytes:
    """Return a PDF of the pages with these ``numbers``, from 1; the same bytes for the same pages.

    Pages of one file often share a list of fonts and pictures, so that one page taken out would carry the pictures
    of all the others along, and they may be another patient's. What a page does not draw is left out.
    """
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as source, Pdf.new() as out:
        out.pages.extend(source.pages[number - 1] for number in numbers)
        out.remove_unreferenced_resources()
        out.save(stream, deterministic_id=True)
    return stream.getvalue()


def select_taken(taken: Taken, numbers: Sequence[int]) -> Taken:
    """Return some pages of what was opened, numbered anew, with what is told of them and of the whole file."""
    if len(numbers) == len(taken.pages):
        return taken
    pages = tuple(replace(taken.pages[number - 1], number=place) for place, number in enumerate(numbers, 1))
    return Taken(select_pages(taken.pdf, numbers), pages, remarks_on(taken.remarks, numbers))


def remarks_on(remarks: Iterable[Remark], numbers: Sequence[int]) -> tuple[Remark, ...]:
    """Return what is told of the whole file, and of the pages with these ``numbers`` by their new numbers."""
    places = {number: place for place, number in enumerate(numbers, 1)}
    return tuple(
        replace(remark, page=remark.page and places[remark.page])
        for remark in remarks
        if remark.page is None or remark.page in places
    )
