"""Opening a Word file from outside: it is checked whole before anything in it is used.

What could run, fetch, or hide in it is refused rather than removed: the practice should know that the file held it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from priorauth.formats.ooxml.archive import UnsafePackage, unpack, unsafe
from priorauth.formats.ooxml.namespaces import CONTENT_TYPES, RELATIONSHIPS, VML_OFFICE, W

ATTACHED_TEMPLATE = "attachedTemplate"
"""The element that names the template a letter was begun from, and the relationship to it; none is opened here."""

_FORBIDDEN_RELATIONSHIPS = {
    "vbaProject": "holds macros",
    "wordVbaData": "holds macros",
    ATTACHED_TEMPLATE: "is tied to a template file",
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
    "mailMerge": "is set up for a mail merge",
}
TRACKED_CHANGES = frozenset(
    [
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange",
        "tcPrChange", "trPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel",
        "cellMerge",
    ]
)  # fmt: skip
"""The elements that hold a change nobody has accepted or rejected yet."""

HIDING = frozenset(["vanish", "specVanish"])
"""The elements that hide a text, where they are not switched off."""

_FORBIDDEN_FIELDS = ("INCLUDE", "DDE", "LINK", "IMPORT", "MACROBUTTON", "DATABASE", "AUTOTEXT", "FILENAME")
_SAFE_ADDRESS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


def open_package(data: bytes, also_forbidden: Mapping[str, str] = MappingProxyType({})) -> dict[str, bytes]:
    """Read every part of a Word file by name, checked.

    ``also_forbidden`` names further elements and why they are. Raises `UnsafePackage` for what may not be opened.
    """
    parts = unpack(data)
    forbidden = {**_FORBIDDEN_ELEMENTS, **also_forbidden}
    for name, content in parts.items():
        _check_part(name, content, forbidden)
    for needed in ("[Content_Types].xml", "_rels/.rels"):
        if needed not in parts:
            unsafe("it is not a Word document (.docx)")
    return parts


def faults_of(data: bytes, also_forbidden: Mapping[str, str] = MappingProxyType({})) -> tuple[UnsafePackage, ...]:
    """Return all that `open_package` would refuse, the first fault of each part, in the order of the parts."""
    forbidden = {**_FORBIDDEN_ELEMENTS, **also_forbidden}
    found = []
    try:
        parts = unpack(data)
    except UnsafePackage as whole:
        return (whole,)
    for name, content in parts.items():
        try:
            _check_part(name, content, forbidden)
        except UnsafePackage as fault:
            found.append(fault)
    return tuple(found)


def _check_part(name: str, content: bytes, forbidden: Mapping[str, str]) -> None:
    lower = name.lower()
    if "vbaproject" in lower or "vbadata" in lower:
        unsafe("holds macros", name)
    if lower.startswith(("word/embeddings/", "word/activex/")):
        unsafe("holds an embedded object", name)
    if lower.endswith((".xml", ".rels", ".vml")):
        _check_xml(name, parse_part(name, content), forbidden)


def parse_part(name: str, content: bytes) -> etree._Element:
    """Parse one part without resolving anything. Raises `UnsafePackage` for a DOCTYPE, entities or broken XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        unsafe("is not well-formed XML", name)
    if root.getroottree().docinfo.internalDTD is not None:
        unsafe("declares a document type or entities", name)
    return root


def _check_xml(name: str, root: etree._Element, forbidden: Mapping[str, str]) -> None:
    if root.tag == f"{{{RELATIONSHIPS}}}Relationships":
        _check_relationships(name, root, forbidden)
    elif root.tag == f"{{{CONTENT_TYPES}}}Types":
        if any("macro" in (entry.get("ContentType") or "").lower() for entry in root):
            unsafe("holds macros", name)
    else:
        _check_elements(name, root, forbidden)
        _check_fields(name, root)


def _check_relationships(name: str, root: etree._Element, forbidden: Mapping[str, str]) -> None:
    for entry in root:
        kind = (entry.get("Type") or "").rsplit("/", 1)[-1]
        if kind == ATTACHED_TEMPLATE and kind not in forbidden and name.lower().endswith("settings.xml.rels"):
            continue  # where Word itself writes it, for every letter begun from a letterhead
        is_external = (entry.get("TargetMode") or "").lower() == "external"
        if is_external and kind != "hyperlink":
            unsafe("refers to something outside itself", name)
        if kind in _FORBIDDEN_RELATIONSHIPS:
            unsafe(_FORBIDDEN_RELATIONSHIPS[kind], name)
        if is_external and not _SAFE_ADDRESS.match(entry.get("Target") or ""):
            unsafe("has a link to something other than a web, mail or phone address", name)


def _check_elements(name: str, root: etree._Element, forbidden: Mapping[str, str]) -> None:
    for element in root.iter(f"{{{W}}}*", f"{{{VML_OFFICE}}}OLEObject"):
        kind = etree.QName(element).localname
        reason = forbidden.get(kind)
        if reason and not (kind in HIDING and _hides_nothing(name, element)):
            unsafe(reason, name)


def _hides_nothing(name: str, element: etree._Element) -> bool:
    """Tell whether hiding is switched off, or only described: Word brings styles of its own that hide."""
    is_off = (element.get(f"{{{W}}}val") or "").lower() in ("0", "false", "off")
    return is_off or name.lower().endswith(("styles.xml", "styleswitheffects.xml"))


def _check_fields(name: str, root: etree._Element) -> None:
    """Refuse fields that fetch or run; Word joins a field's code over runs, so it is joined here too."""
    codes = [str(node.text or "") for node in root.iter(f"{{{W}}}instrText")]
    codes += [node.get(f"{{{W}}}instr") or "" for node in root.iter(f"{{{W}}}fldSimple")]
    code = _QUOTED.sub("", "".join(codes)).upper().replace("HYPERLINK", "")
    if any(field in code for field in _FORBIDDEN_FIELDS):
        unsafe("has a field that fetches something or runs a command", name)
