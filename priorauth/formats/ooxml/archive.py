"""Unpacking a Word file: only one whose parts lie side by side, each under its own name, none too large."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import NoReturn

_MAX_PARTS = 500
_MAX_TOTAL_BYTES = 60_000_000
_MAX_RATIO = 200
_RATIO_MATTERS_ABOVE = 1_000_000
_MAX_GAP = 64
"""Bytes between two parts: what a program that writes as it goes puts behind each."""

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_LOCAL_MARK = b"PK\x03\x04"
_PROTECTED = 0x1


class UnsafePackage(ValueError):
    """A Word file that is not opened: the reason, and the part it was found in."""

    def __init__(self, reason: str, part: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.part = part


def unsafe(reason: str, part: str | None = None) -> NoReturn:
    """Raise `UnsafePackage`."""
    raise UnsafePackage(reason, part)


def unpack(data: bytes) -> dict[str, bytes]:
    """Read every part of a Word file by name. Raises `UnsafePackage`; nothing of a refused file is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_directory(entries)
            _check_places(data, entries, archive.start_dir)
            return {info.filename: _read(archive, info) for info in entries if not info.is_dir()}
    except UnsafePackage:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        UnicodeDecodeError,
        struct.error,
        ValueError,
        OSError,
    ):
        unsafe("the file is damaged or is not a Word document (.docx)")


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MAX_PARTS or sum(info.file_size for info in entries) > _MAX_TOTAL_BYTES:
        unsafe("it unpacks to more than such a file can need")
    if len({info.filename.lower() for info in entries}) != len(entries):
        unsafe("two of its parts have one name")
    for info in entries:
        name = info.filename
        if info.flag_bits & _PROTECTED:
            unsafe("it is protected by a password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            unsafe("it is packed in a way Word does not use")
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            unsafe("a part's name leads out of the file")
        if info.file_size > _RATIO_MATTERS_ABOVE and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
            unsafe("it unpacks to more than such a file can need")


def _check_places(data: bytes, entries: list[zipfile.ZipInfo], directory: int) -> None:
    """Refuse parts that lie in one another, and room between them in which something else can lie."""
    end = 0
    for info in sorted(entries, key=lambda info: info.header_offset):
        if info.header_offset < end:
            unsafe("its parts overlap")
        if info.header_offset > end + _MAX_GAP:
            unsafe("it has something outside its parts")
        end = _end_of(data, info)
    if end > directory:
        unsafe("its parts overlap")
    if directory > end + _MAX_GAP:
        unsafe("it has something outside its parts")


def _end_of(data: bytes, info: zipfile.ZipInfo) -> int:
    """Return where a part ends; its own header has to name it as the directory does."""
    start = info.header_offset
    mark, *_, name_length, extra_length = _LOCAL_HEADER.unpack_from(data[start : start + _LOCAL_HEADER.size])
    if mark != _LOCAL_MARK:
        unsafe("the file is damaged or is not a Word document (.docx)")
    return int(start + _LOCAL_HEADER.size + name_length + extra_length + info.compress_size)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as stream:
        content = stream.read(info.file_size + 1)
    if len(content) != info.file_size:
        unsafe("the file is damaged or is not a Word document (.docx)")
    return content
