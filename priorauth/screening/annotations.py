"""What annotations say: their note, and the words of their drawing, which are no part of a page's own text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, String

from priorauth.exhibits.pages import Rect


@dataclass(frozen=True, slots=True)
class Note:
    """The note of one annotation, and the rectangle it stands in."""

    text: str
    rect: Rect


def annotation_notes(data: bytes) -> dict[int, tuple[Note, ...]]:
    """Return the notes of a PDF's annotations by page, from 1; pages without any are left out."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {number: tuple(_notes(page)) for number, page in enumerate(pdf.pages, 1)}
    return {number: notes for number, notes in found.items() if notes}


def drawn_in(data: bytes) -> bytes | None:
    """Return a PDF with its annotations drawn into the pages, or ``None`` when it has none."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if not any("/Annots" in page.obj for page in pdf.pages):
            return None
        pdf.flatten_annotations("all")
        stream = io.BytesIO()
        pdf.save(stream)
        return stream.getvalue()


def _notes(page: pikepdf.Page) -> Iterator[Note]:
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, Array):
        return
    for mark in annotations:
        if not isinstance(mark, Dictionary):
            continue
        note, place = mark.get("/Contents"), mark.get("/Rect")
        if isinstance(note, String) and isinstance(place, Array) and len(place) == 4:
            left, bottom, right, top = (float(value) for value in place)
            rect = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
            yield Note(str(note), rect)
