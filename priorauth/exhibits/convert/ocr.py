"""Reading scans with tesseract, where it is installed and only when asked: for reading, never for printing.

What comes of it is a machine's guess and marked so. ocrmypdf reads with the same tesseract, so that one program is
asked directly: a picture goes in and words with their places come out, over pipes and without a file.
"""

from __future__ import annotations

import csv
import ctypes
import io
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from priorauth.exhibits.page_characters import Rect
from priorauth.exhibits.pages import Page, TextOrigin, Word
from priorauth.exhibits.rejection import ExhibitRejected

TOOL = "tesseract"
MAX_OCR_PAGES = 40
"""Of one exhibit: reading takes seconds for each. Pages past it stay unread."""

_DOTS_PER_INCH = 300
_MOST_PIXELS = 5_000.0
"""Along a page's longer side."""

_SECONDS = 60.0
_WORD_LEVEL = "5"
_COLUMNS = 12


def is_installed() -> bool:
    """Whether this machine can read scans."""
    return shutil.which(TOOL) is not None


def read_scans(pdf: bytes, pages: Sequence[Page]) -> tuple[Page, ...]:
    """Read the pages that are scans. Without tesseract, and where it reads nothing, a page stays as it is.

    Raises `ExhibitRejected` (PA719) when reading a page takes too long.
    """
    scans = (TextOrigin.NONE, TextOrigin.MARGIN)
    waiting = [page.number for page in pages if page.origin in scans][:MAX_OCR_PAGES]
    if not waiting or not is_installed():
        return tuple(pages)
    document = pypdfium2.PdfDocument(pdf)
    try:
        read = {number: _read(document[number - 1], pages[number - 1]) for number in waiting}
    finally:
        document.close()
    return tuple(read.get(page.number, page) for page in pages)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word in the picture: the line it belongs to, its text and its box in pixels."""

    line: tuple[str, ...]
    text: str
    box: tuple[int, int, int, int]


def _read(shown: pypdfium2.PdfPage, page: Page) -> Page:
    scale = min(_DOTS_PER_INCH / 72, _MOST_PIXELS / max(page.width, page.height))
    image = shown.render(scale=scale, grayscale=True).to_pil()
    picture = io.BytesIO()
    image.save(picture, "PNG", dpi=(72 * scale, 72 * scale), compress_level=1)
    seen = list(_words(_asked(picture.getvalue())))
    if not seen:
        return page
    return _with_words(shown, page, seen, image.size)


def _asked(picture: bytes) -> str:
    """Let tesseract read a picture. Anything but success reads as nothing."""
    command = [TOOL, "stdin", "stdout", "-l", "eng", "--psm", "3", "tsv"]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise ExhibitRejected("PA719") from None
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _words(table: str) -> Iterator[_Seen]:
    for row in csv.reader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) == _COLUMNS and row[0] == _WORD_LEVEL and row[11].strip():
            left, top, wide, high = (int(number) for number in row[6:10])
            yield _Seen(tuple(row[1:5]), row[11].strip(), (left, top, left + wide, top + high))


def _with_words(shown: pypdfium2.PdfPage, page: Page, seen: Sequence[_Seen], size: tuple[int, int]) -> Page:
    text, words = "", list[Word]()
    for place, found in enumerate(seen):
        if place:
            text += " " if found.line == seen[place - 1].line else "\n"
        words.append(Word(len(text), len(text) + len(found.text), _on_paper(shown, found.box, size)))
        text += found.text
    return replace(page, text=text, words=tuple(words), origin=TextOrigin.OCR)


def _on_paper(shown: pypdfium2.PdfPage, box: tuple[int, int, int, int], size: tuple[int, int]) -> Rect:
    """Return the place on the page of a box in its picture."""
    corners = [_point(shown, size, box[0], box[1]), _point(shown, size, box[2], box[3])]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _point(shown: pypdfium2.PdfPage, size: tuple[int, int], across: int, down: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDF_DeviceToPage(shown, 0, 0, size[0], size[1], 0, across, down, x, y)
    return x.value, y.value
