"""`priorauth template lint`: what is wrong with templates and the letterhead, without any case."""

from __future__ import annotations

from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.problem_output import findings, form_option
from priorauth.operations.templates.check_templates import check_templates
from priorauth.problems import ExitCode, Severity


@click.command("lint")
@click.argument("names", metavar="[NAME|FILE]...", nargs=-1)
@click.option(
    "--payer",
    "payers",
    metavar="ID",
    multiple=True,
    help="Ask for answers to this profile's criteria alone.",
)
@form_option
@options.json_output
def lint(names: tuple[str, ...], payers: tuple[str, ...], form: str, as_json: bool) -> int:
    """Report everything that is wrong with templates and the letterhead: errors end with 5, warnings with 0.

    NAME is a template's name; FILE is a template, a partial or a letterhead by its path. Without either, all that
    are found are checked.
    """
    problems = check_templates(Path.cwd(), names, payers)
    click.echo(findings(problems, "json" if as_json else form), nl=False)
    errors = any(p.severity is Severity.ERROR for p in problems)
    return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID if errors else ExitCode.OK)
