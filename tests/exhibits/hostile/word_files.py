"""Word files made to do harm, or saying what cannot be carried over."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from docx import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def plain(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs or ("Words of a record",):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(edit: Callable[[dict[str, bytes]], object], data: bytes | None = None) -> bytes:
    """A Word file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data or plain())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    edit(parts)
    return packed(parts)


def packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def with_part(name: str, content: bytes = b"x") -> bytes:
    return repacked(lambda parts: parts.__setitem__(name, content))


def with_body(xml: str) -> bytes:
    """A document with this paragraph content put first."""

    def edit(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)

    return repacked(edit)


def in_paragraph(xml: str) -> bytes:
    return with_body(f"<w:p>{xml}</w:p>")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def related(kind: str, target: str, *, external: bool = False) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    entry = f'<Relationship Id="rIdX" Type="{_R}/{kind}" Target="{target}"{mode}/>'

    def edit(parts: dict[str, bytes]) -> None:
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", entry.encode() + b"</Relationships>")

    return repacked(edit)


def doctype() -> bytes:
    def edit(parts: dict[str, bytes]) -> None:
        text = parts["word/document.xml"].decode()
        declared = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        parts["word/document.xml"] = text.replace("?>", "?>" + declared, 1).encode()

    return repacked(edit)


def protected() -> bytes:
    """The flag of encryption on every entry of the directory."""
    data = bytearray(plain())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def overlapping() -> bytes:
    """Two entries of the directory that lead to the same bytes."""
    data = bytearray(plain())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def twice_named() -> bytes:
    stream = io.BytesIO(plain())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(zipfile.ZipInfo("WORD/document.xml"), b"<x/>")
    return stream.getvalue()


def prefixed() -> bytes:
    """Something before the first part, which the directory does not tell of."""
    data = plain()
    place, hidden = data.find(b"PK\x05\x06"), b"PK\x03\x04" + b"x" * 500
    offset = struct.unpack_from("<I", data, place + 16)[0]
    moved = bytearray(hidden + data)
    entry = moved.find(b"PK\x01\x02")
    while entry >= 0:
        old = struct.unpack_from("<I", moved, entry + 42)[0]
        struct.pack_into("<I", moved, entry + 42, old + len(hidden))
        entry = moved.find(b"PK\x01\x02", entry + 4)
    struct.pack_into("<I", moved, place + len(hidden) + 16, offset + len(hidden))
    return bytes(moved)


DRAWING = (
    '<w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><wp:inline><wp:extent cx="99999" cy="99999"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{kind}"/></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)
