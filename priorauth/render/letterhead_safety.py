"""Opening a letterhead: a Word file from outside is checked whole before anything in it is used.

A finished letter travels to a payer, so what could run, fetch, or hide in it is refused rather than removed:
the practice should know that its letterhead held it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NoReturn

from lxml import etree

from priorauth.problems import Refused, Where, problem
from priorauth.render.wordprocessing import CONTENT_TYPES, RELATIONSHIPS, VML_OFFICE, W

_MAX_PARTS = 500
_MAX_TOTAL_BYTES = 60_000_000
_MAX_RATIO = 200
_RATIO_MATTERS_ABOVE = 1_000_000
_LOCAL_HEADER_BYTES = 30

_FORBIDDEN_RELATIONSHIPS = {
    "vbaProject": "holds macros",
    "wordVbaData": "holds macros",
    "attachedTemplate": "is tied to a template file",
    "oleObject": "holds an embedded object",
    "package": "holds an embedded file",
    "aFChunk": "pulls in another document",
    "subDocument": "pulls in another document",
    "frame": "pulls in another document",
    "control": "holds an ActiveX control",
    "activeXControlBinary": "holds an ActiveX control",
    "keyMapCustomizations": "changes the keyboard",
}
_FORBIDDEN_ELEMENTS = {
    "altChunk": "pulls in another document",
    "subDoc": "pulls in another document",
    "object": "holds an embedded object",
    "OLEObject": "holds an embedded object",
    "control": "holds an ActiveX control",
    "attachedTemplate": "is tied to a template file",
    "sdt": "holds content controls",
    "mailMerge": "is set up for a mail merge",
    **dict.fromkeys(
        (
            "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange",
            "tcPrChange", "trPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
        ),
        "holds tracked changes",
    ),
}  # fmt: skip
_FORBIDDEN_FIELDS = ("INCLUDE", "DDE", "LINK", "IMPORT", "MACROBUTTON", "DATABASE", "AUTOTEXT", "FILENAME")
_SAFE_ADDRESS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


class UnsafeWordFile(Refused):
    """A Word file that may not be used; ``reason`` says why, without the name of a part."""

    def __init__(self, reason: str, part: str | None) -> None:
        told = f"its part '{part}' {reason}" if part else reason
        super().__init__([problem("PA602", Where(file="letterhead.docx"), reason=told)])
        self.reason = reason


def refuse(reason: str, part: str | None = None) -> NoReturn:
    """Raise `UnsafeWordFile` (PA602) naming the part of the Word file and the reason."""
    raise UnsafeWordFile(reason, part)


def open_letterhead(data: bytes) -> dict[str, bytes]:
    """Read every part of a letterhead by name, checked. Raises `Refused` (PA602) for what may not go out."""
    parts = _read_parts(data)
    for name, content in parts.items():
        if "vbaproject" in name.lower() or "vbadata" in name.lower():
            refuse("holds macros", name)
        if name.lower().startswith(("word/embeddings/", "word/activex/")):
            refuse("holds an embedded object", name)
        if name.endswith((".xml", ".rels", ".vml")):
            _check_xml(name, parse_part(name, content))
    for needed in ("[Content_Types].xml", "_rels/.rels"):
        if needed not in parts:
            refuse("it is not a Word document (.docx)")
    return parts


def parse_part(name: str, content: bytes) -> etree._Element:
    """Parse one part without resolving anything. Raises `Refused` for a DOCTYPE, entities or broken XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        refuse("is not well-formed XML", name)
    if root.getroottree().docinfo.internalDTD is not None:
        refuse("declares a document type or entities", name)
    return root


def _read_parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive.infolist())
            return {info.filename: _read(archive, info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError):
        refuse("the file is damaged or is not a Word document (.docx)")


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MAX_PARTS or sum(info.file_size for info in entries) > _MAX_TOTAL_BYTES:
        refuse("it unpacks to more than a letterhead can need")
    if len({info.filename.lower() for info in entries}) != len(entries):
        refuse("two of its parts have one name")
    end = 0
    for info in sorted(entries, key=lambda info: info.header_offset):
        if info.header_offset < end:
            refuse("its parts overlap")
        end = info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size
        if info.flag_bits & 0x1:
            refuse("it is protected by a password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            refuse("it is packed in a way Word does not use")
        if info.filename.startswith("/") or "\\" in info.filename or ".." in info.filename.split("/"):
            refuse("a part's name leads out of the file")
        if info.file_size > _RATIO_MATTERS_ABOVE and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
            refuse("it unpacks to more than a letterhead can need")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as stream:
        content = stream.read(info.file_size + 1)
    if len(content) != info.file_size:
        refuse("the file is damaged or is not a Word document (.docx)")
    return content


def _check_xml(name: str, root: etree._Element) -> None:
    if root.tag == f"{{{RELATIONSHIPS}}}Relationships":
        _check_relationships(name, root)
    elif root.tag == f"{{{CONTENT_TYPES}}}Types":
        if any("macro" in (entry.get("ContentType") or "").lower() for entry in root):
            refuse("holds macros", name)
    else:
        _check_elements(name, root)
        _check_fields(name, root)


def _check_relationships(name: str, root: etree._Element) -> None:
    for entry in root:
        kind = (entry.get("Type") or "").rsplit("/", 1)[-1]
        is_external = (entry.get("TargetMode") or "").lower() == "external"
        if is_external and kind != "hyperlink":
            refuse("refers to something outside itself", name)
        if kind in _FORBIDDEN_RELATIONSHIPS:
            refuse(_FORBIDDEN_RELATIONSHIPS[kind], name)
        if is_external and not _SAFE_ADDRESS.match(entry.get("Target") or ""):
            refuse("has a link to something other than a web, mail or phone address", name)


def _check_elements(name: str, root: etree._Element) -> None:
    for element in root.iter(f"{{{W}}}*", f"{{{VML_OFFICE}}}OLEObject"):
        reason = _FORBIDDEN_ELEMENTS.get(etree.QName(element).localname)
        if reason:
            refuse(reason, name)


def _check_fields(name: str, root: etree._Element) -> None:
    """Refuse fields that fetch or run; Word joins a field's code over runs, so it is joined here too."""
    codes = [str(node.text or "") for node in root.iter(f"{{{W}}}instrText")]
    codes += [node.get(f"{{{W}}}instr") or "" for node in root.iter(f"{{{W}}}fldSimple")]
    code = _QUOTED.sub("", "".join(codes)).upper().replace("HYPERLINK", "")
    if any(field in code for field in _FORBIDDEN_FIELDS):
        refuse("has a field that fetches something or runs a command", name)
