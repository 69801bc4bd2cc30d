"""Pages as pictures for people: of a given size, with the places of words on them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import product

import pytest
from PIL import Image

from priorauth.exhibits.page_view import draw_page
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request, Taken
from tests.exhibits.marked_files import WORDS, page_file
from tests.exhibits.sound.drawing_kinds import DRAWN
from tests.quick_sample import one_in


@pytest.fixture(scope="module")
def room() -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def taken(room: Opener, **shape: object) -> Taken:
    return room.open(Request(page_file(**shape), ".pdf"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shape", "crop"),
    [
        ({}, (0, 0, 612, 792)),
        ({"crop": (50, 60, 560, 730)}, (50, 60, 560, 730)),
        ({"crop": (-50, 60, 900, 730)}, (0, 60, 612, 730)),
        ({"rotate": 90, "crop": (50, 60, 560, 730)}, (50, 60, 560, 730)),
    ],
)
def test_a_page_carries_its_crop_box_in_its_own_coordinates(
    room: Opener, shape: dict[str, object], crop: tuple[int, ...]
) -> None:
    assert taken(room, **shape).pages[0].crop == pytest.approx(crop)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rotate", "crop", "width"), one_in(3, product([0, 90, 180, 270], [None, (50, 60, 560, 730)], [300, 1275]))
)
def test_the_boxes_of_words_lie_on_their_words(
    room: Opener, rotate: int, crop: tuple[int, ...] | None, width: int
) -> None:
    opened = taken(room, rotate=rotate, crop=crop)
    page = opened.pages[0]
    start = page.text.index(WORDS)
    boxes = page.rects(start, start + len(WORDS)) if rotate == 0 else [word.rect for word in page.words][-6:]
    picture = draw_page(opened.pdf, 1, width=width, boxes=boxes, opener=room)
    image = Image.open(io.BytesIO(picture.png)).convert("L")
    assert image.size == (picture.width, picture.height)
    assert picture.width == width
    assert picture.height == pytest.approx(width * page.height / page.width, abs=1)
    assert len(picture.boxes) == len(boxes)
    for box in picture.boxes:
        assert image.crop(box).histogram()[:140] != [0] * 140, "there is ink in the box"
    whole = sum(image.point([255 * (shade < 140) for shade in range(256)]).histogram()[255:])
    inside = sum(
        sum(image.crop(box).point([255 * (shade < 140) for shade in range(256)]).histogram()[255:])
        for box in picture.boxes
    )
    assert 0 < inside < whole / 5


def test_boxes_are_framed_where_that_is_asked_for(room: Opener) -> None:
    opened = taken(room)
    boxes = [word.rect for word in opened.pages[0].words][:5]
    plain, framed = (
        draw_page(opened.pdf, 1, width=600, boxes=boxes, framed=framed, opener=room) for framed in (False, True)
    )
    assert plain.boxes == framed.boxes
    shades = [
        Image.open(io.BytesIO(picture.png)).convert("RGB").getpixel(picture.boxes[0][:2])
        for picture in (plain, framed)
    ]
    assert shades[0] != shades[1]
    assert shades[1] == (210, 40, 40)


@pytest.mark.parametrize(
    ("page", "width", "code"), one_in(3, [(2, 100, "PA712"), (1, 9_000, "PA721"), (0, 100, "PA721")])
)
def test_what_cannot_be_drawn_is_refused_and_the_next_is_drawn(
    room: Opener, page: int, width: int, code: str
) -> None:
    opened = taken(room)
    with pytest.raises(ExhibitRejected, match=code):
        draw_page(opened.pdf, page, width=width, opener=room)
    assert draw_page(opened.pdf, 1, width=100, opener=room).width == 100


def test_no_pdf_is_no_picture(room: Opener) -> None:
    with pytest.raises(ExhibitRejected):
        draw_page(b"no PDF", 1, width=100, opener=room)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["picture as a fax codes it", "picture in JBIG2", "picture in JPEG 2000"])
def test_a_picture_in_the_coding_of_scanners_is_seen(room: Opener, name: str) -> None:
    opened = room.open(Request(DRAWN[name](), ".pdf"))
    image = Image.open(io.BytesIO(draw_page(opened.pdf, 1, width=612, opener=room).png)).convert("L")
    ink, paper = image.getpixel((150, 792 - 200)), image.getpixel((230, 792 - 120))
    assert (ink, paper) == (0, 255)


@pytest.mark.slow
@pytest.mark.parametrize("crop", [None, (50, 60, 560.3, 730)])
def test_a_picture_is_as_wide_as_was_asked(room: Opener, crop: tuple[float, ...] | None) -> None:
    pdf = taken(room, crop=crop).pdf
    for width in (1, 97, *range(890, 911), 1700):
        picture = draw_page(pdf, 1, width=width, opener=room)
        assert (picture.width, Image.open(io.BytesIO(picture.png)).width) == (width, width)
