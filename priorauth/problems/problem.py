"""A problem as a user meets it: its kind, its place, what is wrong and how to mend it; and a refusal of several."""

from __future__ import annotations

import string
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from priorauth.problems.catalogue import CATALOGUE
from priorauth.problems.problem_kind import ExitCode, Owner, ProblemKind, Severity


@dataclass(frozen=True, slots=True)
class Where:
    """Where a problem was found: a file's line and column, a sheet's cell, a Word file's part, an exhibit page."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    exhibit: str | None = None
    page: int | None = None
    field: str | None = None
    part: str | None = None

    def __str__(self) -> str:
        if self.sheet is not None or self.cell is not None or self.part is not None:
            place = "!".join(part for part in (self.file, self.part, self.sheet, self.cell) if part)
        else:
            numbers = [str(number) for number in (self.line, self.column) if number is not None]
            place = ":".join([self.file or "", *numbers]) if self.file else ""
        if self.exhibit is not None:
            page = f", page {self.page}" if self.page is not None else ""
            exhibit = f"exhibit {self.exhibit}{page}"
            place = f"{place} ({exhibit})" if place else exhibit
        return place or (self.field or "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is wrong, how to mend it and who can."""

    kind: ProblemKind
    where: Where
    message: str
    fix: str
    owner: Owner
    excerpt: tuple[str, ...] = field(default=())

    @property
    def code(self) -> str:
        """The catalogue code, such as ``PA101``."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Whether it stops the work."""
        return self.kind.severity

    def as_data(self) -> dict[str, object]:
        """Return the problem as plain data for ``--json``."""
        places = {name: getattr(self.where, name) for name in Where.__slots__}
        return {
            "code": self.code,
            "severity": str(self.severity),
            "owner": str(self.owner),
            "where": {name: value for name, value in places.items() if value is not None},
            "message": self.message,
            "fix": self.fix,
        }


class Refused(Exception):
    """The work cannot go on; carries every problem found, so that all can be mended at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("a refusal needs at least one problem")
        super().__init__(", ".join(problem.code for problem in self.problems))

    @property
    def exit_code(self) -> ExitCode:
        """The exit status of the first problem that stops the work."""
        errors = [p for p in self.problems if p.severity is Severity.ERROR]
        return (errors or list(self.problems))[0].kind.exit_code


def problem(
    code: str,
    where: Where | None = None,
    *,
    owner: Owner | None = None,
    fix: str | None = None,
    excerpt: Iterable[str] = (),
    **names: object,
) -> Problem:
    """Make a problem of a catalogued kind.

    ``names`` fill the kind's message and fix; ``owner`` and ``fix`` replace the catalogue's when the place
    knows better. Raises ``KeyError`` for a code or a name the catalogue does not know.
    """
    kind = CATALOGUE[code]
    texts = [string.Formatter().vformat(text, (), names) for text in (kind.message, fix or kind.fix)]
    return Problem(kind, where or Where(), texts[0], texts[1], owner or kind.owner, tuple(excerpt))


def internal_fault(error: BaseException) -> Problem:
    """Name a fault of the program by its kind and place in the code only: its text could hold a patient's value."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "priorauth" in Path(f.filename).parts]
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return problem("PA999", what=f"{type(error).__name__}{place}")
