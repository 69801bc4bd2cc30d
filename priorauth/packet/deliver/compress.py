"""Making a packet smaller: first what loses nothing, then page images that are finer than a reader needs.

Text, fonts and drawings are never touched, and no image is brought below 150 dots per inch. An image with a mask,
or of a kind Pillow cannot take apart and put together the same, stays as it is. How fine an image is follows from
where the pages draw it.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from enum import Enum
from math import hypot
from typing import Any

import pikepdf
from pikepdf import Matrix, Name, ObjectStreamMode, Pdf, Stream
from PIL import Image

from priorauth.exhibits.sandbox.limits import MAX_PIXELS

_WORTH_IT = 0.95
"""A new coding has to be this much smaller, or the old one stays."""

_WORTH_IT_AGAIN = 0.75
"""The same for a JPEG that would be coded once more at its own size: each time loses a little."""

_FINER = 1.1
"""How much finer than the target an image has to be before it is made coarser."""

_BILEVEL_FACTOR = 1.5
"""Pure black and white needs more dots than shades do: 300 where those have 200."""

_COLORLESS = 10
"""How far from neutral a color may be and still be a scanner's gray."""


@dataclass(frozen=True, slots=True)
class Coarseness:
    """How fine page images stay: dots per inch, and the quality of JPEG from 1 to 95."""

    dpi: int
    quality: int


class CompressionLevel(Enum):
    """How far compression goes; each level includes those before it."""

    AS_IS = "as they are", None
    LOSSLESS = "lossless", None
    FINE = "200 dpi", Coarseness(200, 75)
    LEAST = "150 dpi", Coarseness(150, 60)

    @property
    def words(self) -> str:
        """What was done to page images, in words."""
        return str(self.value[0])

    @property
    def coarseness(self) -> Coarseness | None:
        """What it does to images; ``None`` where nothing is lost."""
        coarseness: Coarseness | None = self.value[1]
        return coarseness


def compressed(data: bytes, level: CompressionLevel) -> bytes:
    """Return a bound packet at a level of compression; the same packet and level give the same bytes."""
    if level is CompressionLevel.AS_IS:
        return data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _images(pdf, level.coarseness)
        _share_equal_streams(pdf)
        return saved_small(pdf, again=True)


def saved_small(pdf: Pdf, *, again: bool = False) -> bytes:
    """Write a PDF smaller without a loss; ``again`` also what is compressed already, but not well."""
    stream = io.BytesIO()
    pdf.save(
        stream,
        deterministic_id=True,
        compress_streams=True,
        recompress_flate=again,
        object_stream_mode=ObjectStreamMode.generate,
    )
    return stream.getvalue()


def _images(pdf: Pdf, coarseness: Coarseness | None) -> None:
    for key, dots in dots_per_inch(pdf).items():
        image = pdf.get_object(key)
        if isinstance(image, Stream) and _is_plain(image):
            _recode(image, dots, coarseness)


def _is_plain(image: Stream) -> bool:
    """Whether an image is nothing but its pixels: no mask, no inverted or stretched shades."""
    if any(key in image for key in ("/SMask", "/Mask", "/Decode", "/ImageMask", "/Alternates")):
        return False
    return int(image.get("/BitsPerComponent", 0)) in (1, 8) and int(image.Width) * int(image.Height) <= MAX_PIXELS


def _recode(image: Stream, dots: Dots, coarseness: Coarseness | None) -> None:
    try:
        pixels = pikepdf.PdfImage(image).as_pil_image()
    except Exception:  # a coding this library cannot undo: the image stays as it came
        return
    before = len(image.read_raw_bytes())
    if pixels.mode == "1":
        _bilevel(image, _coarser(pixels, dots, coarseness, _BILEVEL_FACTOR), before)
    elif pixels.mode in ("L", "RGB") and coarseness is not None:
        smaller = _coarser(pixels, dots, coarseness, 1.0)
        again = smaller is pixels and image.get("/Filter") == Name.DCTDecode
        _shades(image, smaller, before * (_WORTH_IT_AGAIN if again else _WORTH_IT), coarseness.quality)


def _coarser(pixels: Image.Image, dots: Dots, coarseness: Coarseness | None, factor: float) -> Image.Image:
    """Bring an image down to the target on each axis that is finer: a standard fax is finer across than down."""
    if coarseness is None:
        return pixels
    target = coarseness.dpi * factor
    if dots.across <= target * _FINER and dots.down <= target * _FINER:
        return pixels
    size = (
        max(1, round(pixels.width * min(1.0, target / dots.across))),
        max(1, round(pixels.height * min(1.0, target / dots.down))),
    )
    if pixels.mode == "1":
        return pixels.convert("L").resize(size, Image.Resampling.BOX).point(lambda v: 255 * (v >= 128)).convert("1")
    return pixels.resize(size, Image.Resampling.LANCZOS)


def _shades(image: Stream, pixels: Image.Image, most: float, quality: int) -> None:
    """Write shades or colors as JPEG, when that takes fewer than ``most`` bytes."""
    if pixels.mode == "RGB" and _is_gray(pixels):
        pixels = pixels.convert("L")
    out = io.BytesIO()
    pixels.save(out, "JPEG", quality=quality, optimize=True)
    if out.tell() >= most:
        return
    _write(image, pixels, out.getvalue(), Name.DCTDecode, 8)
    image.ColorSpace = Name.DeviceGray if pixels.mode == "L" else Name.DeviceRGB


def _is_gray(pixels: Image.Image) -> bool:
    _, blue, red = pixels.convert("YCbCr").split()
    bands = (band.getextrema() for band in (blue, red))
    return all(
        abs(int(edge) - 128) <= _COLORLESS for band in bands for edge in band if isinstance(edge, int | float)
    )


def _bilevel(image: Stream, pixels: Image.Image, before: int) -> None:
    """Write black and white in the coding of fax machines (CCITT group 4), which loses nothing."""
    out = io.BytesIO()
    pixels.save(out, "TIFF", compression="group4", tiffinfo={278: pixels.height})
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        (start,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]  # type: ignore[attr-defined]
        black_is_zero = tiff.tag_v2[262] == 1  # type: ignore[attr-defined]
    data = out.getvalue()[start : start + length]
    if len(data) >= before * _WORTH_IT:
        return
    _write(image, pixels, data, Name.CCITTFaxDecode, 1)
    image.ColorSpace = Name.DeviceGray
    image.DecodeParms = pikepdf.Dictionary(K=-1, Columns=pixels.width, Rows=pixels.height, BlackIs1=black_is_zero)


def _write(image: Stream, pixels: Image.Image, data: bytes, coding: pikepdf.Name, bits: int) -> None:
    for key in ("/DecodeParms", "/Intent"):
        if key in image:
            del image[key]
    image.write(data, filter=coding)
    image.Width, image.Height, image.BitsPerComponent = pixels.width, pixels.height, bits


def _share_equal_streams(pdf: Pdf) -> None:
    """Keep one of streams that are the same: the fonts and logos that every page of a printout brings along."""
    first: dict[tuple[bytes, str], pikepdf.Object] = {}
    same: dict[tuple[int, int], pikepdf.Object] = {}
    for item in pdf.objects:
        if isinstance(item, Stream) and item.is_indirect:
            kept = first.setdefault((hashlib.sha256(item.read_raw_bytes()).digest(), _look(item)), item)
            if kept.objgen != item.objgen:
                same[item.objgen] = kept
    if same:
        for item in pdf.objects:
            _point_to_kept(item, same)


def _look(stream: Stream) -> str:
    """Write a stream's dictionary so that two are the same only when the streams are read the same."""
    held: dict[str, Any] = {key: stream[key] for key in sorted(stream.keys())}
    return repr(
        [(k, v.unparse() if isinstance(v, pikepdf.Object) else (type(v).__name__, str(v))) for k, v in held.items()]
    )


def _point_to_kept(item: pikepdf.Object, same: dict[tuple[int, int], pikepdf.Object]) -> None:
    """Let what an object holds lead to the kept stream; what it holds directly is searched as well."""
    keys: list[Any] = []
    if isinstance(item, pikepdf.Array):
        keys = list(range(len(item)))
    elif isinstance(item, pikepdf.Dictionary | Stream):
        keys = list(item.keys())
    for key in keys:
        held: Any = item[key]
        if not isinstance(held, pikepdf.Object):
            continue
        if not held.is_indirect:
            _point_to_kept(held, same)
        elif held.objgen in same:
            item[key] = same[held.objgen]


_DEEPEST = 8
"""Drawings within drawings; a loop ends here."""


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots per inch of an image across and down, at the largest size any page draws it."""

    across: float
    down: float


def dots_per_inch(pdf: Pdf) -> dict[tuple[int, int], Dots]:
    """Measure the images that pages draw, by object number; one that no page draws directly is not in it.

    A page whose content cannot be followed to its end adds nothing, so that none of its images is thought finer
    than it is.
    """
    found: dict[tuple[int, int], list[Dots]] = {}
    broken: set[tuple[int, int]] = set()
    for page in pdf.pages:
        try:
            _follow(page.obj, page.resources, Matrix(), found, 0)
        except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError):
            broken.update(_drawable(page.resources))
    return {
        key: Dots(min(d.across for d in dots), min(d.down for d in dots))
        for key, dots in found.items()
        if key not in broken
    }


def _drawable(resources: pikepdf.Object) -> set[tuple[int, int]]:
    """List what a page may draw."""
    named = resources.get("/XObject", pikepdf.Dictionary())
    return {named[key].objgen for key in named.keys()}  # noqa: SIM118  (a PDF object has no iterator)


def _follow(
    content: pikepdf.Object,
    resources: pikepdf.Object,
    matrix: Matrix,
    found: dict[tuple[int, int], list[Dots]],
    depth: int,
) -> None:
    """Follow a content stream's changes of scale to each image it draws."""
    drawable = resources.get("/XObject")
    if drawable is None or depth > _DEEPEST:
        return
    saved: list[Matrix] = []
    for step in pikepdf.parse_content_stream(content, "q Q cm Do"):
        name, operands = str(step.operator), list(step.operands)
        if name == "q":
            saved.append(matrix)
        elif name == "Q":
            matrix = saved.pop() if saved else matrix
        elif name == "cm":
            matrix = Matrix(*(float(v) for v in operands)) @ matrix
        elif name == "Do":
            _drawn(drawable.get(str(operands[0])), resources, matrix, found, depth)


def _drawn(
    item: pikepdf.Object | None,
    resources: pikepdf.Object,
    matrix: Matrix,
    found: dict[tuple[int, int], list[Dots]],
    depth: int,
) -> None:
    if item is None:
        return
    if item.get("/Subtype") == Name.Image:
        wide, high = hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d)
        if wide > 0 and high > 0:
            dots = Dots(int(item.Width) * 72 / wide, int(item.Height) * 72 / high)
            found.setdefault(item.objgen, []).append(dots)
    elif item.get("/Subtype") == Name.Form:
        own = Matrix(item.Matrix) if "/Matrix" in item else Matrix()
        _follow(item, item.get("/Resources", resources), own @ matrix, found, depth + 1)
