"""What commands say of the ledger: where it is, whether packets are recorded, and who runs the command."""

from __future__ import annotations

import getpass
import secrets
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from priorauth.cli import options
from priorauth.operations.ledger.find_ledger import LedgerPlace, begun_ledger
from priorauth.operations.sign_event import Action, Actor, AuditEvent, sign_event

if TYPE_CHECKING:
    from priorauth.operations.ledger.find_ledger import Ledger

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


def opened(url: str | None) -> Ledger:
    """Open the ledger at ``url``, or the one in the practice's folder, or in the current folder."""
    return begun_ledger(ledger_place(url))


def event(action: Action, **facts: Any) -> AuditEvent:  # noqa: ANN401  (the event's own fields)
    """Return an event of this moment, by this person on this machine."""
    return sign_event(action, acting(), options.now(), **facts)
