"""Page images: upright, on white paper, nothing cut, nothing blackened, nothing resampled."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from priorauth.exhibits.convert.image import image_pdf
from priorauth.problems import Refused
from tests.exhibits.chart_files import image_file, open_files


def seen(pdf: bytes, index: int = 0) -> Image.Image:
    """What a reader sees of a page, one pixel to a point."""
    document = pypdfium2.PdfDocument(pdf)
    image: Image.Image = document[index].render(scale=1, grayscale=True).to_pil()
    document.close()
    return image


def ink_box(image: Image.Image) -> tuple[int, int, int, int]:
    box = image.point(lambda shade: 255 if shade < 100 else 0).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK"])
def test_ink_stays_ink_and_paper_stays_white(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    if mode == "CMYK":
        stream = io.BytesIO()
        Image.open(io.BytesIO(image_file("RGB"))).convert("CMYK").save(stream, "TIFF")
        data = stream.getvalue()
    else:
        data = image_file(mode)
    page = seen(image_pdf(data, kind))
    left, top, right, bottom = ink_box(page)
    assert right - left == pytest.approx(bottom - top, abs=2)
    assert right < page.width / 2
    assert page.getpixel((page.width - 30, page.height // 2)) == 255


def test_a_sixteen_bit_scan_keeps_its_faint_ink() -> None:
    shades = [9_000 if 100 <= place % 400 < 200 else 65_535 for place in range(400 * 500)]
    image = Image.frombytes("I;16", (400, 500), b"".join(shade.to_bytes(2, "little") for shade in shades))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    left, _, right, _ = ink_box(seen(image_pdf(stream.getvalue(), "PNG")))
    assert (right - left) / 576 == pytest.approx(0.25, abs=0.02)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
def test_a_photograph_taken_sideways_stands_upright(kind: str, orientation: int) -> None:
    upright = Image.open(io.BytesIO(image_file()))
    stored = {
        1: (),
        2: (Image.Transpose.FLIP_LEFT_RIGHT,),
        3: (Image.Transpose.ROTATE_180,),
        4: (Image.Transpose.FLIP_TOP_BOTTOM,),
        5: (Image.Transpose.TRANSPOSE,),
        6: (Image.Transpose.ROTATE_90,),
        7: (Image.Transpose.TRANSVERSE,),
        8: (Image.Transpose.ROTATE_270,),
    }[orientation]
    image: Image.Image = upright
    for turn in stored:
        image = image.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    stream = io.BytesIO()
    image.save(stream, kind, exif=exif)
    page = seen(image_pdf(stream.getvalue(), kind))
    left, top, right, bottom = ink_box(page)
    assert page.size == (612, 792)
    assert (left + right) / 2 < page.width / 2
    assert (top + bottom) / 2 < page.height / 2


def test_a_jpeg_keeps_its_own_bytes() -> None:
    data = image_file("L", "JPEG")
    with pikepdf.open(io.BytesIO(image_pdf(data, "JPEG"))) as pdf:
        assert pdf.pages[0].obj.Resources.XObject.Scan.read_raw_bytes() == data


def test_a_fax_page_stays_one_bit_deep_and_in_proportion() -> None:
    page = image_file("1", "TIFF", (1728, 1078), dpi=(204, 98), compression="group4")
    pdf = image_pdf(page, "TIFF")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.pages[0].obj.Resources.XObject.Scan.BitsPerComponent == 1
    left, top, right, bottom = ink_box(seen(pdf))
    assert (bottom - top) / (right - left) == pytest.approx(204 / 98, rel=0.06)
    assert seen(pdf).size == (612, 792)


def test_each_page_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    frames = [Image.new("L", (100, 130), shade) for shade in (0, 128, 255)]
    stream = io.BytesIO()
    frames[0].save(stream, "TIFF", save_all=True, append_images=frames[1:])
    (exhibit,) = open_files({"a.tiff": stream.getvalue()}, tmp_path)
    assert len(exhibit.pages) == 3
    centers = [seen(exhibit.pdf, index).getpixel((306, 396)) for index in range(3)]
    assert centers == [0, 128, 255]


def test_the_strip_for_the_stamps_stays_free() -> None:
    dark = Image.new("L", (600, 800), 0)
    stream = io.BytesIO()
    dark.save(stream, "PNG")
    page = seen(image_pdf(stream.getvalue(), "PNG"))
    assert ink_box(page)[3] <= page.height - 31


def test_a_wide_image_lies_on_a_wide_page() -> None:
    assert seen(image_pdf(image_file(size=(800, 400)), "PNG")).size == (792, 612)


def test_too_many_pixels_are_refused_unread(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new("1", (12_000, 9_000)).save(stream, "PNG")
    with pytest.raises(Refused, match="PA716"):
        open_files({"a.png": stream.getvalue()}, tmp_path)


def test_the_same_image_is_the_same_pdf() -> None:
    data = image_file("RGB")
    assert image_pdf(data, "PNG") == image_pdf(data, "PNG")
