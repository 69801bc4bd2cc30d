"""Forty-odd ways in which one cell or row of a worklist is ruined, each with the code and the cells it is told by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.batch.worklist.books import Change


@dataclass(frozen=True)
class Damage:
    """What is done to the cell of a field, and the code that has to name that cell (or another column's)."""

    name: str
    field: str
    change: Change
    code: str
    told_at: str | None = None
    """The field at whose cell it is told, where that is another one."""


def value(new: Any) -> Change:
    """Put a value in."""

    def change(sheet: Worksheet, cell: Cell) -> None:
        cell.value = new

    return change


def shown(new: Any, form: str) -> Change:
    """Put a value in, and show it in a form."""

    def change(sheet: Worksheet, cell: Cell) -> None:
        cell.value = new
        cell.number_format = form

    return change


def text(new: str) -> Change:
    """Put in a text that the library would take for something else."""

    def change(sheet: Worksheet, cell: Cell) -> None:
        cell.value = new
        cell.data_type = "s"

    return change


def struck(sheet: Worksheet, cell: Cell) -> None:
    cell.font = Font(strike=True)


def partly_struck(sheet: Worksheet, cell: Cell) -> None:
    cell.value = CellRichText("L4, L5", TextBlock(InlineFont(strike=True), ", S1"))


def merged_to_the_right(sheet: Worksheet, cell: Cell) -> None:
    sheet.merge_cells(start_row=cell.row, end_row=cell.row, start_column=cell.column, end_column=cell.column + 1)


def error(name: str) -> Change:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell.value = name
        cell.data_type = "e"

    return change


def beyond(sheet: Worksheet, cell: Cell) -> None:
    sheet.cell(cell.row, 16).value = "call back"


def blank(sheet: Worksheet, cell: Cell) -> None:
    cell.value = None


def of_the_row(make: Callable[[int], Any]) -> Change:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell.value = make(cell.row)

    return change


DAMAGES = [
    Damage("an id as a number, its zeros lost", "member_id", value(112233), "PA1013"),
    Damage("an id as a number with a point", "member_id", value(112233.5), "PA1013"),
    Damage("an id as a number that shows zeros", "member_id", shown(112233, "0000000000"), "PA1013"),
    Damage("an id as text that was a float", "member_id", text("112233.0"), "PA1013"),
    Damage("a case id as a number", "case_id", value(4711), "PA1013"),
    Damage("more than 15 digits", "member_id", value(12345678901234567), "PA1014"),
    Damage("scientific notation", "member_id", text("1.12233E+11"), "PA1014"),
    Damage("a formula without a result", "member_id", value('="XEH"&"0001"'), "PA1015"),
    Damage("a lookup that found nothing", "payer", error("#N/A"), "PA1016"),
    Damage("a reference to a deleted cell", "planned_date", error("#REF!"), "PA1016"),
    Damage("a sum of words", "pain.scores.1.value", error("#VALUE!"), "PA1016"),
    Damage("an error copied as text", "family_name", text("#NAME?"), "PA1016"),
    Damage("TRUE in a text field", "given_name", value(True), "PA1017"),
    Damage("TRUE as text", "given_name", text("TRUE"), "PA1017"),
    Damage("TRUE for a date", "planned_date", value(True), "PA1017"),
    Damage("a day no calendar has", "birth_date", text("1974-02-30"), "PA1018"),
    Damage("a year of two digits", "birth_date", text("3/9/74"), "PA1018"),
    Damage("a day in an order nobody declared", "birth_date", text("03/09/1974"), "PA1018"),
    Damage("a day in words", "birth_date", text("9 March '74"), "PA1018"),
    Damage("a month where a day is needed", "planned_date", text("2026-12"), "PA1018"),
    Damage("a typed day with a time", "planned_date", text("2026-12-01 08:30"), "PA1018"),
    Damage("a day of the century before", "birth_date", text("1874-03-09"), "PA1018"),
    Damage("a date after 2100", "planned_date", value(date(2206, 12, 1)), "PA1018"),
    Damage("a date's serial as a number", "birth_date", shown(27097, "General"), "PA1019"),
    Damage("a date's serial as text", "birth_date", text("27097"), "PA1019"),
    Damage("a date with a time", "planned_date", value(datetime(2026, 12, 1, 8, 30)), "PA1020"),  # noqa: DTZ001
    Damage("a time alone", "planned_date", value(time(8, 30)), "PA1020"),
    Damage("a month that Excel made a day of", "pain.onset", shown(date(2025, 2, 1), "mmm-yy"), "PA1020"),
    Damage("a day to which Excel added the year", "planned_date", shown(date(2026, 12, 1), "d-mmm"), "PA1020"),
    Damage("an id that Excel made a date of", "member_id", value(date(2026, 3, 1)), "PA1020"),
    Damage("a percentage", "pain.scores.1.value", shown(0.485, "0.0%"), "PA1021"),
    Damage("a number in words", "conservative_care.1.sessions", text("eighteen"), "PA1021"),
    Damage("half a visit", "conservative_care.1.sessions", value(18.5), "PA1021"),
    Damage("a number with a decimal comma", "pain.scores.1.value", text("48,5"), "PA1021"),
    Damage("a number that became a date", "conservative_care.1.sessions", value(date(1900, 1, 18)), "PA1021"),
    Damage("TBD", "member_id", text("TBD"), "PA1022"),
    Damage("a question mark", "planned_date", text("?"), "PA1022"),
    Damage("N/A", "request.rationale", text("N/A"), "PA1022"),
    Damage("a ditto mark", "payer", text('"'), "PA1022"),
    Damage("a control character", "member_id", text("XEH_x0007_0001"), "PA1023"),
    Damage("a line break in an id", "member_id", text("XEH\n0001"), "PA1023"),
    Damage("a non-breaking space", "family_name", text("Van\u00a0Example"), "PA1023"),
    Damage("a zero-width space", "case_id", text("BV-\u200b9999"), "PA1023"),
    Damage("a direction mark", "member_id", text("\u202eXEH0001"), "PA1023"),
    Damage("an apostrophe in front", "member_id", text("'0001"), "PA1023"),
    Damage("a merged cell", "pain.onset", merged_to_the_right, "PA1024"),
    Damage("a cell struck out", "provider", struck, "PA1025"),
    Damage("a body struck out in a cell", "vertebral_bodies", partly_struck, "PA1025"),
    Damage("a row struck out", "case_id", struck, "PA1025"),
    Damage("an unknown payer", "payer", text("Highmark"), "PA1027"),
    Damage("an unknown physician", "provider", text("Casey Specimen"), "PA1027"),
    Damage("a level written short", "vertebral_bodies", text("L45"), "PA1027"),
    Damage("a disc level for bodies", "vertebral_bodies", text("L4-L5"), "PA1027"),
    Damage("a body named twice", "vertebral_bodies", text("L4, L4"), "PA1027"),
    Damage("a word that is no choice", "patient.sex", text("woman"), "PA1027"),
    Damage("a cell beyond the headers", "case_id", beyond, "PA1009", "beyond"),
    Damage("no case id", "case_id", blank, "PA1010"),
    Damage("white space for a case id", "case_id", text("  \n"), "PA1010"),
    Damage("a full name for a case id", "case_id", text("Example, Avery"), "PA1011"),
    Damage("a name alone for a case id", "case_id", text("Smithers"), "PA1011"),
    Damage("the row's own name in its case id", "case_id", text("avery-0002"), "PA1011"),
    Damage("a Social Security number for a case id", "case_id", text("900-12-3456"), "PA1011"),
    Damage("a birth date for a case id", "case_id", text("03-09-1974"), "PA1011"),
    Damage("a case without a chart", "case_id", of_the_row(lambda row: f"NOCHART-{row}"), "PA1028"),
    Damage("a birth date that is missing", "birth_date", blank, "PA111"),
    Damage("pain that begins in the future", "pain.onset", text("2027-03"), "PA123"),
    Damage("a score out of its range", "pain.scores.1.value", value(480), "PA112"),
]
