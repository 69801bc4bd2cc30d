"""The ledger's tables row by row: events of the chain, and every other column as text, nothing trusted."""

from __future__ import annotations

from sqlalchemy import Connection, Text, cast, func, insert, select, update

from priorauth.ledger import audit_chain
from priorauth.ledger.audit_chain import AuditEvent, ChainedEvent
from priorauth.ledger.covered_rows import CaseRow, StepRow
from priorauth.ledger.entry import LedgerEntry
from priorauth.ledger.tables import CASES, EVENTS, STEPS


def append_event(connection: Connection, event: AuditEvent) -> ChainedEvent:
    """Chain an event to the latest one, and return it in its place."""
    last = latest(connection)
    seq, previous = (last.seq, last.hash) if last else (0, audit_chain.START)
    added = audit_chain.link(seq + 1, event, previous)
    connection.execute(insert(EVENTS).values(**added.model_dump()))
    return added


def latest(connection: Connection) -> ChainedEvent | None:
    """Return the latest event; ``None`` for an empty chain."""
    is_last = EVENTS.c.seq == select(func.max(EVENTS.c.seq)).scalar_subquery()
    row = connection.execute(select(EVENTS).where(is_last)).first()
    return None if row is None else ChainedEvent(seq=row.seq, body=row.body, previous=row.previous, hash=row.hash)


def all_links(connection: Connection) -> tuple[ChainedEvent, ...]:
    """Return the whole chain, in the order its numbers have."""
    rows = connection.execute(select(EVENTS).order_by(EVENTS.c.seq))
    return tuple(ChainedEvent(seq=row.seq, body=row.body, previous=row.previous, hash=row.hash) for row in rows)


def step_rows(connection: Connection) -> tuple[StepRow, ...]:
    """Return the table of steps, by case and number."""
    columns = [cast(STEPS.c[name], Text).label(name) for name in StepRow.model_fields]
    rows = connection.execute(select(*columns).order_by(STEPS.c.case_id, STEPS.c.number))
    return tuple(StepRow.model_validate({k: v or "" for k, v in row._mapping.items()}) for row in rows)


def case_rows(connection: Connection) -> tuple[CaseRow, ...]:
    """Return the table of cases, by id."""
    columns = [cast(CASES.c[name], Text).label(name) for name in CaseRow.model_fields]
    rows = connection.execute(select(*columns).order_by(CASES.c.case_id))
    return tuple(CaseRow.model_validate(dict(row._mapping)) for row in rows)


def keep_case(connection: Connection, entry: LedgerEntry, *, is_new: bool) -> None:
    """Set down where a case stands."""
    values = {
        "state": entry.state.value,
        "profile_id": entry.profile_id,
        "planned_date": entry.planned_date,
        "steps": entry.steps,
        "entry": entry.model_dump(mode="json"),
    }
    if is_new:
        connection.execute(insert(CASES).values(case_id=entry.case_id, **values))
    else:
        connection.execute(update(CASES).where(CASES.c.case_id == entry.case_id).values(**values))
