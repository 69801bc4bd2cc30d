"""Pictures as scanners, fax boxes and phones write them, each with a black square in its upper left when upright."""

from __future__ import annotations

import io
import struct

from PIL import Image, ImageDraw

WIDE, HIGH = 864, 1080
SQUARE = (96, 96, 311, 311)
_STORED = {
    1: (),
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_90,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_270,),
}


def upright(mode: str = "1", high: int = HIGH) -> Image.Image:
    image = Image.new("L", (WIDE, high), 255)
    left, top, right, bottom = SQUARE
    ImageDraw.Draw(image).rectangle((left, top * high // HIGH, right, bottom * high // HIGH), fill=0)
    return image.convert(mode)


def lying(image: Image.Image, orientation: int) -> Image.Image:
    """The picture as it is stored by a device that was held otherwise."""
    for turn in _STORED[orientation]:
        image = image.transpose(turn)
    return image


def fax(compression: str, orientation: int, dots: tuple[int, int] = (204, 196)) -> bytes:
    """A fax page; ``dots`` are per inch across and down of the page as it stands upright."""
    image = upright(high=HIGH * dots[1] // 196)
    stored = dots if orientation < 5 else dots[::-1]
    stream = io.BytesIO()
    lying(image, orientation).save(
        stream, "TIFF", compression=compression, dpi=stored, tiffinfo={274: orientation, 278: 100}
    )
    return stream.getvalue()


def deep(order: str, *, white_is_zero: bool = False, bits: int = 16) -> bytes:
    """A grey page of 16 bits a pixel, or 32, in either order of bytes; its paper is not quite white."""
    mark = ">" if order == "MM" else "<"
    image = upright("L", HIGH)
    shades = [57_000 if shade else 5_000 for shade in image.tobytes()]
    shades = [65_535 - shade for shade in shades] if white_is_zero else shades
    pixels = struct.pack(f"{mark}{len(shades)}{'H' if bits == 16 else 'I'}", *(s << (bits - 16) for s in shades))
    tags = [
        (256, WIDE), (257, HIGH), (258, bits), (259, 1), (262, 0 if white_is_zero else 1), (273, 8), (277, 1),
        (278, HIGH), (279, len(pixels)),
    ]  # fmt: skip
    entries = b"".join(struct.pack(f"{mark}HHII", tag, 4, 1, value) for tag, value in tags)
    head = (b"MM\0*" if order == "MM" else b"II*\0") + struct.pack(f"{mark}I", 8 + len(pixels))
    return head + pixels + struct.pack(f"{mark}H", len(tags)) + entries + bytes(4)


def mixed(*dots: tuple[int, int] | None) -> bytes:
    """A TIFF whose pages were scanned at these dots an inch; ``None`` for one that says nothing of it."""
    pages = []
    for number, each in enumerate(dots):
        high = HIGH * each[1] // each[0] if each else HIGH
        stream = io.BytesIO()
        coding = {"compression": "group4" if number % 2 else "tiff_lzw"}
        upright("1" if number % 2 else "L", high).save(stream, "TIFF", **coding, **({"dpi": each} if each else {}))
        pages.append(stream.getvalue())
    return joined_tiff(pages)


def joined_tiff(files: list[bytes]) -> bytes:
    """The pages of several TIFF files as one, each with its own tags, as a fax server files what it gets."""
    out = bytearray(b"II*\0" + bytes(4))
    link = 4
    for data in files:
        start = len(out)
        out += data
        place = start + struct.unpack_from("<I", data, 4)[0]
        struct.pack_into("<I", out, link, place)
        count = struct.unpack_from("<H", out, place)[0]
        for entry in range(place + 2, place + 2 + 12 * count, 12):
            tag, kind, number = struct.unpack_from("<HHI", out, entry)
            size = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8}[kind] * number
            if size > 4:
                inner = struct.unpack_from("<I", out, entry + 8)[0] + start
                struct.pack_into("<I", out, entry + 8, inner)
            else:
                inner = entry + 8
            for offset in range(inner, inner + size, 4) if tag == 273 else ():
                struct.pack_into("<I", out, offset, struct.unpack_from("<I", out, offset)[0] + start)
        link = place + 2 + 12 * count
    struct.pack_into("<I", out, link, 0)
    return bytes(out)


def photograph(orientation: int = 1) -> bytes:
    """A phone's HEIC picture; ``orientation`` is what its EXIF says, which HEIF readers go by no more."""
    from pillow_heif import register_heif_opener

    register_heif_opener()
    exif = Image.Exif()
    exif[0x010F] = "CANARY maker"
    exif[0x0112] = orientation
    stream = io.BytesIO()
    upright("RGB").save(stream, "HEIF", quality=90, exif=exif)
    return stream.getvalue()
