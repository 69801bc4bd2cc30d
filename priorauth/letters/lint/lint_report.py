"""What is wrong with a template: each finding once, at its place in a file, with its line and a caret."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from priorauth.problems import Problem, Where, problem

_WIDEST = 110
"""Characters of a line that are shown around the place."""


@dataclass(frozen=True, eq=False)
class SourceText:
    """A file's text; front matter stands in ``whole`` and is blanked in ``text``, so that offsets agree."""

    path: Path
    whole: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(place + 1 for place, character in enumerate(self.whole) if character == "\n")]

    def where(self, offset: int) -> Where:
        """Return the line and the column of an offset, from 1."""
        offset = min(max(offset, 0), len(self.whole))
        line = bisect_right(self._starts, offset)
        return Where(str(self.path), line, offset - self._starts[line - 1] + 1)

    def excerpt(self, offset: int, hidden: Iterable[tuple[int, int]] = ()) -> tuple[str, str]:
        """Show the line of an offset with a caret; ``hidden`` are the parts of the text that are masked."""
        column = (self.where(offset).column or 1) - 1
        start = min(max(offset, 0), len(self.whole)) - column
        characters = list(self.whole[start:].split("\n", 1)[0])
        for first, last in hidden:
            for place in range(max(first - start, 0), min(last - start, len(characters))):
                characters[place] = "•"
        cut = max(0, column - _WIDEST // 2) if len(characters) > _WIDEST else 0
        line = "".join(c if c.isprintable() else " " for c in characters[cut : cut + _WIDEST])
        before, after = "…" if cut else "", "…" if len(characters) > cut + _WIDEST else ""
        return f"{before}{line}{after}", " " * (column - cut + len(before)) + "^"


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One thing that is wrong with a file: the problem's code, its offset, and what the code's message names."""

    offset: int
    code: str
    names: Mapping[str, Any] = field(default_factory=dict)
    fix: str | None = None
    """A fix of its own in place of the code's usual one."""
    hidden: int = 0
    """How many characters from the offset on may be a patient's; they are masked wherever their line is shown."""


@dataclass
class LintReport:
    """What was found so far in a template and its partials, in the order it was found."""

    found: dict[Problem, tuple[SourceText, int] | None] = field(default_factory=dict)
    """Each problem, and the text and offset it is shown with."""
    _hidden: dict[SourceText, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, source: SourceText, *findings: LintFinding) -> None:
        """Add findings of one file; one of the same code and message at the same place is there already."""
        for finding in findings:
            fix = finding.fix and finding.fix.replace("{", "{{").replace("}", "}}")
            told = problem(finding.code, source.where(finding.offset), fix=fix, **finding.names)
            self.found.setdefault(told, (source, finding.offset))
            if finding.hidden:
                self._hidden.setdefault(source, []).append((finding.offset, finding.offset + finding.hidden))

    def take(self, problems: Iterable[Problem]) -> None:
        """Add problems that another reader placed already."""
        self.found |= dict.fromkeys(problems)

    def in_order(self) -> tuple[Problem, ...]:
        """Return all, by file, line and column, each with its line and a caret."""
        shown = (
            replace(told, excerpt=at[0].excerpt(at[1], self._hidden.get(at[0], ()))) if at else told
            for told, at in self.found.items()
        )
        return tuple(sorted(shown, key=sort_key))


def sort_key(told: Problem) -> tuple[str, int, int, str]:
    """Return what problems are sorted by: file, line, column, code."""
    where = told.where
    return where.file or "", where.line or 0, where.column or 0, told.code
