"""Opening the practice's ledger for a command, and signing its events with who runs the command and where."""

from __future__ import annotations

import getpass
import re
import secrets
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from priorauth import __version__
from priorauth.batch.runner import RunHead
from priorauth.batch.task import TaskResult
from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.ledger.audit_chain import Action, AuditEvent
from priorauth.ledger.steps import Built
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.operations.sign_event import Actor
from priorauth.packet.release import MANIFEST
from priorauth.practice.settings import find_practice
from priorauth.problems import ExitCode, Problem, Refused, problem

if TYPE_CHECKING:
    from priorauth.ledger.store import Ledger

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
_NOT_AN_ID = re.compile(r"[^A-Za-z0-9._@+-]+")


def ledger_place(url: str | None) -> LedgerPlace:
    """Say where a command looks for the ledger: at ``url``, else from the current folder on."""
    return LedgerPlace(folder=Path.cwd(), url=url)


def acting() -> Actor:
    """Name who runs the command, on which machine."""
    return Actor(name=_user(), host=socket.gethostname(), run_id=_RUN)


def opened(url: str | None) -> Ledger:
    """Open the ledger at ``url``, or the one in the practice's folder, or in the current folder."""
    from priorauth.ledger.store import open_ledger  # the database's library is slow to load

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


@contextmanager
def recording(url: str | None, *, wanted: bool, draft: bool) -> Iterator[Ledger | None]:
    """Open the ledger for a command that records packets; ``None`` where nothing is to be recorded.

    It is opened before the work, so that a ledger that cannot be reached is told before anything is built.
    """
    if wanted and draft:
        show_problems([problem("PA1109")])
    if not wanted or draft:
        yield None
        return
    with opened(url) as book:
        yield book


def head_of(book: Ledger) -> RunHead:
    """Give the head for a run: the one an interrupted run began with while the chain has it, else the latest."""
    return lambda left: left if left is not None and book.has_head(left) else book.head()


def record_results(book: Ledger, results: Sequence[TaskResult], on: date) -> tuple[Problem, ...]:
    """Record the packets a run has built; drafts, and packets that stand in the ledger as they are, are left alone.

    Gives the problems (PA1101, PA1103) of those whose step may not follow; they stop no other.
    """
    problems: list[Problem] = []
    for result in results:
        step = _step(result, on)
        entry = book.entry(result.task_id) if step else None
        if step is None or (entry is not None and entry.manifest_sha256 == step.manifest_sha256):
            continue
        facts = {"case_id": result.task_id, "profile_id": step.profile_id, "step": step.kind}
        try:
            book.take(
                result.task_id, step, event(Action.BUILD, **facts, output_sha256=tuple(result.files.values()))
            )
        except Refused as refused:
            if refused.exit_code is not ExitCode.INPUT_INVALID:  # the ledger itself fails, not this step
                raise
            problems += refused.problems
    return tuple(problems)


def _step(result: TaskResult, on: date) -> Built | None:
    """Give the step of a packet that was built; ``None`` for what is not recorded."""
    manifest, asked = result.files.get(MANIFEST), result.requested
    if manifest is None or asked is None or result.profile_id is None:
        return None
    return Built(
        on=on,
        profile_id=result.profile_id,
        line_of_business=asked.line_of_business,
        urgency=asked.urgency,
        bodies=asked.bodies,
        units=asked.units,
        planned_date=result.planned_date,
        manifest_sha256=manifest,
    )
