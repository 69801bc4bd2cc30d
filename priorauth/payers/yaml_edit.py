"""Changing single values of a file that people write, and leaving every other character as it stands."""

from __future__ import annotations

import json
import re

from priorauth.parsing.tree import Path, Tree

_SCALAR = re.compile(
    r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^\s#,\[\]{}][^\n#,\]}]*?(?=\s*(?:#|,|\]|\}|$))', re.MULTILINE
)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")


def with_value(text: str, tree: Tree, path: Path, value: str) -> str | None:
    """Put another value where a short text stands; ``None`` where no such text stands there.

    ``tree`` is the text as it was read. The caller reads the result again and holds it to what was meant.
    """
    place = tree.places.get(path)
    if place is None:
        return None
    lines = text.splitlines(keepends=True)
    if place.line > len(lines):  # an empty value at the end of the file
        return None
    line, at = lines[place.line - 1], place.column - 1
    match = _SCALAR.match(line.rstrip("\r\n"), at)
    if match is None:
        return None
    lines[place.line - 1] = line[:at] + quoted(value) + line[match.end() :]
    return "".join(lines)


def quoted(value: str) -> str:
    """Write a value as YAML reads it back: as it is where it is plain, else in double quotes."""
    return value if _PLAIN.match(value) and value.lower() != "null" else json.dumps(value, ensure_ascii=False)
