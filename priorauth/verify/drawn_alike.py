"""Whether two files say and show the same, whichever versions of the tools wrote them."""

from __future__ import annotations

from contextlib import closing

import pikepdf
import pypdfium2

from priorauth.exhibits.convert.picture_proof import Paper, differs, draw, picture_size
from priorauth.packet.manifest.manifest import NamedFile
from priorauth.problems import Refused
from priorauth.verify.around_pages import say_the_same_around
from priorauth.verify.edited_letter import compare_letters
from priorauth.verify.edited_word import open_word


def says_the_same(item: NamedFile, one: bytes, other: bytes) -> bool:
    """Return whether two files are read and seen alike: PDFs page by page, Word files by all that is compared."""
    try:
        if item.is_pdf:
            return say_the_same_around(one, other) and _pages_alike(one, other)
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
