"""`priorauth payer lint`: what is wrong with payer profiles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

import priorauth
from priorauth.cli import options
from priorauth.cli.failures import problem_lines
from priorauth.cli.libraries import profile_library
from priorauth.payers.survey import overlooked, survey
from priorauth.practice import find_practice
from priorauth.problems import ExitCode, Problem, Severity
from priorauth.problems.formats import as_github, as_json, as_sarif


@click.command("lint")
@click.argument("profiles", metavar="[ID|FILE]...", nargs=-1)
@options.as_of
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="The form of the findings.",
)
@options.json_output
def lint(profiles: tuple[str, ...], as_of: date, form: str, as_json: bool) -> int:
    """Report everything that is wrong with profiles, in one run.

    Errors end with 5, a file that cannot be opened with 7, warnings with 0. Without an ID or a FILE, every profile
    that is found is looked at.
    """
    practice, library = find_practice(Path.cwd()), profile_library()
    own = practice.profile_folders if practice else ()
    names = profiles or library.ids()
    problems = [*(() if profiles else overlooked(own)), *survey(names, library, own, as_of)]
    click.echo(_told(problems, "json" if as_json else form, len(names)), nl=False)
    return int(_exit_code(problems))


def _told(problems: Sequence[Problem], form: str, profiles: int) -> str:
    match form:
        case "json":
            return as_json(problems) + "\n"
        case "sarif":
            return as_sarif(problems, priorauth.__version__, Path.cwd()) + "\n"
        case "github":
            return as_github(problems, Path.cwd()) + ("\n" if problems else "")
    errors = sum(p.severity is Severity.ERROR for p in problems)
    lines = [line for p in problems for line in problem_lines(p)]
    return "\n".join([*lines, f"{profiles} profiles: {errors} errors, {len(problems) - errors} warnings."]) + "\n"


def _exit_code(problems: Sequence[Problem]) -> ExitCode:
    wrong = {p.kind.exit_code for p in problems if p.severity is Severity.ERROR}
    if wrong == {ExitCode.FILE_ACCESS}:
        return ExitCode.FILE_ACCESS
    return ExitCode.TEMPLATE_OR_PROFILE_INVALID if wrong else ExitCode.OK
