"""Which cases are still open: those a change of a letter or of a profile would reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.case.model import Case
from priorauth.case.read_case import read_case
from priorauth.ledger.states import State
from priorauth.practice.settings import LoadedPractice, find_practice
from priorauth.problems import Problem, Refused, Where, problem

CASES = "cases"
"""The folder of a practice that its cases lie in."""
CLOSED = frozenset({State.APPROVED, State.EXPIRED, State.DONE})
"""Where the ledger says that nothing more is asked of the payer; a request that was withdrawn is done."""
_NAMES = ("case.yaml", "case.yml", "case.json")
_LOOSE = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that is open, with the file it was read from."""

    case: Case
    file: Path


@dataclass(frozen=True, slots=True)
class OpenCases:
    """The open cases, those that could not be read, and how many are closed."""

    cases: tuple[OpenCase, ...]
    problems: tuple[Problem, ...]
    """What is wrong with the files that could not be read; each names its file."""
    unreadable: int
    closed: int


def find_open_cases(folders: Sequence[Path], states: Mapping[str, State], as_of: date) -> OpenCases:
    """Read every case in these folders and leave out those that are closed.

    ``states`` is where the ledger has each case, by its id; a case it does not have is open. A case is a file
    ``case.yaml``, ``case.yml`` or ``case.json`` at any depth, or a YAML file directly in one of the folders. A
    practice's settings fill in what a case leaves out. Raises `Refused`: PA342 for a folder that is not there, and
    what reading settings raises.
    """
    cases: list[OpenCase] = []
    problems: list[Problem] = []
    unreadable = closed = 0
    practices: dict[Path, LoadedPractice | None] = {}
    for file in case_files(folders):
        if file.parent not in practices:
            practices[file.parent] = find_practice(file.parent)
        practice = practices[file.parent]
        try:
            case = read_case(file, as_of=as_of, defaults=practice.defaults if practice else None).case
        except Refused as refused:
            problems += refused.problems
            unreadable += 1
            continue
        if states.get(case.case_id) in CLOSED:
            closed += 1
        else:
            cases.append(OpenCase(case, file))
    return OpenCases(tuple(cases), tuple(problems), unreadable, closed)


def case_files(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Name the case files in folders, each once, in the order of their paths. Raises `Refused` (PA342)."""
    if missing := [folder for folder in folders if not folder.exists()]:
        raise Refused(problem("PA342", Where(str(folder))) for folder in missing)
    found = {path.resolve(): path for folder in folders for path in _in(folder)}
    return tuple(sorted(found.values()))


def _in(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
        return
    for path in (path for name in _NAMES for path in folder.rglob(name) if path.is_file()):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path
    yield from (path for path in folder.iterdir() if _is_loose(path))


def _is_loose(path: Path) -> bool:
    return path.suffix in _LOOSE and not path.name.startswith(".") and path.is_file()
