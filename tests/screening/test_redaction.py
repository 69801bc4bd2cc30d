"""Redaction takes a number out of the file: its bytes, its text and its picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from priorauth.exhibits.pages import OpenedExhibit, Page, TextOrigin, Word, read_pages
from priorauth.problems import Refused
from priorauth.screening.redaction import (
    REDACTED,
    holds_any,
    pages_with_social_security,
    redact_social_security,
    social_security_spans,
)
from priorauth.screening.screen import screen_exhibits
from tests.cases import clean_case
from tests.exhibits.chart_files import case_of, image_file, open_files
from tests.screening.records import HEAD, lines_pdf

NUMBER = "123456789"
DASHED = "123-45-6789"
FIRST = [HEAD, f"SSN: {DASHED}", "Words that stay, and 307-555-0142."]


def opened_pdf(data: bytes, folder: Path) -> OpenedExhibit:
    return open_files({"a.pdf": data}, folder)[0]


def edited(data: bytes, edit: Callable[[Pdf], object]) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def everything_in(data: bytes) -> str:
    """All strings, names and decoded streams of a PDF, and its raw bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = [bytes(data), repr(pdf.trailer).encode(), repr(dict(pdf.docinfo)).encode()]
        for item in pdf.objects:
            parts.append(repr(item).encode())
            if isinstance(item, pikepdf.Stream):
                parts.append(item.read_bytes())
        return b" ".join(parts).decode("latin-1")


def picture(data: bytes, number: int, scale: float = 2.0) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    image: Image.Image = document[number - 1].render(scale=scale).to_pil().convert("L")
    document.close()
    return image


def test_the_number_is_nowhere_in_the_file_afterwards(tmp_path: Path) -> None:
    data = lines_pdf(FIRST, [HEAD, f"again {NUMBER}"], ["nothing here"], title=f"Chart {DASHED}")
    opened = opened_pdf(data, tmp_path)
    assert holds_any([NUMBER], opened.pdf)
    done = redact_social_security(opened)
    kept = everything_in(done.pdf)
    assert NUMBER not in kept
    assert DASHED not in kept
    assert not holds_any([NUMBER], done.pdf)
    assert [page.text.strip() for page in read_pages(done.pdf)] == ["", "", "nothing here"]


def test_the_text_keeps_its_places_and_loses_only_the_number(tmp_path: Path) -> None:
    opened = opened_pdf(lines_pdf(FIRST, ["nothing here"]), tmp_path)
    done = redact_social_security(opened)
    assert done.pages[0].text == opened.pages[0].text.replace(DASHED, REDACTED * len(DASHED))
    assert done.pages[0].words == opened.pages[0].words
    assert done.pages[1] == opened.pages[1]
    assert (done.exhibit, done.sha256) == (opened.exhibit, opened.sha256)


@pytest.mark.slow
@pytest.mark.parametrize("rotation", [0, 90, *(pytest.param(turn, marks=pytest.mark.slow) for turn in (180, 270))])
@pytest.mark.parametrize(
    "box", [None, (30, 40, 500, 780), pytest.param((-50, -50, 700, 900), marks=pytest.mark.slow)]
)
def test_the_place_is_black_and_the_rest_looks_as_before(
    rotation: int, box: tuple[int, int, int, int] | None, tmp_path: Path
) -> None:
    def turn(pdf: Pdf) -> None:
        pdf.pages[0].obj.Rotate = rotation
        if box is not None:
            pdf.pages[0].obj.CropBox = Array(box)

    opened = opened_pdf(edited(lines_pdf(FIRST), turn), tmp_path)
    done = redact_social_security(opened)
    before, after = picture(opened.pdf, 1), picture(done.pdf, 1)
    assert before.size == after.size
    with pikepdf.open(io.BytesIO(done.pdf)) as new, pikepdf.open(io.BytesIO(opened.pdf)) as old:
        assert int(new.pages[0].obj.Rotate) == rotation
        assert [list(new.pages[0].obj[key]) for key in ("/MediaBox",)] == [list(old.pages[0].obj["/MediaBox"])]
        assert list(new.pages[0].cropbox) == list(old.pages[0].cropbox)
    (rect,) = opened.pages[0].rects(opened.pages[0].text.index(DASHED), opened.pages[0].text.index(DASHED) + 11)
    inside, outside = upright(after, opened, rotation), upright(before, opened, rotation)
    place = pixels(rect, opened)
    assert inside.crop(place).getextrema() == (0, 0)
    assert outside.crop(place).getextrema() != (0, 0)
    around = (place[0] - 8, place[1] - 12, place[2] + 8, place[3] + 12)
    for image in (inside, outside):
        image.paste(255, around)
    assert sum(ink(inside)) == pytest.approx(sum(ink(outside)), rel=0.15)
    assert sum(ink(inside)) > 100


def upright(image: Image.Image, opened: OpenedExhibit, rotation: int) -> Image.Image:
    return image.rotate(rotation, expand=True)


def pixels(rect: tuple[float, float, float, float], opened: OpenedExhibit) -> tuple[int, int, int, int]:
    """The points of a rectangle in a picture of two dots to the point, of the page's visible box."""
    with pikepdf.open(io.BytesIO(opened.pdf)) as pdf:
        crop, media = ([float(v) for v in box] for box in (pdf.pages[0].cropbox, pdf.pages[0].mediabox))
    left, top = max(crop[0], media[0]), min(crop[3], media[3])
    return (
        round((rect[0] - left) * 2),
        round((top - rect[3]) * 2),
        round((rect[2] - left) * 2),
        round((top - rect[1]) * 2),
    )


def ink(image: Image.Image) -> list[int]:
    return [255 - shade for shade in image.tobytes() if shade < 200]


def test_the_same_exhibit_is_redacted_to_the_same_bytes(tmp_path: Path) -> None:
    opened = opened_pdf(lines_pdf(FIRST, ["more"]), tmp_path)
    assert redact_social_security(opened).pdf == redact_social_security(opened).pdf


def note(page: int, **entries: Any) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        mark = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[100, 100, 300, 130], **entries)
        if "AP" not in entries:
            mark.Contents = String(f"note: SSN {DASHED}")
        else:
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            look = pdf.make_stream(f"BT /F 12 Tf 5 5 Td (SSN {DASHED}) Tj ET".encode())
            look.Type, look.Subtype = Name.XObject, Name.Form
            look.BBox = Array([0, 0, 200, 30])
            look.Resources = Dictionary(Font=Dictionary(F=font))
            mark.AP = Dictionary(N=look)
        pdf.pages[page].obj.Annots = Array([pdf.make_indirect(mark)])

    return edit


@pytest.mark.parametrize("entries", [{}, {"AP": True}], ids=["note", "drawing"])
def test_a_number_in_an_annotation_is_found_and_taken_out(entries: dict[str, Any], tmp_path: Path) -> None:
    opened = opened_pdf(edited(lines_pdf([HEAD], [HEAD, "second"]), note(1, **entries)), tmp_path)
    (span,) = social_security_spans(opened)
    assert span.page == 2
    assert pages_with_social_security(opened) == (2,)
    found = screen_exhibits(clean_case(), [opened]).told()
    assert [(p.code, p.where.page) for p in found] == [("PA758", 2)]
    done = redact_social_security(opened)
    assert NUMBER not in everything_in(done.pdf)
    assert DASHED not in everything_in(done.pdf)
    assert pages_with_social_security(done) == ()
    ((left, bottom, right, top),) = opened.pages[1].rects(span.start, span.end)
    place = (2 * left + 2, 2 * (792 - top) + 2, 2 * right - 2, 2 * (792 - bottom) - 2)
    assert picture(done.pdf, 2).crop(place).getextrema() == (0, 0)


def test_a_number_kept_by_a_shared_or_inherited_resource_does_not_come_along(tmp_path: Path) -> None:
    def inherit(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        form = pdf.make_stream(f"BT (kept {DASHED}) Tj ET".encode())
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
        resources = page.Resources
        resources.XObject = Dictionary(Kept=form)
        pdf.Root.Pages.Resources = resources
        del page["/Resources"]

    opened = opened_pdf(edited(lines_pdf(FIRST), inherit), tmp_path)
    assert DASHED in everything_in(opened.pdf)
    assert DASHED not in everything_in(redact_social_security(opened).pdf)


def test_a_number_that_no_page_shows_is_refused_and_not_left_in(tmp_path: Path) -> None:
    def hide(pdf: Pdf) -> None:
        pdf.pages[1].obj.Resources.Hidden = String(f"kept {DASHED}")

    opened = opened_pdf(lines_pdf(FIRST, ["second"]), tmp_path)
    hiding = OpenedExhibit(opened.exhibit, edited(opened.pdf, hide), opened.pages, opened.sha256)
    with pytest.raises(Refused, match="PA769"):
        redact_social_security(hiding)


def test_a_word_whose_place_is_not_known_is_refused(tmp_path: Path) -> None:
    opened = opened_pdf(lines_pdf(FIRST), tmp_path)
    first = opened.pages[0]
    blind = Page(1, first.text, first.width, first.height, 0, (), TextOrigin.OCR)
    lost = OpenedExhibit(opened.exhibit, opened.pdf, (blind,), opened.sha256)
    with pytest.raises(Refused, match="PA769"):
        redact_social_security(lost)


def test_a_number_that_ocr_read_is_blackened_on_the_scan(tmp_path: Path) -> None:
    scan = open_files({"a.png": image_file()}, tmp_path)[0]
    text, page = f"SSN: {DASHED}", scan.pages[0]
    words = (Word(0, 4, (60, 700, 90, 712)), Word(5, 16, (400, 300, 480, 312)))
    read = Page(1, text, page.width, page.height, 0, words, TextOrigin.OCR)
    done = redact_social_security(OpenedExhibit(scan.exhibit, scan.pdf, (read,), scan.sha256))
    place = (800, (792 - 312) * 2, 960, (792 - 300) * 2)
    assert picture(scan.pdf, 1).crop(place).getextrema()[1] == 255
    assert picture(done.pdf, 1).crop(place).getextrema() == (0, 0)
    assert done.pages[0].text == "SSN: " + REDACTED * len(DASHED)
    assert done.pages[0].origin is TextOrigin.OCR


def test_an_exhibit_without_a_number_is_left_as_it_is(tmp_path: Path) -> None:
    opened = opened_pdf(lines_pdf([HEAD, "Phone 307-555-0142"]), tmp_path)
    assert redact_social_security(opened) is opened


def test_a_sweep_flags_the_number_and_is_content_after_redaction(tmp_path: Path) -> None:
    files = {"a.pdf": lines_pdf(FIRST, [HEAD, "no number"])}
    case, (opened,) = case_of(files, tmp_path), open_files(files, tmp_path)
    (found,) = screen_exhibits(case, [opened]).told()
    assert (found.code, found.where.page) == ("PA758", 1)
    assert "--redact-ssn" in found.fix
    assert "6789" not in found.message
    assert screen_exhibits(case, [redact_social_security(opened)]).told() == ()
