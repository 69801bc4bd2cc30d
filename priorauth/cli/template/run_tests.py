"""`priorauth template test`: letters held against the sentences they have to say."""

from __future__ import annotations

import json
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.operations.templates.try_letters import Trial, run_letter_tests
from priorauth.problems import ExitCode


@click.command("test")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@options.json_output
@click.option("--show-values", is_flag=True, help="Show sentences of letters whose case is not a made-up one.")
def test(names: tuple[str, ...], as_json: bool, show_values: bool) -> int:
    """Run the tests of all templates, or of those named; any failure ends with 5.

    Tests stand beside a template as NAME.test.yaml, or in the practice's folder template_tests as NAME.yaml.
    """
    tested = run_letter_tests(Path.cwd(), names, show_values=show_values)
    failed = [item for item in tested if item.failures]
    if as_json:
        click.echo(json.dumps([_as_data(item) for item in tested], indent=2))
    else:
        for item in failed:
            click.echo(f"{item.where}: {item.template} in '{item.subject}' failed", err=True)
            show_problems(item.failures)
        click.echo(f"{len(tested)} tests, {len(failed)} failed.")
    return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID if failed else ExitCode.OK)


def _as_data(item: Trial) -> dict[str, object]:
    return {
        "template": item.template,
        "subject": item.subject,
        "where": str(item.where),
        "passed": not item.failures,
        "failures": [p.as_data() for p in item.failures],
    }
