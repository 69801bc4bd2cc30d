"""Compression: only page images are touched, never below what a reader needs, and a lossless step loses nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from priorauth.packet.deliver.compress import CompressionLevel, compressed, dots_per_inch
from tests.exhibits.chart_files import text_pdf
from tests.packet.scans import scan, scanned_pdf
from tests.quick_sample import one_in


@dataclass(frozen=True)
class Scan:
    """An image as it stands in a PDF, and its pixels."""

    raw: bytes
    coding: str
    colors: str
    pixels: Image.Image


def images(data: bytes) -> list[Scan]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [_image(page.obj.Resources.XObject.Im) for page in pdf.pages]


def _image(item: pikepdf.Object) -> Scan:
    assert isinstance(item, pikepdf.Stream)
    plain = not any(key in item for key in ("/SMask", "/Mask", "/ImageMask"))
    pixels = pikepdf.PdfImage(item).as_pil_image().copy() if plain else Image.new("1", (1, 1))
    return Scan(item.read_raw_bytes(), str(item.get("/Filter")), str(item.ColorSpace), pixels)


def seen(data: bytes) -> Image.Image:
    pdf = pypdfium2.PdfDocument(data)
    try:
        image: Image.Image = pdf[0].render(scale=2, grayscale=True).to_pil().copy()
    finally:
        pdf.close()
    return image


def edited(data: bytes, edit: Callable[[pikepdf.Pdf], object]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("dpi", "mode", "level", "expected"),
    [
        pytest.param(300, "L", CompressionLevel.LOSSLESS, 300, marks=pytest.mark.slow),
        (300, "L", CompressionLevel.FINE, 200),
        (300, "L", CompressionLevel.LEAST, 150),
        (200, "L", CompressionLevel.FINE, 200),
        pytest.param(160, "L", CompressionLevel.LEAST, 160, marks=pytest.mark.slow),
        (100, "L", CompressionLevel.LEAST, 100),
        pytest.param(600, "1", CompressionLevel.LOSSLESS, 600, marks=pytest.mark.slow),
        pytest.param(600, "1", CompressionLevel.FINE, 300, marks=pytest.mark.slow),
        (600, "1", CompressionLevel.LEAST, 225),
        (200, "1", CompressionLevel.LEAST, 200),
    ],
)
def test_an_image_is_brought_down_to_its_target_and_never_up(
    dpi: int, mode: str, level: CompressionLevel, expected: int
) -> None:
    kind = "PNG" if mode == "1" else "JPEG"
    (image,) = images(compressed(scanned_pdf([scan(1, dpi, kind, mode, quality=90)]), level))
    assert abs(image.pixels.width - 8.5 * expected) <= 1
    assert abs(image.pixels.height - 11 * expected) <= 1


@pytest.mark.parametrize("level", [CompressionLevel.FINE, CompressionLevel.LEAST])
def test_a_scan_stays_what_it_was_to_the_eye(level: CompressionLevel) -> None:
    data = scanned_pdf([scan(1, 300, quality=90)])
    difference = ImageChops.difference(seen(data), seen(compressed(data, level)))
    shades = difference.histogram()
    assert sum(shades[48:]) / (difference.width * difference.height) < 0.002


def test_a_standard_fax_keeps_its_few_lines() -> None:
    page = Image.new("L", (1728, 1078), 255)
    page.paste(0, (100, 100, 1500, 140))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=95)
    (image,) = images(compressed(scanned_pdf([out.getvalue()]), CompressionLevel.LEAST))
    assert (abs(image.pixels.width - 1275) <= 1, image.pixels.height) == (True, 1078)


def test_black_and_white_is_packed_without_a_changed_dot() -> None:
    data = scanned_pdf([scan(1, 200, "PNG", "1")])
    smaller = compressed(data, CompressionLevel.LOSSLESS)
    (before,), (after,) = images(data), images(smaller)
    assert after.coding == "/CCITTFaxDecode"
    assert len(smaller) < len(data) * 0.9
    assert before.pixels.tobytes() == after.pixels.tobytes()
    assert ImageChops.difference(seen(data), seen(smaller)).getbbox() is None


@pytest.mark.slow
def test_a_gray_scan_in_color_becomes_gray_and_real_color_stays() -> None:
    gray = scanned_pdf([scan(1, 300, mode="RGB", quality=90)])
    (image,) = images(compressed(gray, CompressionLevel.FINE))
    assert image.colors == "/DeviceGray"
    page = Image.new("RGB", (2550, 3300), "white")
    page.paste((200, 30, 30), (500, 500, 1500, 1500))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=95)
    (image,) = images(compressed(scanned_pdf([out.getvalue()]), CompressionLevel.FINE))
    assert image.colors == "/DeviceRGB"
    red = image.pixels.getpixel((700, 700))
    assert isinstance(red, tuple)
    assert red[0] > 180
    assert red[1] < 60


@pytest.mark.parametrize("key", ["SMask", "Mask", "Decode", "ImageMask"])
def test_an_image_that_is_more_than_its_pixels_is_left_alone(key: str) -> None:
    def mask(pdf: pikepdf.Pdf) -> None:
        image = pdf.pages[0].obj.Resources.XObject.Im
        soft = pdf.make_stream(bytes(100), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=10, Height=10,
                               ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
        image[f"/{key}"] = {"Decode": pikepdf.Array([1, 0]), "ImageMask": True}.get(key, soft)

    data = edited(scanned_pdf([scan(1, 300, quality=90)]), mask)
    (before,), (after,) = images(data), images(compressed(data, CompressionLevel.LEAST))
    assert before.raw == after.raw


def test_text_and_fonts_are_not_touched() -> None:
    data = text_pdf("Modic type 1 changes at L4-L5")
    for level in CompressionLevel:
        assert ImageChops.difference(seen(data), seen(compressed(data, level))).getbbox() is None


def test_what_stands_several_times_is_kept_once() -> None:
    page = scan(3, 100)
    data = scanned_pdf([page, page, page, scan(4, 100)])
    smaller = compressed(data, CompressionLevel.LOSSLESS)
    assert len(smaller) < len(data) * 0.6
    with pikepdf.open(io.BytesIO(smaller)) as pdf:
        drawn = [page.obj.Resources.XObject.Im.objgen for page in pdf.pages]
    assert drawn[0] == drawn[1] == drawn[2] != drawn[3]


@pytest.mark.slow
@pytest.mark.parametrize("level", one_in(3, CompressionLevel))
def test_the_same_packet_and_level_give_the_same_bytes(level: CompressionLevel) -> None:
    data = scanned_pdf([scan(1, 300, quality=90), scan(2, 300, "PNG", "1")])
    assert compressed(data, level) == compressed(data, level)


@pytest.mark.parametrize(
    ("content", "dpi"),
    [
        (b"q 612 0 0 792 0 0 cm /Im Do Q", 150.0),
        (b"q 306 0 0 396 0 0 cm /Im Do Q", 300.0),
        (b"q 0 612 -792 0 0 0 cm /Im Do Q", 150.0),
        (b"q 2 0 0 2 0 0 cm q 306 0 0 396 50 50 cm /Im Do Q Q", 150.0),
        (b"q 306 0 0 396 0 0 cm /Im Do Q q 612 0 0 792 0 0 cm /Im Do Q", 150.0),
        (b"q 0.5 0 0 0.5 0 0 cm Q q 612 0 0 792 0 0 cm /Im Do Q", 150.0),
    ],
)
def test_how_fine_an_image_is_follows_from_how_large_it_is_drawn(content: bytes, dpi: float) -> None:
    data = scanned_pdf([scan(1, 150)])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(content)
        (dots,) = dots_per_inch(pdf).values()
    assert dots.across == pytest.approx(dpi, rel=0.01)
    assert dots.down == pytest.approx(dpi, rel=0.01)


def test_an_image_within_a_drawing_is_measured_through_it() -> None:
    data = scanned_pdf([scan(1, 150)])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(
            b"q 306 0 0 396 0 0 cm /Im Do Q", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
            BBox=pikepdf.Array([0, 0, 612, 792]), Matrix=pikepdf.Array([0.5, 0, 0, 0.5, 0, 0]),
            Resources=page.obj.Resources,
        )  # fmt: skip
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm=form))
        page.obj.Contents = pdf.make_stream(b"q /Fm Do Q")
        (dots,) = dots_per_inch(pdf).values()
    assert dots.across == pytest.approx(600, rel=0.01)


@pytest.mark.parametrize(
    "content", [b"q 612 0 0 cm /Im Do Q", b"q 612 0 0 792 0 0 cm /Im Do Q Do", b"q /None 0 0 1 0 0 cm Q /Im Do"]
)
def test_a_page_that_cannot_be_followed_keeps_its_images(content: bytes) -> None:
    def write(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(content)

    data = edited(scanned_pdf([scan(1, 300, quality=90)]), write)
    (before,), (after,) = images(data), images(compressed(data, CompressionLevel.LEAST))
    assert before.raw == after.raw
