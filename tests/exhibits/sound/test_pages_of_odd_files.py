"""Pages of a file that has marks, entries, files inside it or a fault: what is said of it goes by the right page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.pdfgen.canvas import Canvas

from priorauth.case.model import Case
from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits.opening import open_exhibits, told_of
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.limits import MAX_CHARACTERS
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request, Taken
from priorauth.problems import Refused
from tests.exhibits.chart_files import case_of, text_pdf
from tests.exhibits.marked_files import mark
from tests.exhibits.sound.odd_pdfs import SOUND, WORDS
from tests.exhibits.sound.test_attached import COVER, listed, pinned, portfolio
from tests.quick_sample import one_in


@pytest.fixture(scope="module")
def room() -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def chosen(room: Opener, data: bytes, pages: str, *, unpack: bool = False) -> Taken:
    return room.open(Request(data, ".pdf", pages=PageRanges.parse(pages), unpack=unpack))


def words(taken: Taken) -> list[str]:
    with pikepdf.open(io.BytesIO(taken.pdf)) as pdf:
        assert len(pdf.pages) == len(taken.pages)
    assert [page.number for page in taken.pages] == list(range(1, len(taken.pages) + 1))
    return [page.text.strip() for page in taken.pages]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("1", [COVER]),
        ("2-3", ["Visit one", "Visit two"]),
        ("3, 5-6", ["Visit two", "A letter in Word", "Plain words"]),
    ],
)
def test_pages_of_a_file_that_is_taken_apart_are_counted_over_its_parts(
    room: Opener, pages: str, expected: list[str]
) -> None:
    taken = chosen(room, portfolio(), pages, unpack=True)
    assert words(taken) == expected
    assert [(r.code, r.count) for r in taken.remarks] == [("PA795", 4)]


def test_a_page_behind_the_last_part_is_refused_with_how_many_there_are(room: Opener) -> None:
    with pytest.raises(ExhibitRejected) as refused:
        chosen(room, portfolio(), "2-7", unpack=True)
    assert (refused.value.code, refused.value.names) == ("PA695", {"count": 6})


@pytest.mark.parametrize(
    ("pages", "told"), [("1", []), ("2", [(1, 2)]), ("2-3", [(1, 2)]), ("1, 3", []), ("1-3", [(2, 2)])]
)
def test_what_is_told_of_a_page_is_told_where_it_is_enclosed_and_by_its_new_number(
    room: Opener, pages: str, told: list[tuple[int, int]]
) -> None:
    data = text_pdf("first", "second", "third", edit=pinned(2, "a.txt", "b.txt"))
    assert [(r.page, r.count) for r in chosen(room, data, pages).remarks if r.code == "PA791"] == told


@pytest.mark.slow
def parts(tmp_path: Path, data: bytes, *rows: Mapping[str, object]) -> Case:
    """A case whose exhibits are parts of one file."""
    case = case_of({"a.pdf": data}, tmp_path)
    listing = (case.exhibits[0].model_copy(update={"id": "ABC"[at], **row}) for at, row in enumerate(rows))
    return case.model_copy(update={"exhibits": tuple(listing)})


def test_exhibits_of_one_file_are_each_told_what_concerns_their_pages(tmp_path: Path) -> None:
    data = text_pdf("first", "second", "third", edit=pinned(2, "a.txt"))
    rows: list[dict[str, object]] = [{"pages": PageRanges.parse(pages)} for pages in ("3", "2-3", "1-2")]
    case = parts(tmp_path, data, *rows)
    told = told_of(open_exhibits(case, tmp_path))
    assert [(p.code, p.where.exhibit, p.where.page) for p in told] == [("PA791", "B", 1), ("PA791", "C", 2)]


def test_one_exhibit_has_the_files_inside_and_another_the_page_outside(tmp_path: Path) -> None:
    data = text_pdf("outside", edit=listed({"a.txt": b"inside"}))
    case = parts(tmp_path, data, {"unpack": False}, {"unpack": True, "pages": PageRanges.parse("2")})
    outside, inside = open_exhibits(case, tmp_path)
    assert [page.text.strip() for page in (*outside.pages, *inside.pages)] == ["outside", "inside"]
    assert [(p.code, p.where.exhibit) for p in told_of((outside, inside))] == [("PA791", "A"), ("PA795", "B")]


def long_chart(pages: int) -> bytes:
    """A chart of pages of close print, some 3,000 characters each."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    for number in range(pages):
        for line in range(45):
            said = f"Leaf {number}, line {line}: strength is full, and the gait is even on both sides."
            canvas.drawString(72, 740 - 15 * line, said)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.slow
def test_the_limit_on_characters_is_that_of_an_exhibit_and_not_of_its_file(tmp_path: Path) -> None:
    data = long_chart(240)
    first, rest, most = ({"pages": PageRanges.parse(pages)} for pages in ("1-120", "121-240", "1-200"))
    with pytest.raises(Refused) as refused:
        open_exhibits(parts(tmp_path, data, first, most), tmp_path)
    assert [(p.code, p.where.exhibit) for p in refused.value.problems] == [("PA716", "B")]
    opened = open_exhibits(parts(tmp_path, data, first, rest), tmp_path)
    assert sum(len(page.text) for item in opened for page in item.pages) > MAX_CHARACTERS


@pytest.mark.slow
def test_the_parts_of_a_file_count_together(tmp_path: Path) -> None:
    half = ("Strength is full. " * 14_500).encode()
    data = portfolio({"a.txt": half, "b.txt": half})
    with pytest.raises(Refused) as refused:
        open_exhibits(parts(tmp_path, data, {"unpack": True}), tmp_path)
    assert [(p.code, p.where.exhibit) for p in refused.value.problems] == [("PA716", "A")]


PUT_RIGHT = [name for name, (_, told) in SOUND.items() if "PA796" in told]


@pytest.mark.parametrize("name", PUT_RIGHT)
def test_pages_of_a_file_that_was_put_right(room: Opener, name: str) -> None:
    taken = chosen(room, SOUND[name][0](), "2")
    assert words(taken) == [WORDS[1]]
    assert "PA796" in [remark.code for remark in taken.remarks]


def on_page(number: int, edit: Callable[[Pdf], None]) -> Callable[[Pdf], None]:
    """An edit of the first page, done on another."""

    def moved(pdf: Pdf) -> None:
        edit(pdf)
        pdf.pages[number - 1].obj.Annots = pdf.pages[0].obj.Annots
        del pdf.pages[0].obj["/Annots"]

    return moved


def old_entry(pdf: Pdf) -> None:
    """A field whose drawing says something else than its value."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    drawing = pdf.make_stream(b"BT /F 10 Tf 2 6 Td (Total 12) Tj ET", Type=Name.XObject, Subtype=Name.Form)
    drawing.BBox, drawing.Resources = Array([0, 0, 220, 22]), Dictionary(Font=Dictionary(F=font))
    item = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("entry"), V=String("Total 48"), F=4
    )
    item.DA, item.Rect, item.AP = String("/Helv 0 Tf 0 g"), Array([100, 100, 320, 122]), Dictionary(N=drawing)
    made = pdf.make_indirect(item)
    pdf.pages[0].obj.Annots = Array([made])
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]), DA=String("/Helv 0 Tf 0 g"))


@pytest.mark.slow
@pytest.mark.parametrize(("pages", "is_taken"), one_in(4, [("1", True), ("3", True), ("2", False), ("2-3", False)]))
def test_an_entry_is_read_on_the_page_it_stands_on(room: Opener, pages: str, is_taken: bool) -> None:
    data = text_pdf("first", "second", "third", edit=on_page(2, old_entry))
    if is_taken:
        assert len(chosen(room, data, pages).pages) == 1
    else:
        with pytest.raises(ExhibitRejected, match="PA718"):
            chosen(room, data, pages)


@pytest.mark.slow
def test_a_mark_is_proven_and_printed_on_its_own_page(room: Opener) -> None:
    data = text_pdf("first", "second", "third", edit=on_page(3, mark("Square", Contents=String("Seen by hand"))))
    (third,) = chosen(room, data, "3").pages
    assert "Seen by hand" in third.text
    assert words(chosen(room, data, "1-2")) == ["first", "second"]
