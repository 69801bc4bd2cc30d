"""A packet as a fax machine at the other end prints it, and what of it will not arrive."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pypdfium2
from PIL import Image

_WIDE, _HIGH = 8.5, 11.0
"""Inches of the sheet a fax arrives on."""

_BLACK_BELOW: Final = 150
"""Of 255. A fax machine darkens a little: a thin stroke that covers half a dot still prints."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A fax's dots per inch; standard and fine have the same across (ITU-T T.4)."""

    name: str
    across: int
    down: int

    @property
    def size(self) -> tuple[int, int]:
        """Dots of a sheet, across and down."""
        return round(_WIDE * self.across), round(_HIGH * self.down)


FINE = Resolution("fine", 204, 196)
STANDARD = Resolution("standard", 204, 98)


def preview(parts: Iterable[bytes]) -> dict[str, bytes]:
    """Return each page of a packet as it arrives by fax, fine and standard, by file name: ``fax-fine-001.png``.

    ``parts`` are its PDFs in order; pages are numbered through all of them.

    Each is a black-and-white PNG of one bit, without dither, whose dots are as far apart as the fax's own.
    """
    files = {}
    for number, page in enumerate((page for data in parts for page in gray_pages(data)), 1):
        for resolution in (FINE, STANDARD):
            files[f"fax-{resolution.name}-{number:03}.png"] = _received(page, resolution)
    return files


def gray_pages(data: bytes) -> Iterator[Image.Image]:
    """Draw each page on a sheet in shades of gray, at the dots of a fine fax, turned upright when it lies."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        for index in range(len(pdf)):
            yield _sheet(pdf[index])
    finally:
        pdf.close()


def _sheet(page: pypdfium2.PdfPage) -> Image.Image:
    """Put a page on the sheet; one that is larger is made to fit, as a fax machine does."""
    wide, high = page.get_size()
    lies = wide > high
    if lies:
        wide, high = high, wide
    ratio = min(1.0, _WIDE * 72 / wide, _HIGH * 72 / high)
    across, down = FINE.size
    drawn = page.render(scale=FINE.across / 72 * ratio, rotation=90 if lies else 0, grayscale=True).to_pil()
    seen = drawn.convert("L").resize(
        (min(across, drawn.width), min(down, round(drawn.height * FINE.down / FINE.across))), Image.Resampling.BOX
    )
    sheet = Image.new("L", (across, down), 255)
    sheet.paste(seen, ((across - seen.width) // 2, 0))
    return sheet


def _received(page: Image.Image, resolution: Resolution) -> bytes:
    """Make each dot black or white by what it mostly covers."""
    dots = page.resize(resolution.size, Image.Resampling.BOX)
    fax = dots.point(lambda shade: 255 * (shade >= _BLACK_BELOW), "1")
    out = io.BytesIO()
    fax.save(out, "PNG", dpi=(resolution.across, resolution.down), bits=1)
    return out.getvalue()
