"""Reading a case file: YAML or JSON into a `Case`, with every error at its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.case.coherence import Incoherence, find_incoherences
from priorauth.case.model import Case
from priorauth.problems import Problem, Refused, Severity, Where, problem
from priorauth.records.load import Loaded, read_record
from priorauth.records.tree import Path as TreePath
from priorauth.records.tree import Plain


@dataclass(frozen=True, slots=True)
class LoadedCase:
    """A case, the folder its exhibits lie in, and what is worth a warning."""

    case: Case
    file: str
    folder: Path
    sha256: str
    locate: Callable[[TreePath], Where]
    warnings: tuple[Problem, ...]


def read_case(
    path: Path, *, as_of: date, defaults: Mapping[str, Plain] | None = None, show_values: bool = False
) -> LoadedCase:
    """Read a case file and hold it against itself.

    ``defaults`` are sections a case may leave out (see `priorauth.practice`). Raises `Refused` with every problem:
    PA1xx with file, line and column.
    """
    loaded = read_record(path, Case, defaults=defaults, show_values=show_values)
    found = [_problem(item, loaded) for item in find_incoherences(loaded.value, as_of)]
    if any(p.severity is Severity.ERROR for p in found):
        raise Refused(found)
    return LoadedCase(loaded.value, loaded.file, path.parent, loaded.sha256, loaded.locate, tuple(found))


def _problem(item: Incoherence, loaded: Loaded[Case]) -> Problem:
    where = loaded.locate(item.path)
    return problem(item.code, where, owner=None, fix=None, excerpt=loaded.excerpt(where), **dict(item.names))
