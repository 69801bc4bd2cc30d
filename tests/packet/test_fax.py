"""The fax: what is drawn for it arrives, what will not arrive is named, and the preview is what arrives."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from priorauth.assembly import pipeline
from priorauth.assembly.pipeline import BuildSpec, Format, Made
from priorauth.document import Figure
from priorauth.files.shipped_data import folder
from priorauth.packet.deliver.fax import FINE, STANDARD, fax_problems, letter_sizes, preview, shaded_share
from priorauth.submission.build_spec import Delivery
from tests.exhibits.chart_files import image_file, open_files, text_pdf
from tests.packet.scans import bound_packet, scan, scanned_pdf

CASES = folder("examples") / "cases"
DAY = date(2026, 11, 24)


def made(name: str, *, fax: bool, draft: bool = False) -> Made:
    order = BuildSpec(
        CASES / name / "case.yaml", DAY, Path("nowhere"), format=Format.PDF, delivery=Delivery(fax=fax), draft=draft
    )
    return pipeline.make(order)


@pytest.fixture(
    scope="module",
    params=[
        ("clean-three-bodies", False),
        pytest.param(("not-covered", False), marks=pytest.mark.slow),
        pytest.param(("gaps", True), marks=pytest.mark.slow),
    ],
)
def faxed(request: pytest.FixtureRequest) -> Made:
    name, draft = request.param
    return made(name, fax=True, draft=draft)


def packet(faxed: Made) -> bytes:
    return next(data for name, data in faxed.files.items() if name.endswith(".pdf"))


@contextmanager
def pages(data: bytes) -> Iterator[list[pypdfium2.PdfPage]]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        yield list(pdf)
    finally:
        pdf.close()


def ours(made: Made) -> list[int]:
    """The places, from 0, of the pages that are no exhibit's, as the manifest has them."""
    exhibits = json.loads(made.files["manifest.json"])["exhibits"]
    theirs = {row["first_page"] - 1 + place for row in exhibits for place in range(len(row["enclosed"]))}
    with pages(packet(made)) as all_pages:
        return [place for place in range(len(all_pages)) if place not in theirs]


@pytest.mark.slow
def test_no_letter_of_ours_is_smaller_than_ten_points(faxed: Made) -> None:
    with pages(packet(faxed)) as all_pages:
        sizes = Counter(round(size, 2) for place in ours(faxed) for size in letter_sizes(all_pages[place]))
    assert sum(sizes.values()) > 3000
    assert min(sizes) >= 10


def steps_of_ours(made: Made, operators: str) -> list[tuple[str, list[float]]]:
    """Every use of these drawing operators on pages of ours, with its numbers."""
    with pikepdf.open(io.BytesIO(packet(made))) as pdf:
        return [
            (str(step.operator), [float(v) for v in step.operands])
            for place in ours(made)
            for step in pikepdf.parse_content_stream(pdf.pages[place], operators)
        ]


@pytest.mark.slow
def test_nothing_of_ours_is_gray_or_colored(faxed: Made) -> None:
    colors = steps_of_ours(faxed, "g G rg RG k K sc SC scn SCN sh")
    assert len(colors) > 10
    assert [step for step in colors if step[0] not in ("g", "G", "rg", "RG") or not {*step[1]} <= {0.0, 1.0}] == []


def test_no_line_of_ours_is_thinner_than_a_fax_can_draw(faxed: Made) -> None:
    widths = [numbers[0] for _, numbers in steps_of_ours(faxed, "w")]
    outline_of_the_draft_mark = 0.6
    assert {width for width in widths if width < 0.8} <= (
        {outline_of_the_draft_mark} if faxed.gated.is_draft else set()
    )
    assert len(widths) > 10


def test_a_cover_comes_first_and_counts_all_pages(faxed: Made) -> None:
    with pages(packet(faxed)) as all_pages:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in all_pages]
    covers = [place for place, text in enumerate(texts) if f"Pages, this cover included {len(texts)} " in text]
    gaps = [place for place, text in enumerate(texts) if "gap_list" in text]
    assert gaps == list(range(len(gaps))), "a draft's gaps come first"
    assert covers == [len(gaps)]


def test_what_is_drawn_for_a_fax_has_no_warning_of_its_own(faxed: Made) -> None:
    ours = [p for p in faxed.warnings if p.code in ("PA820", "PA821") and p.where.exhibit is None]
    assert ours == []


@pytest.mark.slow
def test_a_packet_drawn_to_be_read_is_warned_about() -> None:
    reading = made("clean-three-bodies", fax=False)
    found = fax_problems(packet(reading), {})
    assert "PA821" in {problem.code for problem in found}


def test_the_drawings_survive_as_drawings(faxed: Made) -> None:
    with pages(packet(faxed)) as all_pages:
        said = " ".join(page.get_textpage().get_text_range() for page in all_pages)
    drawn = any(block.alt for item in faxed.composed for block in item.document.blocks if isinstance(block, Figure))
    assert ("months asked" in said) is drawn


def test_the_preview_has_the_dots_of_a_fax(tmp_path: Path) -> None:
    bound = bound_packet(open_files({"a.pdf": text_pdf("one", "two")}, tmp_path))
    files = preview([bound.data])
    assert sorted(files) == [f"fax-{kind}-00{n}.png" for kind in ("fine", "standard") for n in (1, 2, 3, 4)]
    for name, data in files.items():
        resolution = FINE if "fine" in name else STANDARD
        assert data[24] == 1, "bits to a dot, as the PNG's header has it"
        with Image.open(io.BytesIO(data)) as image:
            assert (image.format, image.mode) == ("PNG", "1")
            assert image.size == (1734, 2156 if resolution is FINE else 1078)
            across, down = image.info["dpi"]
        assert (round(across), round(down)) == (204, resolution.down)


def test_parts_are_previewed_as_one_packet() -> None:
    one, two = text_pdf("one", "two"), text_pdf("three")
    assert preview([one, two]) == preview([text_pdf("one", "two", "three")])


def letters_of(data: bytes) -> list[tuple[float, float, float, float]]:
    """Where each letter of a page stands, as shares of the page from its upper left corner."""
    with pages(data) as (page,):
        layer = page.get_textpage()
        boxes = [layer.get_charbox(n) for n in range(layer.count_chars()) if layer.get_text_range(n, 1).isalnum()]
        wide, high = page.get_size()
    return [(left / wide, 1 - top / high, right / wide, 1 - low / high) for left, low, right, top in boxes]


@pytest.mark.parametrize("resolution", [FINE, STANDARD], ids=["fine", "standard"])
def test_every_letter_of_ten_points_leaves_its_mark_and_no_blot(resolution: object) -> None:
    """As much black in each letter's box as the letter has ink, give or take a quarter of the box."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    canvas.setFont("Helvetica", 10)
    for line in range(8):
        canvas.drawString(72.3, 700 - 13.7 * line, "Modic type 1 changes at L4-L5, 18 sessions, aeosgBWMQRm@&%8")
    canvas.save()
    letters = letters_of(stream.getvalue())
    assert resolution in (FINE, STANDARD)
    name = "fax-fine-001.png" if resolution is FINE else "fax-standard-001.png"
    with Image.open(io.BytesIO(preview([stream.getvalue()])[name])) as opened:
        fax = opened.convert("L")
    with pages(stream.getvalue()) as (page,):
        exact = page.render(scale=8, grayscale=True).to_pil().convert("L")
    assert len(letters) > 300
    for box in letters:
        ink, arrived = (_black_share(image, box) for image in (exact, fax))
        if (box[2] - box[0]) * fax.width >= 8:
            assert abs(ink - arrived) < 0.25, box
        else:
            assert arrived > 0.2, box


def _black_share(image: Image.Image, box: tuple[float, float, float, float]) -> float:
    left, top, right, low = box
    cut = image.crop(
        (
            int(left * image.width),
            int(top * image.height),
            -int(-right * image.width // 1),
            -int(-low * image.height // 1),
        )
    )
    return 1 - sum(shade * count for shade, count in enumerate(cut.histogram())) / (255 * cut.width * cut.height)


@pytest.mark.parametrize(
    ("size", "black_at"),
    [((612, 792), (0.5, 0.05)), ((792, 612), (0.95, 0.5)), ((1224, 1584), (0.5, 0.05)), ((306, 396), (0.5, 0.025))],
)
def test_a_page_of_any_size_arrives_whole_on_a_sheet(size: tuple[int, int], black_at: tuple[float, float]) -> None:
    """A bar across the head of the page is found where the sheet, turned upright, should have it."""
    stream = io.BytesIO()
    canvas = Canvas(stream, size, invariant=1)
    canvas.rect(0, size[1] * 0.9, size[0], size[1] * 0.1, stroke=0, fill=1)
    canvas.save()
    with Image.open(io.BytesIO(preview([stream.getvalue()])["fax-fine-001.png"])) as fax:
        assert fax.getpixel((int(black_at[0] * fax.width), int(black_at[1] * fax.height))) == 0
        black = fax.convert("L").histogram()[0] / (fax.width * fax.height)
    share = 0.025 if size == (306, 396) else 0.1
    assert black == pytest.approx(share, rel=0.03)


def shaded(shade: int, *, area: float = 0.3) -> bytes:
    page = Image.new("L", (1275, 1650), 255)
    ImageDraw.Draw(page).rectangle((100, 100, 100 + int(1000 * area), 100 + int(1400 * area)), fill=shade)
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shade", "warned"),
    [
        pytest.param(0, False, marks=pytest.mark.slow),
        (20, False),
        (90, True),
        pytest.param(150, True, marks=pytest.mark.slow),
        (205, True),
        (245, False),
    ],
)
def test_gray_areas_of_an_exhibit_are_named(tmp_path: Path, shade: int, warned: bool) -> None:
    exhibits = open_files({"a.pdf": text_pdf("plain", size=12), "b.png": shaded(shade)}, tmp_path)
    bound = bound_packet(exhibits)
    found = [p for p in fax_problems(bound.data, bound.page_map) if p.code == "PA820"]
    assert [(p.where.exhibit, p.message[-2:]) for p in found] == ([("B", " 1")] if warned else [])


def test_color_breaks_up_as_gray_does() -> None:
    page = Image.new("RGB", (1734, 2156), "white")
    page.paste((220, 60, 60), (0, 0, 900, 900))
    assert shaded_share(page.convert("L")) > 0.2


@pytest.mark.slow
def test_letters_edges_and_a_clean_scan_are_not_called_gray(tmp_path: Path) -> None:
    exhibits = open_files({"a.pdf": scanned_pdf([scan(1, 200, quality=80)]), "b.png": image_file()}, tmp_path)
    bound = bound_packet(exhibits)
    assert "PA820" not in {p.code for p in fax_problems(bound.data, bound.page_map)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "warned"),
    [
        pytest.param(7, True, marks=pytest.mark.slow),
        (9.5, True),
        (10, False),
        pytest.param(12, False, marks=pytest.mark.slow),
    ],
)
def test_small_print_of_an_exhibit_is_named_by_its_own_page_number(
    tmp_path: Path, size: float, warned: bool
) -> None:
    small = text_pdf("A heading", "Words that are printed small. " * 4, size=size)
    bound = bound_packet(open_files({"a.pdf": text_pdf("Words", size=8), "b.pdf": small}, tmp_path))
    found = [p for p in fax_problems(bound.data, bound.page_map) if p.code == "PA822"]
    assert [(p.where.exhibit, p.message.endswith("points: 2")) for p in found] == ([("B", True)] if warned else [])


def test_a_size_is_that_of_the_print_and_not_of_the_font() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    canvas.scale(0.5, 0.5)
    canvas.setFont("Helvetica", 14)
    canvas.drawString(100, 400, "half")
    canvas.save()
    with pages(stream.getvalue()) as (page,):
        assert [round(size, 2) for size in letter_sizes(page)] == [7.0] * 4
