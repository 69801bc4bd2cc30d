"""Signing what is done for the audit chain: who did it, where, in which run, and at which moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from priorauth import __version__
from priorauth.ledger.audit_chain import AuditAction as AuditAction, AuditEvent as AuditEvent
from priorauth.parsing.model import Record

_NOT_AN_ID = re.compile(r"[^A-Za-z0-9._@+-]+")
_LONGEST_ID = 80


class Actor(Record):
    """Who does something, as the system or a sign-in names them, and where."""

    name: str
    host: str
    run_id: str
    """What was done together: one call of a command, one sign-in."""


def sign_event(action: AuditAction, actor: Actor, moment: datetime, **facts: Any) -> AuditEvent:  # noqa: ANN401  (the event's own fields)
    """Return the event of one action. ``moment`` has its zone; ``facts`` are further fields of `AuditEvent`.

    A name the chain has no room for is written with ``-`` for what is no letter, digit or sign of an id.
    """
    return AuditEvent(
        time=moment.astimezone(UTC),
        actor=_as_id(actor.name),
        host=_as_id(actor.host),
        tool_version=__version__,
        run_id=_as_id(actor.run_id),
        action=action,
        **facts,
    )


def _as_id(text: str) -> str:
    return _NOT_AN_ID.sub("-", text)[:_LONGEST_ID] or "unknown"
