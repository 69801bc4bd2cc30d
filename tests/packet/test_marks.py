"""Marked words: on the right place of the page as it is seen, printed, readable, and telling no value."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Pdf
from PIL import Image, ImageChops

from priorauth.case.model import Case, Certainty, CompetingFinding
from priorauth.comparison.model import Checked, Concordance, ExhibitFinding, ExhibitQuote, Verdict
from priorauth.document import Document, ExhibitLink, Paragraph, PartLink, Run
from priorauth.exhibits.pages import OpenedExhibit, Rect
from priorauth.exhibits.quotes import find
from priorauth.packet.bind.binder import BoundPacket, FrontDocument, bind
from priorauth.packet.bind.highlights import highlight
from priorauth.packet.bind.marks import Cited, Mark, cited_passages, marks_of
from priorauth.packet.plan import plan_packet
from priorauth.payers.library import default_library
from priorauth.render.pdf.pdf_file import render_pdf
from priorauth.submission.gate import Draft, Submission
from tests.cases import AS_OF, borne_out, clean_case, with_checked
from tests.exhibits.chart_files import open_files, text_pdf
from tests.quick_sample import one_in

PROFILE = default_library().load("highmark-wy-15-01-004").profile
WORDS = "Modic type 1 changes at L4-L5"


def cite(opened: Sequence[OpenedExhibit], exhibit: str, page: int, words: str, *criteria: str) -> Cited:
    (item,) = [item for item in opened if item.exhibit.id == exhibit]
    text = item.pages[page - 1].text
    start, end = find(text, words) or (0, 0)
    passage = ExhibitQuote(exhibit=exhibit, page=page, start=start, end=end, quote=text[start:end])
    return Cited(passage, "Modic change at L4-L5", criteria)


def packet_of(
    opened: Sequence[OpenedExhibit], marks: Sequence[Mark], *links: ExhibitLink | PartLink, is_fax: bool = False
) -> BoundPacket:
    gated = Submission(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)
    runs = tuple(Run(f"See {number}. ", link=link) for number, link in enumerate(links)) or (Run("Words"),)
    front = FrontDocument("Letter", render_pdf(Document("Letter", (Paragraph(runs),), "T"), gated), "letter")
    plan = plan_packet(PROFILE, opened)
    return bind(gated, [front], opened, plan, marks=marks, is_fax=is_fax)


def seen(packet: BoundPacket, exhibit: str = "A", page: int = 1) -> Image.Image:
    document = pypdfium2.PdfDocument(packet.data)
    index = packet.page_map[exhibit][page] - 1
    image: Image.Image = document[index].render(scale=4).to_pil().convert("RGB")
    document.close()
    return image


def box_of(image: Image.Image, mask_of: Callable[[Image.Image], Image.Image]) -> tuple[int, int, int, int] | None:
    """The rectangle of the pixels of one kind, stamps at the foot left out."""
    return mask_of(image.crop((0, 0, image.width, image.height - 26 * 4))).getbbox()


def all_of(*masks: Image.Image) -> Image.Image:
    return reduce(ImageChops.darker, masks)


def where(band: Image.Image, low: int, high: int) -> Image.Image:
    return band.point([255 * (low <= shade <= high) for shade in range(256)])


def yellow(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return all_of(where(red, 200, 255), where(green, 180, 255), where(blue, 0, 120))


def ink(image: Image.Image) -> Image.Image:
    return all_of(*(where(band, 0, 90) for band in image.split()))


def color(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return where(ImageChops.lighter(ImageChops.difference(red, blue), ImageChops.difference(red, green)), 10, 255)


def placed(rotate: int, media: tuple[float, ...], crop: tuple[float, ...] | None) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Rotate, page.MediaBox = rotate, Array(media)
        if crop:
            page.CropBox = Array(crop)

    return edit


SHAPES = {
    "letter": ((0, 0, 612, 792), None),
    "origin elsewhere": ((-100, 50, 512, 842), None),
    "cropped": ((0, 0, 612, 792), (30, 140, 580, 700)),
    "lying": ((0, 0, 792, 612), None),
}


@pytest.mark.slow
@pytest.mark.parametrize("rotate", [0, 90, *(pytest.param(turn, marks=pytest.mark.slow) for turn in (180, 270))])
@pytest.mark.parametrize(("media", "crop"), SHAPES.values(), ids=SHAPES)
def test_the_color_lies_on_the_words_and_the_words_stay_black(
    tmp_path: Path, rotate: int, media: tuple[float, ...], crop: tuple[float, ...] | None
) -> None:
    opened = open_files({"a.pdf": text_pdf(WORDS, edit=placed(rotate, media, crop))}, tmp_path)
    image = seen(packet_of(opened, marks_of([cite(opened, "A", 1, WORDS)], opened)))
    stroke, words = box_of(image, yellow), box_of(image, ink)
    assert stroke
    assert words
    for side in (0, 1):
        assert -1 <= words[side] - stroke[side] < 14, "the color begins just before the words"
        assert -1 <= stroke[side + 2] - words[side + 2] < 14, "and ends just behind them"


@pytest.mark.parametrize("rotate", one_in(4, [0, 90, 180, 270]))
def test_only_the_words_that_were_cited_are_colored(tmp_path: Path, rotate: int) -> None:
    text = f"{WORDS} and no fracture anywhere"
    opened = open_files({"a.pdf": text_pdf(text, edit=placed(rotate, (0, 0, 612, 792), None))}, tmp_path)
    whole = box_of(seen(packet_of(opened, marks_of([cite(opened, "A", 1, text)], opened))), yellow)
    part = box_of(seen(packet_of(opened, marks_of([cite(opened, "A", 1, "no fracture")], opened))), yellow)
    assert whole
    assert part
    along = 0 if rotate % 180 == 0 else 1
    share = (part[along + 2] - part[along]) / (whole[along + 2] - whole[along])
    assert 0.1 < share < 0.35


@pytest.mark.parametrize("rotate", one_in(3, [0, 90, 180, 270]))
def test_on_a_fax_words_are_underlined_and_barred_in_pure_black(tmp_path: Path, rotate: int) -> None:
    opened = open_files({"a.pdf": text_pdf(WORDS, edit=placed(rotate, (0, 0, 612, 792), None))}, tmp_path)
    marks = marks_of([cite(opened, "A", 1, WORDS)], opened)
    plain, marked = seen(packet_of(opened, (), is_fax=True)), seen(packet_of(opened, marks, is_fax=True))
    assert box_of(marked, color) is None, "no color"
    words, both = box_of(plain, ink), box_of(marked, ink)
    assert words
    assert both
    assert 20 < words[0] - both[0] < 40, "a bar to the left, as the page is seen"
    assert 2 < both[3] - words[3] < 20, "a line beneath"
    assert both[2] - words[2] < 8


def test_a_mark_prints_and_carries_its_own_look_and_quads(tmp_path: Path) -> None:
    opened = open_files({"a.pdf": text_pdf(WORDS)}, tmp_path)
    packet = packet_of(opened, marks_of([cite(opened, "A", 1, WORDS, "modic-type", "floor-modic")], opened))
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        (mark,) = pdf.pages[packet.page_map["A"][1] - 1].Annots
        assert mark.Subtype == pikepdf.Name.Highlight
        assert int(mark.F) == 4
        assert str(mark.Contents) == "Supports: modic-type, floor-modic"
        assert b"/Multiply gs" in mark.AP.N.read_bytes()
        assert pikepdf.Name.Multiply == mark.AP.N.Resources.ExtGState.Multiply.BM
        left, bottom, right, top = (float(v) for v in mark.Rect)
        xs, ys = [float(v) for v in mark.QuadPoints][::2], [float(v) for v in mark.QuadPoints][1::2]
        assert xs[0] == xs[2] < xs[1] == xs[3]
        assert ys[0] == ys[1] > ys[2] == ys[3]
        assert left < xs[0] < xs[1] < right
        assert bottom < ys[2] < ys[0] < top


def destinations(packet: BoundPacket) -> list[tuple[int, str, list[float]]]:
    """Where the front page's links lead: packet page, kind, numbers."""
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        return [
            (pikepdf.Page(a.Dest[0]).index + 1, str(a.Dest[1]), [float(v) for v in list(a.Dest)[2:]])
            for a in pdf.pages[0].Annots
        ]


def test_a_reference_lands_on_the_words_of_its_criterion(tmp_path: Path) -> None:
    def two_lines(pdf: Pdf) -> None:
        pdf.pages[1].contents_add(pdf.make_stream(b"BT /F1 12 Tf 100 200 Td (Skeletally mature) Tj ET"))

    opened = open_files({"a.pdf": text_pdf("one", WORDS, "three", edit=two_lines)}, tmp_path)
    cited = [cite(opened, "A", 2, WORDS, "modic-type"), cite(opened, "A", 2, "Skeletally mature", "maturity")]
    packet = packet_of(
        opened, marks_of(cited, opened), ExhibitLink("A", 2, "maturity"), ExhibitLink("A", 2, "modic-type"),
        ExhibitLink("A", 2), ExhibitLink("A", 1, "modic-type"), PartLink("A"), PartLink("letter"), PartLink("none"),
    )  # fmt: skip
    low, high, upper, other, slip, letter = destinations(packet)
    pages = packet.page_map["A"]
    assert [low[0], high[0], upper[0], other[0]] == [pages[2], pages[2], pages[2], pages[1]]
    assert low[1] == high[1] == "/XYZ"
    scale = 764 / 792
    top_of = {"low": 792 - (792 - 200) * scale, "high": 792 - (792 - 400) * scale}
    assert top_of["low"] + 12 < low[2][1] < top_of["low"] + 60
    assert top_of["high"] + 12 < high[2][1] < top_of["high"] + 60
    assert upper == high
    assert other[1] == "/Fit"
    assert (slip[0], slip[1]) == (pages[1] - 1, "/Fit")
    assert (letter[0], letter[1]) == (1, "/Fit")


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_destination_is_just_above_the_words_as_the_page_is_seen(tmp_path: Path, rotate: int) -> None:
    shape = placed(rotate, (0, 0, 612, 792), (30, 40, 580, 700))
    opened = open_files({"a.pdf": text_pdf(WORDS, edit=shape)}, tmp_path)
    packet = packet_of(opened, marks_of([cite(opened, "A", 1, WORDS)], opened), ExhibitLink("A", 1))
    ((number, kind, (x, y, _)),) = destinations(packet)
    assert (number, kind) == (packet.page_map["A"][1], "/XYZ")
    stroke = box_of(seen(packet), yellow)
    assert stroke
    down = {0: 700 - y, 90: x - 30, 180: y - 40, 270: 580 - x}[rotate]
    across = {0: x - 30, 90: y - 40, 180: 580 - x, 270: 700 - y}[rotate]
    assert across == pytest.approx(0, abs=0.1)
    assert 20 < stroke[1] / 4 - down < 40


def test_equal_passages_are_one_mark_and_keep_what_each_is_for(tmp_path: Path) -> None:
    opened = open_files({"a.pdf": text_pdf(WORDS)}, tmp_path)
    (mark,) = marks_of([cite(opened, "A", 1, WORDS, "a"), cite(opened, "A", 1, WORDS, "b", "a")], opened)
    assert mark.criteria == ("a", "b")


def test_words_within_marked_words_are_not_marked_again(tmp_path: Path) -> None:
    opened = open_files({"a.pdf": text_pdf(WORDS)}, tmp_path)
    (mark,) = marks_of([cite(opened, "A", 1, "type 1", "a"), cite(opened, "A", 1, WORDS, "b")], opened)
    (whole,) = marks_of([cite(opened, "A", 1, WORDS)], opened)
    assert mark.rects == whole.rects
    assert set(mark.criteria) == {"a", "b"}


@pytest.mark.parametrize(
    ("words", "quote", "marked"),
    [
        ("Study: MRI of 08/18/2026", None, "MRI of 08/18/2026"),
        ("MRI", None, None),
        ("Discharged after 18 visits. Relief was temporary.", "Relief was temporary.", "Relief was temporary."),
        ("L4-L5: Modic type 1 changes.", "type 1 changes", "L4-L5: Modic type 1 changes."),
    ],
)
def test_words_that_bear_a_claim_out_are_marked_where_they_show_more_than_its_quote(
    tmp_path: Path, words: str, quote: str | None, marked: str | None
) -> None:
    opened = open_files({"a.pdf": text_pdf("x"), "b.pdf": text_pdf(words)}, tmp_path)
    source = {"exhibit": "B", "page": "1"} | ({"quote": quote} if quote else {})
    case = clean_case(imaging__0__findings__0__source=source)
    found = {
        "Study: MRI of 08/18/2026": "MRI of 08/18/2026",
        "Discharged after 18 visits. Relief was temporary.": "18 visits",
    }
    start, end = find(words, found.get(words, words)) or (0, 0)
    passage = ExhibitQuote(exhibit="B", page=1, start=start, end=end, quote=words[start:end])
    item = Checked(claim="imaging.1.findings.1", exhibit="B", page=1, verdict=Verdict.CORROBORATED, passage=passage)
    whole = with_checked(borne_out(case), item)
    gated = Draft(case=case, profile=PROFILE, concordance=whole, as_of=AS_OF)
    marks = [mark for mark in marks_of(cited_passages(gated, opened), opened) if mark.exhibit == "B"]
    wanted = [] if marked is None else [opened[1].pages[0].rects(*(find(words, marked) or (0, 0)))]
    assert [mark.rects for mark in marks] == wanted


def test_a_mark_on_a_page_that_stays_behind_is_left_out(tmp_path: Path) -> None:
    opened = open_files({"a.pdf": text_pdf("one", WORDS)}, tmp_path)
    gated = Submission(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)
    marks = marks_of([cite(opened, "A", 2, WORDS)], opened)
    packet = bind(gated, (), opened, plan_packet(PROFILE, opened, {"A": [1]}), marks=marks)
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        assert all("/Annots" not in page.obj for page in pdf.pages)


def test_words_over_two_lines_get_a_stroke_each(tmp_path: Path) -> None:
    def second_line(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(b"BT /F1 12 Tf 100 385 Td (and at L5-S1.) Tj ET"))

    opened = open_files({"a.pdf": text_pdf(WORDS, edit=second_line)}, tmp_path)
    (mark,) = marks_of([cite(opened, "A", 1, f"{WORDS} and at L5-S1.")], opened)
    packet = packet_of(opened, [mark])
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        assert len(pdf.pages[packet.page_map["A"][1] - 1].Annots[0].QuadPoints) == 16


def outline(packet: BoundPacket) -> list[tuple[int, str]]:
    document = pypdfium2.PdfDocument(packet.data)
    titles = [(item.level, item.get_title()) for item in document.get_toc()]
    document.close()
    return titles


def test_marked_words_are_bookmarked_under_their_exhibit(tmp_path: Path) -> None:
    opened = open_files({"a.pdf": text_pdf("one", WORDS), "b.pdf": text_pdf("three")}, tmp_path)
    cited = [cite(opened, "A", 2, "at L4-L5"), cite(opened, "A", 2, "Modic type 1")]
    assert outline(packet_of(opened, marks_of(cited, opened))) == [
        (0, "Letter"), (0, "Exhibits"), (1, "Exhibit A: Exhibit file 0"), (2, "Modic change at L4-L5, A-2"),
        (2, "A-1"), (2, "A-2"), (1, "Exhibit B: Exhibit file 1"), (2, "B-1"),
    ]  # fmt: skip


def chart(folder: Path) -> tuple[Case, tuple[OpenedExhibit, ...]]:
    """The clean case over four exhibits that say some of its words."""
    pages = {
        "a.pdf": text_pdf("low back pain since February 10, 2025", "Moderate stenosis at L4-L5"),
        "b.pdf": text_pdf("MRI of August 18, 2026", "Modic type 1 changes", "x"),
        "c.pdf": text_pdf("x", "x", "September 8, 2025 to April 24, 2026", "x"),
        "d.pdf": text_pdf("48 percent"),
    }
    opened = open_files(pages, folder)
    case = clean_case(
        pain__source={"exhibit": "A", "page": "1", "quote": "pain since\nFebruary 10, 2025"},
        imaging__0__findings__0__source={"exhibit": "B", "page": "2", "quote": "modic type 1 changes"},
    )
    return case, opened


def test_what_is_cited_is_named_by_its_kind_and_tied_to_its_criteria(tmp_path: Path) -> None:
    case, opened = chart(tmp_path)
    text = opened[0].pages[1].text
    against = ExhibitFinding(
        finding=CompetingFinding.STENOSIS, place="L4-L5", certainty=Certainty.STATED,
        passage=ExhibitQuote(exhibit="A", page=2, start=0, end=len(text), quote=text),
    )  # fmt: skip
    care = opened[2].pages[2].text
    shown = Checked(
        claim="conservative_care.1", exhibit="C", page=3, verdict=Verdict.CORROBORATED,
        passage=ExhibitQuote(exhibit="C", page=3, start=0, end=len(care), quote=care),
    )  # fmt: skip
    refuted = shown.model_copy(update={"verdict": Verdict.CONTRADICTED})
    cited = ("pain.source", "imaging.1.findings.1.source", "conservative_care.1.modality")
    found = [item for item in borne_out(case).checked if item.claim in cited]
    concordance = Concordance(checked=(*found, shown, refuted), against=(against,))
    gated = Draft(case=case, profile=PROFILE, concordance=concordance, as_of=AS_OF)
    marks = {(m.exhibit, m.page): m for m in marks_of(cited_passages(gated, opened), opened)}
    assert marks["A", 1].name == "Onset of the pain"
    assert {"floor-pain-duration", "pain-duration"} <= set(marks["A", 1].criteria)
    assert marks["B", 2].name == "Modic change at L4-L5"
    assert {"floor-modic", "modic-type"} <= set(marks["B", 2].criteria)
    assert marks["C", 3].name == "Physical therapy"
    assert "floor-therapy" in marks["C", 3].criteria
    assert marks["A", 2].name == marks["A", 2].note == "To answer: stenosis at L4-L5"
    assert len(marks) == 4


def test_no_mark_says_what_the_chart_says(tmp_path: Path) -> None:
    case, opened = chart(tmp_path)
    gated = Draft(case=case, profile=PROFILE, concordance=borne_out(case), as_of=AS_OF)
    marks = marks_of(cited_passages(gated, opened), opened)
    packet = packet_of(opened, marks)
    told: list[str] = []
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        for page in pdf.pages:
            told += [str(a.Contents) for a in page.obj.get("/Annots", [])]
    told += [title for _, title in outline(packet) if ", A-" in title or ", B-" in title]
    assert len(told) >= 4
    for value in ("2025", "February", "type 1", "Avery", "1974"):
        assert [text for text in told if value in text] == []


@pytest.mark.parametrize(
    ("rects", "strokes"),
    [
        ([(10, 100, 40, 110), (44, 100, 80, 110)], 1),
        ([(10, 100, 40, 110), (44, 100, 80, 110), (84, 100, 90, 110)], 1),
        ([(10, 100, 40, 110), (60, 100, 90, 110)], 2),
        ([(10, 100, 40, 110), (44, 80, 80, 90), (84, 80, 90, 90)], 2),
    ],
    ids=["two words", "three words", "far apart", "over two lines"],
)
def test_words_side_by_side_share_a_stroke(rects: list[Rect], strokes: int) -> None:
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 300))
        highlight(pdf, page, rects, "", is_fax=False)
        (annotation,) = page.obj.Annots
        assert len(annotation.QuadPoints) == 8 * strokes
