"""What hangs on a file is counted and told, or taken out where the case asks for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from priorauth.assembly.chart import read_chart
from priorauth.exhibits.opening import open_exhibits, told_of
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.limits import MAX_PAGES
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request
from priorauth.problems import Refused
from priorauth.submission.build_spec import CaseQuery
from tests.exhibits.chart_files import case_of, image_file, text_pdf
from tests.exhibits.hostile import word_files

COVER = "Open this portfolio in a viewer that shows its parts."


@pytest.fixture(scope="module")
def room() -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def named(pdf: Pdf, name: str, data: bytes) -> Dictionary:
    file = pdf.make_stream(data, Type=Name.EmbeddedFile)
    return Dictionary(Type=Name.Filespec, F=String(name), UF=String(name), EF=Dictionary(F=file))


def listed(files: Mapping[str, bytes], *, portfolio: bool = False) -> Callable[[Pdf], None]:
    """Files in the list of a PDF, two levels deep."""

    def edit(pdf: Pdf) -> None:
        leaf = Array()
        for name, data in files.items():
            leaf.append(String(name))
            leaf.append(pdf.make_indirect(named(pdf, name, data)))
        kid = pdf.make_indirect(Dictionary(Names=leaf, Limits=Array([])))
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Kids=Array([kid])))
        if portfolio:
            pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.T)

    return edit


def pinned(page: int, *names: str) -> Callable[[Pdf], None]:
    """Files pinned to a page as paper clips."""

    def edit(pdf: Pdf) -> None:
        pdf.pages[page - 1].obj.Annots = Array(
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([9, 9, 19, 19]),
                    FS=named(pdf, name, f"clip {name}".encode()),
                )
            )
            for name in names
        )  # fmt: skip

    return edit


def associated(pdf: Pdf) -> None:
    pdf.Root.AF = Array([pdf.make_indirect(named(pdf, "data.xml", b"<x/>"))])


def twice_told(pdf: Pdf) -> None:
    """One file in the list and associated as well."""
    listed({"data.txt": b"words"})(pdf)
    pdf.Root.AF = Array([pdf.Root.Names.EmbeddedFiles.Kids[0].Names[1]])


def listed_and_pinned(pdf: Pdf) -> None:
    pinned(2, "a.txt")(pdf)
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), pdf.pages[1].Annots[0].FS])))


def in_a_circle(pdf: Pdf) -> None:
    listed({"a.txt": b"words"})(pdf)
    kid = pdf.Root.Names.EmbeddedFiles.Kids[0]
    kid.Kids = Array([kid, kid, kid, pdf.Root.Names.EmbeddedFiles])


TOLD: dict[str, tuple[Callable[[Pdf], None], list[tuple[int | None, int]]]] = {
    "two in the list": (listed({"a.pdf": text_pdf(), "b.doc": b"old"}), [(None, 2)]),
    "pinned to the second page": (pinned(2, "a.txt", "b.txt"), [(2, 2)]),
    "associated": (associated, [(None, 1)]),
    "one file told of twice": (twice_told, [(None, 1)]),
    "in the list and pinned to a page": (listed_and_pinned, [(None, 1)]),
    "list in a circle": (in_a_circle, [(None, 1)]),
    "list that is no list": (lambda pdf: setattr(pdf.Root, "Names", Dictionary(EmbeddedFiles=3)), []),
    "portfolio with nothing in it": (lambda pdf: setattr(pdf.Root, "Collection", Dictionary()), []),
    "nothing": (lambda pdf: None, []),
}


@pytest.mark.parametrize("name", TOLD)
def test_files_that_stay_behind_are_counted_with_their_page(room: Opener, name: str) -> None:
    edit, told = TOLD[name]
    taken = room.open(Request(text_pdf("first", "second", edit=edit), ".pdf"))
    assert [(r.page, r.count) for r in taken.remarks if r.code == "PA791"] == told
    assert [page.text for page in taken.pages] == ["first", "second"]


PARTS = {
    "notes.pdf": text_pdf("Visit one", "Visit two"),
    "scan.png": image_file(),
    "letter.docx": word_files.plain("A letter in Word"),
    "plain.txt": b"Plain words",
}


def portfolio(files: Mapping[str, bytes] = PARTS) -> bytes:
    return text_pdf(COVER, edit=listed(files, portfolio=True))


def test_a_portfolio_is_refused_with_its_parts(room: Opener) -> None:
    with pytest.raises(ExhibitRejected) as refused:
        room.open(Request(portfolio({**PARTS, "jane-doe.xyz": b"\1\2", "": b"%PDF-1.4"}), ".pdf"))
    assert refused.value.code == "PA792"
    assert refused.value.names == {
        "parts": "1. PDF, 2. PNG, 3. Word, 4. plain text, 5. something else, 6. PDF"
    }  # fmt: skip


def test_a_portfolio_is_taken_apart_where_the_case_says_so(room: Opener) -> None:
    taken = room.open(Request(portfolio(), ".pdf", unpack=True))
    assert [page.text.strip() for page in taken.pages] == [
        COVER, "Visit one", "Visit two", "", "A letter in Word", "Plain words"
    ]  # fmt: skip
    assert [page.number for page in taken.pages] == [1, 2, 3, 4, 5, 6]
    assert [(r.code, r.count) for r in taken.remarks] == [("PA795", 4)]
    with pikepdf.open(io.BytesIO(taken.pdf)) as opened:
        assert len(opened.pages) == 6
        assert not any(
            isinstance(item, Stream) and item.get("/Type") == Name.EmbeddedFile for item in opened.objects
        )


def test_a_part_without_an_ending_is_known_by_what_it_is(room: Opener) -> None:
    taken = room.open(Request(portfolio({"therapy": text_pdf("Visit one")}), ".pdf", unpack=True))
    assert [page.text for page in taken.pages] == [COVER, "Visit one"]


BAD_PARTS = {
    "part of no known kind": ({"a.txt": b"words", "b.xyz": b"\1\2"}, 2, "PA707"),
    "part cut short": ({"a.pdf": text_pdf("cut")[:-40]}, 1, "PA712"),
    "portfolio in a portfolio": ({"a.pdf": portfolio()}, 1, "PA792"),
    "part named as what it is not": ({"a.png": text_pdf()}, 1, "PA710"),
}


@pytest.mark.parametrize("name", BAD_PARTS)
def test_a_part_that_cannot_be_taken_is_named_by_its_number(room: Opener, name: str) -> None:
    files, number, cause = BAD_PARTS[name]
    with pytest.raises(ExhibitRejected) as refused:
        room.open(Request(portfolio(files), ".pdf", unpack=True))
    assert (refused.value.code, refused.value.names["number"], refused.value.names["cause"]) == (
        "PA797",
        number,
        cause,
    )


def test_what_is_told_of_a_part_names_its_page_in_the_exhibit(room: Opener) -> None:
    clipped = text_pdf("one", "two", edit=pinned(2, "a.txt"))
    taken = room.open(Request(portfolio({"a.txt": b"words", "b.pdf": clipped}), ".pdf", unpack=True))
    assert [(r.page, r.count) for r in taken.remarks if r.code == "PA791"] == [(4, 1)]


@pytest.mark.slow
def test_parts_have_no_more_pages_than_one_file_may(room: Opener) -> None:
    half = text_pdf(*["x"] * (MAX_PAGES // 2))
    with pytest.raises(ExhibitRejected, match="PA716"):
        room.open(Request(portfolio({"a.pdf": half, "b.pdf": half}), ".pdf", unpack=True))


@pytest.mark.slow
def test_the_case_says_whether_a_file_is_taken_apart(tmp_path: Path) -> None:
    case = case_of({"a.pdf": portfolio()}, tmp_path)
    with pytest.raises(Refused) as refused:
        open_exhibits(case, tmp_path)
    (told,) = refused.value.problems
    assert (told.code, told.where.exhibit) == ("PA792", "A")
    apart = case.model_copy(update={"exhibits": (case.exhibits[0].model_copy(update={"unpack": True}),)})
    (opened,) = open_exhibits(apart, tmp_path)
    assert len(opened.pages) == 6
    assert [(p.code, p.where.exhibit) for p in told_of([opened])] == [("PA795", "A")]


@pytest.mark.slow
def test_a_check_tells_of_what_stays_behind(tmp_path: Path) -> None:
    from tests.cases import AS_OF
    from tests.exhibits.sound.building import case_file

    file = case_file(tmp_path, {"a.pdf": text_pdf("one", "two", edit=pinned(2, "records.pdf"))})
    (told,) = [p for p in read_chart(CaseQuery(file, AS_OF)).problems if p.code == "PA791"]
    assert (told.where.exhibit, told.where.page) == ("Z", 2)
    assert "records" not in repr(told.as_data())
