"""What screening finds, gathered so that an exhibit has one line for each thing that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from priorauth.problems import Problem, Where, problem


@dataclass(frozen=True, slots=True)
class PageFinding:
    """Something wrong with one page. ``subject`` fills the message's ``{field}`` where it has one."""

    code: str
    page: int
    subject: str = ""


def gathered(exhibit: str, findings: Iterable[PageFinding]) -> tuple[Problem, ...]:
    """Turn page findings into problems, one for each kind and field, that name all the pages."""
    ordered = sorted(findings, key=lambda found: (found.code, found.subject, found.page))
    problems = []
    for (code, subject), group in groupby(ordered, key=lambda found: (found.code, found.subject)):
        numbers = sorted({found.page for found in group})
        where = Where(exhibit=exhibit, page=numbers[0])
        problems.append(problem(code, where, pages=pages_in_words(numbers), field=subject))
    return tuple(problems)


def pages_in_words(numbers: Iterable[int]) -> str:
    """Return page numbers as people do: ``page 2``, ``pages 1 to 3 and 7``."""
    in_step = groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    parts = [part for _, run in in_step for part in _run([number for _, number in run])]
    words = " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
    return f"{'page' if words.isdigit() else 'pages'} {words}"


def _run(run: list[int]) -> list[str]:
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
