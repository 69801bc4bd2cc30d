"""`priorauth chart`: what is understood of a chart."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.operations.read_chart_files import read_chart_files


@click.group()
def chart() -> None:
    """Show what is understood of a patient's chart."""


@chart.command("read")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--case", "case_file", type=click.Path(path_type=Path), help="A case file that says whose chart it is."
)
@options.as_of
@options.json_output
@click.pass_context
def read(
    context: click.Context, paths: tuple[Path, ...], case_file: Path | None, as_of: date, as_json: bool
) -> None:
    """Read a chart: its documents, what each says and how it is said, and what nobody understood.

    PATH is any file an exhibit may be, or a folder of such files. Nothing is written.
    """
    found = read_chart_files(paths, as_of=as_of, case_file=case_file)
    if as_json:
        click.echo(json.dumps(found.data, indent=2, ensure_ascii=False))
    else:
        for line in found.lines:
            click.echo(line)
    show_problems(found.problems)
    if found.problems:
        context.exit(int(found.problems[0].kind.exit_code))
