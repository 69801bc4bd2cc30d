"""Taking over the rows of a ledger from before events covered rows: as they stand, and said so in the chain."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby

from sqlalchemy import Connection

from priorauth import __version__
from priorauth.ledger.audit_chain import AuditAction, AuditEvent
from priorauth.ledger.ledger_rows import append_event, latest, step_rows

_BY = "ledger-migration"


def adopt_rows(connection: Connection) -> None:
    """Add an event for each case that holds the digests of its rows; none for an empty table.

    Nothing shows what the rows said before: `priorauth.ledger.covered_rows.check_rows` counts them. The event bears
    the moment of the event before it, since nothing in the ledger reads the clock.
    """
    last = latest(connection)
    try:
        moment = last.event.time if last else datetime.min.replace(tzinfo=UTC)
    except ValueError:  # a damaged event is found by the check of the chain, not here
        moment = datetime.min.replace(tzinfo=UTC)
    for case_id, rows in groupby(step_rows(connection), key=lambda row: row.case_id):
        event = AuditEvent(
            time=moment,
            actor=_BY,
            host=_BY,
            tool_version=__version__,
            run_id=_BY,
            action=AuditAction.ADOPT,
            case_id=case_id,
            row_sha256=tuple(row.digest for row in rows),
        )
        append_event(connection, event)
