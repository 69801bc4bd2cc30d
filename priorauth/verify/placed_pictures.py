"""The pictures of a Word file as they are drawn: which, how large, where, and what is done to them on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from priorauth.formats.ooxml.namespaces import PIC, WP, A, R
from priorauth.formats.ooxml.package_safety import parse_part
from priorauth.formats.ooxml.part_relations import Relation, relations

_PLAIN = frozenset(["xfrm", "prstGeom", "noFill", "ln", "extLst"])
"""What a picture's shape may hold that leaves it as it is stored."""
_NAMED = (f"{{{WP}}}docPr", f"{{{PIC}}}cNvPr")
_TURNS = ("rot", "flipH", "flipV")
_NOTHING = (None, "", "0", "false")


def placed_pictures(parts: Mapping[str, bytes], text_parts: Sequence[str]) -> tuple[str, ...]:
    """Return a line for every picture in its order, so that one that is exchanged, altered or blown up is found."""
    found = []
    for name in text_parts:
        links = relations(parts, name)
        for drawing in parse_part(name, parts[name]).iter(f"{{{WP}}}inline", f"{{{WP}}}anchor"):
            extent = drawing.find(f"{{{WP}}}extent")
            size = () if extent is None else (extent.get("cx"), extent.get("cy"))
            offsets = [node.text for node in drawing.iter(f"{{{WP}}}posOffset", f"{{{WP}}}align")]
            kind = etree.QName(drawing).localname
            shown = (*_shown(drawing, links, parts), *_altered(drawing), *_read_out(drawing))
            found.append(repr((kind, drawing.get("behindDoc"), size, offsets, shown)))
    return tuple(found)


def _shown(drawing: etree._Element, links: Mapping[str, Relation], parts: Mapping[str, bytes]) -> Iterator[str]:
    """Return the hash of each file that a drawing shows: Word prefers some to the picture itself."""
    for node in drawing.iter():
        for key in (value for name, value in node.attrib.items() if str(name).startswith(f"{{{R}}}")):
            target = links[str(key)].target if key in links else ""
            yield hashlib.sha256(parts.get(target, b"")).hexdigest()


def _read_out(drawing: etree._Element) -> Iterator[str]:
    """Return the words that stand for a drawing where it is read out; programs write them once or twice."""
    held = (node.get(key) or "" for node in drawing.iter(*_NAMED) for key in ("title", "descr"))
    yield from sorted({" ".join(text.split()) for text in held} - {""})


def _altered(drawing: etree._Element) -> Iterator[str]:
    """Name what a drawing does to its picture: hide, crop, turn, recolor or frame it, or draw something else."""
    yield from (node.get("uri") or "" for node in drawing.iter(f"{{{A}}}graphicData"))
    for node in drawing.iter(*_NAMED):
        if node.get("hidden") not in _NOTHING:
            yield "hidden"
    for node in drawing.iter(f"{{{A}}}srcRect", f"{{{A}}}fillRect"):
        yield from (str(name) for name, value in node.attrib.items() if value not in _NOTHING)
    for node in drawing.iter(f"{{{A}}}xfrm"):
        yield from (name for name in _TURNS if node.get(name) not in _NOTHING)
        yield from (repr((side.get("cx"), side.get("cy"))) for side in node.iter(f"{{{A}}}ext"))
    for node in drawing.iter(f"{{{A}}}prstGeom"):
        yield node.get("prst") or ""
    for holder, harmless in ((f"{{{A}}}blip", {"extLst"}), (f"{{{PIC}}}spPr", _PLAIN)):
        children = (child for node in drawing.iter(holder) for child in node if isinstance(child.tag, str))
        yield from (name for child in children if (name := etree.QName(child).localname) not in harmless)
