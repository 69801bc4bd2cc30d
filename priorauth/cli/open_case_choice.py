"""The open cases a command looks at: those of the practice and of named folders, less the closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import painted
from priorauth.operations.list_open_cases import own_case_folder
from priorauth.problems import Problem

case_folders: options.Decorator = click.option(
    "--cases",
    "folders",
    metavar="FOLDER",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Look at the cases in this folder as well; may be given several times.",
)


def require_case_folders(folders: tuple[Path, ...]) -> None:
    """Raise ``click.UsageError`` outside of a practice when no folder of cases is named."""
    if not folders and own_case_folder(Path.cwd()) is None:
        raise click.UsageError(
            "There is no folder of cases here; go to the practice's folder, or add --cases FOLDER."
        )


def show_unread(problems: Sequence[Problem]) -> None:
    """Name each case that could not be read with its codes, a line to a file; `priorauth check` says the rest."""
    codes: dict[str, Counter[str]] = {}
    for flaw in problems:
        codes.setdefault(flaw.where.file or str(flaw.where), Counter())[flaw.code] += 1
    for file, counted in codes.items():
        listed = ", ".join(f"{code} ×{n}" if n > 1 else code for code, n in counted.items())
        click.echo(f"{file}: {painted('not read', 'red')}: {listed}; 'priorauth check' says more", err=True)
