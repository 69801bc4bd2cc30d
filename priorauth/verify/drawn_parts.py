"""Which parts of a Word file are drawn: those its relationships lead to, whatever else is stored beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from priorauth.formats.ooxml.namespaces import r, w
from priorauth.formats.ooxml.package_safety import parse_part
from priorauth.formats.ooxml.part_relations import document_part, relations
from priorauth.formats.word.word_styles import OFF

_NOTES = ("footnotes", "endnotes")
_AT_THE_EDGE = ("header", "footer")


@dataclass(frozen=True, slots=True)
class DrawnParts:
    """The parts that are drawn, by their names in the file."""

    document: str
    beside: tuple[str, ...]
    """Notes, and the headers and footers of its pages."""
    by_kind: Mapping[str, str]
    """What the document leads to by the kind of the relationship: its styles, numbering, theme and so on."""
    bare: frozenset[str]
    """``header`` and ``footer``, where some page has none."""

    @property
    def all(self) -> tuple[str, ...]:
        """The document first."""
        return self.document, *self.beside


def drawn_parts(parts: Mapping[str, bytes]) -> DrawnParts:
    """Return what of a checked Word file is drawn. Raises `UnsafePackage` where it has no document."""
    document = document_part(parts)
    links = {key: each for key, each in relations(parts, document).items() if each.target in parts}
    by_kind = {each.kind: each.target for each in links.values()}
    root = parse_part(document, parts[document])
    settings = parse_part(name, parts[name]) if (name := by_kind.get("settings")) else None
    edges = list(_edges(root, has_even=_is_on(settings, "evenAndOddHeaders")))
    named = [(kind, links[key].target if key in links else None) for kind, key in edges]
    beside = {target for _, target in named if target} | {by_kind[kind] for kind in _NOTES if kind in by_kind}
    bare = frozenset(kind for kind, target in named if target is None or not _has_text(target, parts))
    return DrawnParts(document, tuple(sorted(beside)), by_kind, bare)


def _edges(root: etree._Element, *, has_even: bool) -> Iterator[tuple[str, str]]:
    """Visit the header and footer of every kind of page, section by section, each with its relationship's id.

    A section without one of its own has that of the section before it (ECMA-376, 17.10).
    """
    known: dict[tuple[str, str], str] = {}
    for section in root.iter(w("sectPr")):
        for kind in _AT_THE_EDGE:
            for entry in section.iter(w(f"{kind}Reference")):
                known[kind, entry.get(w("type")) or "default"] = entry.get(r("id")) or ""
        pages = ["default", *["first"] * _is_on(section, "titlePg"), *["even"] * has_even]
        yield from ((kind, known.get((kind, page), "")) for kind in _AT_THE_EDGE for page in pages)


def _is_on(holder: etree._Element | None, name: str) -> bool:
    found = None if holder is None else holder.find(w(name))
    return found is not None and (found.get(w("val")) or "").lower() not in OFF


def _has_text(name: str, parts: Mapping[str, bytes]) -> bool:
    return any((node.text or "").strip() for node in parse_part(name, parts[name]).iter(w("t")))
