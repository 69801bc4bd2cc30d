"""`priorauth payer lint`: what is wrong with payer profiles."""

from __future__ import annotations

import json
from datetime import date

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.libraries import profile_library
from priorauth.payers.lint import lint_profile
from priorauth.problems import ExitCode, Severity


@click.command("lint")
@click.argument("profile_ids", metavar="[ID]...", nargs=-1)
@options.as_of
@options.json_output
def lint(profile_ids: tuple[str, ...], as_of: date, as_json: bool) -> int:
    """Report what is wrong with profiles: errors end with 5, warnings with 0."""
    library = profile_library()
    problems = [p for i in profile_ids or library.ids() for p in lint_profile(library.load(i), as_of)]
    if as_json:
        click.echo(json.dumps([p.as_data() for p in problems], indent=2))
    else:
        show_problems(problems)
        click.echo(f"{len(problems)} findings in {len(profile_ids or library.ids())} profiles.")
    errors = any(p.severity is Severity.ERROR for p in problems)
    return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID if errors else ExitCode.OK)
