"""`priorauth chart` and `exhibit`: what is understood of a chart, and of one report."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.output import show
from priorauth.operations.read_chart_files import read_chart_files
from priorauth.operations.read_mri_report import read_mri_report, read_mri_text


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
def read_chart(
    context: click.Context, paths: tuple[Path, ...], case_file: Path | None, as_of: date, as_json: bool
) -> None:
    """Read a chart: its documents, what each says and how it is said, and what nobody understood.

    PATH is any file an exhibit may be, or a folder of such files. Nothing is written.
    """
    found = read_chart_files(paths, as_of=as_of, case_file=case_file)
    show(found.data, found.lines, as_json=as_json, ensure_ascii=False)
    show_problems(found.problems)
    if found.problems:
        context.exit(int(found.problems[0].kind.exit_code))


@click.group()
def exhibit() -> None:
    """Show what the reader sees in a report."""


@exhibit.command("read")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@options.json_output
def read_report(file: Path, as_json: bool) -> None:
    """Read a lumbar MRI report: each finding with its page and its exact words.

    FILE is any file an exhibit may be, or '-' for text on standard input; a form feed begins a new page. FILE#18-20
    reads these pages of it alone, and FILE#3,5-7 those; they are then counted from 1.
    """
    report = read_mri_text(sys.stdin.buffer, "standard input") if str(file) == "-" else read_mri_report(file)
    show(report.data, report.lines, as_json=as_json, ensure_ascii=False)
    if not as_json:
        show_problems(report.warnings)
