"""Making ready the scenarios a letter is tried on: those that are named, or all that are found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from priorauth.authoring.trial.scenarios import Scenario, Stage, Staged, case_file, own_case, scenario_library
from priorauth.operations.profiles.find_profiles import profiles_from
from priorauth.payers.model import LetterKind
from priorauth.practice.settings import nearest_practice
from priorauth.problems import Where


def stage_scenarios(
    home: Path, named: Sequence[str], *, template: str, as_of: date, payer: str | None = None
) -> tuple[Staged, ...]:
    """Return scenarios made ready: those named, where a name may also be that of a case or its path; else all.

    Of all, those that make another letter than ``template`` are left out. ``as_of`` and ``payer`` concern only a
    case that is named. Raises `Refused`: PA610 for a name of neither.
    """
    stage = Stage(profiles_from(home))
    is_letter = template in set(LetterKind)
    return tuple(
        stage.stage(name, scenario, file, where)
        for name, scenario, file, where in _chosen(home, named, as_of, payer)
        if named or not is_letter or stage.letter_of(scenario, file) == template
    )


def _chosen(
    home: Path, named: Sequence[str], as_of: date, payer: str | None
) -> Iterator[tuple[str, Scenario, Path, Where]]:
    library = scenario_library(nearest_practice(home))
    for name in named or library.names():
        if name in library.names():
            loaded = library.load(name)
            path = Path(loaded.file)
            yield name, loaded.value, case_file(loaded.value.case, path.parent), Where(loaded.file)
        else:
            path = case_file(name, home)
            yield path.parent.name, own_case(path, as_of=as_of, payer=payer), path, Where(str(path))
