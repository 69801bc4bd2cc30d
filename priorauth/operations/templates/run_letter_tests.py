"""Running the tests of letter templates: the sentences their letters have to say, and must never say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from priorauth.authoring.trial.scenarios import Stage, scenario_library
from priorauth.authoring.trial.template_tests import Expected, TrialRunner, expectations_for
from priorauth.authoring.trial.template_tests import Trial as Trial
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.operations.profiles.find_profiles import profiles_from
from priorauth.operations.templates.find_templates import letters_from
from priorauth.practice.settings import nearest_practice
from priorauth.problems import Refused, problem


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
