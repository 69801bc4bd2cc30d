"""`priorauth exhibit`: what the reader sees in a report."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.problems import Where
from priorauth.readers.mri.cautions import cautions
from priorauth.readers.mri.read_report import read_report
from priorauth.readers.mri.report_file import MAX_TEXT_BYTES, pages_of_file, pages_of_text
from priorauth.readers.mri.report_listing import as_data, as_lines


@click.group()
def exhibit() -> None:
    """Show what the reader sees in a report."""


@exhibit.command("read")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@options.json_output
def read(file: Path, as_json: bool) -> None:
    """Read a lumbar MRI report: each finding with its page and its exact words.

    FILE is any file an exhibit may be, or '-' for text on standard input; a form feed begins a new page.
    """
    pages = _pages(file)
    report = read_report(pages)
    warnings = cautions(report, pages)
    if as_json:
        click.echo(json.dumps(as_data(report, warnings), indent=2, ensure_ascii=False))
        return
    for line in as_lines(report):
        click.echo(line)
    show_problems(warnings)


def _pages(file: Path) -> tuple[str, ...]:
    if str(file) != "-":
        return pages_of_file(file)
    return pages_of_text(sys.stdin.buffer.read(MAX_TEXT_BYTES + 1), Where(file="standard input"))
