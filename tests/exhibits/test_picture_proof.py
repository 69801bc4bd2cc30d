"""The proof by picture, tested with what a lossy tool may lose of a page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import product

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.pdfgen.canvas import Canvas

from priorauth.exhibits.convert.picture_proof import PictureProof, UnshownInk
from priorauth.exhibits.page_view import differing
from priorauth.exhibits.pages import Rect
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.picture_tasks import Placing
from tests.exhibits.chart_files import text_pdf
from tests.exhibits.lossy_pages import THINGS, page_of_things
from tests.packet.scans import scan, scanned_pdf
from tests.quick_sample import one_in

WHOLE = page_of_things()


def refused(
    before: bytes, after: bytes, drawn: tuple[UnshownInk, ...] = (), numbers: tuple[int, ...] = ()
) -> dict[str, int | str]:
    """What the proof says of two files; nothing if they look alike."""
    proof = PictureProof(before, drawn, numbers)
    document = pypdfium2.PdfDocument(after)
    try:
        for index in range(len(document)):
            proof.look(document[index], index)
        proof.settle()
    except ExhibitRejected as refusal:
        return {**refusal.names} if refusal.code == "PA798" else {refusal.code: 0}
    finally:
        document.close()
    return {}


def test_there_are_twenty_losses() -> None:
    assert len(THINGS) == 20


@pytest.mark.parametrize("loss", THINGS)
def test_each_loss_is_found(loss: str) -> None:
    assert refused(WHOLE, page_of_things(loss)) == {"page": 1}


@pytest.mark.parametrize("gain", one_in(4, THINGS))
def test_what_was_not_there_before_is_found(gain: str) -> None:
    assert refused(page_of_things(gain), WHOLE) == {"page": 1}


def test_a_page_like_itself_passes() -> None:
    assert refused(WHOLE, WHOLE) == {}


def test_the_first_page_that_differs_is_named() -> None:
    assert refused(text_pdf("one", "two", "three"), text_pdf("one", "2", "3")) == {"page": 2}


def test_chosen_pages_are_held_against_their_own() -> None:
    chart = text_pdf("one", "two", "three", "four")
    assert refused(chart, text_pdf("three", "two"), numbers=(3, 2)) == {}
    assert refused(chart, text_pdf("three", "four"), numbers=(3, 2)) == {"page": 2}
    assert refused(chart, text_pdf("four", "five"), numbers=(4, 5)) == {"page": 5}


def test_a_page_that_was_added_or_grew_is_found() -> None:
    def longer(pdf: Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array([0, -30, 612, 792])

    assert refused(text_pdf("one"), text_pdf("one", "two")) == {"page": 2}
    assert refused(text_pdf("one"), text_pdf("one", edit=longer)) == {"page": 1}
    foot: Rect = (0, -30, 612, 0)
    assert refused(text_pdf("one"), text_pdf("one", edit=longer), (UnshownInk(0, (foot,), is_below=True),)) == {}
    assert refused(text_pdf("one"), text_pdf("two", edit=longer), (UnshownInk(0, (foot,), is_below=True),)) == {
        "page": 1
    }


def test_what_is_drawn_from_keys_has_to_arrive_and_excuses_nothing_beside_it() -> None:
    place: Rect = (300, 600, 320, 620)

    def inked(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(b"q 0 g 300 600 20 20 re f Q"))

    def beside(pdf: Pdf) -> None:
        inked(pdf)
        pdf.pages[0].contents_add(pdf.make_stream(b"q 0 g 340 600 2 2 re f Q"))

    drawn = (UnshownInk(0, (place,), shade=0),)
    plain = text_pdf("one")
    assert refused(plain, text_pdf("one", edit=inked)) == {"page": 1}
    assert refused(plain, text_pdf("one", edit=inked), drawn) == {}
    assert refused(plain, plain, drawn) == {"page": 1}
    assert refused(plain, text_pdf("one", edit=beside), drawn) == {"page": 1}


def test_the_frames_of_links_are_no_loss() -> None:
    def framed(pdf: Pdf) -> None:
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([90, 390, 200, 420]), Border=Array([0, 0, 3]),
            A=Dictionary(S=Name.URI, URI=String("https://example.org")),
        )  # fmt: skip
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    assert refused(text_pdf("one", edit=framed), text_pdf("one")) == {}


SCALES = (764 / 792, 0.9141)


@pytest.fixture(scope="module")
def room() -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def bound(file: bytes, scale: float, extra: bytes = b"") -> tuple[bytes, Placing]:
    """A page as it stands in a packet: smaller, with a stamp under it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as pdf:
        page = pdf.pages[0]
        x, y = 306 * (1 - scale), 792 * (1 - scale)
        page.contents_add(
            pdf.make_stream(f"q {scale:.6f} 0 0 {scale:.6f} {x:.4f} {y:.4f} cm\n".encode()), prepend=True
        )
        page.contents_add(pdf.make_stream(b"\nQ q 0 g 30 4 90 6 re f Q " + extra))
        pdf.save(out)
    return out.getvalue(), Placing(1, 1, (x, y, x + 612 * scale, y + 792 * scale))


def half_points() -> bytes:
    """Words where letterheads put them, which at 50 dots an inch is on the border of two points of a picture."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    for row in range(30):
        canvas.drawString(54, 738 - 18 * row, "Example Spine & Pain, Office note")
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


SCANS: dict[str, Callable[[], bytes]] = {
    "words": lambda: WHOLE,
    "words on half points": half_points,
    "a fax": lambda: scanned_pdf([scan(2, 200, "PNG", "1")]),
    "a photograph": lambda: scanned_pdf([scan(3, 200, "JPEG", "RGB")]),
    "a scan": lambda: scanned_pdf([scan(1)]),
}


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "scale"), one_in(4, product(SCANS, [*SCALES, 0.87])))
def test_a_page_made_smaller_is_like_itself(room: Opener, kind: str, scale: float) -> None:
    page = SCANS[kind]()
    data, placing = bound(page, scale)
    assert differing(page, data, [placing], opener=room) == ()


@pytest.mark.slow
@pytest.mark.parametrize(("loss", "scale"), one_in(10, product(THINGS, SCALES)))
def test_each_loss_is_found_on_a_page_made_smaller(room: Opener, loss: str, scale: float) -> None:
    data, placing = bound(page_of_things(loss), scale)
    assert differing(WHOLE, data, [placing], opener=room) == (1,)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "shade"), one_in(4, product([(300.1, 400.3), (301.7, 402.8), (303.4, 405.2)], [0.0, 0.5, 0.94]))
)
def test_a_speck_is_found_on_a_page_made_smaller(room: Opener, place: tuple[float, float], shade: float) -> None:
    def with_speck(pdf: Pdf) -> None:
        speck = f"q {shade} g {place[0]} {place[1]} 0.2 0.2 re f Q"
        pdf.pages[0].contents_add(pdf.make_stream(speck.encode()))

    for file, found in ((text_pdf("one"), (1,)), (text_pdf("one", edit=with_speck), ())):
        data, placing = bound(file, SCALES[1])
        assert differing(text_pdf("one", edit=with_speck), data, [placing], opener=room) == found


def lying(file: bytes, turn: int, crop: Rect | None) -> bytes:
    """The page as a device hands it over: turned, and with a margin cut off that is still in the file."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as pdf:
        pdf.pages[0].obj.Rotate = turn
        if crop is not None:
            pdf.pages[0].obj.CropBox = Array(crop)
        pdf.save(out)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(("turn", "crop"), one_in(3, product([90, 180, 270], [None, (0.4, 10, 612, 780.3)])))
def test_a_turned_page_is_compared_in_its_place(room: Opener, turn: int, crop: Rect | None) -> None:
    left, bottom, right, top = crop or (0, 0, 612, 792)
    scale, x, y = SCALES[0], 306 * (1 - SCALES[0]), 792 * (1 - SCALES[0])
    rect = (scale * left + x, scale * bottom + y, scale * right + x, scale * top + y)
    for page, found in ((WHOLE, ()), (page_of_things("a tick"), (1,))):
        data = lying(bound(page, scale)[0], turn, None)
        assert differing(lying(WHOLE, turn, crop), data, [Placing(1, 1, rect)], opener=room) == found


@pytest.mark.slow
def test_on_a_draft_what_is_written_across_a_page_is_no_loss(room: Opener) -> None:
    data, placing = bound(WHOLE, SCALES[0], b"q 0 G 100 100 400 400 re S Q")
    assert differing(WHOLE, data, [placing], opener=room) == (1,)
    assert differing(WHOLE, data, [placing], only_ink=True, opener=room) == ()
    lost, placing = bound(page_of_things("a tick"), SCALES[0], b"q 0 G 100 100 400 400 re S Q")
    assert differing(WHOLE, lost, [placing], only_ink=True, opener=room) == (1,)
