"""Opening the practice's ledger for a command, and signing its events with who runs the command and where."""

from __future__ import annotations

import getpass
import re
import secrets
import socket
from collections.abc import Sequence
from datetime import UTC, date
from pathlib import Path
from typing import Any

import click

from priorauth import __version__
from priorauth.batch.task import TaskResult
from priorauth.cli import options
from priorauth.ledger.audit import Action, AuditEvent
from priorauth.ledger.steps import Built
from priorauth.ledger.store import Ledger, open_ledger
from priorauth.packet.release import MANIFEST
from priorauth.practice import find_practice

ledger_option: options.Decorator = click.option(
    "--ledger",
    "url",
    metavar="URL",
    envvar="PRIORAUTH_LEDGER",
    help="The ledger, if it is not the practice's own file: sqlite:///FILE or postgresql://...",
)

_RUN = secrets.token_hex(8)
_NOT_AN_ID = re.compile(r"[^A-Za-z0-9._@+-]+")


def opened(url: str | None) -> Ledger:
    """Open the ledger at ``url``, or the one in the practice's folder, or in the current folder."""
    practice = find_practice(Path.cwd())
    return open_ledger(url, practice.folder if practice else Path.cwd())


def event(action: Action, **facts: Any) -> AuditEvent:  # noqa: ANN401  (the event's own fields)
    """Give an event of this moment, by this person on this machine."""
    return AuditEvent(
        time=options.now().astimezone(UTC),
        actor=_id(_user()),
        host=_id(socket.gethostname()),
        tool_version=__version__,
        run_id=_RUN,
        action=action,
        **facts,
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may know its user by number only
        return "unknown"


def _id(text: str) -> str:
    return _NOT_AN_ID.sub("-", text)[:80] or "unknown"


def record_results(url: str | None, results: Sequence[TaskResult], on: date) -> None:
    """Record the packets a run has built; one that stands in the ledger as it is now is left alone."""
    with opened(url) as book:
        for result in results:
            manifest, asked = result.files.get(MANIFEST), result.requested
            if manifest is None or asked is None or result.profile_id is None:
                continue
            entry = book.entry(result.task_id)
            if entry is not None and entry.manifest_sha256 == manifest:
                continue
            step = Built(
                on=on,
                profile_id=result.profile_id,
                line_of_business=asked.line_of_business,
                urgency=asked.urgency,
                bodies=asked.bodies,
                units=asked.units,
                planned_date=result.planned_date,
                manifest_sha256=manifest,
            )
            facts = {"case_id": result.task_id, "profile_id": result.profile_id, "step": step.kind}
            book.take(
                result.task_id, step, event(Action.BUILD, **facts, output_sha256=tuple(result.files.values()))
            )
