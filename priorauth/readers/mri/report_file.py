"""The text of a report file, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX
from priorauth.exhibits.opening import MAX_BYTES, named_pages, no_such_page, open_bytes, remarked
from priorauth.files import read_file
from priorauth.problems import Problem, Refused, Where, problem

MAX_TEXT_BYTES = 2_000_000

_PAGE_BREAK = "\f"
_TEXT_TYPES = (".txt", ".text", "")


@dataclass(frozen=True, slots=True)
class ReportPages:
    """The text of a report's pages, and the pages of the file they are where only some were asked for."""

    texts: tuple[str, ...]
    file_pages: PageRanges | None = None
    told: tuple[Problem, ...] = ()
    """The notes and warnings about the file, though it was taken."""


def pages_of_file(path: Path) -> ReportPages:
    """Read the pages of an exhibit or of a text file, whose form feeds are page breaks; all, or ``FILE#18-20``.

    Anything but text is opened as exhibits are, in a process of its own. Raises `Refused`: PA201, PA202, PA207 and
    PA105 as `read_file` does, the codes of `rejection` for what is not taken, PA695 and PA696 for pages the file
    does not have, PA771 for pages without text, PA772 for bytes that are not text, PA773 for an empty file, PA787
    for another type.
    """
    file, pages = named_pages(path)
    where = Where(file=str(file))
    suffix = file.suffix.lower()
    if suffix in KIND_OF_SUFFIX and suffix not in _TEXT_TYPES:
        return _opened(read_file(file, limit_bytes=MAX_BYTES), suffix, where, pages)
    data = read_file(file, limit_bytes=MAX_TEXT_BYTES)
    if data.startswith(b"%PDF-"):
        return _opened(data, ".pdf", where, pages)
    if suffix not in _TEXT_TYPES:
        raise Refused([problem("PA787", where)])
    texts = pages_of_text(data, where)
    if pages is None:
        return ReportPages(texts)
    if pages.last > len(texts):
        raise Refused([no_such_page(pages, len(texts), where)])
    return ReportPages(tuple(texts[number - 1] for number in pages.numbers), pages)


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


def _opened(data: bytes, suffix: str, where: Where, asked: PageRanges | None) -> ReportPages:
    opened = open_bytes(data, suffix, where=where, pages=asked)
    if not any(page.is_readable for page in opened.pages):
        raise Refused([problem("PA771", where, count=len(opened.pages))])
    told = tuple(remarked(remark, where) for remark in opened.remarks)
    return ReportPages(tuple(page.unstruck for page in opened.pages), asked, told)
