"""Opening a worklist's sheet: by its map, or, before there is a map, by what is found in the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from priorauth.batch.worklist.column_map import ColumnMap, Delimiter, Encoding
from priorauth.batch.worklist.csv_file import SAVE_AGAIN, read_csv
from priorauth.batch.worklist.read_workbook import read_workbook
from priorauth.batch.worklist.sheet import MAX_BYTES, Sheet
from priorauth.files import read_file
from priorauth.problems import Refused, Where, problem

_TOP = 4_000
_CSV, _XLSX = ".csv", ".xlsx"
_OTHER_FORMATS = {
    ".xlsm": "it holds macros (.xlsm)",
    ".xls": "it has the old Excel format (.xls)",
    ".xlsb": "it has Excel's binary format (.xlsb)",
    ".ods": "it is an OpenDocument sheet (.ods)",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A worklist's bytes and its sheet; a CSV file has its ``delimiter``."""

    data: bytes
    sheet: Sheet
    delimiter: Delimiter | None = None


def open_sheet(path: Path, column_map: ColumnMap) -> Opened:
    """Open the sheet that a map leads to. Raises `Refused`: PA105, PA2xx, PA1003-PA1005, PA1008."""
    data = _read(path)
    if path.suffix.lower() == _XLSX:
        return Opened(data, read_workbook(data, path.name, column_map.sheet))
    delimiter = column_map.delimiter
    sheet = read_csv(
        data, path.name, encoding=column_map.encoding, delimiter=delimiter, header_row=column_map.header_row
    )
    return Opened(data, sheet, delimiter)


def look_into(path: Path, *, sheet_name: str | None, encoding: Encoding) -> Opened:
    """Open a sheet that has no map yet; in CSV the separator is the one that its top holds most of.

    Raises as `open_sheet` does.
    """
    data = _read(path)
    if path.suffix.lower() == _XLSX:
        return Opened(data, read_workbook(data, path.name, sheet_name))
    top = data[:_TOP].decode("latin-1")
    delimiter = max(Delimiter, key=lambda each: top.count(each.character))
    sheet = read_csv(data, path.name, encoding=encoding, delimiter=delimiter, header_row=1)
    return Opened(data, sheet, delimiter)


def _read(path: Path) -> bytes:
    data = read_file(path, limit_bytes=MAX_BYTES)
    if not data:
        raise Refused([problem("PA1005", Where(path.name), what="the file is empty", fix=SAVE_AGAIN)])
    suffix = path.suffix.lower()
    if suffix not in (_CSV, _XLSX):
        reason = _OTHER_FORMATS.get(suffix, "its name ends neither in .xlsx nor in .csv")
        raise Refused([problem("PA1003", Where(path.name), reason=reason)])
    return data
