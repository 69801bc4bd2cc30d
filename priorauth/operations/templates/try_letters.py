"""Trying letters on scenarios: making the scenarios ready, and running the tests of templates on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from priorauth.authoring.trial.scenarios import Scenario, Stage, Staged, case_file, own_case, scenario_library
from priorauth.authoring.trial.template_tests import Expected, Trial as Trial, TrialRunner, expectations_for
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.operations.profiles.find_profiles import profiles_from
from priorauth.operations.templates.find_templates import letters_from
from priorauth.payers.model import LetterKind
from priorauth.practice.settings import nearest_practice
from priorauth.problems import Refused, Where, problem


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


def run_letter_tests(home: Path, names: Sequence[str] = (), *, show_values: bool = False) -> tuple[Trial, ...]:
    """Return what became of each test of the named templates, or of all.

    ``show_values`` lets a failure quote a letter whose case is not a made-up one. Raises `Refused`: PA504 for an
    unknown template, PA616 for one that is named and has no test, PA1xx and PA617 for a wrong file of tests.
    """
    library, practice = letters_from(home), nearest_practice(home)
    stage = Stage(profiles_from(home))
    runner = TrialRunner(library, scenario_library(practice), stage, show_values=show_values)
    return tuple(trial for expected in _expected(names, library, practice) for trial in runner.run(expected))


def _expected(names: Sequence[str], library: TemplateLibrary, practice: Path | None) -> list[Expected]:
    """Find the tests. Raises `Refused` (PA616) for a template that is named and has none."""
    found = {name: list(expectations_for(library.load(name), practice)) for name in names or library.names()}
    without = [name for name in names if not found[name]]
    if without:
        raise Refused(problem("PA616", name=name) for name in without)
    return [expected for each in found.values() for expected in each]
