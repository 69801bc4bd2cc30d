"""Column maps: read strictly, and proposed from the headers that clinics write."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from priorauth.batch.worklist.column_map import DateOrder, Delimiter, Encoding
from priorauth.batch.worklist.content import dense, put
from priorauth.batch.worklist.field_types import field_type_at
from priorauth.batch.worklist.map_reading import map_beside, parse_column_map
from priorauth.batch.worklist.open_sheet import look_into
from priorauth.batch.worklist.proposal import HEADERS, field_for, map_text, propose
from priorauth.parsing.located import Path as TreePath, Plain
from priorauth.problems import Refused
from tests.batch.worklist.books import COLUMNS, MAP, as_bytes, column_map, workbook

LEAST = "columns: {case_id: Case}\n"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("columns: {payer: Insurance}\n", "PA1002", 1),
        ("columns:\n  case_id: Case\n  patient.nickname: Nick\n", "PA1001", 3),
        ("columns:\n  case_id: Case\n  birthdate: DOB\n", "PA1001", 3),
        ("columns:\n  case_id: Case\n  birth_date: DOB\n  patient.birth_date: Born\n", "PA1002", 4),
        ("columns:\n  case_id: Case\n  birth_date: DOB\n  pain.onset: 'dob '\n", "PA1002", 4),
        ("columns:\n  case_id: Case\n  case_id: Id\n", "PA103", 3),
        (LEAST + "colums: {}\n", "PA110", 2),
        (LEAST + "dates: american\n", "PA112", 2),
        (LEAST + "fixed:\n  request.color: blue\n", "PA1001", 3),
        (LEAST + "fixed:\n  patient.sex: woman\n", "PA1002", 3),
        (LEAST + "fixed:\n  diagnosis_codes: M54.51\n", "PA1002", 3),
        (LEAST + "fixed:\n  diagnosis_codes: [M5451x]\n", "PA1002", 3),
        (LEAST + "fixed:\n  imaging.2.modality: film\n", "PA1002", 3),
        ("columns: {case_id: Case, birth_date: DOB}\nfixed:\n  patient.birth_date: 1974-03-09\n", "PA1002", 3),
        (LEAST + "exhibits:\n  folder: ../{case_id}\n  by_kind: {consult: '*.pdf'}\n", "PA1002", 3),
        (LEAST + "exhibits:\n  folder: /charts\n  by_kind: {consult: '*.pdf'}\n", "PA1002", 3),
        (LEAST + "exhibits:\n  folder: 'charts/{family_name}'\n  by_kind: {consult: '*.pdf'}\n", "PA1002", 3),
        (LEAST + "exhibits:\n  folder: charts\n  by_kind:\n    consult: '../*.pdf'\n", "PA1002", 5),
        (LEAST + "exhibits:\n  folder: charts\n  by_kind:\n    consult: '{case_id'\n", "PA1002", 5),
        (LEAST + "payers:\n  Highmark: hcsc\n  HIGHMARK: hcsc\n", "PA1002", 4),
        (LEAST + "providers: {Dr S: {name: J, credentials: MD, npi: '1234567890'}}\n", "PA126", 2),
    ],
)
def test_a_map_that_cannot_be_meant_is_refused_at_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(Refused) as refused:
        parse_column_map(text.encode(), "worklist.map.yaml")
    assert [(found.code, found.where.line) for found in refused.value.problems] == [(code, line)]


def test_a_near_miss_of_a_field_is_pointed_out() -> None:
    with pytest.raises(Refused) as refused:
        column_map("columns: {case_id: Case, birthdate: DOB}\n")
    assert "'birth_date'" in refused.value.problems[0].fix


def test_exhibits_may_be_listed_once_only() -> None:
    with pytest.raises(Refused, match="PA1002"):
        column_map(
            "columns: {case_id: Case, exhibits.1.file: Note}\nexhibits: {folder: c, by_kind: {consult: '*'}}\n"
        )


@pytest.mark.parametrize("field", [field for field in HEADERS if "." in field])
def test_every_synonym_leads_to_a_field(field: str) -> None:
    assert field_type_at(tuple(field.split("."))) is not None


def test_no_header_is_a_synonym_of_two_fields() -> None:
    headers = [header for words in HEADERS.values() for header in words]
    assert len(headers) == len(set(headers))


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("DOB", "birth_date"),
        ("Date of\nService", "planned_date"),
        ("MRN:", "patient.record_number"),
        ("Last Name", "family_name"),
        ("Insurance", "payer"),
        ("pain.onset", "pain.onset"),
        ("imaging.1.date", "imaging.1.date"),
        ("Level", None),
        ("Status", None),
        ("Notes", None),
        ("imaging.color", None),
    ],
)
def test_headers_are_known_as_clinics_write_them(header: str, field: str | None) -> None:
    assert field_for(header) == field


def tracker() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Schedule"
    sheet.append(["BVNA tracker"])
    sheet.append([])
    sheet.append(["Case #", "Last Name", "DOB", "Insurance", "DOS", "Carrier", "Status", "MRN"])
    sheet.append(["BV-1", "Example", "3/19/1974", "Highmark", "12/15/2026", "H", "pending", 123])
    sheet.append(["BV-2", "Sample", "1974-03-09", "Highmark", None, "H", "pending", "00123"])
    return as_bytes(book)


def test_a_tracker_gets_a_map_from_its_headers_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(tracker())
    proposal = propose(look_into(path, sheet_name=None, encoding=Encoding.UTF_8).sheet)
    assert proposal.header_row == 3
    assert proposal.fields == {
        "case_id": "Case #",
        "family_name": "Last Name",
        "birth_date": "DOB",
        "payer": "Insurance",
        "planned_date": "DOS",
        "patient.record_number": "MRN",
    }
    assert proposal.dates is DateOrder.MONTH_FIRST
    assert {column.header: column.kinds for column in proposal.columns}["MRN"] == "1 digits as text, 1 number"


def test_what_is_proposed_is_a_map_that_reads(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(tracker())
    proposal = propose(look_into(path, sheet_name=None, encoding=Encoding.UTF_8).sheet)
    read = column_map(map_text(proposal, proposal.fields, dates=proposal.dates))
    assert (read.sheet, read.header_row, read.columns) == ("Schedule", 3, proposal.fields)


def test_a_header_with_quotes_and_colons_comes_through(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b'"Case";"Patient ""legal"": first # name"\r\nBV-1;Avery\r\n')
    found = look_into(path, sheet_name=None, encoding=Encoding.UTF_8)
    fields = {"case_id": "Case", "given_name": 'Patient "legal": first # name'}
    text = map_text(
        propose(found.sheet), fields, dates=DateOrder.ISO, encoding=Encoding.UTF_8, delimiter=found.delimiter
    )
    read = column_map(text)
    assert read.columns == fields
    assert read.delimiter is Delimiter.SEMICOLON


def test_a_sheet_without_known_headers_shows_nothing_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"BV-1,Example,Avery\r\n")
    with pytest.raises(Refused, match="PA1005"):
        propose(look_into(path, sheet_name=None, encoding=Encoding.UTF_8).sheet)


def test_order_of_days_is_not_proposed_from_days_in_doubt(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"Case,DOB\r\nBV-1,3/4/1974\r\nBV-2,5/6/1974\r\n")
    assert propose(look_into(path, sheet_name=None, encoding=Encoding.UTF_8).sheet).dates is DateOrder.ISO


def test_the_test_sheets_own_headers_are_all_proposed(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(as_bytes(workbook([1])))
    fields = propose(look_into(path, sheet_name=None, encoding=Encoding.UTF_8).sheet).fields
    assert fields["member_id"] == COLUMNS["member_id"]
    assert set(fields) >= {"case_id", "family_name", "given_name", "birth_date", "payer", "provider", "patient.sex"}


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ([], "week49.map.yaml"),
        (["worklist.map.yaml"], "worklist.map.yaml"),
        (["week49.map.yaml", "worklist.map.yaml"], "week49.map.yaml"),
    ],
)
def test_a_map_is_looked_for_beside_its_worklist(tmp_path: Path, there: list[str], expected: str) -> None:
    for name in there:
        (tmp_path / name).write_text(MAP, encoding="utf-8")
    assert map_beside(tmp_path / "week49.xlsx") == tmp_path / expected


def test_a_worklist_whose_name_may_not_be_written_takes_the_common_map(tmp_path: Path) -> None:
    assert map_beside(tmp_path / "next week.xlsx").name == "worklist.map.yaml"


def test_entries_a_row_leaves_empty_leave_no_gap() -> None:
    paths: list[TreePath] = [("a", 4, "x"), ("a", 1, "y"), ("a", 1, "x"), ("b", 0)]
    content: dict[str, Plain] = {}
    for path, stands_at in dense(paths).items():
        put(content, stands_at, str(path))
    assert content == {
        "a": [{"x": "('a', 1, 'x')", "y": "('a', 1, 'y')"}, {"x": "('a', 4, 'x')"}],
        "b": ["('b', 0)"],
    }
