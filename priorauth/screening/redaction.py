"""Taking numbers out of an exhibit, not covering them up.

A black rectangle drawn over a page leaves the words below it in the file. Here the page is drawn as a picture, the
places are painted black in its points, and the picture takes the place of everything the page was made of.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pikepdf
from pikepdf import Pdf

from priorauth.exhibits.page_pictures import draw_pages, put_pictures
from priorauth.exhibits.pages import OpenedExhibit, Page, Rect, read_pages
from priorauth.problems import Refused, Where, problem
from priorauth.screening.social_security import digits_of, places_of, social_security_numbers
from priorauth.screening.text_spans import PageSpan, Span

REDACTED = "\u2588"
"""What stands in a page's text for each character that was taken out, so that places in the text stay right."""

NOT_REMOVED = "PA769"

_MARGIN_X, _MARGIN_Y = 2.0, 3.0
"""Points painted around a word: its rectangle fits the letters closely."""


def social_security_spans(opened: OpenedExhibit) -> tuple[PageSpan, ...]:
    """Find the social-security numbers in an exhibit's text, and every place where one of them stands again.

    A number on a scan without text cannot be found.
    """
    numbers = _social_security_in(page.text for page in opened.pages)
    return tuple(
        PageSpan(page.number, span.start, span.end)
        for page in opened.pages
        for span in _all_places(page.text, numbers)
    )


def pages_with_social_security(opened: OpenedExhibit) -> tuple[int, ...]:
    """Return the pages that carry a social-security number; what marks on them say is part of their text."""
    return tuple(sorted({span.page for span in social_security_spans(opened)}))


def redact_social_security(opened: OpenedExhibit) -> OpenedExhibit:
    """Take out every social-security number that can be found; an exhibit without any is given back as it is.

    Raises `Refused` (PA769) when one is still in the file afterwards.
    """
    numbers = _social_security_in(page.text for page in opened.pages)
    if not numbers:
        return opened
    places = {page.number: _all_places(page.text, numbers) for page in opened.pages}
    black = {page.number: _rects(opened, page, places[page.number]) for page in opened.pages}
    data = _painted(opened.pdf, {number: rects for number, rects in black.items() if rects})
    if holds_any(numbers, data):
        raise Refused([problem(NOT_REMOVED, Where(exhibit=opened.exhibit.id))])
    pages = tuple(replace(page, text=_masked(page.text, places[page.number])) for page in opened.pages)
    return replace(opened, pdf=data, pages=pages)


def _social_security_in(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(digits_of(span.of(text)) for text in texts for span in social_security_numbers(text))


def _all_places(text: str, numbers: frozenset[str]) -> tuple[Span, ...]:
    found = {*social_security_numbers(text), *places_of(numbers, text)}
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def _rects(opened: OpenedExhibit, page: Page, places: Iterable[Span]) -> list[Rect]:
    """Return the rectangles to paint. Raises `Refused` for letters whose place on the page is not known."""
    found: list[Rect] = []
    for place in places:
        if not _is_placed(page, place):
            raise Refused([problem(NOT_REMOVED, Where(exhibit=opened.exhibit.id, page=page.number))])
        found += [
            (left - _MARGIN_X, bottom - _MARGIN_Y, right + _MARGIN_X, top + _MARGIN_Y)
            for left, bottom, right, top in page.rects(place.start, place.end)
        ]
    return found


def _is_placed(page: Page, place: Span) -> bool:
    words = [word for word in page.words if word.start < place.end and word.end > place.start]
    letters = [index for index in range(place.start, place.end) if not page.text[index].isspace()]
    return all(any(word.start <= index < word.end for word in words) for index in letters)


def _masked(text: str, places: Iterable[Span]) -> str:
    letters = list(text)
    for place in places:
        for index in range(place.start, place.end):
            letters[index] = letters[index] if letters[index].isspace() else REDACTED
    return "".join(letters)


def _painted(data: bytes, black: Mapping[int, Sequence[Rect]]) -> bytes:
    """Return the PDF with some pages as pictures, in a file of its own: nothing the old one held comes along."""
    drawn = draw_pages(data, black)
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf, Pdf.new() as out:
        put_pictures(pdf, drawn)
        out.pages.extend(pdf.pages)
        layers = pdf.Root.get("/OCProperties")
        if layers is not None:
            out.Root.OCProperties = out.copy_foreign(pdf.make_indirect(layers))
        out.save(stream, deterministic_id=True)
    return stream.getvalue()


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
