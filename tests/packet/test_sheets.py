"""Exhibit pages made into sheets of the packet: nothing hidden, nothing lost, nothing that moves a stamp."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from priorauth.case.model import Exhibit
from priorauth.exhibits.page_geometry import frame_of
from priorauth.exhibits.pages import OpenedExhibit, read_pages
from priorauth.packet.bind.binder import BoundPacket, bind
from priorauth.packet.bind.stamps import running_number
from priorauth.packet.plan import plan_packet
from priorauth.payers.library import default_library
from priorauth.submission.gate import Submission
from tests.cases import AS_OF, borne_out, clean_case
from tests.exhibits.chart_files import image_file, open_files, text_pdf
from tests.quick_sample import one_in

PROFILE = default_library().load("highmark-wy-15-01-004").profile
FOOT = 26
"""Height in points of the strip that belongs to the stamps."""


def bound(
    folder: Path, file: bytes, *, name: str = "a.pdf", is_fax: bool = False, case_id: str = "T-1"
) -> BoundPacket:
    exhibits = open_files({name: file}, folder) if name != "a.pdf" else as_it_is(file)
    return bound_of(exhibits, is_fax=is_fax, case_id=case_id)


def bound_of(exhibits: tuple[OpenedExhibit, ...], *, is_fax: bool = False, case_id: str = "T-1") -> BoundPacket:
    case = clean_case(case_id=case_id)
    gated = Submission(case=case, profile=PROFILE, concordance=borne_out(case), as_of=AS_OF)
    return bind(gated, (), exhibits, plan_packet(PROFILE, exhibits), is_fax=is_fax)


def as_it_is(file: bytes) -> tuple[OpenedExhibit, ...]:
    """A PDF as an exhibit, as if opening had let everything in it pass: binding relies on nothing that is refused."""
    exhibit = Exhibit.model_validate({"id": "A", "kind": "other", "title": "Exhibit file 0", "file": "a.pdf"})
    return (OpenedExhibit(exhibit, file, read_pages(file), "0" * 64),)


def first_page(packet: BoundPacket) -> Image.Image:
    """The exhibit's first page as it is seen, four pixels to a point."""
    return page_seen(packet, 1)


def page_seen(packet: BoundPacket, number: int) -> Image.Image:
    document = pypdfium2.PdfDocument(packet.data)
    image: Image.Image = document[packet.page_map["A"][number] - 1].render(scale=4, grayscale=True).to_pil()
    document.close()
    return image


def dark_box(image: Image.Image) -> tuple[float, ...]:
    """The rectangle in points around what is dark in the middle of a page, from its lower left."""
    above_the_stamps = image.crop((800, 0, 1600, image.height - FOOT * 4))
    dark = above_the_stamps.point([255 * (shade < 100) for shade in range(256)]).getbbox()
    assert dark is not None
    left, upper, right, lower = dark
    return (800 + left) / 4, (image.height - lower) / 4, (800 + right) / 4, (image.height - upper) / 4


def words_seen(packet: BoundPacket) -> list[tuple[str, tuple[float, float, float, float]]]:
    """The texts of the exhibit's first page, each with its rectangle on the page as it is seen."""
    document = pypdfium2.PdfDocument(packet.data)
    page = document[packet.page_map["A"][1] - 1]
    layer, rotation = page.get_textpage(), page.get_rotation()
    left, bottom, right, top = page.get_cropbox()
    found = []
    for index in range(layer.count_rects()):
        x1, y1, x2, y2 = layer.get_rect(index)
        text = layer.get_text_bounded(x1, y1, x2, y2)
        seen = {
            0: (x1 - left, y1 - bottom, x2 - left, y2 - bottom),
            90: (y1 - bottom, right - x2, y2 - bottom, right - x1),
            180: (right - x2, top - y2, right - x1, top - y1),
            270: (top - y2, x1 - left, top - y1, x2 - left),
        }[rotation]
        found.append((text.strip(), seen))
    document.close()
    return found


def placed(rotate: int, media: tuple[float, ...], crop: tuple[float, ...] | None) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Rotate, page.MediaBox = rotate, Array(media)
        if crop:
            page.CropBox = Array(crop)

    return edit


@pytest.mark.parametrize("is_fax", [False, True])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("media", "crop"),
    one_in(
        4,
        [
            ((0, 0, 612, 792), None),
            ((-100, 50, 512, 842), None),
            ((0, 0, 612, 792), (30, 40, 580, 700)),
            ((0, 0, 200, 300), None),
            ((0, 0, 1224, 792), None),
        ],
    ),
)
def test_the_three_stamps_stand_upright_inside_the_page_and_apart(
    tmp_path: Path, rotate: int, media: tuple[float, ...], crop: tuple[float, ...] | None, is_fax: bool
) -> None:
    packet = bound(tmp_path, text_pdf("Words", edit=placed(rotate, media, crop)), is_fax=is_fax, case_id="EX-CLEAN")
    left, bottom, right, top = crop or media
    wide, high = (right - left, top - bottom) if rotate % 180 == 0 else (top - bottom, right - left)
    foot = FOOT * max(1, min(wide, high) / 612, max(wide, high) / 792)  # as high as on Letter, once it is printed
    stamps = [(text, rect) for text, rect in words_seen(packet) if rect[3] < foot and text != "Words"]
    assert [text for text, _ in sorted(stamps, key=lambda s: s[1][0])] == [
        "Exhibit A-1", "EX-CLEAN 000002", "Packet page 2 of 2",
    ]  # fmt: skip
    end = 0.0
    for _, (x1, y1, x2, y2) in sorted(stamps, key=lambda s: s[1][0]):
        assert end + 3 < x1 < x2 < wide - 10
        assert 5 < y1 < y2 < high
        assert x2 - x1 > 3 * (y2 - y1), "upright text is wider than high"
        end = x2


def test_the_longest_case_id_still_leaves_three_stamps_apart(tmp_path: Path) -> None:
    packet = bound(tmp_path, text_pdf("Words"), is_fax=True, case_id="W" * 40)
    stamps = sorted((rect for _, rect in words_seen(packet) if rect[3] < FOOT), key=lambda rect: rect[0])
    assert len(stamps) == 3
    assert stamps[0][2] < stamps[1][0]
    assert stamps[1][2] < stamps[2][0] < stamps[2][2] < 612


def test_running_numbers_are_of_one_width() -> None:
    assert [running_number("EX-CLEAN", page) for page in (1, 14, 999_999)] == [
        "EX-CLEAN 000001", "EX-CLEAN 000014", "EX-CLEAN 999999",
    ]  # fmt: skip


def foot_of(image: Image.Image) -> bytes:
    return image.crop((0, image.height - FOOT * 4, image.width, image.height)).tobytes()


@pytest.mark.parametrize(
    "content",
    [
        b"Q Q Q 2 0 0 2 50 50 cm 1 0 0 rg",
        b"q Q Q 3 0 0 3 0 0 cm",
        b"q q .5 0 0 .5 0 0 cm 7 Tr",
        b"0 0 10 10 re W n",
        b"BT 3 Tr 200 Tz",
    ],
)
@pytest.mark.parametrize("where", ["first", "last"])
def test_what_a_page_closes_or_leaves_open_does_not_touch_its_stamps(
    tmp_path: Path, content: bytes, where: str
) -> None:
    def edit(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(content), prepend=where == "first")

    clean, found = (foot_of(first_page(bound(tmp_path, text_pdf("Words", edit=e)))) for e in (None, edit))
    assert clean == found


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_words_at_the_very_foot_of_a_page_are_still_seen(tmp_path: Path, rotate: int) -> None:
    """The words stand where the stamps would be printed, as the page is seen."""
    matrix = {0: "1 0 0 1 20 12", 90: "0 1 -1 0 600 20", 180: "-1 0 0 -1 592 780", 270: "0 -1 1 0 12 772"}[rotate]

    def edit(pdf: Pdf) -> None:
        page = pdf.pages[0]
        page.obj.Rotate = rotate
        page.contents_add(pdf.make_stream(f"q {matrix} cm BT /F1 9 Tf (No Modic change at L5-S1) Tj ET Q".encode()))

    packet = bound(tmp_path, text_pdf("Words", edit=edit))
    (hidden,) = [rect for text, rect in words_seen(packet) if "No Modic" in text]
    stamps = [rect for text, rect in words_seen(packet) if text.startswith(("Exhibit", "T-1", "Packet"))]
    assert len(stamps) == 3
    assert hidden[1] > max(rect[3] for rect in stamps)
    image = first_page(packet)
    box = (hidden[0] * 4, image.height - hidden[3] * 4, hidden[2] * 4, image.height - hidden[1] * 4)
    dark = sum(shade < 128 for shade in image.crop(box).tobytes())
    assert dark > 300


def test_a_page_filled_to_its_edges_keeps_all_it_shows_and_its_stamps_are_read(tmp_path: Path) -> None:
    def blacken(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(b"0 g 0 0 612 792 re f"))

    image = first_page(bound(tmp_path, text_pdf("Words", edit=blacken)))
    dark = sum(shade < 128 for shade in image.tobytes()) / (image.width * image.height)
    assert dark == pytest.approx((764 / 792) ** 2, abs=0.01)
    assert sum(shade < 128 for shade in foot_of(image)) < 0.1 * len(foot_of(image))


def test_content_in_pieces_and_without_any_is_bound(tmp_path: Path) -> None:
    def split(pdf: Pdf) -> None:
        page = pdf.pages[0]
        whole = page.Contents.read_bytes()
        middle = whole.index(b"Tj") + 2
        page.obj.Contents = Array([pdf.make_stream(whole[:middle]), pdf.make_stream(whole[middle:])])

    def empty(pdf: Pdf) -> None:
        del pdf.pages[0].obj.Contents

    assert "Words" in [text for text, _ in words_seen(bound(tmp_path, text_pdf("Words", edit=split)))]
    assert "Exhibit A-1" in [text for text, _ in words_seen(bound(tmp_path, text_pdf("Words", edit=empty)))]


def test_compressed_content_stays_compressed(tmp_path: Path) -> None:
    def long(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(b"q 1 0 0 1 0 0 cm Q\n" * 20_000))
        pdf.pages[0].contents_coalesce()

    file = text_pdf("Words", edit=long)
    assert len(bound(tmp_path, file).data) < len(bound(tmp_path, text_pdf("Words")).data) + 20_000


def test_a_scan_keeps_its_pixels(tmp_path: Path) -> None:
    file = image_file("L", "PNG", size=(400, 500))
    with pikepdf.open(io.BytesIO(bound(tmp_path, file, name="a.png").data)) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == Name.Image]
        assert [(int(i.Width), int(i.Height)) for i in images] == [(400, 500)]


def with_note(pdf: Pdf) -> None:
    """Add a red square note of the record itself, its appearance drawn at the middle of the page."""
    look = pdf.make_stream(b"1 0 0 rg 0 0 40 40 re f")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 40, 40])
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Square, Rect=Array([300, 20, 340, 60]), F=4, AP=Dictionary(N=look)
    )
    pdf.pages[0].obj.Annots = pdf.make_indirect(Array([pdf.make_indirect(note)]))


def test_the_records_own_notes_move_with_the_page_once_even_if_pages_share_them(tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        with_note(pdf)
        pdf.pages[1].obj.Annots = pdf.pages[0].obj.Annots

    exhibits = open_files({"note.pdf": text_pdf("one", "two", edit=edit)}, tmp_path)
    packet = bound_of(exhibits)
    scale = 764 / 792
    left, right = 306 + (300 - 306) * scale, 306 + (340 - 306) * scale
    bottom, top = 792 + (20 - 792) * scale, 792 + (60 - 792) * scale
    for number in (1, 2):
        image = page_seen(packet, number)
        assert dark_box(image) == pytest.approx((left, bottom, right, top), abs=0.5)


def with_layers(*, shown: bytes, hidden: bytes, base_off: bool = False) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        layers = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("Shown", "Hidden")]
        config = (
            Dictionary(BaseState=Name.OFF, ON=Array([layers[0]]))
            if base_off
            else Dictionary(OFF=Array([layers[1]]))
        )
        pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=config)
        page = pdf.pages[0]
        resources = page.obj.Resources
        resources.Properties = Dictionary(L0=layers[0], L1=layers[1])
        page.contents_add(pdf.make_stream(b"/OC /L0 BDC " + shown + b" EMC /OC /L1 BDC " + hidden + b" EMC"))

    return edit


def shade_at(image: Image.Image, x: int, y: int) -> int:
    """The shade of a point given in points from the page's lower left."""
    return image.crop((x * 4, image.height - y * 4, x * 4 + 1, image.height - y * 4 + 1)).tobytes()[0]


@pytest.mark.parametrize("base_off", [False, True])
def test_a_layer_that_is_switched_off_stays_off_and_the_others_show(tmp_path: Path, base_off: bool) -> None:
    edit = with_layers(shown=b"0 g 100 500 40 40 re f", hidden=b"0 g 300 500 40 40 re f", base_off=base_off)
    packet = bound(tmp_path, text_pdf("Words", edit=edit))
    image = first_page(packet)
    assert shade_at(image, 120, 520) < 50
    assert shade_at(image, 315, 520) > 200
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        assert [str(layer.Name) for layer in pdf.Root.OCProperties.D.OFF] == ["Hidden"]
        assert len(pdf.Root.OCProperties.D.Locked) == 2


def test_a_packet_without_layers_has_no_list_of_them(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(bound(tmp_path, text_pdf("Words")).data)) as pdf:
        assert "/OCProperties" not in pdf.Root


@pytest.mark.parametrize(
    ("own", "seen"), [(None, (500, 300)), (0, (300, 500)), (90, (500, 300)), (180, (300, 500))]
)
def test_a_page_is_turned_as_its_file_says_for_all_unless_it_says_otherwise(
    own: int | None, seen: tuple[float, float]
) -> None:
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 500))
        pdf.Root.Pages.Rotate = 90
        if own is not None:
            page.obj.Rotate = own
        frame = frame_of(page)
    assert (frame.width, frame.height) == seen
