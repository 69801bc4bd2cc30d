"""The scenarios a command tries a letter on: those that are named, or all that are found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from priorauth.authoring.trial.scenarios import Scenario, Stage, Staged, case_file, own_case, scenario_library
from priorauth.cli.libraries import profile_library
from priorauth.payers.model import LetterKind
from priorauth.practice.settings import nearest_practice
from priorauth.problems import Where


def staged_scenarios(named: tuple[str, ...], *, template: str, as_of: date, payer: str | None) -> list[Staged]:
    """Make scenarios ready: those named, where a name may also be that of a case or its path; else all.

    Of all, those that make another letter than ``template`` are left out. ``as_of`` and ``payer`` concern only a
    case that is named. Raises `Refused`: PA610 for a name of neither.
    """
    stage = Stage(profile_library())
    is_letter = template in set(LetterKind)
    return [
        stage.stage(name, scenario, file, where)
        for name, scenario, file, where in _chosen(named, as_of, payer)
        if named or not is_letter or stage.letter_of(scenario, file) == template
    ]


def _chosen(named: tuple[str, ...], as_of: date, payer: str | None) -> Iterator[tuple[str, Scenario, Path, Where]]:
    library = scenario_library(nearest_practice(Path.cwd()))
    for name in named or library.names():
        if name in library.names():
            loaded = library.load(name)
            path = Path(loaded.file)
            yield name, loaded.value, case_file(loaded.value.case, path.parent), Where(loaded.file)
        else:
            path = case_file(name, Path.cwd())
            yield path.parent.name, own_case(path, as_of=as_of, payer=payer), path, Where(str(path))
