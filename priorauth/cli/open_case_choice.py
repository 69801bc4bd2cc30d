"""The open cases a command looks at: those of the practice and of named folders, less the closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from priorauth.authoring.change.open_cases import CASES, OpenCases, find_open_cases
from priorauth.cli import options
from priorauth.cli.failures import painted
from priorauth.cli.recording import opened
from priorauth.ledger.database import FILE
from priorauth.ledger.states import State
from priorauth.practice.settings import nearest_practice
from priorauth.problems import Problem

case_folders: options.Decorator = click.option(
    "--cases",
    "folders",
    metavar="FOLDER",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Look at the cases in this folder as well; may be given several times.",
)


def open_cases(folders: tuple[Path, ...], url: str | None, as_of: date) -> OpenCases:
    """Read the open cases. A practice without a ledger gets none: all of its cases are open.

    Raises ``click.UsageError`` outside of a practice when no folder is named, and `Refused` (PA342, PA11xx).
    """
    home = nearest_practice(Path.cwd())
    own = (home / CASES,) if home and (home / CASES).is_dir() else ()
    if not (own or folders):
        raise click.UsageError(
            "There is no folder of cases here; go to the practice's folder, or add --cases FOLDER."
        )
    return find_open_cases((*own, *folders), _states(url, home or Path.cwd()), as_of)


def _states(url: str | None, folder: Path) -> Mapping[str, State]:
    if url is None and not (folder / FILE).is_file():
        return {}
    with opened(url) as book:
        return {entry.case_id: entry.state for entry in book.entries()}


def show_unread(problems: Sequence[Problem]) -> None:
    """Name each case that could not be read with its codes, a line to a file; `priorauth check` says the rest."""
    codes: dict[str, Counter[str]] = {}
    for flaw in problems:
        codes.setdefault(flaw.where.file or str(flaw.where), Counter())[flaw.code] += 1
    for file, counted in codes.items():
        listed = ", ".join(f"{code} ×{n}" if n > 1 else code for code, n in counted.items())
        click.echo(f"{file}: {painted('not read', 'red')}: {listed}; 'priorauth check' says more", err=True)
