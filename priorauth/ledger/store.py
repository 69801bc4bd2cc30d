"""The ledger itself: steps taken and events chained, each pair in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, delete, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from priorauth.ledger import audit_chain
from priorauth.ledger.audit_chain import AuditEvent, ChainedEvent
from priorauth.ledger.covered_rows import RowReport, StepRow
from priorauth.ledger.database import bring_up_to_date, connect, ledger_name, sqlite_file
from priorauth.ledger.entry import LedgerEntry, after
from priorauth.ledger.kept_head import Head, HeadFile
from priorauth.ledger.ledger_rows import all_links, append_event, keep_case, latest
from priorauth.ledger.portable_rows import LedgerRows, fill_tables
from priorauth.ledger.states import State
from priorauth.ledger.steps import STEP, Step
from priorauth.ledger.tables import CASES, EVENTS, STEPS
from priorauth.parsing.model import Record, Slug
from priorauth.problems import Refused, Where, problem

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

    def __init__(self, engine: Engine, kept: HeadFile) -> None:
        self._engine = engine
        self._kept = kept

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
            values = {
                "case_id": case_id,
                "number": entry.steps,
                "kind": step.kind,
                "on_day": step.on,
                "recorded_at": event.time,
                "recorded_by": event.actor,
                "step": STEP.dump_python(step, mode="json", exclude_defaults=False),
            }
            connection.execute(insert(STEPS).values(**values))
            keep_case(connection, entry, is_new=before is None)
            covering = {"case_id": case_id, "row_sha256": (_row_written(values).digest,)}
            self._last = append_event(connection, event.model_copy(update=covering))
        self._keep_head()
        return entry

    def note(self, event: AuditEvent) -> str:
        """Add an event that is no step of a case; return the new head."""
        with self._connected(writes=True) as connection:
            self._last = append_event(connection, event)
        self._keep_head()
        return self._last.hash

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
            last = latest(connection)
        return last.hash if last else audit_chain.START

    def has_head(self, head: str) -> bool:
        """Whether the chain once ended with that hash."""
        with self._connected() as connection:
            found = connection.execute(select(EVENTS.c.seq).where(EVENTS.c.hash == head)).first()
        return head == audit_chain.START or found is not None

    def chain(self) -> tuple[ChainedEvent, ...]:
        """Return the whole audit chain, in the order its numbers have."""
        with self._connected() as connection:
            return all_links(connection)

    def kept_head(self) -> Head | None:
        """Return the head that the practice's folder keeps of this ledger; ``None`` where none was kept."""
        return self._kept.read()

    def check_rows(self) -> RowReport:
        """Return whether the tables hold exactly what the events put there."""
        return self.rows().check()[1]

    def rows(self) -> LedgerRows:
        """Return all rows as they stand in one moment, in which nobody else can write."""
        with self._connected(writes=True) as connection:
            return LedgerRows.of_tables(connection)

    @contextmanager
    def filled(self, rows: LedgerRows, event: AuditEvent) -> Iterator[ChainedEvent]:
        """Put rows into this ledger, which has none, with an event that says so, and give that event in its place.

        All is committed when the block ends well; no head is kept.

        Raises `Refused`: PA1124 for a ledger that is not empty, PA1122 for rows that are not whole.
        """
        with self._connected(writes=True) as connection:
            fill_tables(connection, rows)
            yield append_event(connection, event)

    def purge(self, before: date, event: AuditEvent) -> int:
        """Remove closed cases whose last step lies before a day; give how many. An event with the count stays."""
        with self._connected(writes=True) as connection:
            done = select(CASES.c.case_id, CASES.c.entry).where(CASES.c.state == State.DONE.value)
            rows = connection.execute(done).all()
            closed = [row.case_id for row in rows if LedgerEntry.model_validate(row.entry).last_on < before]
            for case_id in closed:
                connection.execute(delete(STEPS).where(STEPS.c.case_id == case_id))
                connection.execute(delete(CASES).where(CASES.c.case_id == case_id))
            counts = {**event.counts, "purged": len(closed)}
            counted = event.model_copy(update={"counts": counts, "removed": tuple(closed)})
            self._last = append_event(connection, counted)
        self._keep_head()
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
        except ValueError:  # a row that is no step, entry or day any more
            raise Refused([problem("PA1116")]) from None

    def _keep_head(self) -> None:
        """Keep the head of what was just written beside the database, where a rewritten one can't change it."""
        try:
            self._kept.keep(self._last.seq, self._last.hash)
        except Refused as refused:
            raise Refused([problem("PA1117"), *refused.problems]) from None


def open_ledger(url: str | None, folder: Path, *, must_have_head: bool = True) -> Ledger:
    """Open the ledger at ``url``, or the SQLite file in ``folder``, and bring its tables up to date.

    Where ``folder`` keeps a head of this ledger, the ledger has to have it: one that is missing, empty, cut off or
    written anew isn't begun again in silence. ``must_have_head`` is off for who looks into that, or begins it anew.

    Raises `Refused`: PA1104 when the database cannot be reached, PA1105 when a newer version wrote it, PA1106 and
    PA1107 for a URL that cannot be used, PA1114 when it lacks the head that was kept.
    """
    kept = HeadFile(folder, ledger_name(url, folder))
    head = kept.read() if must_have_head else None
    if head is not None:
        _require_file(url, folder, head)
    engine = connect(url, folder)
    try:
        with engine.begin() as connection:
            bring_up_to_date(connection)
    except SQLAlchemyError:
        engine.dispose()
        raise Refused([problem("PA1104")]) from None
    book = Ledger(engine, kept)
    if head is not None and not book.has_head(head.hash):
        book.close()
        raise Refused([problem("PA1114", Where(kept.ledger), seq=head.seq)])
    return book


def open_known_ledger(url: str | None, folder: Path, *, must_have_head: bool = True) -> Ledger | None:
    """Open the ledger as `open_ledger` does; ``None`` where its file is not there and no head of it: none is begun.

    Raises `Refused` (PA1114) where the file is gone and a head of it is kept, among what `open_ledger` raises.
    """
    file = sqlite_file(url, folder)
    if file is not None and not file.is_file():
        head = HeadFile(folder, ledger_name(url, folder)).read()
        if head is None:
            return None
        _require_file(url, folder, head)
    return open_ledger(url, folder, must_have_head=must_have_head)


def _require_file(url: str | None, folder: Path, head: Head) -> None:
    """Raise `Refused` (PA1114) for a SQLite ledger whose file is gone: opening it would begin a new one."""
    file = sqlite_file(url, folder)
    if file is not None and not file.is_file():
        raise Refused([problem("PA1114", Where(str(file)), seq=head.seq)])


def _row_written(values: Mapping[str, Any]) -> StepRow:
    """Return a row as it is read back from the table."""
    plain = {name: values[name] for name in ("case_id", "kind", "recorded_by")}
    return StepRow(
        **plain,
        number=str(values["number"]),
        on_day=values["on_day"].isoformat(),
        recorded_at=values["recorded_at"].isoformat(),
        step=json.dumps(values["step"]),
    )


def _taken(row: object) -> RecordedStep:
    step, at = STEP.validate_python(row.step), row.recorded_at  # type: ignore[attr-defined]
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return RecordedStep(number=row.number, step=step, recorded_at=at, recorded_by=row.recorded_by)  # type: ignore[attr-defined]


def _entry(connection: Connection, case_id: str) -> LedgerEntry | None:
    found = connection.execute(select(CASES.c.entry).where(CASES.c.case_id == case_id)).first()
    return None if found is None else LedgerEntry.model_validate(found.entry)
