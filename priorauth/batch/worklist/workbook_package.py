"""Whether a file is a plain workbook at all: looked at as a package, before a library opens it."""

from __future__ import annotations

import io
import re
import zipfile

from priorauth.problems import Refused, Where, problem

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAX_PARTS = 2_000
_MAX_PART_BYTES = 60_000_000
_MAX_TOTAL_BYTES = 150_000_000
_MAX_CELLS = 600_000
_ENTITIES = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_STRICT = b"http://purl.oclc.org/ooxml/"
"""The namespaces of the strict form of Office Open XML (ISO/IEC 29500), whose sheets the library reads as empty."""

_IS_ENCRYPTED = 0x1
_AREA = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)


def check_package(data: bytes, file: str) -> None:
    """Refuse (PA1003, PA1004) what is no plain ``.xlsx``: other formats, passwords, macros, links, bombs."""
    where = Where(file)
    if data.startswith(_OLE2):
        if _ENCRYPTED in data:
            fix = "open it in Excel, remove the password and save it"
            raise Refused([problem("PA1003", where, reason="it is protected by a password", fix=fix)])
        raise _refused(where, "it has the old Excel format (.xls)")
    if not data.startswith(b"PK"):
        raise _refused(where, "it is no Excel workbook, whatever its name says")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_names(package, where)
            _check_sizes(package, where)
            _check_parts(package, where)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise _refused(where, "the file is damaged") from None


def _refused(where: Where, reason: str) -> Refused:
    return Refused([problem("PA1003", where, reason=reason)])


def _check_names(package: zipfile.ZipFile, where: Where) -> None:
    names = {name.lower() for name in package.namelist()}
    if len(names) != len(package.namelist()):
        raise _refused(where, "two of its parts have one name")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise _refused(where, "it holds macros (.xlsm)")
    if "xl/workbook.bin" in names:
        raise _refused(where, "it has Excel's binary format (.xlsb)")
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise _refused(where, "it is no Excel workbook, whatever its name says")
    if any(name.startswith("xl/externallinks/") for name in names):
        fix = "in Excel choose Data, Edit Links, Break Link; then save it"
        raise Refused([problem("PA1003", where, reason="it takes values from other workbooks", fix=fix)])


def _check_sizes(package: zipfile.ZipFile, where: Where) -> None:
    parts = package.infolist()
    if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
        raise _refused(where, "parts of it are encrypted")
    if (
        len(parts) > _MAX_PARTS
        or sum(part.file_size for part in parts) > _MAX_TOTAL_BYTES
        or any(part.file_size > _MAX_PART_BYTES for part in parts)
    ):
        raise _refused(where, "it unpacks to far more than a worklist can hold")


def _check_parts(package: zipfile.ZipFile, where: Where) -> None:
    """Look into the XML: it may not define entities, which can be made to grow, nor hold countless cells."""
    cells = 0
    for part in package.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        content = package.read(part)
        if any(mark in content for mark in _ENTITIES):
            raise _refused(where, "its parts define entities of their own")
        if part.filename.lower() == "xl/workbook.xml" and _STRICT in content:
            fix = "in Excel choose Save As, Excel Workbook (.xlsx)"
            raise Refused([problem("PA1003", where, reason="it is a Strict Open XML spreadsheet", fix=fix)])
        if b"macroEnabled" in content and part.filename.lower() == "[content_types].xml":
            raise _refused(where, "it holds macros (.xlsm)")
        cells += content.count(b"<c ") + _spread(content)
    if cells > _MAX_CELLS:
        raise Refused([problem("PA1004", where, limit=f"{_MAX_CELLS:,} cells")])


def _spread(content: bytes) -> int:
    """Count the cells that merged areas and links spread over: the library makes each one when it opens a sheet."""
    return sum(
        (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)
        for left, top, right, bottom in _AREA.findall(content)
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
