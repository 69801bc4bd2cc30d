"""Putting values where they belong in a case's content."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from priorauth.parsing.located import Path, Plain


def put(content: dict[str, Plain], path: Path, value: Plain) -> None:
    """Put a value at a path, making what lies between. Entries of a list are put in their order (see `dense`)."""
    here: dict[str, Plain] | list[Plain] = content
    for part, following in pairwise(path):
        inner: Plain = [] if isinstance(following, int) else {}
        if isinstance(here, dict):
            found = here.setdefault(str(part), inner)
        else:
            if int(part) == len(here):
                here.append(inner)
            found = here[int(part)]
        assert isinstance(found, dict | list)  # noqa: S101  (paths come from one model)
        here = found
    if isinstance(here, dict):
        here[str(path[-1])] = value
    else:
        here.append(value)


def dense(paths: Iterable[Path]) -> dict[Path, Path]:
    """Renumber the entries of lists without a gap: one that a row leaves empty makes the next one move up.

    Returns for each path, in an order in which they can be put, the path where it comes to stand.
    """
    ordered = sorted(paths, key=lambda path: [(isinstance(part, str), part) for part in path])
    moved: dict[Path, dict[int, int]] = {}
    found: dict[Path, Path] = {}
    for path in ordered:
        now: Path = ()
        for part in path:
            if isinstance(part, int):
                numbers = moved.setdefault(now, {})
                part = numbers.setdefault(part, len(numbers))  # noqa: PLW2901  (the same entry under its new number)
            now = (*now, part)
        found[path] = now
    return found
