"""Pages drawn as pictures, with places painted black, and put back as all that a page is made of."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name, Pdf
from PIL import Image, ImageChops, ImageDraw

from priorauth.exhibits.page_geometry import seen_box
from priorauth.exhibits.pages import Rect

_DOTS_PER_POINT = 3.0
"""216 dots per inch, more than a fax takes."""

_MOST_POINTS = 40_000_000

_GONE = ("/Annots", "/Group", "/Contents", "/Resources")


def draw_pages(data: bytes, black: Mapping[int, Sequence[Rect]]) -> dict[int, Image.Image]:
    """Draw some pages of a PDF, by their numbers from 1, unrotated, with ``black`` rectangles painted in."""
    if not black:
        return {}
    document = pypdfium2.PdfDocument(_upright(data, black))
    try:
        return {number: _draw(document[number - 1], rects) for number, rects in black.items()}
    finally:
        document.close()


def put_pictures(pdf: Pdf, drawn: Mapping[int, Image.Image]) -> None:
    """Make each picture all that its page is; boxes and rotation stay."""
    for number, image in drawn.items():
        page = pdf.pages[number - 1]
        left, bottom, right, top = seen_box(page)
        for key in _GONE:
            if key in page.obj:
                del page.obj[key]
        page.obj.Resources = Dictionary(XObject=Dictionary(Page=_image_object(pdf, image)))
        place = f"q {right - left:.4f} 0 0 {top - bottom:.4f} {left:.4f} {bottom:.4f} cm /Page Do Q"
        page.obj.Contents = pdf.make_stream(place.encode("ascii"))


def _upright(data: bytes, numbers: Mapping[int, object]) -> bytes:
    """Turn pages back, so that a picture's points lie as the page's own coordinates do."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number in numbers:
            page = pdf.pages[number - 1]
            page.obj.Rotate = 0
            page.obj.CropBox = pikepdf.Array(seen_box(page))
        pdf.save(stream)
    return stream.getvalue()


def _draw(page: pypdfium2.PdfPage, rects: Sequence[Rect]) -> Image.Image:
    wide, high = page.get_size()
    scale = min(_DOTS_PER_POINT, (_MOST_POINTS / (wide * high)) ** 0.5)
    image = page.render(scale=scale).to_pil().convert("RGB")
    left, _, _, top = page.get_cropbox()
    across, down = image.width / wide, image.height / high
    pen = ImageDraw.Draw(image)
    for rect in rects:
        corners = (
            (rect[0] - left) * across,
            (top - rect[3]) * down,
            (rect[2] - left) * across,
            (top - rect[1]) * down,
        )
        pen.rectangle(corners, fill="black")
    return _grey_if_it_is(image)


def _grey_if_it_is(image: Image.Image) -> Image.Image:
    grey = image.convert("L")
    return grey if ImageChops.difference(image, grey.convert("RGB")).getbbox() is None else image


def _image_object(pdf: Pdf, image: Image.Image) -> pikepdf.Stream:
    look = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=Name.DeviceGray if image.mode == "L" else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )
    return pikepdf.Stream(pdf, zlib.compress(image.tobytes(), 9), look)
