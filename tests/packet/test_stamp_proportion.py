"""Stamps on pages that are no letters: photographs of 56 inches, receipts, cards."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas

from priorauth.exhibits.pages import OpenedExhibit
from priorauth.packet.bind.binder import BoundPacket, bind
from priorauth.packet.bind.bound_proof import prove_bound
from priorauth.packet.bind.marks import Mark
from priorauth.packet.plan import plan_packet
from priorauth.payers.library import default_library
from priorauth.submission.gate import Submission
from tests.cases import AS_OF, borne_out, clean_case
from tests.exhibits.chart_files import open_files
from tests.quick_sample import one_in

PROFILE = default_library().load("highmark-wy-15-01-004").profile
Rect = tuple[float, float, float, float]

PAGES = {
    "photograph, a point a pixel": (3024, 4032),
    "photograph lying": (4032, 3024),
    "plan": (2384, 3370),
    "a panorama": (3000, 500),
    "letter": (612, 792),
    "card": (243, 153),
    "label": (144, 72),
    "strip": (612, 40),
    "receipt": (160, 900),
    "stamp": (40, 40),
    "thumbnail": (90, 300),
}


def page_with_edges(wide: float, high: float, size: float) -> bytes:
    """A page with words at its head, at its foot and along both sides, up to the very edge."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (wide, high), invariant=1)
    canvas.setFont("Helvetica", size)
    canvas.drawString(1, high - size, "Head")
    canvas.drawString(1, size * 0.3, "Foot")
    canvas.drawRightString(wide - 1, size * 0.3, "End")
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def bound(exhibits: tuple[OpenedExhibit, ...], *, is_fax: bool, marks: tuple[Mark, ...] = ()) -> BoundPacket:
    case = clean_case(case_id="EX-CLEAN")
    gated = Submission(case=case, profile=PROFILE, concordance=borne_out(case), as_of=AS_OF)
    plan = plan_packet(PROFILE, exhibits)
    return bind(gated, (), exhibits, plan, is_fax=is_fax, marks=marks)


def exhibit_of(folder: Path, wide: float, high: float, rotate: int = 0) -> tuple[OpenedExhibit, ...]:
    def turned(data: bytes) -> bytes:
        out = io.BytesIO()
        with Pdf.open(io.BytesIO(data)) as pdf:
            pdf.pages[0].obj.Rotate = rotate
            pdf.save(out)
        return out.getvalue()

    size = max(6.0, min(wide, high) / 60)
    return open_files({"a.pdf": turned(page_with_edges(wide, high, size))}, folder)


def words_of(packet: BoundPacket) -> tuple[tuple[float, float], dict[str, Rect]]:
    """The size of the exhibit's page as it is printed on US Letter, and the words on it, in points of the print."""
    document = pypdfium2.PdfDocument(packet.data)
    page = document[packet.page_map["A"][1] - 1]
    wide, high = page.get_size()
    layer = page.get_textpage()
    shorter, longer = sorted((wide, high))
    printed = min(612 / shorter, 792 / longer, 1.0)
    left, bottom, right, _ = page.get_bbox()
    found = {}
    for index in range(layer.count_rects()):
        x1, y1, x2, y2 = layer.get_rect(index)
        text = layer.get_text_bounded(x1, y1, x2, y2).strip()
        seen = {
            0: (x1 - left, y1 - bottom, x2 - left, y2 - bottom),
            90: (y1 - bottom, right - x2, y2 - bottom, right - x1),
        }[page.get_rotation()]
        x, y, x_end, y_end = (value * printed for value in seen)
        found[text] = (x, y, x_end, y_end)
    document.close()
    return (wide * printed, high * printed), found


STAMPS = ("Exhibit A-1", "EX-CLEAN 000002", "Packet page 2 of 2")


@pytest.mark.parametrize("is_fax", one_in(4, [True, False]))
@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("kind", PAGES)
def test_stamps_can_be_read_in_print_and_stand_on_no_word(
    tmp_path: Path, kind: str, rotate: int, is_fax: bool
) -> None:
    exhibits = exhibit_of(tmp_path, *PAGES[kind], rotate=rotate)
    packet = bound(exhibits, is_fax=is_fax)
    (wide, _), words = words_of(packet)
    stamps = [words[text] for text in STAMPS]
    heights = [top - bottom for _, bottom, _, top in stamps]
    assert min(heights) > 3.8  # capitals and digits of a font of 5.5 points
    assert all(0 < left < right < wide for left, _, right, _ in stamps)
    others = [rect for text, rect in words.items() if text in ("Head", "Foot", "End")]
    assert others
    assert not any(_touch(stamp, other) for stamp in stamps for other in others)
    assert max(top for _, _, _, top in stamps) < min(bottom for _, bottom, _, _ in others)
    prove_bound(packet, exhibits, is_draft=False)


def _touch(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("kind", ["photograph, a point a pixel", "photograph lying", "plan", "letter"])
def test_a_fax_stamp_is_of_ten_points_at_least_once_it_is_printed_on_letter(tmp_path: Path, kind: str) -> None:
    packet = bound(exhibit_of(tmp_path, *PAGES[kind]), is_fax=True)
    document = pypdfium2.PdfDocument(packet.data)
    page = document[packet.page_map["A"][1] - 1]
    shorter, longer = sorted(page.get_size())
    printed = min(612 / shorter, 792 / longer)
    sizes = {
        round(item.get_font_size() * printed, 3)
        for item in page.get_objects(max_depth=1)
        if isinstance(item, pypdfium2.PdfTextObj)
    }
    document.close()
    assert len(sizes) == 1
    assert min(sizes) >= 10


def test_a_card_keeps_its_size_above_the_foot_it_is_given(tmp_path: Path) -> None:
    packet = bound(exhibit_of(tmp_path, 243, 80), is_fax=False)
    (place,) = packet.places
    assert (place.rect[2] - place.rect[0], place.rect[3] - place.rect[1]) == pytest.approx((243, 80))
    document = pypdfium2.PdfDocument(packet.data)
    wide, high = document[place.packet_page - 1].get_size()
    document.close()
    assert high == pytest.approx(108)
    assert wide >= 243


@pytest.mark.parametrize("is_fax", [True, False])
def test_words_marked_on_a_photograph_are_marked_in_proportion(tmp_path: Path, is_fax: bool) -> None:
    exhibits = exhibit_of(tmp_path, 3024, 4032)
    page = exhibits[0].pages[0]
    mark = Mark("A", 1, page.rects(0, 4), ("level",))
    thick = {}
    for name, opened, marked in (("large", exhibits, mark), ("letter", *_letter(tmp_path))):
        packet = bound(opened, is_fax=is_fax, marks=(marked,))
        with Pdf.open(io.BytesIO(packet.data)) as pdf:
            (note,) = pdf.pages[packet.page_map["A"][1] - 1].obj.Annots
            _, bottom, _, top = (float(value) for value in note.Rect)
            text = marked.rects[0]
            scale = 764 / 792
            thick[name] = (top - bottom) - (text[3] - text[1]) * scale
    assert thick["large"] == pytest.approx(thick["letter"] * 4032 / 792, rel=0.03)


def _letter(folder: Path) -> tuple[tuple[OpenedExhibit, ...], Mark]:
    exhibits = exhibit_of(folder, 612, 792)
    return exhibits, Mark("A", 1, exhibits[0].pages[0].rects(0, 4), ("level",))
