"""Cells that Excel or haste has ruined are refused at their address, and the rows around them are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.batch.worklist.model import RowState, Worklist
from priorauth.problems import CATALOGUE, Severity
from tests.batch.worklist.books import (
    LETTERS,
    MAP,
    SHEET,
    as_bytes,
    edited,
    practice,
    read,
    sound_row,
    workbook,
)
from tests.batch.worklist.damages import DAMAGES, Damage
from tests.quick_sample import one_in


def told(worklist: Worklist) -> list[tuple[str, str]]:
    return [(str(found.where), found.code) for found in worklist.problems]


def test_sound_rows_are_usable(tmp_path: Path) -> None:
    worklist = read(practice(tmp_path, [1, 2]), as_bytes(workbook([1, 2])))
    assert told(worklist) == []
    assert [row.state for row in worklist.rows] == [RowState.USABLE] * 2


@pytest.mark.parametrize("damage", one_in(4, DAMAGES), ids=lambda damage: damage.name)
def test_a_ruined_cell_is_named_and_its_neighbors_are_read(tmp_path: Path, damage: Damage) -> None:
    place = practice(tmp_path, [1, 2, 3])
    worklist = read(place, as_bytes(workbook([1, 2, 3], [(3, damage.field, damage.change)])))
    letter = "P" if damage.told_at == "beyond" else LETTERS[damage.field]
    assert told(worklist) == [(f"list.xlsx!{SHEET}!{letter}3", damage.code)]
    assert [row.state for row in worklist.rows] == [RowState.USABLE, RowState.REFUSED, RowState.USABLE]


def test_there_are_forty_kinds_and_more() -> None:
    assert len({damage.name for damage in DAMAGES}) == len(DAMAGES) >= 60


@pytest.mark.parametrize("damage", one_in(4, DAMAGES), ids=lambda damage: damage.name)
def test_no_message_holds_what_stood_in_the_cell(tmp_path: Path, damage: Damage) -> None:
    book = workbook([1], [(2, damage.field, damage.change)])
    stood_there = str(book[SHEET][f"{LETTERS[damage.field]}2"].value)
    worklist = read(practice(tmp_path, [1]), as_bytes(book))
    said = " ".join(f"{found.message} {found.fix}" for found in worklist.problems)
    for text in (*map(str, sound_row(1)), stood_there):
        is_ours = text.startswith("#") or text in ("None", "True", "TRUE", "?", '"', "Female", "18", "eighteen")
        assert is_ours or text not in said


def test_a_formula_with_its_result_is_read(tmp_path: Path) -> None:
    data = as_bytes(workbook([1], [(2, "member_id", lambda _, cell: setattr(cell, "value", '="XEH"&"77"'))]))
    worklist = read(practice(tmp_path, [1]), edited(data, "xl/worksheets/sheet1.xml", _with_a_result))
    assert told(worklist) == []
    row = worklist.rows[0].row
    assert row is not None
    assert row.content["coverage"]["member_id"] == "XEH77"  # type: ignore[index,call-overload]


def test_a_formula_whose_result_is_an_empty_text_is_a_blank_cell(tmp_path: Path) -> None:
    data = as_bytes(workbook([1], [(2, "pain.onset", lambda _, cell: setattr(cell, "value", '=IF(1=1,"","x")'))]))
    part = "xl/worksheets/sheet1.xml"
    refused = read(practice(tmp_path, [1]), data)
    typed = edited(data, part, lambda sheet: sheet.replace(b'<c r="N2"', b'<c r="N2" t="str"'))
    assert told(refused) == [(f"list.xlsx!{SHEET}!N2", "PA1015")]
    assert told(read(tmp_path, typed)) == []


def _with_a_result(sheet: bytes) -> bytes:
    before, formula, after = sheet.partition(b"</f>")
    empty = b"<v />" if after.startswith(b"<v />") else b"<v></v>"
    assert after.startswith(empty)
    assert before.rindex(b'<c r="E2"')
    at = before.rindex(b'<c r="E2"') + len(b'<c r="E2"')
    typed = before[:at] + b' t="str"' + before[at:]
    return typed + formula + b"<v>XEH77</v>" + after.removeprefix(empty)


def test_a_date_of_a_workbook_that_counts_from_1904_is_refused(tmp_path: Path) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = workbook([1])
    book.epoch = CALENDAR_MAC_1904
    worklist = read(practice(tmp_path, [1]), as_bytes(book))
    assert told(worklist) == [(f"list.xlsx!{SHEET}!G2", "PA1020")]


def test_a_case_id_in_two_rows_refuses_both_and_names_the_other(tmp_path: Path) -> None:
    changes = [(4, "case_id", lambda _, cell: setattr(cell, "value", "bv-0001"))]
    place = practice(tmp_path, [1, 2, 3])
    (place / "charts" / "bv-0001").mkdir()
    (place / "charts" / "bv-0001" / "note.pdf").write_bytes(b"%PDF-")
    worklist = read(place, as_bytes(workbook([1, 2, 3], changes)))
    assert told(worklist) == [(f"list.xlsx!{SHEET}!A2", "PA1012"), (f"list.xlsx!{SHEET}!A4", "PA1012")]
    assert "A4" in worklist.problems[0].message


def test_a_row_that_is_struck_out_does_not_double_its_successor(tmp_path: Path) -> None:
    from tests.batch.worklist.damages import struck

    changes = [(3, "case_id", lambda _, cell: setattr(cell, "value", "BV-0001")), (2, "case_id", struck)]
    worklist = read(practice(tmp_path, [1]), as_bytes(workbook([1, 2], changes)))
    assert told(worklist) == [(f"list.xlsx!{SHEET}!A2", "PA1025")]


def test_a_row_that_is_struck_out_says_so_once(tmp_path: Path) -> None:
    from tests.batch.worklist.damages import struck, value

    changes = [(2, "case_id", struck), (2, "member_id", value(112233)), (2, "provider", struck)]
    worklist = read(practice(tmp_path, [1]), as_bytes(workbook([1], changes)))
    assert told(worklist) == [(f"list.xlsx!{SHEET}!A2", "PA1025")]


def test_hidden_rows_and_columns_are_read_with_a_warning(tmp_path: Path) -> None:
    book = workbook([1, 2, 3])
    book[SHEET].row_dimensions[3].hidden = True
    book[SHEET].row_dimensions[4].height = 7.5
    book[SHEET].column_dimensions["E"].hidden = True
    flat = edited(as_bytes(book), "xl/worksheets/sheet1.xml", lambda part: part.replace(b'ht="7.5"', b'ht="0"'))
    worklist = read(practice(tmp_path, [1, 2, 3]), flat)
    assert told(worklist) == [(f"list.xlsx!{SHEET}!{cell}", "PA1026") for cell in ("E1", "A3", "A4")]
    assert [row.state for row in worklist.rows] == [RowState.USABLE] * 3


def test_two_files_that_fit_one_exhibit_are_refused(tmp_path: Path) -> None:
    place = practice(tmp_path, [1])
    (place / "charts" / "BV-0001" / "old note.PDF").write_bytes(b"%PDF-")
    worklist = read(place, as_bytes(workbook([1])))
    assert told(worklist) == [(f"list.xlsx!{SHEET}!A2", "PA1028")]
    assert worklist.problems[0].message.startswith("2 files fit")


def test_a_file_that_fits_no_pattern_is_no_exhibit(tmp_path: Path) -> None:
    place = practice(tmp_path, [1])
    (place / "charts" / "BV-0001" / "Office Note.pdf").rename(place / "charts" / "BV-0001" / "scan.pdf")
    worklist = read(place, as_bytes(workbook([1])))
    assert told(worklist) == [(f"list.xlsx!{SHEET}!A2", "PA1028")]
    optional = MAP.replace('"*note*.pdf"', '{pattern: "*note*.pdf", required: false}')
    assert read(place, as_bytes(workbook([1])), text=optional).problems == ()


def test_exhibits_are_listed_in_the_maps_order(tmp_path: Path) -> None:
    place = practice(tmp_path, [1])
    (place / "charts" / "BV-0001" / "BV-0001 MRI.PDF").write_bytes(b"%PDF-")
    kinds = '{mri_report: {pattern: "{case_id}*mri.pdf", title: Lumbar MRI}, progress_note: "*note*.pdf"}'
    worklist = read(place, as_bytes(workbook([1])), text=MAP.replace('{progress_note: "*note*.pdf"}', kinds))
    row = worklist.rows[0].row
    assert row is not None
    assert row.content["exhibits"] == [
        {"id": "A", "kind": "mri_report", "title": "Lumbar MRI", "file": "BV-0001 MRI.PDF"},
        {"id": "B", "kind": "progress_note", "title": "Progress note", "file": "Office Note.pdf"},
    ]


def test_one_file_may_be_several_exhibits_by_its_pages(tmp_path: Path) -> None:
    place = practice(tmp_path, [1])
    kinds = '{progress_note: {pattern: "*note*.pdf", pages: "1-2"}, mri_report: {pattern: "*note*.pdf", pages: "3, 5-6"}}'
    worklist = read(place, as_bytes(workbook([1])), text=MAP.replace('{progress_note: "*note*.pdf"}', kinds))
    row = worklist.rows[0].row
    assert row is not None
    assert row.content["exhibits"] == [
        {"id": "A", "kind": "progress_note", "title": "Progress note", "file": "Office Note.pdf", "pages": "1-2"},
        {"id": "B", "kind": "mri_report", "title": "MRI report", "file": "Office Note.pdf", "pages": "3, 5-6"},
    ]


def test_a_chart_folder_that_is_a_link_out_is_refused(tmp_path: Path) -> None:
    place = practice(tmp_path / "practice", [])
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "note.pdf").write_bytes(b"%PDF-")
    (place / "charts").mkdir()
    (place / "charts" / "BV-0001").symlink_to(outside)
    worklist = read(place, as_bytes(workbook([1])))
    assert [code for _, code in told(worklist)] == ["PA1028"]


def test_a_fixed_value_beside_a_cell_makes_one_entry(tmp_path: Path) -> None:
    worklist = read(practice(tmp_path, [1]), as_bytes(workbook([1])))
    row = worklist.rows[0].row
    assert row is not None
    care = row.content["conservative_care"]
    assert care == [
        {"modality": "physical_therapy", "response": "no_relief", "sessions": "18", "status": "completed"}
    ]
    assert row.content["ordering_clinician"]["npi"] == "1234567893"  # type: ignore[index,call-overload]


def test_every_code_of_worklists_is_an_error_but_that_of_hidden_cells() -> None:
    codes = [f"PA{number}" for number in range(1001, 1030)]
    warnings = [code for code in codes if CATALOGUE[code].severity is not Severity.ERROR]
    assert warnings == ["PA1026"]
