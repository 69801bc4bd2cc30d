"""Entries of forms: names from everywhere, on one line and on many, and fields nobody catalogued."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from priorauth.exhibits.pages import Page
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request
from tests.exhibits.marked_files import look, page_file
from tests.quick_sample import one_in

MULTILINE, COMB = 1 << 12, 1 << 24


@pytest.fixture(scope="module")
def room() -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def field(
    value: str, *, rect: tuple[int, ...] = (100, 100, 320, 122), catalogued: bool = True, **entries: Any
) -> Callable[[Pdf], None]:
    """A filled field that brings no drawing unless ``AP`` does."""

    def edit(pdf: Pdf) -> None:
        item = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("entry"), V=String(value), F=4,
            DA=String("/Helv 0 Tf 0 g"), Rect=Array(rect),
        )  # fmt: skip
        for key, entry in entries.items():
            item[f"/{key}"] = entry(pdf) if callable(entry) else entry
        made = pdf.make_indirect(item)
        page = pdf.pages[0].obj
        page.Annots = Array([*page.get("/Annots", Array([])), made])
        if catalogued:
            pdf.Root.AcroForm = Dictionary(Fields=Array([made]), DA=String("/Helv 0 Tf 0 g"))

    return edit


def opened(room: Opener, edit: Callable[[Pdf], None], **shape: Any) -> Page:
    return room.open(Request(page_file(edit, **shape), ".pdf")).pages[0]


def said(page: Page, rect: tuple[int, ...] = (100, 100, 320, 122)) -> str:
    """The words whose middle lies in a field."""
    left, bottom, right, top = rect
    return " ".join(
        page.text[word.start : word.end]
        for word in page.words
        if left <= (word.rect[0] + word.rect[2]) / 2 <= right and bottom <= (word.rect[1] + word.rect[3]) / 2 <= top
    )


NAMES = [
    "Nguyễn Văn Đức", "María Núñez", "Łukasz Żółć", "Jürgen Groß", "Siobhán Ó Briain", "Đorđe Šašić", "Anaïs Lefèvre",
    "İlker Çağlar", "Søren Ægir", "Trần Thị Hạnh", "Dvořák", "O'Neil (Jr.)", "48 %", "≥ 6 months, 7–8 of 10", "½ tablet",
]  # fmt: skip


@pytest.mark.parametrize("name", one_in(3, NAMES))
def test_a_name_from_anywhere_is_drawn_and_read(room: Opener, name: str) -> None:
    assert said(opened(room, field(name))) == name


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_an_entry_is_read_on_a_turned_page(room: Opener, rotate: int) -> None:
    edit = field("Núñez", MK=Dictionary(R=rotate), rect=(100, 100, 180, 180))
    assert said(opened(room, edit, rotate=rotate), (100, 100, 180, 180)) == "Núñez"


LONG = (
    "Pain for nine months; worse when sitting and bending forward. Failed: naproxen, therapy (12 visits), Pilates."
)


@pytest.mark.parametrize("text", [LONG, "first\nsecond\rthird\r\nfourth", "đau lưng\n\nchín tháng"])
def test_a_box_of_several_lines_says_all_of_them(room: Opener, text: str) -> None:
    rect = (100, 100, 320, 170)
    page = opened(room, field(text, Ff=MULTILINE, rect=rect))
    assert said(page, rect).split() == text.split()
    rows = {round(word.rect[1]) for word in page.words if 100 < word.rect[1] < 170}
    assert len(rows) > 1


def test_a_letter_to_a_box_is_read_as_the_word_it_is(room: Opener) -> None:
    page = opened(room, field("A1234", Ff=COMB, MaxLen=8))
    assert "".join(said(page).split()) == "A1234"
    places = [word.rect[0] for word in page.words if 100 < word.rect[1] < 122]
    assert max(places) < 100 + 220 * 5 / 8


@pytest.mark.parametrize(("quadding", "edge"), [(0, "left"), (1, "middle"), (2, "right")])
def test_an_entry_stands_on_its_side(room: Opener, quadding: int, edge: str) -> None:
    page = opened(room, field("Text", Q=quadding))
    (word,) = [word for word in page.words if 100 < word.rect[1] < 122]
    places = {
        "left": word.rect[0] - 102,
        "middle": (word.rect[0] + word.rect[2]) / 2 - 210,
        "right": 318 - word.rect[2],
    }
    assert abs(places[edge]) < 2


def test_a_choice_says_its_label(room: Opener) -> None:
    options = Array([Array([String("b"), String("both legs")]), Array([String("n"), String("neither")])])
    assert said(opened(room, field("b", FT=Name.Ch, Opt=options))) == "both legs"


@pytest.mark.parametrize("has_drawing", [True, False])
def test_a_field_nobody_catalogued_is_drawn(room: Opener, has_drawing: bool) -> None:
    drawn: dict[str, Any] = {"AP": lambda pdf: Dictionary(N=_drawn_text(pdf, "Total 48"))} if has_drawing else {}
    assert said(opened(room, field("Total 48", catalogued=False, **drawn))) == "Total 48"


def _drawn_text(pdf: Pdf, text: str) -> Any:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    content = f"BT /F 10 Tf 2 6 Td ({text}) Tj ET".encode("ascii")
    return look(pdf, content, BBox=Array([0, 0, 220, 22]), Resources=Dictionary(Font=Dictionary(F=font)))


@pytest.mark.parametrize("catalogued", [True, False])
def test_an_old_entry_on_the_page_is_refused(room: Opener, catalogued: bool) -> None:
    drawn: dict[str, Any] = {"AP": lambda pdf: Dictionary(N=_drawn_text(pdf, "Total 12"))}
    with pytest.raises(ExhibitRejected, match="PA718"):
        opened(room, field("Total 48", catalogued=catalogued, **drawn))


@pytest.mark.parametrize(
    ("stored", "shown"),
    one_in(4, [("1234.5", "1,234.50"), ("90", "$90.00"), ("2026-03-05", "03/05/2026"), ("3/5/2026", "2026-03-05")]),
)
def test_an_entry_may_be_written_as_the_format_of_its_field_has_it(room: Opener, stored: str, shown: str) -> None:
    drawn: dict[str, Any] = {"AP": lambda pdf: Dictionary(N=_drawn_text(pdf, shown))}
    assert said(opened(room, field(stored, **drawn))) == shown
    with pytest.raises(ExhibitRejected, match="PA718"):
        opened(room, field(stored.replace("5", "6").replace("90", "91"), **drawn))


@pytest.mark.parametrize(
    ("value", "entries"),
    [
        ("中村", {}),
        ("word " * 80, {}),
        ("word " * 2_000, {"Ff": MULTILINE}),
        ("Total " * 20, {"DA": String("/Helv 14 Tf 0 g")}),
    ],
    ids=["letters no font has", "too long a line", "too many lines", "too long at its stated size"],
)
def test_an_entry_that_cannot_be_drawn_is_refused(room: Opener, value: str, entries: dict[str, Any]) -> None:
    with pytest.raises(ExhibitRejected, match="PA709"):
        opened(room, field(value, **entries))


@pytest.mark.parametrize(("flags", "is_said"), [(4, True), (2, False), (32, False), (36, True)])
def test_a_field_is_as_hidden_as_any_mark(room: Opener, flags: int, is_said: bool) -> None:
    assert ("Total 48" in opened(room, field("Total 48", F=flags)).text) is is_said


def test_the_ground_and_the_border_of_a_field_are_drawn(room: Opener) -> None:
    edit = field("48", MK=Dictionary(BG=Array([1, 1, 0]), BC=Array([1, 0, 0])))
    taken = room.open(Request(page_file(edit), ".pdf"))
    document = pypdfium2.PdfDocument(taken.pdf)
    image = document[0].render(scale=2).to_pil().convert("RGB").crop((200, 1340, 640, 1384))
    document.close()
    colors = {color: count for count, color in image.getcolors(1 << 16)}
    assert colors[(255, 255, 0)] > 0.7 * image.width * image.height
    assert colors[(255, 0, 0)] > image.width


def test_an_emptied_field_shows_nothing_old(room: Opener) -> None:
    def edit(pdf: Pdf) -> None:
        field("", AP=lambda pdf: Dictionary(N=_drawn_text(pdf, "Total 12")))(pdf)
        pdf.Root.AcroForm.NeedAppearances = True

    assert "Total" not in opened(room, edit).text


def _box(*, ticked: bool, **looks: bytes) -> dict[str, Any]:
    """A check box with some drawings of its states."""
    square = Array([0, 0, 14, 14])
    return {
        "FT": Name.Btn, "V": Name.Yes if ticked else Name.Off, "AS": Name.Yes if ticked else Name.Off,
        "MK": Dictionary(CA=String("4"), BC=Array([0])),
        "AP": lambda pdf: Dictionary(N=Dictionary({f"/{key}": look(pdf, drawn, BBox=square) for key, drawn in looks.items()})),
    }  # fmt: skip


@pytest.mark.parametrize("is_stale", [True, False], ids=["to be drawn by the viewer", "drawn"])
@pytest.mark.parametrize("catalogued", [True, False])
def test_boxes_ticked_and_not_are_taken_as_they_are(room: Opener, is_stale: bool, catalogued: bool) -> None:
    tick, frame = b"2 w 2 2 m 12 12 l S 2 12 m 12 2 l S", b"1 w 0 0 14 14 re S"

    def edit(pdf: Pdf) -> None:
        entry = {"catalogued": catalogued}
        field("", rect=(100, 100, 114, 114), **entry, **_box(ticked=True, Yes=tick, Off=frame))(pdf)
        field("", rect=(130, 100, 144, 114), **entry, **_box(ticked=False, Yes=tick, Off=frame))(pdf)
        field("", rect=(160, 100, 174, 114), **entry, **_box(ticked=False, Yes=tick))(pdf)
        if catalogued:
            fields = list(pdf.pages[0].obj.Annots)
            pdf.Root.AcroForm = Dictionary(Fields=Array(fields), NeedAppearances=is_stale)

    taken = room.open(Request(page_file(edit), ".pdf"))
    document = pypdfium2.PdfDocument(taken.pdf)
    image = document[0].render(scale=4, grayscale=True).to_pil()
    document.close()
    boxes = [image.crop((4 * x, 4 * 678, 4 * x + 56, 4 * 692)) for x in (100, 130, 160)]
    middles = [sum(box.crop((20, 20, 36, 36)).histogram()[:128]) for box in boxes]
    assert middles[0] > 50
    assert middles[1:] == [0, 0]
    assert all(sum(box.histogram()[:200]) > 100 for box in boxes), "each has its frame or its tick"


def test_a_field_a_form_forgot_to_list_is_drawn_like_the_others(room: Opener) -> None:
    def edit(pdf: Pdf) -> None:
        drawn: dict[str, Any] = {"AP": lambda pdf: Dictionary(N=_drawn_text(pdf, "Total 48"))}
        field("Total 48", **drawn)(pdf)
        listed = pdf.Root.AcroForm
        field("Total 48", rect=(100, 200, 320, 222), **drawn)(pdf)
        pdf.Root.AcroForm = listed

    page = opened(room, edit)
    assert said(page) == said(page, (100, 200, 320, 222)) == "Total 48"


def test_a_button_without_a_drawing_says_what_is_on_it(room: Opener) -> None:
    keys: dict[str, Any] = {"FT": Name.Btn, "Ff": 1 << 16, "MK": Dictionary(CA=String("Signed"), BG=Array([0.9]))}
    assert said(opened(room, field("", **keys))) == "Signed"


def test_words_a_page_already_has_stay_apart_from_an_entry(room: Opener) -> None:
    words = opened(room, field("48", rect=(262, 306, 300, 322))).text.split()
    assert "months" in words
    assert "48" in words


@pytest.mark.slow
def test_opening_twice_gives_the_same_bytes(room: Opener) -> None:
    file = page_file(field("Núñez"))
    first = room.open(Request(file, ".pdf")).pdf
    assert room.open(Request(file, ".pdf")).pdf == first
    assert io.BytesIO(first).read(5) == b"%PDF-"
