"""A worklist of five hundred rows that are whole cases, some of them ruined: what a run has to make of each is known."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from priorauth.batch.worklist.column_map import path_of
from priorauth.files.shipped_data import folder
from priorauth.parsing.tree import Plain, read_tree
from tests.batch.worklist.books import COLUMNS, LETTERS, SHEET, as_bytes, case_id
from tests.batch.worklist.damages import DAMAGES, Damage

EXHIBITS = folder("examples") / "cases" / "clean-three-bodies"
ODI_FORM = "exhibits.4.file"
ROWS = range(2, 502)
DAMAGED: dict[int, Damage] = dict(
    zip(range(4, 502, 6), [damage for damage in DAMAGES if damage.code != "PA1028"], strict=False)
)
"""Which row gets which damage; all kinds but the missing folder of a chart, since these charts share one."""
OPEN = (102, 203, 305)
"""Rows whose pain began too late."""
FAILED = (111, 333)
"""Rows whose form is a broken file."""


@dataclass(frozen=True)
class FiveHundred:
    """The worklist and what is known of its rows."""

    path: Path
    refused: frozenset[int]
    open: frozenset[str]
    failed: frozenset[str]

    def places(self) -> set[tuple[str, str]]:
        """Where each damage has to be told, and by which code."""
        told = set()
        for row, damage in DAMAGED.items():
            letter = "P" if damage.told_at == "beyond" else LETTERS[damage.field]
            told.add((f"{self.path.name}!{SHEET}!{letter}{row}", damage.code))
            if damage.code == "PA1024":  # the cell it was merged with
                told.add((f"{self.path.name}!{SHEET}!{chr(ord(letter) + 1)}{row}", damage.code))
        return told


def five_hundred(place: Path) -> FiveHundred:
    """Write the worklist, its map and the exhibits into a practice's folder."""
    shutil.copytree(EXHIBITS, place / "charts", ignore=shutil.ignore_patterns("case.yaml", "settlements.jsonl"))
    shutil.copy(EXHIBITS / "settlements.jsonl", place)
    shutil.copy(folder("examples") / "practice.yaml", place)
    (place / "charts" / "broken.pdf").write_bytes(b"%PDF-1.4 made up and broken")
    (place / "list.map.yaml").write_text(_map(), encoding="utf-8")
    (place / "list.xlsx").write_bytes(as_bytes(_book()))
    return FiveHundred(place / "list.xlsx", frozenset(DAMAGED), _ids(OPEN), _ids(FAILED))


def _ids(rows: tuple[int, ...]) -> frozenset[str]:
    assert not set(rows) & set(DAMAGED)
    return frozenset(case_id(row) for row in rows)


def _book() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    sheet.append([*COLUMNS.values(), "ODI form"])
    for row in ROWS:
        sheet.append(_row(row))
    for row, damage in DAMAGED.items():
        damage.change(sheet, sheet[f"{LETTERS[damage.field]}{row}"])
    return book


def _row(row: int) -> list[Any]:
    return [
        case_id(row),
        "Example",
        "Avery",
        "1974-03-09",
        "XEH000112233",
        "Highmark Wyoming",
        date(2026, 12, 1 + row % 28),
        "Jordan Sample",
        "L4, L5, S1",
        18,
        48,
        "Pain at L4-L5 and L5-S1,\nas the MRI shows.",
        "Female",
        "2026-10-10" if row in OPEN else "2025-02-10",
        "charts/broken.pdf" if row in FAILED else "charts/odi-form.pdf",
    ]


def _map() -> str:
    columns = {**COLUMNS, ODI_FORM: "ODI form"}
    taken = {path_of(field) for field in columns}
    content = read_tree((EXHIBITS / "case.yaml").read_bytes(), "case.yaml").content
    fixed = {field: value for field, value in _flat(content) if path_of(field) not in taken}
    for field in [field for field in fixed if field.startswith("exhibits.") and field.endswith(".file")]:
        fixed[field] = f"charts/{fixed[field]}"
    del fixed["coverage.payer_name"]
    lines = [f"sheet: {SHEET}", "columns:", *(f"  {field}: {json.dumps(name)}" for field, name in columns.items())]
    lines += ["payers: {Highmark Wyoming: highmark-wy-15-01-004}", "fixed:"]
    return "\n".join([*lines, *(f"  {field}: {json.dumps(value)}" for field, value in fixed.items())]) + "\n"


def _flat(content: Plain, path: str = "") -> Iterator[tuple[str, Any]]:
    """A case as fields with dots between their parts; a list of texts stays one."""
    if isinstance(content, dict):
        parts: list[tuple[str, Plain]] = list(content.items())
    elif isinstance(content, list) and any(isinstance(item, dict) for item in content):
        parts = [(str(number), item) for number, item in enumerate(content, 1)]
    else:
        yield path, content
        return
    for key, value in parts:
        yield from _flat(value, f"{path}.{key}" if path else key)
