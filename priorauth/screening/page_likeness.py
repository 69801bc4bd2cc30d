"""Pages as pictures: whether one is blank, and whether two look the same. For pages without text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass

import pypdfium2

_SCALE = 0.5
"""36 dots per inch: enough to tell pages apart, and cheap."""

_PAPER = 235
"""Shades from here up are paper, not ink."""

_SPECKS = 0.0005
"""The share of dark points a scanner leaves on an empty sheet."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a page looks like: a fingerprint of its points, and whether there is anything on it."""

    fingerprint: str
    is_blank: bool


def pictures(pdf: bytes, numbers: Iterable[int]) -> dict[int, Picture]:
    """Look at some pages of a PDF, by their numbers from 1. Raises ``pypdfium2.PdfiumError``."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return {number: _picture(document[number - 1]) for number in wanted}


def _picture(page: pypdfium2.PdfPage) -> Picture:
    image = page.render(scale=_SCALE, grayscale=True).to_pil().convert("L")
    counts = image.histogram()
    ink = sum(counts[:_PAPER])
    size = f"{image.width}x{image.height}:".encode("ascii")
    print_ = hashlib.sha256(size + image.tobytes()).hexdigest()
    return Picture(print_, ink <= _SPECKS * image.width * image.height)
