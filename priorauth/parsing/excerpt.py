"""The line of a file that a problem is about, with its value masked and a caret below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from priorauth.problems import Where

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
