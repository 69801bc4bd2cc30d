"""Page images as PDF pages: upright, on white, as large as fits on US Letter with the stamps' strip left free.

Written with pikepdf alone: a JPEG keeps its own coding, without what a camera wrote beside it; a fax page stays one
bit deep; nothing is resampled.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterable
from typing import cast

import pikepdf
from pikepdf import Dictionary, Name
from PIL import ExifTags, Image, ImageOps, ImageSequence
from PIL.TiffImagePlugin import OPEN_INFO, TiffImageFile

from priorauth.exhibits.convert.native_errors import native_errors
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.limits import MAX_PAGES, MAX_PIXELS
from priorauth.formats.ccitt.fax_check import DamagedFax, check_fax_strips
from priorauth.formats.jpeg_segments import without_metadata

_MAX_ALL_PIXELS = 1_500_000_000
"""Of all pages: 400 fax pages at the finest resolution."""

_SHORT_SIDE, _LONG_SIDE = 612.0, 792.0
_SIDE, _HEAD, _FOOT = 18.0, 18.0, 32.0
"""Points left free around the image; the foot holds the stamps, so that they cover nothing of a scan."""

_UPRIGHT = 1
_LYING = frozenset({5, 6, 7, 8})
"""The EXIF orientations that swap width and height."""

_FORMATS = {"HEIC": "HEIF"}
"""What Pillow calls a kind, where that is another name."""

_PHOTOMETRIC, _WHITE_IS_ZERO = 262, 0
"""The tag of a TIFF page that says what zero is."""

_WHITEST = 65_535
_COLOR_SPACES = {"1": (Name.DeviceGray, 1), "L": (Name.DeviceGray, 8), "RGB": (Name.DeviceRGB, 8)}


def image_in(data: bytes, kind: str) -> bytes:
    """Turn an image file into a PDF; see `image_pdf`.

    Raises `ExhibitRejected`: PA702 it cannot be decoded whole, PA716 more pages or pixels than the limits, PA722 a
    page that is drawn only with warnings, PA793 HEIC where its library is not installed.
    """
    _prepare(kind)
    try:
        return image_pdf(data, kind)
    except (ExhibitRejected, MemoryError):
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ExhibitRejected("PA716", what="pixels", limit=MAX_PIXELS) from None
    except Exception:  # each of Pillow's decoders has exceptions of its own for a damaged file
        raise ExhibitRejected("PA702", kind=kind) from None


def image_pdf(data: bytes, kind: str) -> bytes:
    """Turn a PNG, JPEG, TIFF or HEIC file (``kind``) into a PDF; each frame of a TIFF or HEIC file is a page.

    Raises what Pillow raises for a file it cannot decode whole, its warnings included, `ExhibitRejected` for one
    over a limit or damaged, and ``ValueError`` for one whose pixels are no shades or colors.
    """
    stream = io.BytesIO()
    jpeg = without_metadata(data) if kind == "JPEG" else None
    with (
        warnings.catch_warnings(action="error"),
        Image.open(io.BytesIO(data), formats=[_FORMATS.get(kind, kind)]) as image,
        pikepdf.Pdf.new() as pdf,
    ):
        pixels = 0
        for number, frame in enumerate(_frames(image, kind), 1):
            pixels += frame.width * frame.height
            if frame.width * frame.height > MAX_PIXELS or pixels > _MAX_ALL_PIXELS:
                raise ExhibitRejected("PA716", what="pixels", limit=MAX_PIXELS)
            shape = _pixel_shape(frame)
            _load(frame, data, number)
            _add_page(pdf, frame, jpeg, shape)
        pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def _load(frame: Image.Image, data: bytes, number: int) -> None:
    """Decode a page; a damaged fax can be decoded without an exception."""
    try:
        if isinstance(frame, TiffImageFile):
            check_fax_strips(frame, data)
        with native_errors() as heard:
            frame.load()
    except DamagedFax:
        raise ExhibitRejected("PA722", page=number) from None
    if heard.anything:
        raise ExhibitRejected("PA722", page=number)


def checked_picture(data: bytes, kind: str) -> Image.Image:
    """Return a picture of a document upright and on white. Raises `ExhibitRejected` as `image_in` does."""
    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ExhibitRejected("PA716", what="pixels", limit=MAX_PIXELS)
            image.load()
            return _on_white(ImageOps.exif_transpose(image))
    except (ExhibitRejected, MemoryError):
        raise
    except Exception:  # as above
        raise ExhibitRejected("PA702", kind=kind) from None


def _frames(image: Image.Image, kind: str) -> Iterable[Image.Image]:
    """List the pages. A second picture inside a JPEG or PNG is a thumbnail or an animation, not a page."""
    if kind not in ("TIFF", "HEIC"):
        return (image,)
    if getattr(image, "n_frames", 1) > MAX_PAGES:
        raise ExhibitRejected("PA716", what="pages", limit=MAX_PAGES)
    return ImageSequence.Iterator(image)


def _add_page(pdf: pikepdf.Pdf, frame: Image.Image, jpeg: bytes | None, shape: float) -> None:
    orientation = frame.getexif().get(ExifTags.Base.Orientation, _UPRIGHT)
    if jpeg is not None and orientation == _UPRIGHT and frame.mode in ("L", "RGB"):
        scan = _image_object(pdf, frame, jpeg, Name.DCTDecode)
    else:
        is_inverted = _is_inverted(frame)
        frame = _on_white(ImageOps.exif_transpose(frame))
        frame = ImageOps.invert(frame) if is_inverted else frame
        scan = _image_object(pdf, frame, zlib.compress(frame.tobytes()), Name.FlateDecode)
    wide, high = frame.width, frame.height * shape
    paper = (_LONG_SIDE, _SHORT_SIDE) if wide > high else (_SHORT_SIDE, _LONG_SIDE)
    page = pdf.add_blank_page(page_size=paper)
    page.obj.Resources = Dictionary(XObject=Dictionary(Scan=scan))
    page.obj.Contents = pdf.make_stream(_placed(wide, high, paper))


def _image_object(pdf: pikepdf.Pdf, frame: Image.Image, data: bytes, coding: pikepdf.Name) -> pikepdf.Stream:
    space, bits = _COLOR_SPACES[frame.mode]
    look = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=frame.width,
        Height=frame.height,
        ColorSpace=space,
        BitsPerComponent=bits,
        Filter=coding,
    )
    return pikepdf.Stream(pdf, data, look)


def _pixel_shape(frame: Image.Image) -> float:
    """How much taller than wide a pixel is once it stands upright: a standard fax has 204 dots across and 98 down.

    To be asked before a page is decoded: some kinds of file are turned then, and forget how they lay.
    """
    across, down = (float(v) for v in frame.info.get("dpi", (1, 1)))
    if not (across > 0 and down > 0 and 0.2 < across / down < 5):
        return 1.0
    is_lying = frame.getexif().get(ExifTags.Base.Orientation, _UPRIGHT) in _LYING
    return down / across if is_lying else across / down


def _on_white(frame: Image.Image) -> Image.Image:
    """Return the frame in one bit, grey or RGB; what is transparent becomes paper, not ink."""
    if frame.has_transparency_data:
        seen = frame.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("RGB")
    if frame.mode.startswith("I"):
        return _in_256_shades(frame)
    if frame.mode == "F":
        raise ValueError("the pixels are measurements, not shades")
    return frame if frame.mode in _COLOR_SPACES else frame.convert("RGB")


def _is_inverted(frame: Image.Image) -> bool:
    """Whether a page's ink is light: Pillow does not turn pages of 16 bits round for which zero is white."""
    if not (isinstance(frame, TiffImageFile) and frame.mode.startswith("I")):
        return False
    return bool(frame.tag_v2.get(_PHOTOMETRIC) == _WHITE_IS_ZERO)


def _in_256_shades(frame: Image.Image) -> Image.Image:
    """Return a page of 16 bits in 8; Pillow would cut every shade above 255 to white."""
    whole = frame.convert("I")
    least, most = cast("tuple[int, int]", whole.getextrema())
    if not 0 <= least <= most <= _WHITEST:
        raise ValueError("the pixels are measurements, not shades")
    return whole.point(lambda shade: shade / 257).convert("L")


def _prepare(kind: str) -> None:
    """Teach Pillow what it can read and does not.

    Raises `ExhibitRejected` (PA793) where a library is not installed.
    """
    OPEN_INFO.setdefault((b"MM", 0, (1,), 1, (16,), ()), ("I;16B", "I;16B"))
    if kind == "HEIC":
        try:
            from pillow_heif import register_heif_opener
        except ImportError:
            raise ExhibitRejected("PA793") from None
        register_heif_opener()


def _placed(wide: float, high: float, paper: tuple[float, float]) -> bytes:
    room_wide, room_high = paper[0] - 2 * _SIDE, paper[1] - _HEAD - _FOOT
    scale = min(room_wide / wide, room_high / high)
    x = _SIDE + (room_wide - wide * scale) / 2
    y = _FOOT + room_high - high * scale
    return f"q {wide * scale:.3f} 0 0 {high * scale:.3f} {x:.3f} {y:.3f} cm /Scan Do Q".encode("ascii")
