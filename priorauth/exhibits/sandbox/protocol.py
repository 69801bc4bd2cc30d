"""How the process that opens attachments and its parent speak: length-checked frames of JSON and bytes.

The parent takes nothing on trust: a frame with a wrong length, type, number or word in it is garbage.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass
from typing import IO, cast

from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits.pages import Page, Rect, TextOrigin, Word
from priorauth.exhibits.rejection import CODES, REMARKS, ExhibitRejected, Remark, are_safe

MAX_JSON = 64_000_000
MAX_BODY = 320_000_000
"""An opened exhibit of the largest size, and the same pages as they are bound."""

_HEAD = struct.Struct(">4sQQ")
_MARK = b"PAX1"
_NUMBERS_OF_A_WORD = 7
_LONGEST_SIDE = 100_000.0
"""Of a page, in points; the largest a PDF can ask for is 14,400 times its user unit."""


class Garbage(Exception):
    """What came is no frame of ours."""


@dataclass(frozen=True, slots=True)
class Request:
    """An attachment to open. ``suffix`` is its name's ending in small letters; the name itself is not told.

    Of its ``pages`` only those that are named are wanted; all of them, where none are.
    """

    data: bytes
    suffix: str
    ocr: bool = False
    pages: PageRanges | None = None
    unpack: bool = False
    """Whether a file that holds others is to be taken apart; the pages are then counted over all of them."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An attachment that was opened: a PDF without anything that acts, its pages, and what is to be told of it."""

    pdf: bytes
    pages: tuple[Page, ...]
    remarks: tuple[Remark, ...] = ()


def write_frame(stream: IO[bytes], head: object, body: bytes = b"") -> None:
    """Write one frame."""
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode("ascii")
    stream.write(_HEAD.pack(_MARK, len(text), len(body)))
    stream.write(text)
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[object, bytes] | None:
    """Read one frame; ``None`` at the end of the stream. Raises `Garbage` for anything else."""
    head = stream.read(_HEAD.size)
    if not head:
        return None
    if len(head) != _HEAD.size:
        raise Garbage
    mark, text_length, body_length = _HEAD.unpack(head)
    if mark != _MARK or text_length > MAX_JSON or body_length > MAX_BODY:
        raise Garbage
    text, body = stream.read(text_length), stream.read(body_length)
    if len(text) != text_length or len(body) != body_length:
        raise Garbage
    try:
        return json.loads(text), body
    except (ValueError, RecursionError):
        raise Garbage from None


def is_whole(frame: bytes) -> bool:
    """Whether bytes are one frame from its first to its last."""
    if len(frame) < _HEAD.size:
        return False
    mark, text_length, body_length = _HEAD.unpack_from(frame)
    return bool(mark == _MARK and len(frame) == _HEAD.size + text_length + body_length)


def request_head(request: Request) -> dict[str, object]:
    """Return the head of the frame that asks for an attachment to be opened."""
    pages = str(request.pages or "")
    return {"suffix": request.suffix, "ocr": request.ocr, "pages": pages, "unpack": request.unpack}


def request_of(head: object, body: bytes) -> Request:
    """Read a request. Raises `Garbage`."""
    match head:
        case {"suffix": str(suffix), "ocr": bool(ocr), "pages": str(pages), "unpack": bool(unpack)}:
            try:
                return Request(body, suffix, ocr, PageRanges.parse(pages) if pages else None, unpack)
            except ValueError:
                raise Garbage from None
    raise Garbage


def taken_head(taken: Taken) -> dict[str, object]:
    """Return the head of the frame that hands an opened attachment back."""
    remarks = [[remark.code, remark.page or 0, remark.count] for remark in taken.remarks]
    return {"pages": [_page_row(page) for page in taken.pages], "remarks": remarks}


def refusal_head(refusal: ExhibitRejected) -> dict[str, object]:
    """Return the head of the frame that says why an attachment is not taken."""
    return {"code": refusal.code, "names": refusal.names}


def check_refused(head: object, body: bytes) -> None:
    """Raise `ExhibitRejected` where a frame is a refusal, and `Garbage` where it is one no honest child says."""
    match head:
        case {"code": str(code), "names": dict(names)}:
            if code not in CODES or body or not are_safe(names):
                raise Garbage
            raise ExhibitRejected(code, **cast("dict[str, int | str]", names))


def result_of(head: object, body: bytes) -> Taken:
    """Read a result. Raises `ExhibitRejected` for a refusal and `Garbage` for what no honest child says."""
    check_refused(head, body)
    match head:
        case {"pages": [_, *_] as rows, "remarks": list(told)} if body.startswith(b"%PDF-"):
            pages = tuple(_page(row, number) for number, row in enumerate(rows, 1))
            return Taken(body, pages, tuple(_remark(row, len(pages)) for row in told))
    raise Garbage


def _page_row(page: Page) -> list[object]:
    words = [
        number
        for word in page.words
        for number in (word.start, word.end, *(round(v, 3) for v in word.rect), int(word.is_struck))
    ]
    crop = [round(side, 3) for side in page.crop or ()]
    return [page.text, page.width, page.height, page.rotation, page.origin.value, crop, words]


def _page(row: object, number: int) -> Page:
    match row:
        case [
            str(text),
            int() | float() as width,
            int() | float() as height,
            int(rotation),
            str(origin),
            list(crop),
            list(words),
        ] if _is_text(text) and _is_side(width) and _is_side(height) and rotation in (0, 90, 180, 270):
            try:
                read_words = tuple(_words(text, words))
                place = (float(width), float(height), rotation, read_words, TextOrigin(origin), _crop(crop))
                return Page(number, text, *place)
            except ValueError:
                raise Garbage from None
    raise Garbage


def _remark(row: object, pages: int) -> Remark:
    match row:
        case [str(code), int(page), int(count)] if code in REMARKS and 0 <= page <= pages and count >= 0:
            return Remark(code, page or None, count)
    raise Garbage


def _crop(sides: list[object]) -> Rect | None:
    if not sides:
        return None
    if len(sides) != 4 or not all(
        type(side) in (int, float) and math.isfinite(cast("float", side)) for side in sides
    ):
        raise Garbage
    return cast("Rect", tuple(float(cast("float", side)) for side in sides))


def _words(text: str, numbers: list[object]) -> list[Word]:
    if len(numbers) % _NUMBERS_OF_A_WORD:
        raise Garbage
    return [
        _word(text, numbers[place : place + _NUMBERS_OF_A_WORD])
        for place in range(0, len(numbers), _NUMBERS_OF_A_WORD)
    ]


def _word(text: str, numbers: list[object]) -> Word:
    start, end, *rect, is_struck = numbers
    if type(is_struck) is not int or is_struck not in (0, 1):
        raise Garbage
    if not (type(start) is int and type(end) is int and 0 <= start < end <= len(text)):
        raise Garbage
    if not all(type(v) in (int, float) and math.isfinite(cast("float", v)) for v in rect):
        raise Garbage
    return Word(start, end, cast("Rect", tuple(float(cast("float", v)) for v in rect)), bool(is_struck))


def _is_text(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text) if not text.isascii() else True


def _is_side(length: float) -> bool:
    return math.isfinite(length) and 0 < length < _LONGEST_SIDE
