"""A case made of a row's cells, what the map fixes for all rows, and the exhibits found for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from priorauth.batch.task import SheetRow
from priorauth.batch.worklist.column_map import CASE_ID, ColumnMap, Exhibits, fill_in, path_of
from priorauth.batch.worklist.content import dense, put
from priorauth.batch.worklist.sheet import Sheet, refuse
from priorauth.case.read_case import RowCase, read_case
from priorauth.files import resolve_inside
from priorauth.parsing.cell_tree import cell_tree
from priorauth.parsing.located import Path as TreePath, Plain
from priorauth.problems import Refused


@dataclass(frozen=True, slots=True)
class CommonParts:
    """What the cases that a sheet's rows fill have in common."""

    sheet: Sheet
    column_map: ColumnMap
    home: Path
    """The worklist's folder."""
    as_of: date
    defaults: Mapping[str, Plain]
    """The practice's settings."""


def fill_case(
    case_id: str,
    stated: Mapping[TreePath, Plain],
    columns: Mapping[TreePath, int],
    row: int,
    common: CommonParts,
) -> SheetRow:
    """Return a case made of what a row states, read once to see that it is one.

    ``columns`` are the columns of mapped fields by path, ``row`` is the row's number. Raises `CellError`
    (PA1028) for exhibits that are not found, and `Refused` with what is wrong with the case, each at its cell.
    """
    sheet, folder, exhibits = common.sheet, common.home, common.column_map.exhibits
    content, cells = _content(case_id, stated, columns, common.column_map, row)
    if exhibits is not None:
        folder, listed = exhibits_of(exhibits, case_id, common.home)
        content["exhibits"] = listed
    filled = SheetRow(
        sheet=sheet.name, content=content, cells=tuple(sorted(cells.items(), key=_order)), folder=str(folder)
    )
    source = RowCase(cell_tree(sheet.file, sheet.name, content, cells), folder)
    read_case(source, as_of=common.as_of, defaults=common.defaults)
    return filled


def _content(
    case_id: str,
    stated: Mapping[TreePath, Plain],
    columns: Mapping[TreePath, int],
    column_map: ColumnMap,
    row: int,
) -> tuple[dict[str, Plain], dict[TreePath, tuple[int, int]]]:
    """Put a row's values and those fixed for all rows into a case's content, and note the cell of each part."""
    own_cell = (row, columns[(CASE_ID,)])
    content: dict[str, Plain] = {CASE_ID: case_id}
    cells: dict[TreePath, tuple[int, int]] = {(): own_cell}
    fixed = {path_of(name): value for name, value in column_map.fixed.items()}
    values: dict[TreePath, Plain] = {
        **{path: list(value) if isinstance(value, tuple) else value for path, value in fixed.items()},
        **stated,
    }
    for path, stands_at in dense(values).items():
        put(content, stands_at, values[path])
        _mark(cells, stands_at, values[path], (row, columns[path]) if path in columns else own_cell)
    for path, column in columns.items():
        cells.setdefault(path, (row, column))
    return content, cells


def _mark(cells: dict[TreePath, tuple[int, int]], path: TreePath, value: Plain, at: tuple[int, int]) -> None:
    """Note the cell of a value, and of each entry of a list that stands in one cell."""
    cells[path] = at
    if isinstance(value, list):
        cells.update({(*path, index): at for index in range(len(value))})


def _order(item: tuple[TreePath, tuple[int, int]]) -> tuple[tuple[str, ...], tuple[int, int]]:
    return tuple(map(str, item[0])), item[1]


_TITLES = {"mri_report": "MRI report"}


def exhibits_of(exhibits: Exhibits, case_id: str, home: Path) -> tuple[Path, list[Plain]]:
    """Find a case's folder below ``home``, and list its exhibits as a case file would, from A on.

    Raises `CellError` (PA1028) for a folder that is not there or leads out, and for a pattern that fits no file
    or two.
    """
    folder = _folder(exhibits, case_id, home)
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError:
        refuse(
            "PA1028", what="the folder of the case's exhibits is not there", hint="make it, or correct the case id"
        )
    listed: list[Plain] = []
    for kind, pattern in exhibits.patterns().items():
        wanted = fill_in(pattern.pattern, case_id).casefold()
        found = [name for name in names if fnmatchcase(name.casefold(), wanted)]
        if len(found) > 1:
            what = f"{len(found)} files fit the pattern of the exhibit '{kind.value}'"
            refuse("PA1028", what=what, hint="keep one of them in the folder, or make the pattern narrower")
        if not found and pattern.required:
            what = f"no file fits the pattern of the exhibit '{kind.value}'"
            refuse("PA1028", what=what, hint="put it into the case's folder under a name that fits")
        if found:
            words = kind.value.replace("_", " ")
            title = pattern.title or _TITLES.get(kind.value, words[0].upper() + words[1:])
            letter = chr(ord("A") + len(listed))
            part: dict[str, Plain] = {"pages": str(pattern.pages)} if pattern.pages else {}
            listed.append({"id": letter, "kind": kind.value, "title": title, "file": found[0], **part})
    return folder, listed


def _folder(exhibits: Exhibits, case_id: str, home: Path) -> Path:
    try:
        return resolve_inside(home, fill_in(exhibits.folder, case_id), key="exhibits.folder")
    except Refused:
        hint = "keep exhibits in the worklist's folder or below it"
        refuse("PA1028", what="the folder of the case's exhibits leads out of the worklist's own", hint=hint)
