"""Which parts of an Office Open XML package lead to which."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from priorauth.formats.ooxml.archive import unsafe
from priorauth.formats.ooxml.namespaces import RELATIONSHIPS
from priorauth.formats.ooxml.package_safety import parse_part


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part leads to: ``kind`` is the last word of the relationship's type."""

    kind: str
    target: str
    """The name of a part; an address as it is written where ``is_external``."""
    is_external: bool = False


def relations(parts: Mapping[str, bytes], owner: str) -> dict[str, Relation]:
    """Return a part's relationships by id; the package's own for the empty name."""
    folder, file = posixpath.split(owner)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if name not in parts:
        return {}
    found = {}
    for entry in parse_part(name, parts[name]).iter(f"{{{RELATIONSHIPS}}}Relationship"):
        target, is_external = entry.get("Target") or "", (entry.get("TargetMode") or "").lower() == "external"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[entry.get("Id") or ""] = Relation((entry.get("Type") or "").rsplit("/", 1)[-1], target, is_external)
    return found


def related_part(parts: Mapping[str, bytes], owner: str, kind: str) -> str | None:
    """Return the name of the first part of a kind that a part leads to; ``None`` where there is none."""
    found = (each.target for each in relations(parts, owner).values() if each.kind == kind and not each.is_external)
    return next((name for name in found if name in parts), None)


def document_part(parts: Mapping[str, bytes]) -> str:
    """Name the part that holds the document itself. Raises `UnsafePackage` when there is none."""
    return related_part(parts, "", "officeDocument") or unsafe("it is not a Word document (.docx)")
