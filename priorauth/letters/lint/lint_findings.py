"""Gathering what is wrong with a template: each finding once, at its place, with its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from priorauth.letters.lint.source_text import SourceText
from priorauth.problems import Problem, problem


@dataclass
class Findings:
    """What was found so far, in the order it was found."""

    found: dict[Problem, tuple[SourceText, int] | None] = field(default_factory=dict)
    """Each problem, and the text and offset it is shown with."""
    hidden: dict[SourceText, list[tuple[int, int]]] = field(default_factory=dict)
    """What may be a patient's, from and to, and is masked wherever its line is shown."""

    def add(
        self,
        source: SourceText,
        offset: int,
        code: str,
        *,
        fix: str | None = None,
        **names: Any,  # noqa: ANN401 - whatever the code's message names
    ) -> None:
        """Add a finding; one of the same code and message at the same place is there already."""
        fix = fix and fix.replace("{", "{{").replace("}", "}}")
        self.found.setdefault(problem(code, source.where(offset), fix=fix, **names), (source, offset))

    def hide(self, source: SourceText, start: int, end: int) -> None:
        """Never show this part of a text."""
        self.hidden.setdefault(source, []).append((start, end))

    def take(self, problems: Iterable[Problem]) -> None:
        """Add problems that another reader placed already."""
        self.found |= dict.fromkeys(problems)

    def in_order(self) -> tuple[Problem, ...]:
        """Return all, by file, line and column, each with its line and a caret."""
        shown = [self._shown(problem, place) for problem, place in self.found.items()]
        return tuple(sorted(shown, key=place_of))

    def _shown(self, found: Problem, place: tuple[SourceText, int] | None) -> Problem:
        if place is None:
            return found
        source, offset = place
        return replace(found, excerpt=source.excerpt(offset, self.hidden.get(source, ())))


def place_of(found: Problem) -> tuple[str, int, int, str]:
    """Return what problems are sorted by: file, line, column, code."""
    where = found.where
    return where.file or "", where.line or 0, where.column or 0, found.code
