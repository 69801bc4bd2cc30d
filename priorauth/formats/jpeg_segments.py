"""A JPEG without what a camera, a phone or a program wrote into it besides the picture; the picture is untouched.

Place, time, maker, serial numbers, a second picture and anything behind the first one are gone.
"""

from __future__ import annotations

from collections.abc import Iterator

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_ADOBE, _JFIF = 0xEE, 0xE0
_COMMENT = 0xFE
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers that have no length and no content."""


def without_metadata(data: bytes) -> bytes:
    """Keep the segments a picture is drawn from. Raises ``ValueError`` for what is no whole JPEG."""
    return b"".join(_kept(data))


def _kept(data: bytes) -> Iterator[bytes]:
    if data[:2] != bytes((0xFF, _START)):
        raise ValueError("no JPEG")
    yield data[:2]
    place = 2
    while True:
        place, marker = _marker(data, place)
        if marker == _END:
            yield bytes((0xFF, _END))
            return
        if marker in _BARE:
            continue
        end = place + int.from_bytes(data[place : place + 2], "big")
        if end - place < 2 or end > len(data):
            raise ValueError("a segment is cut short")
        if not _is_metadata(marker, data[place + 2 : end]):
            yield bytes((0xFF, marker)) + data[place:end]
        if marker == _SCAN:
            start, end = end, _end_of_scan(data, end)
            yield data[start:end]
        place = end


def _marker(data: bytes, place: int) -> tuple[int, int]:
    """Return the marker that stands here, and the place behind it; any number of fill bytes may go before."""
    if data[place : place + 1] != b"\xff":
        raise ValueError("no marker where one must be")
    while data[place : place + 1] == b"\xff":
        place += 1
    if place >= len(data):
        raise ValueError("the end is missing")
    return place + 1, data[place]


def _end_of_scan(data: bytes, place: int) -> int:
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            raise ValueError("the end is missing")
        following = data[place + 1]
        if following == 0xFF:
            place += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            place += 2
        else:
            return place


def _is_metadata(marker: int, content: bytes) -> bool:
    """Whether a segment says something about the picture; two kinds also say how its colors are stored."""
    if marker == _JFIF:
        return not content.startswith(b"JFIF\0")
    if marker == _ADOBE:
        return not content.startswith(b"Adobe")
    return marker == _COMMENT or 0xE0 <= marker <= 0xEF
