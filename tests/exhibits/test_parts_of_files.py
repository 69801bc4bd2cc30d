"""Exhibits that are pages of a file: the right ones, the file opened once, and nothing of the pages beside them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from pydantic import ValidationError

from priorauth.case.model import Case, Exhibit
from priorauth.exhibits.opening import named_pages, open_exhibits, open_file
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request, Taken
from priorauth.problems import Refused
from tests.cases import clean_case
from tests.exhibits.chart_files import text_pdf

PAGES = 9
CHART = text_pdf(*(f"Chart leaf {number} of the dump" for number in range(1, PAGES + 1)))


def case_with(folder: Path, *parts: str | None, data: bytes = CHART, name: str = "chart.pdf") -> Case:
    """A case whose exhibits A, B, ... are these pages of one file."""
    (folder / name).write_bytes(data)
    rows = [
        {"id": "ABCDEF"[place], "kind": "other", "title": f"Part {place}", "file": name, "pages": pages}
        for place, pages in enumerate(parts)
    ]
    exhibits = tuple(Exhibit.model_validate({k: v for k, v in row.items() if v is not None}) for row in rows)
    return clean_case().model_copy(update={"exhibits": exhibits})


def leaves(case: Case, folder: Path) -> list[list[int]]:
    """For each exhibit the leaves its pages say they are, after checking that it numbers its pages from 1."""
    found = []
    for item in open_exhibits(case, folder):
        assert [page.number for page in item.pages] == list(range(1, len(item.pages) + 1))
        with pikepdf.open(io.BytesIO(item.pdf)) as pdf:
            assert len(pdf.pages) == len(item.pages)
        found.append([int(page.text.split()[2]) for page in item.pages])
    return found


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["1"], [[1]]),
        (["9"], [[9]]),
        (["4"], [[4]]),
        (["1-9"], [[1, 2, 3, 4, 5, 6, 7, 8, 9]]),
        (["3, 5-7"], [[3, 5, 6, 7]]),
        (["1-2", "8-9"], [[1, 2], [8, 9]]),
        (["2-5", "4, 9"], [[2, 3, 4, 5], [4, 9]]),
        ([None, "6"], [[1, 2, 3, 4, 5, 6, 7, 8, 9], [6]]),
        (["6", None, "1-9"], [[6], [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 5, 6, 7, 8, 9]]),
    ],
)
def test_an_exhibit_is_the_pages_that_are_named(
    tmp_path: Path, parts: list[str | None], expected: list[list[int]]
) -> None:
    assert leaves(case_with(tmp_path, *parts), tmp_path) == expected


class Counting(Opener):
    """An opener that keeps what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Request] = []

    def open(self, request: Request) -> Taken:
        self.asked.append(request)
        return super().open(request)


def test_a_file_of_several_exhibits_is_opened_once_and_its_other_pages_are_not_read_by_machine(
    tmp_path: Path,
) -> None:
    case = case_with(tmp_path, "2-3", "8", "3-4")
    with Counting() as opener:
        opened = open_exhibits(case, tmp_path, opener=opener)
    assert [str(request.pages) for request in opener.asked] == ["2-4, 8"]
    assert len({item.sha256 for item in opened}) == 1


@pytest.mark.parametrize(
    ("parts", "exhibits", "said"),
    [
        (["10"], ["A"], "page 10 is asked for, and the file has 9 pages"),
        (["2", "8-12", "9"], ["B"], "page 12 is asked for, and the file has 9 pages"),
        ([None, "8-12"], ["B"], "page 12 is asked for, and the file has 9 pages"),
        (["10", None, "1-999999"], ["A", "C"], "page 10 is asked for, and the file has 9 pages"),
    ],
)
def test_a_page_that_the_file_does_not_have_is_refused_with_what_it_has(
    tmp_path: Path, parts: list[str | None], exhibits: list[str], said: str
) -> None:
    with pytest.raises(Refused) as refused:
        open_exhibits(case_with(tmp_path, *parts), tmp_path)
    found = refused.value.problems
    assert [(p.code, p.where.exhibit) for p in found] == [("PA695", name) for name in exhibits]
    assert found[0].message == said


def test_a_file_that_is_not_taken_is_told_for_each_exhibit_it_is(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_exhibits(case_with(tmp_path, "1", "2", data=CHART[:-400]), tmp_path)
    assert [(p.code, p.where.exhibit) for p in refused.value.problems] == [("PA712", "A"), ("PA712", "B")]


@pytest.mark.parametrize("pages", ["", "18-", "20-18", "3, 3", "x", 3])
def test_pages_that_cannot_be_meant_are_no_case(pages: object) -> None:
    with pytest.raises(ValidationError, match=r"exhibit|pages"):
        Exhibit.model_validate({"id": "A", "kind": "other", "title": "T", "file": "a.pdf", "pages": pages})


def shared_pictures(pdf: Pdf) -> None:
    """Put one list of pictures on all pages, as programs do that print a chart; each draws its own."""
    held = Dictionary()
    for number, page in enumerate(pdf.pages):
        shade = bytes([40 + 20 * number]) * 10_000
        image = pdf.make_stream(shade, Type=Name.XObject, Subtype=Name.Image, Width=100, Height=100)
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
        held[f"/Im{number}"] = image
        page.contents_add(pdf.make_stream(f"q 200 0 0 200 100 100 cm /Im{number} Do Q".encode()))
    for page in pdf.pages:
        page.obj.Resources.XObject = held
        page.obj.Resources = page.obj.Resources
    pdf.pages[0].obj.Thumb = pdf.make_stream(
        b"\0", Width=1, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )


def pictures_in(data: bytes) -> set[int]:
    """The shades of all pictures that a PDF holds, drawn or not."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        images = (item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Width") == 100)
        return {item.read_bytes()[0] for item in images}


def test_nothing_of_the_other_pages_comes_along(tmp_path: Path) -> None:
    case = case_with(tmp_path, "2-3", "5", data=text_pdf("1", "2", "3", "4", "5", edit=shared_pictures))
    first, second = open_exhibits(case, tmp_path)
    assert (pictures_in(first.pdf), pictures_in(second.pdf)) == ({60, 80}, {120})


def test_pages_keep_their_size_rotation_and_the_place_of_words(tmp_path: Path) -> None:
    def turn(pdf: Pdf) -> None:
        pdf.Root.Pages.Rotate = 90  # inherited by every page
        for page in pdf.pages:
            del page.obj["/Rotate"]
        pdf.pages[1].obj.MediaBox = Array([10, 20, 500, 640])

    data = text_pdf("One", "Two words", "Three", edit=turn)
    (whole,) = open_exhibits(case_with(tmp_path, None, data=data), tmp_path)
    (part,) = open_exhibits(case_with(tmp_path, "2", data=data), tmp_path)
    (page,), then = part.pages, whole.pages[1]
    assert (page.text, page.width, page.height, page.rotation, page.words) == (
        then.text,
        then.width,
        then.height,
        then.rotation,
        then.words,
    )


@pytest.mark.parametrize("kind", ["fax.tif", "note.txt"])
def test_pages_of_other_kinds_of_file_are_counted_as_they_come_out(tmp_path: Path, kind: str) -> None:
    if kind == "fax.tif":
        leaf = [Image.new("1", (200 + 10 * number, 300), 1) for number in range(4)]
        stream = io.BytesIO()
        leaf[0].save(stream, "TIFF", save_all=True, append_images=leaf[1:], dpi=(72, 72))
        data = stream.getvalue()
    else:
        data = "\f".join(f"Leaf {number}" for number in range(4)).encode()
    (whole,) = open_exhibits(case_with(tmp_path, None, data=data, name=kind), tmp_path)
    (part,) = open_exhibits(case_with(tmp_path, "2-3", data=data, name=kind), tmp_path)
    assert [(page.text, page.width) for page in part.pages] == [
        (page.text, page.width) for page in whole.pages[1:3]
    ]


def test_pages_are_named_behind_a_file(tmp_path: Path) -> None:
    file = tmp_path / "chart.pdf"
    file.write_bytes(CHART)
    assert [page.text.split()[2] for page in open_file(tmp_path / "chart.pdf#3,5-6").pages] == ["3", "5", "6"]
    assert len(open_file(file).pages) == PAGES


def test_a_file_whose_own_name_has_the_sign_is_meant_whole(tmp_path: Path) -> None:
    file = tmp_path / "chart#2-3.pdf"
    file.write_bytes(CHART)
    assert named_pages(file) == (file, None)
    assert len(open_file(file).pages) == PAGES
    assert len(open_file(tmp_path / "chart#2-3.pdf#1").pages) == 1


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("chart.pdf#", "PA696", "is empty"),
        ("chart.pdf#x", "PA696", "should be pages of the file"),
        ("chart.pdf#7-3", "PA696", "backwards"),
        ("chart.pdf#7-10", "PA695", "page 10 is asked for, and the file has 9 pages"),
    ],
)
def test_what_is_wrong_behind_the_sign_is_said(tmp_path: Path, name: str, code: str, said: str) -> None:
    (tmp_path / "chart.pdf").write_bytes(CHART)
    with pytest.raises(Refused) as refused:
        open_file(tmp_path / name)
    (found,) = refused.value.problems
    assert found.code == code
    assert said in found.message
