"""What screening finds, gathered so that an exhibit has one line for each thing that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from priorauth.problems import Problem, Where, problem

PICTURE_ONLY = "PA764"


@dataclass(frozen=True, slots=True)
class PageFinding:
    """Something wrong with one page. ``subject`` fills the message's ``{field}`` where it has one."""

    code: str
    page: int
    subject: str = ""
    vouched: str = ""
    """The code that takes its place once a named person has answered it; none where nobody may."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An error that a named person may answer, who knows what no page tells."""

    problem: Problem
    vouched: Problem
    """What is told in its place once it is answered."""
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """What is wrong with exhibits, which of it a named person may answer, and what a person has to read."""

    problems: tuple[Problem, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    """Those of the problems that a person may answer."""
    pictures: tuple[tuple[str, int], ...] = ()
    """The pages, by exhibit and number, that have something on them and no text."""

    def told(
        self, answered: Collection[Problem] = (), read: Collection[tuple[str, int]] = ()
    ) -> tuple[Problem, ...]:
        """Return what is to be told, once persons have ``answered`` problems and ``read`` pages without text."""
        vouched = [doubt for doubt in self.doubts if doubt.problem in answered]
        unread: dict[str, list[PageFinding]] = {}
        for exhibit, page in self.pictures:
            if (exhibit, page) not in read:
                unread.setdefault(exhibit, []).append(PageFinding(PICTURE_ONLY, page))
        pictures = (found for exhibit, pages in unread.items() for found in gathered(exhibit, pages).problems)
        return (*(_instead(found, vouched) for found in self.problems), *pictures)


def _instead(found: Problem, vouched: Iterable[Doubt]) -> Problem:
    return next((doubt.vouched for doubt in vouched if doubt.problem == found), found)


def joined_screening(parts: Iterable[Screening]) -> Screening:
    """Return what several looks found, in their order."""
    found = tuple(parts)
    return Screening(
        tuple(item for part in found for item in part.problems),
        tuple(item for part in found for item in part.doubts),
        tuple(item for part in found for item in part.pictures),
    )


def gathered(exhibit: str, findings: Iterable[PageFinding]) -> Screening:
    """Turn page findings into problems, one for each kind and field, that name all the pages."""
    problems: list[Problem] = []
    doubts: list[Doubt] = []
    for found, numbers in _groups(findings):
        where = Where(exhibit=exhibit, page=numbers[0])
        named = pages_in_words(numbers)
        problems.append(problem(found.code, where, pages=named, field=found.subject))
        if found.vouched:
            vouched = problem(found.vouched, where, pages=named, field=found.subject)
            doubts.append(Doubt(problems[-1], vouched, tuple(numbers)))
    return Screening(tuple(problems), tuple(doubts))


def _groups(findings: Iterable[PageFinding]) -> Iterator[tuple[PageFinding, list[int]]]:
    ordered = sorted(findings, key=lambda found: (found.code, found.subject, found.vouched, found.page))
    for _, group in groupby(ordered, key=lambda found: (found.code, found.subject, found.vouched)):
        same = list(group)
        yield same[0], sorted({found.page for found in same})


def pages_in_words(numbers: Iterable[int]) -> str:
    """Return page numbers as people do: ``page 2``, ``pages 1 to 3 and 7``."""
    in_step = groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    parts = [part for _, run in in_step for part in _run([number for _, number in run])]
    words = " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
    return f"{'page' if words.isdigit() else 'pages'} {words}"


def _run(run: list[int]) -> list[str]:
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
