"""Page text as it is seen: words where their ink is, nothing that is not seen, and guesses known as guesses."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Literal

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from priorauth.exhibits.convert.ocr import is_installed
from priorauth.exhibits.opening import open_bytes
from priorauth.exhibits.page_characters import on_image
from priorauth.exhibits.pages import Page, TextOrigin, read_pages


def drawn(draw: Callable[[Canvas], object], *, turn: int = 0, crop: list[float] | None = None) -> bytes:
    stream, out = io.BytesIO(), io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(stream) as pdf:
        pdf.pages[0].obj.Rotate = turn
        if crop:
            pdf.pages[0].obj.CropBox = pikepdf.Array(crop)
        pdf.save(out)
    return out.getvalue()


def page_of(draw: Callable[[Canvas], object]) -> Page:
    return read_pages(drawn(draw))[0]


def write(canvas: Canvas, text: str, *, mode: Literal[0, 3] = 0, white: bool = False, size: float = 12) -> None:
    written = canvas.beginText(120, 350)
    written.setFont("Helvetica", size)
    written.setTextRenderMode(mode)
    if white:
        written.setFillGray(1)
    written.textOut(text)
    canvas.drawText(written)


@pytest.mark.parametrize("crop", [None, [100.0, 200.0, 500.0, 700.0]], ids=["whole", "cropped"])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_words_rectangle_is_where_its_ink_is(turn: int, crop: list[float] | None) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(-200, 400, "Beside the paper")
        canvas.drawString(150, 400, "fracture")

    data = drawn(draw, turn=turn, crop=crop)
    (page,) = read_pages(data)
    assert page.text == "fracture"
    (word,) = page.words
    assert (word.start, word.end) == (0, 8)
    pdf = pypdfium2.PdfDocument(data)
    image: Image.Image = pdf[0].render(scale=2, grayscale=True).to_pil()
    place = on_image(pdf[0], word.rect, image.size)
    pdf.close()
    ink = image.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert ink is not None
    assert all(abs(a - b) <= 3 for a, b in zip(ink, place, strict=True))


def test_words_without_ink_are_not_read() -> None:
    page = page_of(lambda canvas: write(canvas, "ghost", mode=3))
    assert page.text == ""
    assert page.origin is TextOrigin.NONE


def test_white_words_on_paper_are_not_read_and_on_a_dark_ground_are() -> None:
    def on_dark(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(100, 330, 300, 50, fill=1)
        write(canvas, "heading", white=True)

    assert page_of(lambda canvas: write(canvas, "ghost", white=True)).text == ""
    assert page_of(on_dark).text == "heading"


def test_words_too_small_to_see_are_not_read() -> None:
    assert page_of(lambda canvas: write(canvas, "ghost", size=0.5)).text == ""
    assert page_of(lambda canvas: write(canvas, "small print", size=4)).text == "small print"


def scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (300, 400), 230)), 0, 0, 612, 792)


def test_invisible_text_over_a_picture_is_a_guess() -> None:
    def draw(canvas: Canvas) -> None:
        scan(canvas)
        write(canvas, "read by the scanner", mode=3)

    page = page_of(draw)
    assert page.text == "read by the scanner"
    assert page.origin is TextOrigin.OCR


def test_a_few_invisible_letters_do_not_make_a_page_a_guess() -> None:
    def draw(canvas: Canvas) -> None:
        scan(canvas)
        canvas.drawString(100, 500, "A long line of printed words that a person reads on this page")
        write(canvas, "ghost", mode=3)

    page = page_of(draw)
    assert "ghost" not in page.text
    assert page.origin is TextOrigin.LAYER


def test_words_keep_their_places_behind_words_that_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(-300, 400, "left out")
        canvas.drawString(120, 400, "no fracture is seen")

    page = page_of(draw)
    assert [page.text[word.start : word.end] for word in page.words] == ["no", "fracture", "is", "seen"]


needs_tesseract = pytest.mark.skipif(not is_installed(), reason="tesseract is not installed")


def picture(turned: int = 0) -> bytes:
    image = Image.new("L", (1275, 1650), 255)
    ImageDraw.Draw(image).text((150, 300), "Modic type 1 change at L4-L5", fill=0, font_size=44)
    stream = io.BytesIO()
    image.rotate(turned, expand=True).save(stream, "PNG")
    return stream.getvalue()


@needs_tesseract
def test_a_scan_is_read_only_when_asked_and_marked_as_a_guess() -> None:
    unread = open_bytes(picture(), ".png")
    assert [(page.text, page.origin) for page in unread.pages] == [("", TextOrigin.NONE)]
    read = open_bytes(picture(), ".png", ocr=True)
    (page,) = read.pages
    assert "Modic type 1" in page.text
    assert page.origin is TextOrigin.OCR
    assert read.pdf == unread.pdf
    assert open_bytes(picture(), ".png", ocr=True) == read
    left, bottom, right, top = page.rects(0, 5)[0]
    assert 612 * 0.1 < left < right < 612 / 2
    assert 792 * 0.7 < bottom < top < 792 * 0.9


def scanned(canvas: Canvas, wide: float = 500, high: float = 640) -> None:
    image = Image.new("L", (300, 400), 255)
    pen = ImageDraw.Draw(image)
    for row in range(10, 400, 20):
        pen.line((10, row, 290, row), fill=0, width=4)
    canvas.drawImage(ImageReader(image), 56, 76, wide, high)


AROUND = {"foot": (260, 12), "head": (60, 772), "side": (8, 400)}


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("place", AROUND)
def test_a_scan_with_a_line_printed_around_it_is_a_scan(place: str, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        scanned(canvas)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(*AROUND[place], "12/33")

    (page,) = read_pages(drawn(draw, turn=turn))
    assert (page.origin, page.text, page.is_readable) == (TextOrigin.MARGIN, "12/33", False)


def written_on(canvas: Canvas) -> None:
    scanned(canvas)
    write(canvas, "Not this patient")


TEXT_AFTER_ALL: dict[str, Callable[[Canvas], object]] = {
    "words on the scan as well": written_on,
    "a signature and no scan": lambda canvas: scanned(canvas, 90, 40),
    "a line across the page": lambda canvas: canvas.line(60, 400, 560, 400),
    "nothing else": lambda canvas: None,
}


@pytest.mark.parametrize("name", TEXT_AFTER_ALL)
def test_a_page_that_is_more_than_its_margins_or_less_than_a_scan_is_read(name: str) -> None:
    def draw(canvas: Canvas) -> None:
        TEXT_AFTER_ALL[name](canvas)
        canvas.drawString(260, 12, "Page 12 of 33")

    page = page_of(draw)
    assert (page.origin, page.is_readable) == (TextOrigin.LAYER, True)


def test_a_page_whose_crop_box_lies_beside_it_is_read_without_a_look_at_it() -> None:
    data = drawn(lambda canvas: canvas.drawString(260, 12, "Page 12 of 33"), crop=[2000, 2000, 2500, 2600])
    (page,) = read_pages(data)
    assert page.origin is not TextOrigin.MARGIN
