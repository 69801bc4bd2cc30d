"""A packet as a fax machine at the other end prints it, and what of it will not arrive.

Shades break up, and letters may be too small for its lines.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from math import hypot
from typing import Final

import pypdfium2
from PIL import Image, ImageFilter
from pypdfium2 import raw

from priorauth.packet.plan import page_numbers
from priorauth.problems import Problem, Where, problem
from priorauth.render.type_scale import FAX_LEAST

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
    return {
        f"fax-{resolution.name}-{number:03}.png": _received(page, resolution)
        for number, page in enumerate(chain.from_iterable(map(gray_pages, parts)), 1)
        for resolution in (FINE, STANDARD)
    }


def gray_pages(data: bytes) -> Iterator[Image.Image]:
    """Draw each page on a sheet in shades of gray, at the dots of a fine fax, turned upright when it lies."""
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        for index in range(len(pdf)):
            yield _sheet(pdf[index])


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


SHADED = 0.01
"""Share of a page's dots within areas neither black nor white, from which on it is said to break up."""

_DARK, _LIGHT = 40, 225
"""Of 255: what is between them is neither black nor white."""

_CLOSE = 0.4
"""Points by which a size may fall short and still be read as the size it is: an exhibit's page is drawn a little
smaller, to keep its foot free for stamps."""

_SPACE = 32
"""The last of the characters that print nothing."""

_FEW, _FEW_ON_THEIRS = 12, 80
"""Letters too small that are let pass on a page of ours (a superscript) and of an exhibit (our stamps as well)."""


def fax_problems(data: bytes, page_map: Mapping[str, Mapping[int, int]]) -> tuple[Problem, ...]:
    """Say what of a packet a fax will not carry.

    ``page_map`` tells the exhibits' pages from ours. PA820: gray or colored areas, of our pages too. PA821: small
    letters on our pages. PA822: small letters on an exhibit's.
    """
    shaded = {number for number, page in enumerate(gray_pages(data), 1) if shaded_share(page) > SHADED}
    found: list[Problem] = []
    theirs = {page for pages in page_map.values() for page in pages.values()}
    small = {page for page, count in _small_letters(data) if count > (_FEW_ON_THEIRS if page in theirs else _FEW)}
    if small - theirs:
        found.append(problem("PA821", pages=page_numbers(sorted(small - theirs)), least=f"{FAX_LEAST:g}"))
    if shaded - theirs:
        found.append(_shaded(Where(), sorted(shaded - theirs)))
    for exhibit, pages in page_map.items():
        found += _exhibit_problems(exhibit, pages, shaded, small)
    return tuple(found)


def _exhibit_problems(
    exhibit: str, pages: Mapping[int, int], shaded: set[int], small: set[int]
) -> Iterator[Problem]:
    where = Where(exhibit=exhibit)
    gray = [own for own, packet_page in pages.items() if packet_page in shaded]
    if gray:
        yield _shaded(where, gray)
    tiny = [own for own, packet_page in pages.items() if packet_page in small]
    if tiny:
        yield problem("PA822", where, count=len(tiny), pages=page_numbers(tiny), least=f"{FAX_LEAST:g}")


def _shaded(where: Where, pages: Sequence[int]) -> Problem:
    return problem("PA820", where, count=len(pages), pages=page_numbers(pages))


def shaded_share(page: Image.Image) -> float:
    """Return the share of a page that lies within shades: the soft edge of a letter is too thin to count."""
    between = page.point(lambda shade: 255 * (_DARK < shade < _LIGHT))
    inner = between.filter(ImageFilter.MinFilter(3))
    return inner.histogram()[255] / (page.width * page.height)


def _small_letters(data: bytes) -> Iterator[tuple[int, int]]:
    """Count, page by page, the letters that are too small."""
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        for index in range(len(pdf)):
            yield index + 1, sum(size < FAX_LEAST - _CLOSE for size in letter_sizes(pdf[index]))


def letter_sizes(page: pypdfium2.PdfPage) -> Iterator[float]:
    """Return the size in points of each letter of a page as it is printed, white space aside.

    A font's own size says little: a page may set all in size 1 and enlarge it, and a drawing may be made smaller.
    """
    text = page.get_textpage()
    matrix = raw.FS_MATRIX()
    for index in range(text.count_chars()):
        if raw.FPDFText_GetUnicode(text, index) > _SPACE and raw.FPDFText_GetMatrix(text, index, matrix):
            yield raw.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
