"""Pictures made to do harm, or spoiled on the way."""

from __future__ import annotations

import io
import random
import struct
import zlib

from PIL import Image, ImageDraw
from PIL.TiffImagePlugin import TiffImageFile


def fax(compression: str = "group4", **tags: int) -> bytes:
    """A fax page full of text."""
    image = Image.new("1", (1728, 1100), 1)
    draw = ImageDraw.Draw(image)
    for top in range(60, 1000, 60):
        draw.text((100, top), "No fracture is seen. Modic type 1 change. " * 2, fill=0, font_size=28)
    stream = io.BytesIO()
    options = {int(key.removeprefix("tag")): value for key, value in tags.items()}
    image.save(stream, "TIFF", compression=compression, dpi=(204, 196), tiffinfo=options)
    return stream.getvalue()


def flipped(data: bytes, seed: int, count: int = 3) -> bytes:
    """A fax with so many bits of its strips flipped."""
    chance = random.Random(seed)  # noqa: S311
    image = Image.open(io.BytesIO(data))
    assert isinstance(image, TiffImageFile)
    strips = list(zip(image.tag_v2[273], image.tag_v2[279], strict=True))
    spoiled = bytearray(data)
    for _ in range(count):
        offset, length = chance.choice(strips[:-1])
        spoiled[offset + chance.randrange(length)] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def png_bomb(side: int = 60_000) -> bytes:
    """A small file whose header promises billions of pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">2I5B", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def many_frames(count: int = 1_001) -> bytes:
    first, *others = [Image.new("1", (8, 8), 1) for _ in range(count)]
    stream = io.BytesIO()
    first.save(stream, "TIFF", save_all=True, append_images=others)
    return stream.getvalue()


def photograph(orientation: int = 1) -> bytes:
    """A JPEG as a phone makes it: place, maker and a comment in it, and more behind its end."""
    exif = Image.Exif()
    exif[0x010F] = "CANARY maker"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((320, 200)).convert("RGB").save(
        stream, "JPEG", exif=exif, comment="CANARY note"
    )
    return stream.getvalue() + b"CANARY behind the end"
