"""Forms that are kept twice in a PDF: as fields on its pages, and as an XFA form that only some programs fill in.

One that both ways show alike is taken as its fields. Where they differ, which of the two a reviewer would see
depends on the program, so it is not guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Pdf, Stream, String

from priorauth.exhibits.convert.pdf_widgets import Widget, widgets_of
from priorauth.exhibits.convert.written_values import as_compared
from priorauth.exhibits.rejection import ExhibitRejected

_DATA = "{http://www.xfa.org/schema/xfa-data/1.0/}data"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_INDEX = re.compile(r"\[\d+\]\Z")
_PUSH_BUTTON = 1 << 16
_MAX_DEPTH = 20

_Values = Counter[tuple[str, str]]
"""How often each value stands under each name."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a page by its own name: what it holds, and for a box that is not ticked what it could."""

    name: str
    values: tuple[str, ...]
    could: frozenset[str] | None = None


def settle_xfa(pdf: Pdf) -> None:
    """Drop the XFA form of a file whose pages have fields that say the same.

    Raises `ExhibitRejected` (PA713) for any other XFA form.
    """
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary) or "/XFA" not in form:
        return
    fields = list(_fields(widgets_of(pdf)))
    if pdf.Root.get("/NeedsRendering", False) or not fields:
        raise ExhibitRejected("PA713", kind="exists only in the program that fills it in")
    shown: _Values = Counter((field.name, value) for field in fields for value in field.values)
    unticked = {field.name: field.could for field in fields if field.could is not None}
    stored: _Values = Counter(
        (name, value) for name, value in _stored(form["/XFA"]) if value in unticked.get(name, {value})
    )
    if shown != stored:
        raise ExhibitRejected("PA713", kind="stores other entries than its pages show")
    del form["/XFA"]


def _fields(widgets: Iterable[Widget]) -> Iterator[_Field]:
    seen = set()
    for widget in widgets:
        if widget.field in seen or widget.kind not in ("/Tx", "/Ch", "/Btn"):
            continue
        if widget.kind == "/Btn" and widget.flags & _PUSH_BUTTON:
            continue
        seen.add(widget.field)
        name, holder = _named(widget.place)
        if widget.kind != "/Btn":
            yield _Field(name, tuple(_texts(holder)))
        elif widget.state != "/Off":
            yield _Field(name, (as_compared(widget.state[1:]),))
        else:
            yield _Field(name, (), frozenset(as_compared(state[1:]) for state in widget.states))


def _named(place: Dictionary) -> tuple[str, Dictionary]:
    """Return the own name of a field without its number, and what holds its value."""
    name, holder, node = "", place, place
    for _ in range(_MAX_DEPTH):
        if "/V" in node and "/V" not in holder:
            holder = node
        if not name and isinstance(node.get("/T"), String):
            name = _INDEX.sub("", str(node["/T"]).rsplit(".", 1)[-1])
        above = node.get("/Parent")
        if not isinstance(above, Dictionary):
            break
        node = above
    return name, holder


def _texts(holder: Dictionary) -> Iterator[str]:
    value = holder.get("/V")
    for item in value if isinstance(value, Array) else [value]:
        if isinstance(item, Stream):
            yield as_compared(item.read_bytes().decode("utf-8", "replace"))
        elif isinstance(item, String) and str(item).strip():
            yield as_compared(str(item))


def _stored(xfa: pikepdf.Object) -> Iterator[tuple[str, str]]:
    """Return the names and values of an XFA form's data.

    Raises `ExhibitRejected` (PA713) for what cannot be read.
    """
    packets = list(xfa) if isinstance(xfa, Array) else [String("datasets"), xfa]
    data = b"".join(
        packet.read_bytes()
        for name, packet in zip(packets[::2], packets[1::2], strict=False)
        if str(name) == "datasets" and isinstance(packet, Stream)
    )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        raise ExhibitRejected("PA713", kind="stores other entries than its pages show") from None
    for element in () if root is None else root.iter(_DATA):
        yield from _leaves(element)


def _leaves(group: etree._Element) -> Iterator[tuple[str, str]]:
    for element in group.iterdescendants():
        tag: object = element.tag
        if not isinstance(tag, str) or tag.startswith(_XHTML):
            continue
        if all(isinstance(child.tag, str) and child.tag.startswith(_XHTML) for child in element):
            text = as_compared("".join(map(str, element.itertext())))
            if text:
                yield etree.QName(element).localname, text
