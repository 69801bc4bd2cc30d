"""Stamps read back by their place on the page as it is seen, whatever the page's own coordinates are."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Pdf
from PIL import Image

from priorauth.document import Document, ExhibitLink, Paragraph, Run
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.packet.bind.binder import BoundPacket, FrontDocument, bind
from priorauth.packet.plan import plan_packet
from priorauth.payers.library import default_library
from priorauth.render.pdf.pdf_file import render_pdf
from priorauth.submission.gate import Draft, Submission
from tests.cases import AS_OF, borne_out, clean_case
from tests.exhibits.chart_files import open_files, text_pdf

PROFILE = default_library().load("highmark-wy-15-01-004").profile
FOOT = 28
"""Height in points of the strip that holds the stamps."""


def exhibits_bound(exhibits: tuple[OpenedExhibit, ...]) -> BoundPacket:
    gated = Submission(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)
    return bind(gated, (), exhibits, plan_packet(PROFILE, exhibits))


def page_of(file: bytes, folder: Path) -> Image.Image:
    """The first page of an exhibit in its packet, as it is seen, four pixels to a point."""
    packet = exhibits_bound(open_files({"a.pdf": file}, folder))
    document = pypdfium2.PdfDocument(packet.data)
    image: Image.Image = document[packet.page_map["A"][1] - 1].render(scale=4, grayscale=True).to_pil()
    document.close()
    return image


def shaped(rotate: int, media: tuple[float, ...], crop: tuple[float, ...] | None) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Rotate, page.MediaBox = rotate, Array(media)
        if crop is not None:
            page.CropBox = Array(crop)

    return edit


def strip_of(image: Image.Image) -> Image.Image:
    return image.crop((0, image.height - FOOT * 4, image.width, image.height))


SHAPES = {
    "letter": ((0, 0, 612, 792), None),
    "origin elsewhere": ((-100, 50, 512, 842), None),
    "cropped": ((0, 0, 612, 792), (30, 40, 580, 700)),
    "crop box larger than the sheet": ((0, 0, 612, 792), (-200, -300, 900, 1000)),
    "corners the other way round": ((612, 792, 0, 0), None),
    "lying": ((0, 0, 792, 612), None),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "rotate", [0, 90, 180, 270, *(pytest.param(turn, marks=pytest.mark.slow) for turn in (-90, 450))]
)
@pytest.mark.parametrize(("media", "crop"), SHAPES.values(), ids=SHAPES)
def test_both_stamps_stand_upright_at_the_foot(
    tmp_path: Path, rotate: int, media: tuple[float, ...], crop: tuple[float, ...] | None
) -> None:
    plain = strip_of(page_of(text_pdf("Words"), tmp_path))
    foot = strip_of(page_of(text_pdf("Words", edit=shaped(rotate, media, crop)), tmp_path))
    width = 150 * 4
    for side in ("left", "right"):
        x = 0 if side == "left" else 1
        expected = plain.crop((x * (plain.width - width), 0, width + x * (plain.width - width), plain.height))
        found = foot.crop((x * (foot.width - width), 0, width + x * (foot.width - width), foot.height))
        differing = sum(abs(a - b) > 128 for a, b in zip(expected.tobytes(), found.tobytes(), strict=True))
        assert differing < 0.01 * width * plain.height, side


def test_a_stamp_reads_on_a_black_page(tmp_path: Path) -> None:
    def blacken(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(b"0 g 0 0 612 792 re f 3 Tr 1 1 1 rg"))

    foot = strip_of(page_of(text_pdf("Words", edit=blacken), tmp_path))
    light = sum(shade > 200 for shade in foot.crop((70, 20, 280, 90)).tobytes())
    assert light > 0.25 * 210 * 70


@pytest.mark.parametrize(
    "left_open", [b"2 0 0 2 50 50 cm 1 0 0 rg", b"q 2 0 0 2 50 50 cm", b"q q .5 0 0 .5 0 0 cm 1 0 0 rg"]
)
def test_what_a_page_leaves_open_does_not_move_its_stamp(tmp_path: Path, left_open: bytes) -> None:
    def edit(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(left_open), prepend=True)

    clean, found = (strip_of(page_of(text_pdf("Words", edit=e), tmp_path)) for e in (None, edit))
    assert clean.tobytes() == found.tobytes()


def test_exhibits_keep_their_ids_in_the_payers_order(tmp_path: Path) -> None:
    exhibits = open_files({"a.pdf": text_pdf("a"), "b.pdf": text_pdf("b1", "b2"), "c.pdf": text_pdf("c")}, tmp_path)
    kinds = ["other", "progress_note", "mri_report"]
    typed = tuple(
        OpenedExhibit(
            type(item.exhibit).model_validate({**item.exhibit.model_dump(), "kind": kind}),
            item.pdf,
            item.pages,
            item.sha256,
        )
        for item, kind in zip(exhibits, kinds, strict=True)
    )
    profile = PROFILE.model_copy(update={"exhibit_order": (typed[2].exhibit.kind, typed[1].exhibit.kind)})
    plan = plan_packet(profile, typed)
    assert [planned.opened.exhibit.id for planned in plan.exhibits] == ["C", "B", "A"]
    gated = Submission(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)
    packet = bind(gated, (), typed, plan)
    assert {name: pages[1] for name, pages in packet.page_map.items()} == {"C": 2, "B": 4, "A": 7}
    assert packet.pages == plan.pages == 7
    document = pypdfium2.PdfDocument(packet.data)
    assert "Exhibit B-2" in document[4].get_textpage().get_text_bounded()
    assert "b2" in document[4].get_textpage().get_text_bounded()
    document.close()


def linked(exhibits: tuple[OpenedExhibit, ...], *links: ExhibitLink) -> list[int]:
    """The packet pages, from 1, that a draft letter's references lead to."""
    gated = Draft(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)
    runs = tuple(Run(f"See {link.exhibit}-{link.page}. ", link=link) for link in links)
    letter = FrontDocument("Letter", render_pdf(Document("Letter", (Paragraph(runs),), "TEST"), gated))
    packet = bind(gated, [letter], exhibits, plan_packet(PROFILE, exhibits))
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        return [pikepdf.Page(mark.Dest[0]).index + 1 for mark in pdf.pages[0].obj.get("/Annots", [])]


def test_references_lead_to_their_pages_and_never_to_another_exhibits(tmp_path: Path) -> None:
    exhibits = open_files({"a.pdf": text_pdf("1", "2"), "b.pdf": text_pdf("1")}, tmp_path)
    pages = linked(
        exhibits, ExhibitLink("A"), ExhibitLink("A", 2), ExhibitLink("A", 3), ExhibitLink("B"), ExhibitLink("B", 9),
        ExhibitLink("Z"),
    )  # fmt: skip
    assert pages == [3, 4, 6]


def test_a_long_exhibit_has_one_bookmark_and_a_short_one_has_its_pages(tmp_path: Path) -> None:
    exhibits = open_files({"a.pdf": text_pdf(*"x" * 20), "b.pdf": text_pdf(*"x" * 21)}, tmp_path)
    document = pypdfium2.PdfDocument(exhibits_bound(exhibits).data)
    titles = [item.get_title() for item in document.get_toc() if item.level == 2]
    document.close()
    assert titles == [f"A-{number}" for number in range(1, 21)]


def test_a_packet_says_its_title_and_language_and_holds_nothing_active(tmp_path: Path) -> None:
    packet = exhibits_bound(open_files({"a.pdf": text_pdf()}, tmp_path))
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        assert str(pdf.Root.Lang) == "en-US"
        assert pdf.Root.PageMode == pikepdf.Name.UseOutlines
        assert str(pdf.docinfo["/Title"]) == "Packet TEST-0001"
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(pdf.Root.keys())
        assert not pdf.check_pdf_syntax()
        assert not pdf.get_warnings()
