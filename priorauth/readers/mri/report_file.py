"""The text of a report file, page by page."""

from __future__ import annotations

from pathlib import Path

from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX
from priorauth.exhibits.opening import MAX_BYTES, open_bytes
from priorauth.files import read_file
from priorauth.problems import Refused, Where, problem

MAX_TEXT_BYTES = 2_000_000

_PAGE_BREAK = "\f"
_TEXT_TYPES = (".txt", ".text", "")


def pages_of_file(path: Path) -> tuple[str, ...]:
    """Read the pages of an exhibit or of a text file, whose form feeds are page breaks.

    Anything but text is opened as exhibits are, in a process of its own. Raises `Refused`: PA201, PA202, PA207 and
    PA105 as `read_file` does, the codes of `rejection` for what is not taken, PA771 for pages without text, PA772
    for bytes that are not text, PA773 for an empty file, PA787 for another type.
    """
    where = Where(file=str(path))
    suffix = path.suffix.lower()
    if suffix in KIND_OF_SUFFIX and suffix not in _TEXT_TYPES:
        return _opened(read_file(path, limit_bytes=MAX_BYTES), suffix, where)
    data = read_file(path, limit_bytes=MAX_TEXT_BYTES)
    if data.startswith(b"%PDF-"):
        return _opened(data, ".pdf", where)
    if suffix not in _TEXT_TYPES:
        raise Refused([problem("PA787", where)])
    return pages_of_text(data, where)


def pages_of_text(data: bytes, where: Where) -> tuple[str, ...]:
    """Read the pages of plain text. Raises `Refused`: PA105 too large, PA772 not UTF-8, PA773 empty."""
    if len(data) > MAX_TEXT_BYTES:
        raise Refused([problem("PA105", where, limit=f"{MAX_TEXT_BYTES / 1_000_000:g} MB")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused([problem("PA772", where)]) from None
    if "\0" in text:
        raise Refused([problem("PA772", where)])
    if not text.strip():
        raise Refused([problem("PA773", where)])
    return tuple(text.removesuffix(_PAGE_BREAK).split(_PAGE_BREAK))


def _opened(data: bytes, suffix: str, where: Where) -> tuple[str, ...]:
    pages = open_bytes(data, suffix, where=where).pages
    if not any(page.is_readable for page in pages):
        raise Refused([problem("PA771", where, count=len(pages))])
    return tuple(page.text for page in pages)
