"""What was found, in the form a person or another program asks for, and counts as a person writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

import priorauth
from priorauth.cli import options
from priorauth.cli.failures import problem_lines
from priorauth.problems import Problem, Severity
from priorauth.problems.machine_formats import as_github, as_json, as_sarif


def show(data: object, lines: Iterable[str], *, as_json: bool, ensure_ascii: bool = True) -> None:
    """Print a result: as JSON, or in words, a line at a time."""
    for line in (json.dumps(data, indent=2, ensure_ascii=ensure_ascii),) if as_json else lines:
        click.echo(line)


def counted(number: int, noun: str) -> str:
    """Write a number with its noun, such as ``1 case`` and ``2 cases``; ``open case`` takes its s as well."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


_FORMS = ("text", "json", "sarif", "github")

form_option: options.Decorator = click.option(
    "--format",
    "form",
    type=click.Choice(_FORMS),
    default="text",
    show_default=True,
    help="The form of the findings.",
)


def findings(problems: Sequence[Problem], form: str, *, of: str = "") -> str:
    """Write problems in the form asked for; a text ends with their count, after ``of`` what was looked at."""
    match form:
        case "json":
            return as_json(problems) + "\n"
        case "sarif":
            return as_sarif(problems, priorauth.__version__, Path.cwd()) + "\n"
        case "github":
            return as_github(problems, Path.cwd()) + ("\n" if problems else "")
    errors = sum(p.severity is Severity.ERROR for p in problems)
    warnings = sum(p.severity is Severity.WARNING for p in problems)
    lines = [line for p in problems for line in problem_lines(p)]
    count = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}."
    return "\n".join([*lines, f"{of}{count}"]) + "\n"
