"""What kind of file an attachment is: by what it begins with, and never only by its name."""

from __future__ import annotations

import re

from priorauth.exhibits.rejection import ExhibitRejected

KIND_OF_SUFFIX = {
    ".pdf": "PDF",
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".heic": "HEIC",
    ".heif": "HEIC",
    ".docx": "Word",
    ".txt": "plain text",
}
"""The endings that are taken, in small letters."""

_PDF = b"%PDF-"
_BEGINNINGS = (
    (_PDF, "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"GIF8", "another kind of picture"),
    (b"BM", "another kind of picture"),
    (b"II+\0", "another kind of picture"),
    (b"MM\0+", "another kind of picture"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"\x1f\x8b", "an archive"),
)
_HEIC_BRANDS = frozenset([b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"])
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_BLANK_BEFORE = b"\xef\xbb\xbf \t\r\n\f\0"
"""What may stand before a PDF's beginning: a byte order mark and white space, as mail and web programs add them."""

_CARRIED_BY = re.compile(
    rb"(?:\x1b%-12345X)?(?:(?:HTTP/[\d.]+ \d{3}|--)[^\r\n]*\r?\n)?"
    rb"(?:(?:@PJL|[A-Za-z][A-Za-z-]*:)[^\r\n]*\r?\n(?:[ \t]+[^\s][^\r\n]*\r?\n)*)+"
)
"""Lines that a print job, a mail program or a web server writes before a PDF, long ones continued on the next."""

_WEB = (b"<!doctype html", b"<html", b"<head", b"<script", b"<svg", b"<?xml")
_ZIP_END = b"PK\x05\x06"
_ZIP_END_BYTES = 22
_WHERE_A_PDF_MAY_BEGIN = 1024
"""Readers look for a PDF's beginning in this many bytes, so a file can be a PDF and something else at once."""


def check_kind(data: bytes, suffix: str) -> str:
    """Return the kind of file that both the name and the content say.

    Raises `ExhibitRejected`: PA707 a kind that is not taken, PA702 nothing that can be recognized, PA703 an Office
    file under a password, PA710 another kind than the name says, PA711 two kinds in one, PA712 nothing in it.
    """
    named = KIND_OF_SUFFIX.get(suffix)
    if named is None:
        raise ExhibitRejected("PA707")
    if not data.strip(_BLANK_BEFORE):
        raise ExhibitRejected("PA712")
    found = _found(data)
    if found is None and named == "plain text":
        return named
    if found is None:
        raise ExhibitRejected("PA702", kind=named)
    if found != named:
        raise ExhibitRejected("PA710", named=named, found=found)
    _check_single(data, found)
    return found


def _found(data: bytes) -> str | None:
    start = data[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_WEB):
        return "a web page"
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED_OFFICE in data:
            raise ExhibitRejected("PA703")
        return "an older Word file (.doc)"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "HEIC"
    if data[8:12] == b"WEBP" or data[4:8] == b"ftyp":
        return "another kind of picture"
    kind = kind_of_beginning(pdf_itself(data))
    if kind is not None:
        return kind
    if _PDF in data[:_WHERE_A_PDF_MAY_BEGIN]:
        raise ExhibitRejected("PA711")
    return None


def kind_of_beginning(data: bytes) -> str | None:
    """Return the kind of file that bytes begin as; ``None`` where they begin as none that is known."""
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning) and not (len(beginning) == 2 and _reads_as_text(data)):
            return kind
    return None


def suffix_of(data: bytes) -> str:
    """Return the ending of a file's kind by its content alone; an empty text where it is none that is taken."""
    try:
        found = _found(data)
    except ExhibitRejected:
        return ""
    return next((suffix for suffix, kind in KIND_OF_SUFFIX.items() if kind == found), "")


def pdf_itself(data: bytes) -> bytes:
    """Return a PDF from its beginning on, without white space or lines of its carrier; other bytes as they are."""
    head = data[:_WHERE_A_PDF_MAY_BEGIN]
    carrier = _CARRIED_BY.match(head)
    before = head[carrier.end() if carrier else 0 :].lstrip(_BLANK_BEFORE)
    start = len(head) - len(before)
    return data[start:] if start and data.startswith(_PDF, start) else data


def _reads_as_text(data: bytes) -> bool:
    """Whether two letters that begin a program or a picture may as well begin a sentence."""
    return not any(byte < 9 for byte in data[:256])


def _zipped(data: bytes) -> str | None:
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    if b"word/" in data:
        return "Word"
    return "a spreadsheet or presentation" if b"xl/" in data or b"ppt/" in data else "an archive"


def _check_single(data: bytes, kind: str) -> None:
    """Refuse a file that another program would open as something else."""
    if kind == "Word":
        return
    end = data.rfind(_ZIP_END, max(0, len(data) - _ZIP_END_BYTES - 0xFFFF))
    if end >= 0 and end + _ZIP_END_BYTES + int.from_bytes(data[end + 20 : end + 22], "little") == len(data):
        raise ExhibitRejected("PA711")
    if kind != "PDF" and _PDF in data[:_WHERE_A_PDF_MAY_BEGIN]:
        raise ExhibitRejected("PA711")
