"""The ledger itself: steps taken and events chained, each pair in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, delete, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from priorauth.ledger import audit_chain
from priorauth.ledger.audit_chain import AuditEvent, ChainedEvent
from priorauth.ledger.database import bring_up_to_date, connect, sqlite_file
from priorauth.ledger.entry import LedgerEntry, after
from priorauth.ledger.states import State
from priorauth.ledger.steps import STEP, Step
from priorauth.ledger.tables import CASES, EVENTS, STEPS
from priorauth.parsing.model import Record, Slug
from priorauth.problems import Refused, problem

_CASE_ID: TypeAdapter[str] = TypeAdapter(Slug)
_CHAIN_LOCK = 5_209_417
"""The number of PostgreSQL's advisory lock under which the chain grows; any number that is always the same."""


class RecordedStep(Record):
    """A step as it was recorded: when, and who recorded it."""

    number: int
    step: Step
    recorded_at: datetime
    recorded_by: str


class Ledger(AbstractContextManager["Ledger"]):
    """An open ledger. Use it as a context manager; nothing in it reads the clock."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def take(self, case_id: str, step: Step, event: AuditEvent) -> LedgerEntry:
        """Record a step of a case, and its event; both or neither.

        Raises `Refused`: PA1101 to PA1103 for a step that may not follow, PA1104 when the database fails.
        """
        _CASE_ID.validate_python(case_id)
        with self._connected(writes=True) as connection:
            before = _entry(connection, case_id)
            entry = after(case_id, before, step)
            plain = STEP.dump_python(step, mode="json", exclude_defaults=False)
            connection.execute(
                insert(STEPS).values(
                    case_id=case_id,
                    number=entry.steps,
                    kind=step.kind,
                    on_day=step.on,
                    recorded_at=event.time,
                    recorded_by=event.actor,
                    step=plain,
                )
            )
            _keep(connection, entry, is_new=before is None)
            _chain(connection, event)
        return entry

    def note(self, event: AuditEvent) -> str:
        """Add an event that is no step of a case; give the new head."""
        with self._connected(writes=True) as connection:
            return _chain(connection, event)

    def entry(self, case_id: str) -> LedgerEntry | None:
        """Tell where a case stands; ``None`` when it is not in the ledger."""
        with self._connected() as connection:
            return _entry(connection, case_id)

    def entries(self, *, state: State | None = None, profile_id: str | None = None) -> tuple[LedgerEntry, ...]:
        """List the cases, by id; only those of one state or one payer's profile where that is asked."""
        query = select(CASES.c.entry).order_by(CASES.c.case_id)
        if state is not None:
            query = query.where(CASES.c.state == state.value)
        if profile_id is not None:
            query = query.where(CASES.c.profile_id == profile_id)
        with self._connected() as connection:
            return tuple(LedgerEntry.model_validate(row.entry) for row in connection.execute(query))

    def history(self, case_id: str) -> tuple[RecordedStep, ...]:
        """List a case's steps, first to last."""
        query = select(STEPS).where(STEPS.c.case_id == case_id).order_by(STEPS.c.number)
        with self._connected() as connection:
            return tuple(_taken(row) for row in connection.execute(query))

    def all_steps(self) -> tuple[tuple[str, RecordedStep], ...]:
        """List every step of every case, by case and in order."""
        query = select(STEPS).order_by(STEPS.c.case_id, STEPS.c.number)
        with self._connected() as connection:
            return tuple((row.case_id, _taken(row)) for row in connection.execute(query))

    def head(self) -> str:
        """Return the hash of the latest event."""
        with self._connected() as connection:
            return _head(connection)[1]

    def has_head(self, head: str) -> bool:
        """Whether the chain once ended with that hash."""
        with self._connected() as connection:
            found = connection.execute(select(EVENTS.c.seq).where(EVENTS.c.hash == head)).first()
        return head == audit_chain.START or found is not None

    def chain(self) -> tuple[ChainedEvent, ...]:
        """Return the whole audit chain, in the order its numbers have."""
        with self._connected() as connection:
            rows = connection.execute(select(EVENTS).order_by(EVENTS.c.seq))
            return tuple(ChainedEvent(seq=r.seq, body=r.body, previous=r.previous, hash=r.hash) for r in rows)

    def purge(self, before: date, event: AuditEvent) -> int:
        """Remove closed cases whose last step lies before a day; give how many. An event with the count stays."""
        with self._connected(writes=True) as connection:
            done = select(CASES.c.case_id, CASES.c.entry).where(CASES.c.state == State.DONE.value)
            rows = connection.execute(done).all()
            closed = [row.case_id for row in rows if LedgerEntry.model_validate(row.entry).last_on < before]
            for case_id in closed:
                connection.execute(delete(STEPS).where(STEPS.c.case_id == case_id))
                connection.execute(delete(CASES).where(CASES.c.case_id == case_id))
            counted = event.model_copy(update={"counts": {**event.counts, "purged": len(closed)}})
            _chain(connection, counted)
        return len(closed)

    @contextmanager
    def _connected(self, *, writes: bool = False) -> Iterator[Connection]:
        try:
            with self._engine.begin() if writes else self._engine.connect() as connection:
                if writes and connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CHAIN_LOCK})
                yield connection
        except SQLAlchemyError:
            raise Refused([problem("PA1104")]) from None


def open_ledger(url: str | None, folder: Path) -> Ledger:
    """Open the ledger at ``url``, or the SQLite file in ``folder``, and bring its tables up to date.

    Raises `Refused`: PA1104 when the database cannot be reached, PA1105 when a newer version wrote it, PA1106 and
    PA1107 for a URL that cannot be used.
    """
    engine = connect(url, folder)
    try:
        with engine.begin() as connection:
            bring_up_to_date(connection)
    except SQLAlchemyError:
        engine.dispose()
        raise Refused([problem("PA1104")]) from None
    return Ledger(engine)


def open_known_ledger(url: str | None, folder: Path) -> Ledger | None:
    """Open the ledger as `open_ledger` does; ``None`` where its file is not there: none is begun."""
    file = sqlite_file(url, folder)
    return None if file is not None and not file.is_file() else open_ledger(url, folder)


def _taken(row: object) -> RecordedStep:
    step, at = STEP.validate_python(row.step), row.recorded_at  # type: ignore[attr-defined]
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return RecordedStep(number=row.number, step=step, recorded_at=at, recorded_by=row.recorded_by)  # type: ignore[attr-defined]


def _entry(connection: Connection, case_id: str) -> LedgerEntry | None:
    found = connection.execute(select(CASES.c.entry).where(CASES.c.case_id == case_id)).first()
    return None if found is None else LedgerEntry.model_validate(found.entry)


def _keep(connection: Connection, entry: LedgerEntry, *, is_new: bool) -> None:
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


def _chain(connection: Connection, event: AuditEvent) -> str:
    seq, previous = _head(connection)
    added = audit_chain.link(seq + 1, event, previous)
    connection.execute(insert(EVENTS).values(**added.model_dump()))
    return added.hash


def _head(connection: Connection) -> tuple[int, str]:
    last = connection.execute(
        select(EVENTS.c.seq, EVENTS.c.hash).where(EVENTS.c.seq == select(func.max(EVENTS.c.seq)).scalar_subquery())
    ).first()
    return (0, audit_chain.START) if last is None else (last.seq, last.hash)
