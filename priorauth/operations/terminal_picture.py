"""A picture as the characters by which a terminal draws it: the protocols of kitty and iTerm2, and sixels."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from PIL import Image

_KITTY_CHUNK = 4096
"""Characters of one piece; the protocol allows no more."""
_SIXEL_WIDTH = 960
_SIXEL_COLORS = 16
_BAND = 6
"""Rows of pixels that one line of sixels draws."""


class PictureProtocol(StrEnum):
    """How a terminal takes a picture."""

    KITTY = "kitty"
    ITERM = "iterm"
    SIXEL = "sixel"


def picture_for_terminal(picture: Path, protocol: PictureProtocol, columns: int) -> str:
    """Return the characters that draw a PNG file as wide as some columns of a terminal, or less."""
    data = picture.read_bytes()
    if protocol is PictureProtocol.KITTY:
        return "".join(_kitty(data, columns))
    if protocol is PictureProtocol.ITERM:
        content = base64.b64encode(data).decode()
        return f"\x1b]1337;File=inline=1;size={len(data)};width={columns};preserveAspectRatio=1:{content}\x07"
    return _sixels(data)


def _kitty(data: bytes, columns: int) -> Iterator[str]:
    """Return the pieces of a picture; the first says what it is, and each whether more follow."""
    content = base64.b64encode(data).decode()
    pieces = [content[start : start + _KITTY_CHUNK] for start in range(0, len(content), _KITTY_CHUNK)]
    for number, piece in enumerate(pieces):
        what = f"a=T,f=100,q=2,c={columns}," if number == 0 else ""
        yield f"\x1b_G{what}m={int(number + 1 < len(pieces))};{piece}\x1b\\"


def _sixels(data: bytes) -> str:
    """Return a picture in few colors, six rows of pixels a line and each color of a line by itself."""
    with Image.open(io.BytesIO(data)) as opened:
        picture = opened.convert("RGB")
    if picture.width > _SIXEL_WIDTH:
        picture = picture.resize((_SIXEL_WIDTH, round(picture.height * _SIXEL_WIDTH / picture.width)))
    indexed = picture.quantize(_SIXEL_COLORS)
    palette = indexed.getpalette() or []
    colors = "".join(
        f"#{number};2;{';'.join(str(round(part * 100 / 255)) for part in palette[number * 3 : number * 3 + 3])}"
        for number in range(len(palette) // 3)
    )
    width, height, pixels = indexed.width, indexed.height, indexed.tobytes()
    rows = [pixels[start : start + width] for start in range(0, width * height, width)]
    bands = (_band(rows[top : top + _BAND]) for top in range(0, height, _BAND))
    return f'\x1bPq"1;1;{width};{height}{colors}{"-".join(bands)}\x1b\\'


def _band(rows: list[bytes]) -> str:
    """Return six rows as one line: for each color the rows' bits of every column, with runs counted."""
    drawn = []
    for color in sorted(set(b"".join(rows))):
        bits = [
            sum(1 << row for row, pixels in enumerate(rows) if pixels[column] == color)
            for column in range(len(rows[0]))
        ]
        drawn.append(f"#{color}{''.join(_runs(bits))}")
    return "$".join(drawn)


def _runs(bits: list[int]) -> Iterator[str]:
    start = 0
    for column in range(1, len(bits) + 1):
        if column == len(bits) or bits[column] != bits[start]:
            count, sign = column - start, chr(63 + bits[start])
            yield f"!{count}{sign}" if count > 3 else sign * count
            start = column
