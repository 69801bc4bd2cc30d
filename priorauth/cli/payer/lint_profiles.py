"""`priorauth payer lint`: what is wrong with payer profiles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.counting import counted
from priorauth.cli.problem_output import findings, form_option
from priorauth.operations.profiles.maintain_profiles import check_profiles
from priorauth.problems import ExitCode, Problem, Severity


@click.command("lint")
@click.argument("profiles", metavar="[ID|FILE]...", nargs=-1)
@options.as_of
@form_option
@options.json_output
def lint(profiles: tuple[str, ...], as_of: date, form: str, as_json: bool) -> int:
    """Report everything that is wrong with profiles, in one run.

    Errors end with 5, a file that cannot be opened with 7, warnings with 0. Without an ID or a FILE, every profile
    that is found is looked at.
    """
    checked = check_profiles(Path.cwd(), profiles, as_of)
    of = f"{counted(checked.count, 'profile')}: "
    click.echo(findings(checked.problems, "json" if as_json else form, of=of), nl=False)
    return int(_exit_code(checked.problems))


def _exit_code(problems: Sequence[Problem]) -> ExitCode:
    wrong = {p.kind.exit_code for p in problems if p.severity is Severity.ERROR}
    if wrong == {ExitCode.FILE_ACCESS}:
        return ExitCode.FILE_ACCESS
    return ExitCode.TEMPLATE_OR_PROFILE_INVALID if wrong else ExitCode.OK
