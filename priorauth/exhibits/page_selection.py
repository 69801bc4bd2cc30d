"""Some pages of an opened file as a PDF of their own, with nothing in it of the pages that stay behind."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Pdf


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
