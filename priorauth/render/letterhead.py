"""The practice's letterhead: a Word file whose styles, header and footer a letter takes over.

A letterhead comes from outside, so its package is checked before anything is taken from it.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from lxml import etree

from priorauth.problems import Refused, Where, problem

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "word/document.xml"
DOCUMENT_RELS = "word/_rels/document.xml.rels"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
CONTENT_TYPES = "[Content_Types].xml"

_MAX_UNPACKED = 60_000_000
_MAX_ENTRIES = 500
_FORBIDDEN_PARTS = ("vbaproject", "activex", "embeddings/", "afchunk", "oleobject")
_FORBIDDEN_MARKUP = {
    f"{{{W}}}ins": "tracked changes",
    f"{{{W}}}del": "tracked changes",
    f"{{{W}}}sdt": "content controls",
    f"{{{W}}}altChunk": "an embedded document",
    f"{{{W}}}object": "an embedded object",
    f"{{{W}}}attachedTemplate": "a link to another template",
}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A checked letterhead: its parts, its section's properties, and its styles' ids by lower-case name."""

    parts: MappingProxyType[str, bytes]
    section: bytes
    style_ids: MappingProxyType[str, str]


@lru_cache(maxsize=8)
def open_letterhead(data: bytes) -> Letterhead:
    """Check and read a letterhead. Raises `Refused` (PA602) with the part and the reason."""
    parts = _unzip(data)
    for name, content in parts.items():
        _check_part(name, content)
    if DOCUMENT not in parts or STYLES not in parts:
        raise refuse("it is not a Word document")
    body = parse(parts[DOCUMENT], DOCUMENT).find(f"{{{W}}}body")
    section = body.find(f"{{{W}}}sectPr") if body is not None else None
    xml = etree.tostring(section) if section is not None else f'<w:sectPr xmlns:w="{W}"/>'.encode()
    styles = parse(parts[STYLES], STYLES)
    ids = {
        str(named.get(f"{{{W}}}val")).lower(): str(style.get(f"{{{W}}}styleId"))
        for style in styles.iterfind(f"{{{W}}}style")
        if (named := style.find(f"{{{W}}}name")) is not None
    }
    return Letterhead(MappingProxyType(parts), xml, MappingProxyType(ids))


def refuse(reason: str, part: str | None = None) -> Refused:
    """Make the refusal of a letterhead, naming the part where the fault is."""
    return Refused([problem("PA602", Where(file=part or "letterhead.docx"), reason=reason)])


def parse(data: bytes, part: str) -> etree._Element:
    """Read a part as XML, without entities, external files or the network."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise refuse("it declares a document type", part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise refuse("a part is not well-formed", part) from None


def _unzip(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            names = [entry.filename for entry in entries]
            if len(names) != len(set(names)) or len(names) > _MAX_ENTRIES:
                raise refuse("its parts are doubled or too many")
            if sum(entry.file_size for entry in entries) > _MAX_UNPACKED:
                raise refuse("it unpacks to more than a letterhead should")
            if any(name.startswith("/") or ".." in name.split("/") for name in names):
                raise refuse("a part's name leads out of the file")
            return {entry.filename: package.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        raise refuse("it is not a Word document") from None


def _check_part(name: str, data: bytes) -> None:
    if any(word in name.lower() for word in _FORBIDDEN_PARTS):
        raise refuse("it holds macros or embedded objects", name)
    if not name.endswith((".xml", ".rels")):
        return
    root = parse(data, name)
    if name.endswith(".rels"):
        for relation in root:
            external = relation.get("TargetMode") == "External"
            if external and not str(relation.get("Type")).endswith("/hyperlink"):
                raise refuse("it refers to something outside itself", name)
    for element in root.iter():
        reason = _FORBIDDEN_MARKUP.get(str(element.tag))
        if reason is not None:
            raise refuse(f"it holds {reason}", name)
