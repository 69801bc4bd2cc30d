"""The one place that turns exceptions into words on stderr and an exit code."""

from __future__ import annotations

import json
import os
import sys

import click

from priorauth.problems import ExitCode, Problem, Refused, Severity, internal_fault


def exit_code_of(error: BaseException) -> int:
    """Say what went wrong and return the exit code; a fault of ours is named without any value of a chart."""
    if isinstance(error, Refused):
        show_refusal(error)
        return int(error.exit_code)
    if isinstance(error, click.ClickException):
        error.show()
        return int(ExitCode.USAGE)
    if isinstance(error, click.Abort | KeyboardInterrupt):
        click.echo("Interrupted; nothing was left half-written.", err=True)
        return int(ExitCode.INTERRUPTED)
    if isinstance(error, BrokenPipeError):
        # The reader of our output has gone (such as `| head`); point stdout away so that exiting stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)
    show_problems([internal_fault(error)])
    return int(ExitCode.INTERNAL_ERROR)


def show_refusal(refused: Refused) -> None:
    """Say everything that is wrong, as words on stderr and, when ``--json`` was given, as data on stdout."""
    if "--json" in sys.argv[1:]:
        click.echo(json.dumps({"problems": [p.as_data() for p in refused.problems]}, indent=2))
    show_problems(refused.problems)


def show_problems(problems: list[Problem] | tuple[Problem, ...]) -> None:
    """Print problems to stderr: place, code, what is wrong, how to fix it, and who can."""
    for item in problems:
        for line in problem_lines(item):
            click.echo(line, err=True)


def problem_lines(item: Problem) -> list[str]:
    """Return a problem as people read it: place, code, message, its line with a caret, and who can fix it how."""
    place = f"{item.where}: " if str(item.where) else ""
    tone = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}[item.severity]
    return [
        f"{place}{painted(f'{item.severity} {item.code}', tone)}: {item.message}",
        *(f"    {line}" for line in item.excerpt),
        f"    Fix ({item.owner}): {item.fix}",
    ]


def painted(text: str, tone: str) -> str:
    """Color a word, unless NO_COLOR asks for plain text; click drops color where no terminal reads it."""
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=tone)
