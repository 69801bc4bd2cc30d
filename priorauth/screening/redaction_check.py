"""Looking through a finished PDF for digits that must not be in it: its text, strings and decoded streams."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

import pikepdf

from priorauth.exhibits.pages import read_pages
from priorauth.screening.social_security import places_of

_BETWEEN = rb"[\s._/\\-]{0,3}"
_MAX_DEPTH = 50


def holds_any(numbers: Iterable[str], data: bytes) -> bool:
    """Whether a PDF says one of these numbers anywhere: on a page as read, in a string, or in a stream."""
    wanted = sorted(numbers)
    if any(places_of(wanted, page.text) for page in read_pages(data)):
        return True
    patterns = [
        re.compile(rb"(?<!\d)" + _BETWEEN.join(digit.encode("ascii") for digit in number) + rb"(?!\d)")
        for number in wanted
    ]
    return any(pattern.search(content) for content in _contents(data) for pattern in patterns)


def _contents(data: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            yield from _strings(item, 0)
            if isinstance(item, pikepdf.Stream):
                yield _decoded(item)
        yield from _strings(pdf.trailer, 0)


def _decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # a picture's own coding, such as JPEG
        return stream.read_raw_bytes()


def _strings(item: object, depth: int) -> Iterator[bytes]:
    """Return the strings of an object; what is indirect is an object of its own and comes by itself."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(item, pikepdf.String):
        yield bytes(item)
        yield str(item).encode("utf-8", "replace")
    elif isinstance(item, pikepdf.Name):
        yield str(item).encode("utf-8", "replace")
    elif isinstance(item, pikepdf.Array):
        for part in item:
            if not getattr(part, "is_indirect", False):
                yield from _strings(part, depth + 1)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        entries = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        for key, part in entries.items():
            yield key.encode("utf-8", "replace")
            if not getattr(part, "is_indirect", False):
                yield from _strings(part, depth + 1)
