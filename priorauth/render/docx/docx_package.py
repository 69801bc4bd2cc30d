"""Writing the ZIP container of a DOCX: fixed dates, fixed order, and parts that are deflated only once.

The standard library's writer compresses every part each time. Most parts of a letter are the letterhead's and
never change, so they are kept deflated; only the container around them is written anew.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_LEVEL = 6
_DEFLATED = 8
_VERSION = 20
_UTF8_NAMES = 0x800
_FIRST_OF_1980 = (0, 0x21)
"""Time and date of every entry, in the format's own units: midnight, January 1, 1980."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


@dataclass(frozen=True, slots=True)
class PackagePart:
    """One file of the package, already deflated. ``size`` and ``crc`` are those of the plain bytes."""

    name: str
    deflated: bytes
    size: int
    crc: int


def part(name: str, content: bytes | str) -> PackagePart:
    """Deflate one part; text is written as UTF-8."""
    plain = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return PackagePart(name, packer.compress(plain) + packer.flush(), len(plain), zlib.crc32(plain))


def pack(parts: Iterable[PackagePart]) -> bytes:
    """Bind parts into a ZIP file in the order given; the same parts always give the same bytes."""
    body, directory = bytearray(), bytearray()
    count = 0
    for item in parts:
        name, offset = item.name.encode(), len(body)
        sizes = (item.crc, len(item.deflated), item.size)
        how = (_UTF8_NAMES, _DEFLATED, *_FIRST_OF_1980)
        body += _LOCAL.pack(b"PK\x03\x04", _VERSION, *how, *sizes, len(name), 0) + name + item.deflated
        directory += _CENTRAL.pack(
            b"PK\x01\x02", _VERSION, _VERSION, *how, *sizes, len(name), 0, 0, 0, 0, 0, offset
        )
        directory += name
        count += 1
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)
