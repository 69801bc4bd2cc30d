"""`priorauth template test`: letters held against the sentences they have to say."""

from __future__ import annotations

import json
from pathlib import Path

import click

from priorauth.authoring.trial.expectations import Expected, expectations_for
from priorauth.authoring.trial.scenarios import Stage, scenario_library
from priorauth.authoring.trial.template_tests import Trial, TrialRunner
from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.libraries import letter_library, profile_library
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.practice.settings import nearest_practice
from priorauth.problems import ExitCode, Refused, problem


@click.command("test")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@options.json_output
@click.option("--show-values", is_flag=True, help="Show sentences of letters whose case is not a made-up one.")
def test(names: tuple[str, ...], as_json: bool, show_values: bool) -> int:
    """Run the tests of all templates, or of those named; any failure ends with 5.

    Tests stand beside a template as NAME.test.yaml, or in the practice's folder template_tests as NAME.yaml.
    """
    library, practice = letter_library(), nearest_practice(Path.cwd())
    tester = TrialRunner(library, scenario_library(practice), Stage(profile_library()), show_values=show_values)
    tested = [item for expected in _expected(names, library, practice) for item in tester.run(expected)]
    failed = [item for item in tested if item.failures]
    if as_json:
        click.echo(json.dumps([_as_data(item) for item in tested], indent=2))
    else:
        for item in failed:
            click.echo(f"{item.where}: {item.template} in '{item.subject}' failed", err=True)
            show_problems(item.failures)
        click.echo(f"{len(tested)} tests, {len(failed)} failed.")
    return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID if failed else ExitCode.OK)


def _expected(names: tuple[str, ...], library: TemplateLibrary, practice: Path | None) -> list[Expected]:
    """Find the tests. Raises `Refused` (PA616) for a template that is named and has none."""
    found = {name: list(expectations_for(library.load(name), practice)) for name in names or library.names()}
    without = [name for name in names if not found[name]]
    if without:
        raise Refused(problem("PA616", name=name) for name in without)
    return [expected for each in found.values() for expected in each]


def _as_data(item: Trial) -> dict[str, object]:
    return {
        "template": item.template,
        "subject": item.subject,
        "where": str(item.where),
        "passed": not item.failures,
        "failures": [p.as_data() for p in item.failures],
    }
