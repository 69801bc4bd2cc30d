"""Taking in a plain text file: on pages, column under column, every character of it.

The shipped fonts are proportional, so what stands after a gap is placed in its column, and made narrower where its
columns do not give it room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.exhibits.convert.drawing_sheet import Sheets
from priorauth.exhibits.convert.text_fidelity import carried, letters, prove_arrival
from priorauth.exhibits.pages import Page, read_pages
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.limits import MAX_CHARACTERS
from priorauth.formats.typeface.faces import REGULAR

_SIZE, _LEADING, _COLUMN = 10.0, 12.5, 5.8
_COLUMNS, _LINES = 90, 54
_LEFT, _TOP = 45.0, 54.0
_TAB = 8
_MAX_BYTES = 5_000_000
_PHRASE = re.compile(r"\S+(?: \S+)* ?")
"""Words with one space between them, and a space behind: readers of the PDF do not always see a gap as one."""


def text_pdf(data: bytes) -> tuple[bytes, tuple[Page, ...]]:
    """Draw a text file. A form feed starts a page; long lines are broken at a space.

    Raises `ExhibitRejected`: PA702 nothing in it, PA716 too long, PA727 not UTF-8, PA728 a character that cannot be
    printed, PA729 words that did not arrive.
    """
    text = _decoded(data)
    if len(text) > MAX_CHARACTERS:
        raise ExhibitRejected("PA716", what="characters", limit=MAX_CHARACTERS)
    text = carried(text)
    sheets = Sheets()
    for number, page in enumerate(_pages(text)):
        if number:
            sheets.next()
        for row, line in enumerate(page):
            for phrase in _PHRASE.finditer(line):
                x, y = _LEFT + phrase.start() * _COLUMN, _TOP + row * _LEADING
                sheets.text(x, y, phrase.group(), REGULAR, _SIZE, room=(phrase.end() - phrase.start()) * _COLUMN)
    pdf = sheets.finish()
    pages = read_pages(pdf)
    prove_arrival(sheets.drawn, pages)
    if letters("".join(page.text for page in pages)) != letters(text):
        raise ExhibitRejected("PA729")
    return pdf, pages


def _decoded(data: bytes) -> str:
    if len(data) > _MAX_BYTES:
        raise ExhibitRejected("PA716", what="unpacked bytes", limit=_MAX_BYTES)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise ExhibitRejected("PA727") from None
    if not text.strip():
        raise ExhibitRejected("PA702", kind="plain text")
    return text


def _pages(text: str) -> Iterator[list[str]]:
    for part in text.rstrip().split("\f"):
        lines = [piece for line in part.split("\n") for piece in _broken(line.expandtabs(_TAB).rstrip())]
        for start in range(0, max(len(lines), 1), _LINES):
            yield lines[start : start + _LINES]


def _broken(line: str) -> Iterator[str]:
    """Break a line that is too long at its last space, or where it must."""
    while len(line) > _COLUMNS:
        cut = line.rfind(" ", 1, _COLUMNS + 1)
        cut = cut if line[:cut].strip() and cut > 0 else _COLUMNS
        yield line[:cut]
        line = line[cut:].lstrip()
    yield line
