"""Options that lead to a practice's ledger and its open cases, and who runs the command."""

from __future__ import annotations

import getpass
import secrets
import socket
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import painted
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.operations.list_open_cases import own_case_folder
from priorauth.operations.sign_event import Actor
from priorauth.problems import Problem

ledger_option: options.Decorator = click.option(
    "--ledger",
    "url",
    metavar="URL",
    envvar="PRIORAUTH_LEDGER",
    help="The ledger, if it is not the practice's own file: sqlite:///FILE or postgresql://...",
)
record_option: options.Decorator = click.option(
    "--record", is_flag=True, help="Record the built packets in the practice's ledger; drafts are not recorded."
)

_RUN = secrets.token_hex(8)


def ledger_place(url: str | None) -> LedgerPlace:
    """Say where a command looks for the ledger: at ``url``, else from the current folder on."""
    return LedgerPlace(folder=Path.cwd(), url=url)


def acting() -> Actor:
    """Name who runs the command, on which machine."""
    return Actor(name=_user(), host=socket.gethostname(), run_id=_RUN)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may know its user by number only
        return "unknown"


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
