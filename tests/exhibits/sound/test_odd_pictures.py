"""Pictures as devices write them come in upright, in proportion and with their ink dark."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from itertools import product

import pypdfium2
import pytest
from PIL import Image

from priorauth.exhibits.convert.image import image_in
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request
from tests.exhibits.sound import odd_pictures
from tests.exhibits.sound.odd_pictures import HIGH, SQUARE, WIDE
from tests.exhibits.test_images import ink_box
from tests.quick_sample import one_in

HEIC = importlib.util.find_spec("pillow_heif") is not None

PICTURES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "fax that lies on its side": (".tif", lambda: odd_pictures.fax("group4", 6)),
    "fax of half the lines, upside down": (".tif", lambda: odd_pictures.fax("group3", 3, (204, 98))),
    "grey of sixteen bits": (".tiff", lambda: odd_pictures.deep("MM")),
    "grey of sixteen bits, white is zero": (".tiff", lambda: odd_pictures.deep("II", white_is_zero=True)),
    "pages of several resolutions": (".tif", lambda: odd_pictures.mixed((204, 98), (300, 300), None)),
    "phone's picture": (".heic", odd_pictures.photograph),
}


@pytest.fixture(scope="module")
def room() -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def pages_of(room: Opener, data: bytes, suffix: str) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(room.open(Request(data, suffix)).pdf)
    try:
        return [page.render(scale=1, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def assert_upright(page: Image.Image, high: float = HIGH) -> None:
    """The square is where it belongs, as wide and as high as it was drawn."""
    scale = min((612 - 36) / WIDE, (792 - 50) / high)
    left, top, right, bottom = (round(side * scale) for side in SQUARE)
    across, down = (612 - WIDE * scale) / 2, 18
    found = ink_box(page)
    expected = (left + across, top * high / HIGH + down, right + across, bottom * high / HIGH + down)
    assert page.size == (612, 792)
    assert found == pytest.approx(expected, abs=3)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("compression", one_in(3, ["group4", "group3", "tiff_lzw"]))
def test_a_page_that_lies_otherwise_in_its_file_stands_upright(
    room: Opener, compression: str, orientation: int
) -> None:
    (page,) = pages_of(room, odd_pictures.fax(compression, orientation), ".tif")
    assert_upright(page, HIGH * 204 / 196)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_standard_fax_keeps_its_proportions_whichever_way_it_lies(room: Opener, orientation: int) -> None:
    (page,) = pages_of(room, odd_pictures.fax("group4", orientation, (204, 98)), ".tif")
    assert_upright(page, HIGH * 204 / 196)


@pytest.mark.parametrize(("order", "zero"), one_in(3, product(["II", "MM"], ["black is zero", "white is zero"])))
def test_a_page_of_sixteen_bits_keeps_ink_dark_and_paper_light(room: Opener, order: str, zero: str) -> None:
    (page,) = pages_of(room, odd_pictures.deep(order, white_is_zero=zero == "white is zero"), ".tiff")
    assert_upright(page)
    assert page.getpixel((400, 500)) == pytest.approx(57_000 / 257, abs=3)


@pytest.mark.parametrize("order", one_in(2, ["II", "MM"]))
def test_shades_that_cannot_be_told_are_refused(room: Opener, order: str) -> None:
    with pytest.raises(ExhibitRejected, match="PA702"):
        room.open(Request(odd_pictures.deep(order, bits=32), ".tif"))


def test_each_page_has_its_own_resolution(room: Opener) -> None:
    dots = [(204, 98), (300, 300), None, (200, 100), (600, 600), None]
    pages = pages_of(room, odd_pictures.mixed(*dots), ".tif")
    assert len(pages) == len(dots)
    for page in pages:
        assert_upright(page)


@pytest.mark.parametrize("orientation", one_in(2, [6, 1]))
def test_a_phones_picture_is_taken_without_what_the_phone_wrote_beside_it(room: Opener, orientation: int) -> None:
    pytest.importorskip("pillow_heif", reason="the extra 'heic' is not installed")
    data = odd_pictures.photograph(orientation)
    assert b"CANARY" in data
    (page,) = pages_of(room, data, ".heic")
    assert_upright(page)
    assert b"CANARY" not in room.open(Request(data, ".heif")).pdf


def test_a_cut_phone_picture_is_not_taken(room: Opener) -> None:
    pytest.importorskip("pillow_heif", reason="the extra 'heic' is not installed")
    data = odd_pictures.photograph()
    with pytest.raises(ExhibitRejected, match="PA702"):
        room.open(Request(data[: len(data) // 2], ".heic"))


def test_without_its_library_a_phones_picture_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(ExhibitRejected, match="PA793"):
        image_in(b"\0\0\0\x18ftypheic" + bytes(16), "HEIC")


@pytest.mark.parametrize("brand", one_in(3, [b"avif", b"M4V ", b"isom"]))
def test_what_only_looks_like_a_phones_picture_is_said_to_be_another_kind(room: Opener, brand: bytes) -> None:
    with pytest.raises(ExhibitRejected, match="PA710"):
        room.open(Request(b"\0\0\0\x18ftyp" + brand + bytes(16), ".heic"))
