"""What commands say of the ledger: where it is, whether packets are recorded, and who runs the command."""

from __future__ import annotations

import getpass
import secrets
import socket
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.operations.sign_event import Actor

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
