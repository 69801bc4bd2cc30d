"""Made-up worklists: a sound row for each number, and what a clinic's Excel can do to one of its cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from priorauth.batch.worklist.column_map import ColumnMap
from priorauth.batch.worklist.map_reading import parse_column_map
from priorauth.batch.worklist.model import Worklist
from priorauth.batch.worklist.read_worklist import read_worklist
from priorauth.files.shipped_data import folder

DAY = date(2026, 11, 24)
SHEET = "Week 49"
COLUMNS = {
    "case_id": "Case",
    "family_name": "Last Name",
    "given_name": "First Name",
    "birth_date": "DOB",
    "member_id": "Member ID",
    "payer": "Insurance",
    "planned_date": "DOS",
    "provider": "Surgeon",
    "vertebral_bodies": "Bodies",
    "conservative_care.1.sessions": "PT visits",
    "pain.scores.1.value": "ODI",
    "request.rationale": "Why",
    "patient.sex": "Sex",
    "pain.onset": "Onset",
}
LETTERS = dict(zip(COLUMNS, "ABCDEFGHIJKLMN", strict=True))
MAP = f"""\
sheet: {SHEET}
columns:
{"".join(f"  {field}: {header}{chr(10)}" for field, header in COLUMNS.items())}
payers:
  Highmark Wyoming: highmark-wy-15-01-004
fixed:
  sample: "true"
  diagnosis_codes: [M54.51]
  conservative_care.1.modality: physical_therapy
  conservative_care.1.status: completed
  conservative_care.1.response: no_relief
  pain.scores.1.instrument: ODI
  pain.scores.1.unit: percent
  pain.scores.1.date: "2026-11-03"
exhibits:
  folder: charts/{{case_id}}
  by_kind: {{progress_note: "*note*.pdf"}}
"""

Change = Callable[[Worksheet, Cell], None]


def column_map(text: str = MAP) -> ColumnMap:
    """The map of these sheets."""
    return parse_column_map(text.encode(), "worklist.map.yaml")


def case_id(number: int) -> str:
    """The id of the case in a row."""
    return f"BV-{number:04d}"


def sound_row(number: int) -> list[Any]:
    """A made-up patient's row in which nothing is wrong."""
    return [
        case_id(number),
        f"Example{chr(ord('a') + number % 26)}",
        "Avery",
        "1974-03-09",
        f"XEH000{number:06d}",
        "Highmark Wyoming",
        date(2026, 12, 1 + number % 28),
        "Jordan Sample",
        "L4, L5, S1",
        18,
        48.5,
        "Pain at L4-L5 and L5-S1,\nas the MRI shows.",
        "Female",
        "2025-02",
    ]


def practice(place: Path, numbers: Sequence[int]) -> Path:
    """Make a practice's folder with a chart for each number; give the folder of its worklist."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "practice.yaml").write_bytes((folder("examples") / "practice.yaml").read_bytes())
    for number in numbers:
        chart = place / "charts" / case_id(number)
        chart.mkdir(parents=True)
        (chart / "Office Note.pdf").write_bytes(b"%PDF-1.4 made up")
    return place


def workbook(numbers: Sequence[int], changes: Sequence[tuple[int, str, Change]] = ()) -> Workbook:
    """A workbook with a row for each number from row 2 on; changes name the row and the field they are made to."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    sheet.append(list(COLUMNS.values()))
    for number in numbers:
        sheet.append(sound_row(number))
    for row, field, change in changes:
        cell = sheet[f"{LETTERS[field]}{row}"]
        change(sheet, cell)
    return book


def as_bytes(book: Workbook) -> bytes:
    """The workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def edited(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one of its parts changed, or added when it has none of that name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        for name in names:
            content = source.read(name)
            target.writestr(name, change(content) if name == part else content)
        if part not in names:
            target.writestr(part, change(b""))
    return out.getvalue()


def read(place: Path, data: bytes, name: str = "list.xlsx", text: str = MAP) -> Worklist:
    """Save a worklist and read it."""
    path = place / name
    path.write_bytes(data)
    return read_worklist(path, column_map(text), as_of=DAY)
