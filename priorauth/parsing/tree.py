"""A file as a tree of located text.

Every scalar is read as the text that stands there: ``NO`` stays ``NO``, ``0123`` keeps its zero, ``12:30`` is no
number. What makes such files dangerous or ambiguous (aliases, tags, duplicate keys, great depth) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from priorauth.parsing.json_tree import read_json
from priorauth.parsing.located import Path, Place, Plain, TreeBuilder
from priorauth.parsing.model import unprintable
from priorauth.parsing.yaml_tree import read_yaml
from priorauth.problems import Refused, Where, problem

__all__ = ["MAX_BYTES", "Path", "Place", "Plain", "Tree", "read_tree"]

MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Tree:
    """A file's content as plain dictionaries, lists and text, and the place of each part."""

    file: str
    lines: tuple[str, ...]
    content: Plain
    places: dict[Path, Place]

    def locate(self, path: Path) -> Where:
        """Return the place of a part, or of the nearest part around it that stands in the file."""
        while path and path not in self.places:
            path = path[:-1]
        place = self.places.get(path)
        return Where(self.file, place.key_line, place.key_column) if place else Where(self.file, 1, 1)

    def excerpt(self, where: Where, *, show_values: bool = False) -> tuple[str, ...]:
        """Show the line of a place with a caret below it, its value masked unless ``show_values``."""
        return excerpt(self.lines, where, show_values=show_values)


def read_tree(data: bytes, file: str, *, show_values: bool = False) -> Tree:
    """Read YAML, or JSON when the file's name ends in ``.json``.

    Raises `Refused` (PA101-PA109, PA113, PA114). Excerpts mask values unless ``show_values``.
    """
    text = _text(data, file)
    lines = tuple(text.splitlines())
    builder = TreeBuilder(file)
    try:
        _check_characters(text, file)
        content = read_json(text, builder) if file.lower().endswith(".json") else read_yaml(text, builder)
        if builder.problems:
            raise Refused(builder.problems)
    except Refused as refused:
        shown = [replace(p, excerpt=excerpt(lines, p.where, show_values=show_values)) for p in refused.problems]
        raise Refused(shown) from None
    return Tree(file, lines, content, builder.places)


def _text(data: bytes, file: str) -> str:
    where = Where(file)
    if len(data) > MAX_BYTES:
        raise Refused([problem("PA105", where, limit="1 MB")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused([problem("PA107", where)]) from None
    if not text.strip():
        raise Refused([problem("PA108", where)])
    return text


def _check_characters(text: str, file: str) -> None:
    """Refuse what no document can hold. Written out as an escape it is found later, by its field."""
    character = unprintable(text)
    if character is None:
        return
    before = text[: text.index(character)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    where = Where(file, line, column)
    raise Refused([problem("PA113", where, key=f"line {line}", codepoint=f"{ord(character):04X}")])


MASK = "█" * 6
_KEYED = re.compile(r'\s*(?:- +)*"?[a-z_][a-z0-9_]*"?\s*:(?:\s+|$)')
_WIDTH = 120


def excerpt(lines: Sequence[str], where: Where, *, show_values: bool) -> tuple[str, ...]:
    """Show the line and a caret; empty where there is no such line.

    The value is masked unless ``show_values``: the reader has the file, a log should not.
    """
    if where.line is None or where.line > len(lines):
        return ()
    line, at = lines[where.line - 1], (where.column or 1) - 1
    if not show_values:
        line = masked(line)
        at = min(at, line.index(MASK)) if MASK in line else at
    start = max(0, at - _WIDTH // 2)
    return line[start : start + _WIDTH], " " * (at - start) + "^"


def masked(line: str) -> str:
    """Hide what a line says, keeping its key where it has the form of a field's name."""
    match = _KEYED.match(line)
    key = match[0] if match else line[: len(line) - len(line.lstrip())]
    return key + MASK if line[len(key) :].strip() else key.rstrip()
