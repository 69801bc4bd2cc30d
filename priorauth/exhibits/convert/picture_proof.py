"""The proof by picture: a page looks after it was taken in as it did before, or it is not taken.

Both are drawn by PDFium and compared point by point. Where a mark is drawn from its keys, or a field anew, nothing
before can be compared with it; there a rule stands instead: its ink must have arrived.
"""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw

from priorauth.exhibits.page_characters import Rect, on_image
from priorauth.exhibits.page_geometry import upright
from priorauth.exhibits.rejection import ExhibitRejected

DOTS_PER_INCH = 50.0
_MOST_DOTS = 12_000_000
"""Of one picture: a page of 56 inches at the full resolution."""

_WHITE = 0xFFFFFFFF

ROUNDING = 10
"""Of 255 shades of grey: no more is rounding."""

_SHADE_FOUND = 48
"""How far the ink of a thin line may be from its shade once it is spread over the points it lies on."""

_REACH = 2
"""Points of a picture that the edge of a drawing may touch beyond its place."""


@dataclass(frozen=True, slots=True)
class UnshownInk:
    """What was drawn that was not on the page as PDFium shows it: where its ink lies, in the page's coordinates.

    ``shade`` is that of its ink, 0 for black and 255 for white; ``None`` where its words are read back instead.
    """

    page: int
    boxes: tuple[Rect, ...]
    shade: int | None = None
    is_below: bool = False
    """Whether it stands in a foot that was added to the page."""


class PictureProof:
    """The pages of a file as it was given, to be compared with the pages of what was made from it.

    ``numbers`` are those of the pages, from 1, that were taken, in their order; all of them where none are named.
    """

    def __init__(self, data: bytes, drawn: Iterable[UnshownInk] = (), numbers: Sequence[int] = ()) -> None:
        self._before, self._numbers = _opened(data), numbers
        self._papers = Paper(), Paper()
        self._differing: int | None = None
        self._drawn: dict[int, list[UnshownInk]] = {}
        for item in drawn:
            self._drawn.setdefault(item.page, []).append(item)

    def look(self, after: pypdfium2.PdfPage, index: int) -> None:
        """Compare a page, counted from 0, and keep in mind the first that differs."""
        number = self._numbers[index] if self._numbers else index + 1
        if self._differing is None and not self._is_alike(after, index, number):
            self._differing = number

    def settle(self) -> None:
        """Let go of the file. Raises `ExhibitRejected` (PA798) if a page looks otherwise than before."""
        self._before.close()
        if self._differing is not None:
            raise ExhibitRejected("PA798", page=self._differing)

    def _is_alike(self, page: pypdfium2.PdfPage, index: int, number: int) -> bool:
        if number > len(self._before):
            return False
        drawn = self._drawn.get(number - 1, ())
        before, page = _shown(self._before[number - 1], number - 1), _shown(page, index)
        if any(item.is_below for item in drawn):
            page.set_mediabox(*before.get_bbox())
            page.set_cropbox(*before.get_bbox())
            page = page.pdf[index]
        size = picture_size(before)
        if size != picture_size(page):
            return False
        old, new = (draw(each, size, paper) for each, paper in zip((before, page), self._papers, strict=True))
        if not drawn and self._papers[0].shows_the_same(self._papers[1]):
            return True
        changed = ImageChops.difference(old, new)
        _blacken(changed, before, [box for item in drawn if not item.is_below for box in item.boxes])
        if _shades(changed)[1] > ROUNDING:
            return False
        return all(_has_arrived(item, before, new) for item in drawn)


class Paper:
    """What pages are drawn on, one after the other: each drawing takes the place of the one before.

    To let go of a picture's memory and ask for it anew would take longer than to compare two of them.
    """

    def __init__(self) -> None:
        self._size = (0, 0)

    def white(self, size: tuple[int, int]) -> pypdfium2.PdfBitmap:
        """Return the paper, in shades of grey, cut to a size and with nothing on it."""
        if self._size != size:
            self._size = size
            self._points = bytearray(size[0] * size[1])
            memory = (ctypes.c_ubyte * len(self._points)).from_buffer(self._points)
            self._bitmap = pypdfium2.PdfBitmap.new_native(*size, pdfium.FPDFBitmap_Gray, buffer=memory)
            self.picture: Image.Image = self._bitmap.to_pil()  # looks into the same memory
        pdfium.FPDFBitmap_FillRect(self._bitmap, 0, 0, *size, _WHITE)
        return self._bitmap

    def shows_the_same(self, other: Paper) -> bool:
        """Whether all points are the same on both, which is told many times as fast as how far they differ."""
        return self._points == other._points


def draw(page: pypdfium2.PdfPage, size: tuple[int, int], paper: Paper, *, marks: bool = True) -> Image.Image:
    """Draw a page in shades of grey, with its marks or without."""
    bitmap = paper.white(size)
    flags = pdfium.FPDF_GRAYSCALE | (pdfium.FPDF_ANNOT if marks else 0)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, flags)
    if marks and page.formenv is not None:
        pdfium.FPDF_FFLDraw(page.formenv, bitmap, page, 0, 0, *size, 0, flags)
    return paper.picture


def draw_part(page: pypdfium2.PdfPage, part: Rect, size: tuple[int, int], paper: Paper) -> Image.Image:
    """Draw what is in a place on a page, as it is seen and without marks, to fill a picture in shades of grey."""
    frame = upright(page.get_bbox(), page.get_rotation())
    left, bottom, right, top = frame.seen(part)
    across, down = size[0] / (right - left), size[1] / (top - bottom)
    matrix = pdfium.FS_MATRIX(across, 0, 0, down, -left * across, (top - frame.height) * down)
    clip = pdfium.FS_RECTF(0, 0, *size)
    pdfium.FPDF_RenderPageBitmapWithMatrix(paper.white(size), page, matrix, clip, pdfium.FPDF_GRAYSCALE)
    return paper.picture


def picture_size(page: pypdfium2.PdfPage, dots_per_inch: float = DOTS_PER_INCH) -> tuple[int, int]:
    """Return the width and height, in points of the picture, that a page is compared at."""
    wide, high = page.get_size()
    scale = min(dots_per_inch / 72, math.sqrt(_MOST_DOTS / (wide * high)))
    return max(1, math.ceil(wide * scale)), max(1, math.ceil(high * scale))


def differs(before: Image.Image, after: Image.Image, rounding: int = ROUNDING, *, only_ink: bool = False) -> bool:
    """Whether two pictures differ anywhere by more shades of grey than ``rounding``.

    ``only_ink`` looks for what is missing in the second alone.
    """
    compare = ImageChops.subtract if only_ink else ImageChops.difference
    return _shades(compare(after, before))[1] > rounding


def _shades(picture: Image.Image) -> tuple[int, int]:
    """Return the darkest and the lightest shade of a picture in grey."""
    darkest, lightest = picture.getextrema()
    return int(darkest), int(lightest)  # type: ignore[arg-type]  # one band has two numbers


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    """Open a file as it was given; one that PDFium cannot follow, as another library writes it again."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        stream = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(stream)
        document = pypdfium2.PdfDocument(stream.getvalue())
    if document.get_formtype() != pdfium.FORMTYPE_NONE:
        document.init_forms()
        pdfium.FPDF_SetFormFieldHighlightAlpha(document.formenv, 0)
    return document


def _shown(page: pypdfium2.PdfPage, index: int) -> pypdfium2.PdfPage:
    """Return a page; one whose crop box lies beside the sheet, without it."""
    if min(page.get_size()) > 0:
        return page
    page.set_cropbox(*page.get_mediabox())
    return page.pdf[index]


def _blacken(changed: Image.Image, page: pypdfium2.PdfPage, boxes: Sequence[Rect]) -> None:
    pen = ImageDraw.Draw(changed)
    for box in boxes:
        left, upper, right, lower = on_image(page, box, changed.size)
        pen.rectangle((left - _REACH, upper - _REACH, right + _REACH, lower + _REACH), fill=0)


def _has_arrived(item: UnshownInk, before: pypdfium2.PdfPage, new: Image.Image) -> bool:
    """Whether the ink of what was drawn is seen: the page is otherwise than bare there, or of the ink's shade."""
    if item.shade is None:
        return True
    bare = draw(before, new.size, Paper(), marks=False)
    for box in item.boxes:
        place = on_image(before, box, new.size)
        darkest, lightest = _shades(new.crop(place))
        if darkest - _SHADE_FOUND <= item.shade <= lightest + _SHADE_FOUND:
            return True
        if differs(bare.crop(place), new.crop(place)):
            return True
    return not item.boxes
