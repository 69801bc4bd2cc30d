"""Files that are no plain worklist are refused whole, with what they are and where they go wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from priorauth.batch.worklist.model import RowState
from priorauth.problems import Refused
from tests.batch.worklist.books import COLUMNS, MAP, SHEET, as_bytes, edited, practice, read, sound_row, workbook

SHEET_PART = "xl/worksheets/sheet1.xml"


def renamed(old: str, new: str) -> bytes:
    book = workbook([1])
    for cell in book[SHEET][1]:
        if cell.value == old:
            cell.value = new
    return as_bytes(book)


def doubled(header: str) -> bytes:
    book = workbook([1])
    book[SHEET]["P1"] = header
    return as_bytes(book)


def bomb() -> bytes:
    out = io.BytesIO(as_bytes(workbook([1])))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.png", b"\0" * 70_000_000)
    return out.getvalue()


def merged_header() -> bytes:
    book = workbook([1])
    book[SHEET].merge_cells("N1:O1")
    return as_bytes(book)


def many_sheets() -> bytes:
    book = workbook([1])
    book.create_sheet("Archive")
    return as_bytes(book)


def wide() -> bytes:
    book = workbook([1])
    book[SHEET].cell(1, 300).value = "far away"
    return as_bytes(book)


def long() -> bytes:
    book = workbook([1])
    book[SHEET].cell(9_000, 1).value = "BV-9000"
    return as_bytes(book)


def empty() -> bytes:
    book = Workbook()
    book.active.title = SHEET  # type: ignore[union-attr]
    return as_bytes(book)


def with_part(name: str, content: bytes = b"<x/>") -> bytes:
    return edited(as_bytes(workbook([1])), name, lambda _: content)


def spread(tag: str) -> bytes:
    """A merged area, or a link, over a whole sheet: seventeen billion cells in one line of XML."""
    book = workbook([1])
    book[SHEET].merge_cells("N3:O3")
    whole = f'<{tag} ref="A1:XFD1048576"'.encode()
    data = as_bytes(book)
    return edited(data, SHEET_PART, lambda part: part.replace(b'<mergeCell ref="N3:O3"', whole))


def entities() -> bytes:
    def change(part: bytes) -> bytes:
        return b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + part

    return edited(as_bytes(workbook([1])), SHEET_PART, change)


def strict() -> bytes:
    """The same workbook as Excel writes it when it is asked for Strict Open XML."""

    def change(part: bytes) -> bytes:
        return part.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )

    data = as_bytes(workbook([1]))
    for name in ("xl/workbook.xml", SHEET_PART):
        data = edited(data, name, change)
    return data


def test_a_strict_workbook_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(practice(tmp_path, [1]), strict(), text=MAP)
    (found,) = refused.value.problems
    assert (found.code, "Strict" in found.message, "Save As" in found.fix) == ("PA1003", True, True)


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
PASSWORD = OLE2 + "EncryptedPackage".encode("utf-16-le")
NO_NAME = MAP.replace(f"sheet: {SHEET}\n", "")

FILES: list[tuple[str, Callable[[], bytes], str, str, str]] = [
    ("an old .xls under a new name", lambda: OLE2, MAP, "PA1003", "list.xlsx"),
    ("a password", lambda: PASSWORD, MAP, "PA1003", "list.xlsx"),
    ("macros under a plain name", lambda: with_part("xl/vbaProject.bin"), MAP, "PA1003", "list.xlsx"),
    (
        "links to other workbooks",
        lambda: with_part("xl/externalLinks/externalLink1.xml"),
        MAP,
        "PA1003",
        "list.xlsx",
    ),
    ("entities", entities, MAP, "PA1003", "list.xlsx"),
    ("a bomb", bomb, MAP, "PA1003", "list.xlsx"),
    ("no zip at all", lambda: b"Case,Last Name\n", MAP, "PA1003", "list.xlsx"),
    ("half a zip", lambda: as_bytes(workbook([1]))[:2000], MAP, "PA1003", "list.xlsx"),
    (
        "broken XML",
        lambda: edited(as_bytes(workbook([1])), SHEET_PART, lambda part: part[:300]),
        MAP,
        "PA1003",
        "list.xlsx",
    ),
    ("another kind of package", lambda: with_part("x")[:0] + _word_file(), MAP, "PA1003", "list.xlsx"),
    ("nothing", lambda: b"", MAP, "PA1005", "list.xlsx"),
    ("an empty sheet", empty, MAP, "PA1005", f"list.xlsx!{SHEET}"),
    ("another sheet's name", lambda: as_bytes(workbook([1])), MAP.replace(SHEET, "Week 50"), "PA1005", "list.xlsx"),
    ("two sheets and none named", many_sheets, NO_NAME, "PA1005", "list.xlsx"),
    (
        "a header row below everything",
        lambda: as_bytes(workbook([1])),
        MAP + "header_row: 40\n",
        "PA1005",
        f"list.xlsx!{SHEET}",
    ),
    ("a header that was renamed", lambda: renamed("DOB", "Born"), MAP, "PA1006", f"list.xlsx!{SHEET}!A1"),
    ("a header that stands twice", lambda: doubled("dob "), MAP, "PA1007", f"list.xlsx!{SHEET}!P1"),
    ("a merged header", merged_header, MAP, "PA1024", f"list.xlsx!{SHEET}!N1"),
    ("too many rows", long, MAP, "PA1004", f"list.xlsx!{SHEET}"),
    ("cells merged over the whole sheet", lambda: spread("mergeCell"), MAP, "PA1004", "list.xlsx"),
    ("a link over the whole sheet", lambda: spread("hyperlink"), MAP, "PA1004", "list.xlsx"),
    ("too many columns", wide, MAP, "PA1004", f"list.xlsx!{SHEET}"),
]


def _word_file() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "text", "code", "place"), [row[1:] for row in FILES], ids=[row[0] for row in FILES]
)
def test_a_file_that_cannot_be_trusted_is_refused(
    tmp_path: Path, make: Callable[[], bytes], text: str, code: str, place: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(practice(tmp_path, [1]), make(), text=text)
    assert [(found.code, str(found.where)) for found in refused.value.problems] == [(code, place)]


@pytest.mark.parametrize("name", ["list.xlsm", "list.xls", "list.xlsb", "list.ods", "list.pdf", "list"])
def test_a_file_of_another_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="PA1003"):
        read(practice(tmp_path, [1]), as_bytes(workbook([1])), name)


def test_wrong_dimensions_hide_no_row(tmp_path: Path) -> None:
    def change(part: bytes) -> bytes:
        assert b'<dimension ref="A1:N4"' in part
        return part.replace(b'<dimension ref="A1:N4"', b'<dimension ref="A1:B2"')

    data = edited(as_bytes(workbook([1, 2, 3])), SHEET_PART, change)
    worklist = read(practice(tmp_path, [1, 2, 3]), data)
    assert [row.state for row in worklist.rows] == [RowState.USABLE] * 3


def test_formatting_far_below_is_not_a_row(tmp_path: Path) -> None:
    book = workbook([1])
    book[SHEET].row_dimensions[1_048_576].height = 30
    book[SHEET].cell(1_048_576, 1).number_format = "@"
    worklist = read(practice(tmp_path, [1]), as_bytes(book))
    assert len(worklist.rows) == 1


@pytest.mark.parametrize("header", ["  DOB", "dob", "D\nOB".replace("\n", ""), "DOB   "])
def test_spaces_and_capitals_of_headers_make_no_difference(tmp_path: Path, header: str) -> None:
    worklist = read(practice(tmp_path, [1]), renamed("DOB", header))
    assert [row.state for row in worklist.rows] == [RowState.USABLE]


def test_blank_rows_between_are_counted_as_blank(tmp_path: Path) -> None:
    book = workbook([1, 2])
    book[SHEET].insert_rows(3, 2)
    book[SHEET]["B3"] = "   "
    worklist = read(practice(tmp_path, [1, 2]), as_bytes(book))
    assert [(row.number, row.state.value) for row in worklist.rows] == [
        (2, "usable"),
        (3, "blank"),
        (4, "blank"),
        (5, "usable"),
    ]


def test_a_title_above_the_headers_is_passed_over(tmp_path: Path) -> None:
    book = workbook([1])
    book[SHEET].insert_rows(1, 2)
    book[SHEET]["A1"] = "BVNA schedule"
    book[SHEET].merge_cells("A1:F1")
    worklist = read(practice(tmp_path, [1]), as_bytes(book), text=MAP + "header_row: 3\n")
    assert [(row.number, row.state) for row in worklist.rows] == [(4, RowState.USABLE)]


# CSV


def csv_row(number: int, **changes: str) -> str:
    row = {field: _csv_text(value) for field, value in zip(COLUMNS, sound_row(number), strict=True)}
    return ",".join(f'"{changes.get(field, text)}"' for field, text in row.items())


def _csv_text(value: Any) -> str:
    return str(value).replace("\n", " ")


def csv_file(*rows: str) -> str:
    return "\r\n".join([",".join(COLUMNS.values()), *rows]) + "\r\n"


CSV_MAP = MAP.replace(f"sheet: {SHEET}\n", "")


def test_a_sound_csv_file_is_read_with_and_without_its_mark(tmp_path: Path) -> None:
    place = practice(tmp_path, [1, 2])
    for encoding in ("utf-8", "utf-8-sig"):
        worklist = read(place, csv_file(csv_row(1), csv_row(2)).encode(encoding), "list.csv", CSV_MAP)
        assert worklist.problems == ()
        assert [row.state for row in worklist.rows] == [RowState.USABLE] * 2


def test_a_named_encoding_and_separator_are_used(tmp_path: Path) -> None:
    text = csv_file(csv_row(1, family_name="Exámple")).replace(",", ";").replace("L4; L5; S1", "L4, L5, S1")
    settings = CSV_MAP + "encoding: cp1252\ndelimiter: semicolon\n"
    worklist = read(practice(tmp_path, [1]), text.encode("cp1252"), "list.csv", settings)
    row = worklist.rows[0].row
    assert row is not None
    assert row.content["patient"]["name"]["family"] == "Exámple"  # type: ignore[index,call-overload]


def swallowed() -> str:
    """Two rows that a stray quote in each one's note runs into one, with as many cells as there are headers."""
    first, second = (csv_row(n).replace('"L4, L5, S1"', "L4 L5 S1").replace('"', "") for n in (1, 2))
    note = "Pain at L4-L5 and L5-S1, as the MRI shows."
    assert note in first
    return (
        first.replace(note, f'"{note.replace(",", "")}')
        + "\r\n"
        + second.replace(note, f'{note.replace(",", "")}"')
    )


CSV_FILES: list[tuple[str, bytes, str, str]] = [
    ("a quote never closed", csv_file(csv_row(1), '"BV-0002,Example').encode(), "PA1008", "list.csv:3"),
    ("a quote inside a cell", csv_file(csv_row(1).replace("Avery", 'Av"ery')).encode(), "PA1008", "list.csv:2"),
    (
        "patients between two stray quotes",
        csv_file(
            csv_row(1).replace('"Female"', '"Female'),
            *[csv_row(n).replace('"', "") for n in (2, 3)],
            csv_row(4)[1:],
        ).encode(),
        "PA1008",
        "",
    ),
    ("a patient inside another's note", csv_file(swallowed()).encode(), "PA1008", "list.csv!L2"),
    ("a NUL", csv_file(csv_row(1).replace("Avery", "Av\0ery")).encode(), "PA1008", "list.csv:2"),
    ("another encoding", csv_file(csv_row(1, given_name="Zoé")).encode("cp1252"), "PA1008", "list.csv"),
    ("UTF-16", csv_file(csv_row(1)).encode("utf-16"), "PA1008", "list.csv"),
    ("semicolons", csv_file(csv_row(1)).replace(",", ";").encode(), "PA1008", "list.csv!A1"),
    ("a doubled header", csv_file(csv_row(1)).replace("Sex", "dob").encode(), "PA1007", "list.csv!M1"),
    ("nothing but separators", b",,,\n,,,\n", "PA1005", "list.csv"),
]


@pytest.mark.parametrize(
    ("data", "code", "place"), [row[1:] for row in CSV_FILES], ids=[row[0] for row in CSV_FILES]
)
def test_a_csv_file_that_cannot_be_cut_without_doubt_is_refused(
    tmp_path: Path, data: bytes, code: str, place: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(practice(tmp_path, [1, 2, 3, 4]), data, "list.csv", CSV_MAP)
    found = refused.value.problems[0]
    assert found.code == code
    assert str(found.where) == place or not place


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (csv_row(2) + ',"more"', [("list.csv!A3", "PA1008")]),
        (csv_row(2).rpartition(",")[0], [("list.csv!A3", "PA1008")]),
        (csv_row(2, member_id="=1+1"), [("list.csv!E3", "PA1015")]),
        (csv_row(2, member_id="1.2E+11"), [("list.csv!E3", "PA1014")]),
        (csv_row(2, payer="#N/A"), [("list.csv!F3", "PA1016")]),
        (csv_row(2, birth_date="03/09/1974"), [("list.csv!D3", "PA1018")]),
    ],
)
def test_a_csv_row_is_refused_at_its_cell(tmp_path: Path, row: str, told: list[tuple[str, str]]) -> None:
    text = csv_file(csv_row(1), row, csv_row(3))
    worklist = read(practice(tmp_path, [1, 2, 3]), text.encode(), "list.csv", CSV_MAP)
    assert [(str(found.where), found.code) for found in worklist.problems] == told
    assert [row.state.value for row in worklist.rows] == ["usable", "refused", "usable"]
