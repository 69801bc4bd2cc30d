"""Marks on chart pages, as people and their programs leave them: what a viewer shows comes out, and stays."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageChops

from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request, Taken
from tests.exhibits.marked_files import KEYS, RECT, WORDS, look, mark, page_file, variants
from tests.quick_sample import one_in

VARIANTS = dict(variants())
SCALE = 2


@pytest.fixture(scope="module")
def room() -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def taken(room: Opener, data: bytes) -> Taken:
    return room.open(Request(data, ".pdf"))


def picture(data: bytes, *, marks: bool = True) -> Image.Image:
    """The first page as it is seen, two points of the picture to a point."""
    document = pypdfium2.PdfDocument(data)
    image: Image.Image = document[0].render(scale=SCALE, draw_annots=marks).to_pil().convert("RGB")
    document.close()
    return image


def place_of_marks(image: Image.Image, top: float = 792.0) -> Image.Image:
    left, bottom, right, upper = RECT
    box = (left - 4, top - upper - 4, right + 4, top - bottom + 4)
    return image.crop((round(box[0] * SCALE), round(box[1] * SCALE), round(box[2] * SCALE), round(box[3] * SCALE)))


def shown(room: Opener, edit: Callable[[Pdf], None]) -> Image.Image:
    """The place of a mark once it was taken in."""
    return place_of_marks(picture(taken(room, page_file(edit)).pdf))


BARE = place_of_marks(picture(page_file()))


def is_bare(image: Image.Image) -> bool:
    return ImageChops.difference(image, BARE).getbbox() is None


@pytest.mark.parametrize("name", one_in(3, VARIANTS))
def test_a_mark_of_any_kind_becomes_part_of_its_page(room: Opener, name: str) -> None:
    opened = taken(room, VARIANTS[name])
    with pikepdf.open(io.BytesIO(opened.pdf)) as pdf:
        assert all("/Annots" not in page.obj for page in pdf.pages)
    bare = picture(VARIANTS[name], marks=False)
    after = picture(opened.pdf).crop((0, 0, *bare.size))
    assert ImageChops.difference(after, bare).getbbox() is not None
    assert WORDS in opened.pages[0].text


@pytest.mark.parametrize("kind", one_in(3, (kind for kind in KEYS if kind != "Redact")))
def test_a_mark_of_any_kind_is_drawn_where_it_lies(room: Opener, kind: str) -> None:
    image = shown(room, mark(kind))
    assert not is_bare(image)


def states(pdf: Pdf) -> None:
    """A frame whose drawings are those of states, none of which it says it is in."""
    mark("Square")(pdf)
    pdf.pages[0].obj.Annots[-1].AP = Dictionary(N=Dictionary(On=look(pdf), Off=look(pdf, b"")))


def nothing_drawn(pdf: Pdf) -> None:
    """A struck-out line that brings a drawing with nothing on it and no room for anything."""
    mark("StrikeOut")(pdf)
    pdf.pages[0].obj.Annots[-1].AP = Dictionary(N=look(pdf, b"", BBox=Array([0, 0, 0, 0])))


@pytest.mark.parametrize(
    "edit",
    [
        mark("Ink", BS=Dictionary(W=0)),
        mark("Line", Border=Array([0, 0, 0])),
        mark("PolyLine", BS=Dictionary(W=0)),
        states,
        nothing_drawn,
    ],
    ids=["ink", "line", "polyline", "states", "nothing drawn"],
)
def test_a_mark_that_only_some_viewers_draw_is_drawn(room: Opener, edit: Callable[[Pdf], None]) -> None:
    assert not is_bare(shown(room, edit))


def test_a_frame_without_width_is_not_drawn(room: Opener) -> None:
    assert is_bare(shown(room, mark("Circle", BS=Dictionary(W=0))))


def colors_in(image: Image.Image) -> set[tuple[int, ...]]:
    return {color for count, color in image.getcolors(1 << 20) or () if count > 8}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("edit", "color"),
    [
        (mark("Ink"), (0, 0, 255)),
        (mark("Square"), (0, 0, 0)),
        (mark("Circle", IC=Array([0, 1, 0])), (0, 255, 0)),
        (mark("Line", C=Array([0, 0, 1]), BS=Dictionary(W=3)), (0, 0, 255)),
        (mark("Polygon", IC=Array([1, 0, 1])), (255, 0, 255)),
        (mark("Highlight"), (255, 255, 0)),
        (mark("StrikeOut"), (255, 0, 0)),
        (mark("Underline"), (255, 0, 0)),
        (mark("Redact"), (0, 0, 0)),
        (mark("Redact", is_drawn=True), (0, 0, 0)),
        (mark("Highlight", C=Array([0, 0, 0, 0.5])), (128, 128, 128)),
        (mark("Stamp", is_drawn=True), (0, 0, 255)),
        (mark("Screen", is_drawn=True), (0, 0, 255)),
    ],
)
def test_a_mark_has_its_own_color(room: Opener, edit: Callable[[Pdf], None], color: tuple[int, int, int]) -> None:
    found = colors_in(shown(room, edit))
    assert any(all(abs(a - b) < 24 for a, b in zip(color, had, strict=True)) for had in found)


def dark(image: Image.Image) -> int:
    return sum(image.convert("L").histogram()[:90])


def test_a_highlight_leaves_its_words_dark_and_a_box_leaves_none_to_see(room: Opener) -> None:
    words = dark(BARE)
    assert dark(shown(room, mark("Highlight"))) == pytest.approx(words, rel=0.15)
    inside = shown(room, mark("Square")).crop((16, 16, 352, 72))
    assert dark(inside) == inside.width * inside.height


@pytest.mark.parametrize(
    ("flags", "is_drawn"),
    [
        (None, True), (0, True), (4, True), (2, False), (6, False), (32, False), (36, True), (34, False), (1, True),
        (64, True),
    ],
    ids=[
        "none", "nothing set", "print", "hidden", "hidden and print", "not on screen", "only on paper",
        "hidden on both", "invisible to programs that do not know it", "read-only",
    ],
)  # fmt: skip
@pytest.mark.parametrize("with_drawing", [True, False], ids=["its drawing", "its keys"])
def test_the_flags_of_a_mark_are_followed(
    room: Opener, flags: int | None, is_drawn: bool, with_drawing: bool
) -> None:
    assert is_bare(shown(room, mark("Ink", flags=flags, is_drawn=with_drawing))) is not is_drawn


WITHOUT_A_PLACE: dict[str, Any] = {
    "a text": String("x"),
    "too few numbers": Array([1, 2, 3]),
    "names": Array([Name.A, Name.B, Name.C, Name.D]),
    "no number a page has": Array([0, 0, 10**9, 5]),
}


@pytest.mark.parametrize("rect", WITHOUT_A_PLACE.values(), ids=WITHOUT_A_PLACE)
@pytest.mark.parametrize("kind", ["Stamp", "Highlight", "Ink", "Circle", "Widget", "Redact"])
def test_a_mark_without_a_place_does_not_cost_the_page(room: Opener, kind: str, rect: Any) -> None:
    assert WORDS in taken(room, page_file(mark(kind, Rect=rect))).pages[0].text


@pytest.mark.parametrize("kind", ["FreeText", "Square"])
def test_a_mark_one_viewer_shows_where_none_can_be_is_refused_with_its_page(room: Opener, kind: str) -> None:
    with pytest.raises(ExhibitRejected) as refused:
        taken(room, page_file(mark(kind, Rect=Array([0, 0, 10**9, 5]))))
    assert (refused.value.code, refused.value.names) == ("PA798", {"page": 1})


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "Ink", "InkList": Array([3, Array([1]), Array([String("x"), 2])])},
        {"kind": "Line", "L": Array([1, 2, 3])},
        {"kind": "Polygon", "Vertices": String("x")},
        {"kind": "Highlight", "QuadPoints": Array([1, 2, 3])},
        {"kind": "Square", "BS": Dictionary(W=String("x")), "C": Array([Name.X])},
        {"kind": "Circle", "Border": Array([]), "RD": Array([900, 900, 900, 900])},
        {"kind": "FreeText", "DA": String("nothing"), "Q": 7},
        {"kind": "Stamp", "Name": Name("/#4711-x")},
        {"kind": "Ink", "AP": Array([])},
        {"kind": "Ink", "AP": Dictionary(N=Dictionary())},
    ],
    ids=lambda broken: broken["kind"],
)
def test_a_mark_with_broken_keys_does_not_cost_the_page(room: Opener, broken: dict[str, Any]) -> None:
    kind, entries = broken["kind"], {key: value for key, value in broken.items() if key != "kind"}
    assert WORDS in taken(room, page_file(mark(kind, **entries))).pages[0].text


def test_a_drawing_is_fitted_into_its_place_whatever_its_own_measure(room: Opener) -> None:
    def edit(pdf: Pdf) -> None:
        mark("Stamp")(pdf)
        drawing = look(
            pdf, b"0 0 1 rg 5 5 20 90 re f", BBox=Array([5, 5, 25, 95]), Matrix=Array([0, 2, -2, 0, 7, 3])
        )
        pdf.pages[0].obj.Annots[0].AP = Dictionary(N=drawing)

    image = shown(room, edit)
    blue = ImageChops.difference(image, Image.new("RGB", image.size, (0, 0, 255))).convert("L")
    inside = blue.crop((12, 12, image.width - 12, image.height - 12))
    assert inside.getextrema() == (0, 0)


@pytest.mark.parametrize("kind", ["Line", "Ink", "PolyLine", "Square"])
def test_a_level_line_is_drawn_though_its_place_has_no_height(room: Opener, kind: str) -> None:
    level = Array([155, 320, 325, 320])
    keys: dict[str, dict[str, Any]] = {
        "Line": {"L": level},
        "Ink": {"InkList": Array([level])},
        "PolyLine": {"Vertices": level},
    }
    edit = mark(kind, Rect=Array([155, 320, 325, 320]), C=Array([0]), **keys.get(kind, {}))
    assert dark(shown(room, edit)) > dark(BARE) + 200


def test_a_mark_shared_by_pages_is_drawn_on_each(room: Opener) -> None:
    def edit(pdf: Pdf) -> None:
        mark("Square")(pdf)
        pdf.pages.append(pdf.pages[0])

    opened = taken(room, page_file(edit))
    document = pypdfium2.PdfDocument(opened.pdf)
    images = [place_of_marks(page.render(scale=SCALE).to_pil().convert("RGB")) for page in document]
    document.close()
    assert [is_bare(image) for image in images] == [False, False]


@pytest.mark.parametrize("left_open", [b"q 2 0 0 2 50 50 cm", b"Q Q 3 0 0 3 0 0 cm", b"0 0 5 5 re W n"])
def test_what_a_page_leaves_open_does_not_move_a_mark(room: Opener, left_open: bytes) -> None:
    def edit(pdf: Pdf) -> None:
        mark("Square")(pdf)
        pdf.pages[0].contents_add(pdf.make_stream(left_open))

    inside = shown(room, edit).crop((16, 16, 352, 72))
    assert dark(inside) == inside.width * inside.height


NOTED = "Addendum of the reader: Modic type 1 at L4-L5"


@pytest.mark.parametrize(
    ("rotate", "crop", "is_drawn"), one_in(3, product([0, 90, 180, 270], [None, (50, 60, 560, 730)], [True, False]))
)
def test_what_a_note_says_is_printed_under_its_page(
    room: Opener, rotate: int, crop: tuple[int, ...] | None, is_drawn: bool
) -> None:
    edit = mark("Text", Contents=String(NOTED), M=String("D:20260820113000-06'00'"), is_drawn=is_drawn)
    page = taken(room, page_file(edit, rotate=rotate, crop=crop)).pages[0]
    assert f"Note 1 (R. Reader, MD, 8/20/2026): {NOTED}" in " ".join(page.text.split())
    plain = taken(room, page_file(rotate=rotate, crop=crop)).pages[0]
    assert page.width == plain.width
    assert 10 < page.height - plain.height < 60


def test_notes_are_numbered_and_a_comment_of_another_mark_is_one(room: Opener) -> None:
    def edit(pdf: Pdf) -> None:
        mark("Text", Contents=String("first\rsecond line"), T=String(""))(pdf)
        mark("StrikeOut", Contents=String("not our patient"))(pdf)
        mark("Text", Contents=String("nobody sees this"), flags=2)(pdf)
        mark("FreeText")(pdf)

    text = taken(room, page_file(edit)).pages[0].text
    assert "Note 1: first" in text
    assert "second line" in text
    assert "Note 2: not our patient" in text
    assert "nobody sees" not in text
    assert "Note 3" not in text
    assert text.count("Núñez") == 1


def test_the_words_of_a_page_and_of_its_notes_stay_apart(room: Opener) -> None:
    words = taken(room, page_file(mark("Text"))).pages[0].text.split()
    assert words[-11:] == [
        "months",
        "Note",
        "1",
        "(R.",
        "Reader,",
        "MD):",
        "Addendum:",
        "the",
        "level",
        "is",
        "L4-L5",
    ]


@pytest.mark.parametrize("corners", [((40, 30), (240, 400)), ((240, 400), (40, 30)), ((40, 60), (60, 60))])
def test_the_words_of_two_boxes_stay_apart(room: Opener, corners: tuple[tuple[int, int], ...]) -> None:
    def edit(pdf: Pdf) -> None:
        for (x, y), word in zip(corners, ("level4", "5months"), strict=True):
            mark("FreeText", Contents=String(word), Rect=Array([x, y, x + 80, y + 20]))(pdf)

    words = taken(room, page_file(edit, lines=0)).pages[0].text.split()
    assert {"months", "level4", "5months"} <= set(words)


def test_a_note_longer_than_any_page_is_refused_with_its_page(room: Opener) -> None:
    with pytest.raises(ExhibitRejected) as refused:
        taken(room, page_file(mark("Text", Contents=String("long " * 20_000))))
    assert (refused.value.code, refused.value.names) == ("PA789", {"page": 1})


@pytest.mark.parametrize("text", ["中", "a\x02b"])
def test_a_note_in_letters_no_shipped_font_has_is_refused(room: Opener, text: str) -> None:
    with pytest.raises(ExhibitRejected, match="PA728"):
        taken(room, page_file(mark("Text", Contents=String(text))))


def test_words_that_do_not_fit_their_box_are_refused_with_their_page(room: Opener) -> None:
    with pytest.raises(ExhibitRejected) as refused:
        taken(room, page_file(mark("FreeText", Contents=String("more words than have room " * 60))))
    assert (refused.value.code, refused.value.names) == ("PA789", {"page": 1})


def test_the_frames_of_links_are_left_behind_and_cost_nothing(room: Opener) -> None:
    edit = mark("Link", Border=Array([0, 0, 2]), C=Array([1, 0, 0]))
    assert is_bare(shown(room, edit))


def differing_points(one: Image.Image, other: Image.Image) -> int:
    return sum(ImageChops.difference(one, other).convert("L").histogram()[40:])


@pytest.mark.parametrize("crop", [None, (50, 60, 560, 730)], ids=["whole", "cut"])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_mark_that_is_not_turned_with_its_page_stands_where_it_stood(
    room: Opener, rotate: int, crop: tuple[int, ...] | None
) -> None:
    file = page_file(mark("Stamp", flags=28, is_drawn=True), rotate=rotate, crop=crop)
    bare, now = picture(page_file(rotate=rotate, crop=crop)), picture(taken(room, file).pdf)
    assert differing_points(now, bare) > 10_000
    assert differing_points(now, picture(file)) < 400


SPEAKING: dict[str, Any] = {
    "Rect": Array([150, 300, 330, 510]),
    "CL": Array([160, 500, 170, 450, 200, 335]),
    "LE": Name.OpenArrow,
}


def test_the_line_from_a_text_to_what_it_speaks_of_is_drawn(room: Opener) -> None:
    edit = mark("FreeText", RD=Array([0, 0, 0, 170]), C=Array([0.9, 1, 0.9]), **SPEAKING)
    opened = taken(room, page_file(edit, lines=0))
    image = picture(opened.pdf).crop((150 * SCALE, 282 * SCALE, 330 * SCALE, 452 * SCALE))
    inked = ImageChops.invert(image.convert("L")).point(lambda shade: 255 if shade > 99 else 0).getbbox()
    assert inked is not None
    assert inked[0] < 24
    assert inked[1] < 24
    assert inked[2] < 160
    assert "Seen by the surgeon" in opened.pages[0].text


def test_the_endings_of_a_bent_line_are_drawn(room: Opener) -> None:
    plain, ended = mark("PolyLine"), mark("PolyLine", LE=Array([Name.ClosedArrow, Name.Square]))
    assert dark(shown(room, ended)) > dark(shown(room, plain)) + 40


SHAPELESS: dict[str, str] = {
    "Ink": "InkList", "Line": "L", "Polygon": "Vertices", "PolyLine": "Vertices", "Highlight": "QuadPoints",
    "Underline": "QuadPoints", "StrikeOut": "QuadPoints", "Squiggly": "QuadPoints",
}  # fmt: skip


@pytest.mark.parametrize("kind", SHAPELESS)
def test_a_mark_that_does_not_say_where_it_is_drawn_is_told_with_its_page(room: Opener, kind: str) -> None:
    def told(**entries: Any) -> list[tuple[str, int | None]]:
        edit = mark(kind, **{SHAPELESS[kind]: Array([])} | entries)
        return [(remark.code, remark.page) for remark in taken(room, page_file(edit)).remarks]

    assert told() == [("PA794", 1)]
    assert told(is_drawn=True) == []
    assert told(flags=2) == []
    assert told(C=Array([])) == []


def test_a_text_with_formatting_says_its_letters(room: Opener) -> None:
    rich = String("<body><p>Level <b>L5-S1</b> &amp; not L4, score &lt; 4</p></body>")
    opened = taken(room, page_file(mark("FreeText", Contents=String(""), RC=rich)))
    assert "Level L5-S1 & not L4, score < 4" in " ".join(opened.pages[0].text.split())


@pytest.mark.slow
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_text_of_several_lines_is_read_on_a_turned_page(room: Opener, rotate: int) -> None:
    words = "Seen on the third of May by the surgeon, who agrees with the plan and asks for a second reading"
    edit = mark("FreeText", Contents=String(words), Rect=Array([200, 260, 330, 350]))
    said = taken(room, page_file(edit, rotate=rotate)).pages[0].text
    assert set(words.split()) <= set(said.split())
