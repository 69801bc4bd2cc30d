"""`priorauth exhibit`: what the reader sees in a report."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.operations.read_mri_report import read_mri_report, read_mri_text


@click.group()
def exhibit() -> None:
    """Show what the reader sees in a report."""


@exhibit.command("read")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@options.json_output
def read(file: Path, as_json: bool) -> None:
    """Read a lumbar MRI report: each finding with its page and its exact words.

    FILE is any file an exhibit may be, or '-' for text on standard input; a form feed begins a new page. FILE#18-20
    reads these pages of it alone, and FILE#3,5-7 those; they are then counted from 1.
    """
    report = read_mri_text(sys.stdin.buffer, "standard input") if str(file) == "-" else read_mri_report(file)
    if as_json:
        click.echo(json.dumps(report.data, indent=2, ensure_ascii=False))
        return
    for line in report.lines:
        click.echo(line)
    show_problems(report.warnings)
