"""Laying a profile over the one it extends, before either is a model, so that every place stays known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from priorauth.parsing.tree import Path, Place, Plain, Tree
from priorauth.parsing.validation import without_absent
from priorauth.problems import Refused, problem

REPLACES = "replaces"
"""In a criterion: the id of the inherited criterion whose place it takes, where its own id differs."""


def laid_over(child: Tree, parent: Plain) -> Tree:
    """Lay a profile over the content of the one it extends.

    Fields given in the child win as a whole. Only criteria are joined: one with the id of an inherited criterion,
    or that names it in ``replaces``, takes its place; the others follow in their order. What is inherited has no
    place in the child's file. Raises `Refused` (PA311) when ``replaces`` names what is not inherited.
    """
    own = without_absent(child.content)
    if not isinstance(own, dict) or not isinstance(parent, dict):
        return child
    merged = {**parent, **own}
    added, inherited = own.get("criteria"), parent.get("criteria", [])
    if not isinstance(added, list) or not isinstance(inherited, list):
        return Tree(child.file, child.lines, merged, child.places)
    rows, moved = _joined(inherited, added, child)
    merged["criteria"] = rows
    return Tree(child.file, child.lines, merged, _places(child.places, moved))


def _joined(inherited: Sequence[Plain], added: Sequence[Plain], child: Tree) -> tuple[list[Plain], dict[int, int]]:
    """Join the criteria; say for each of the child's where it now stands.

    A criterion replaces at most once: a second one of the same id is added, and found as a duplicate later.
    """
    rows = list(inherited)
    open_places = {_text(row, "id"): place for place, row in enumerate(inherited)}
    moved: dict[int, int] = {}
    for index, row in enumerate(added):
        replaced = _text(row, REPLACES)
        place = open_places.pop(replaced or _text(row, "id"), None)
        if place is None and replaced is not None:
            raise Refused([problem("PA311", child.locate(("criteria", index, REPLACES)), id=replaced)])
        kept = {key: value for key, value in row.items() if key != REPLACES} if isinstance(row, dict) else row
        if place is None:
            place = len(rows)
            rows.append(kept)
        else:
            rows[place] = kept
        moved[index] = place
    return rows, moved


def _text(row: Plain, key: str) -> str | None:
    value = row.get(key) if isinstance(row, dict) else None
    return value if isinstance(value, str) else None


def _places(places: Mapping[Path, Place], moved: Mapping[int, int]) -> dict[Path, Place]:
    """Follow the child's criteria to where they now stand, so that an error is shown on the line it is on."""
    return {_moved(path, moved): place for path, place in places.items()}


def _moved(path: Path, moved: Mapping[int, int]) -> Path:
    if len(path) > 1 and path[0] == "criteria" and isinstance(path[1], int):
        return ("criteria", moved[path[1]], *path[2:])
    return path
