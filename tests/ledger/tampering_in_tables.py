"""Edits of a ledger where somebody would make them: in its tables by SQL, and in the file that keeps its head."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Date, DateTime, Integer, Table, delete, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError

from priorauth.ledger.audit_chain import START, AuditAction, link
from priorauth.ledger.covered_rows import StepRow
from priorauth.ledger.database import connect
from priorauth.ledger.kept_head import HeadFile
from priorauth.ledger.ledger_rows import all_links, step_rows
from priorauth.ledger.portable_rows import LedgerRows
from priorauth.ledger.store import open_ledger
from priorauth.ledger.tables import CASES, EVENTS, STEPS
from priorauth.operations.ledger.audit_ledger import problems_of
from priorauth.problems import Refused
from tests.ledger.ledgers import DAY, MOMENT, event, step

SEED = 20261201
_ROW_NUMBER = "id"
"""The database's own number of a row in the table of steps: it says nothing, and nothing reads it."""
_TAKEN = {
    "C-1": ("built", "submitted", "denied", "appealed"),
    "C-2": ("built", "submitted", "approved", "scheduled"),
    "C-3": ("built", "submitted", "information_requested"),
    "C-4": ("built",),
}

Way = Callable[[Connection, HeadFile, random.Random], None]


def fill(url: str, folder: Path) -> str:
    """Record some cases in a new ledger; return its head."""
    with open_ledger(url, folder) as ledger:
        moment = MOMENT
        for case_id, kinds in _TAKEN.items():
            for kind in kinds:
                moment += timedelta(minutes=7)
                action = AuditAction.BUILD if kind == "built" else AuditAction.STEP
                ledger.take(case_id, step(kind), event(action, case_id=case_id, time=moment))
        return ledger.note(event(AuditAction.EXPORT))


def missed(url: str, folder: Path, edits: int, seed: int = SEED) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Make so many edits of a new ledger, one at a time; return how many of each kind, and those that nobody is told."""
    head, rng = fill(url, folder), random.Random(seed)  # noqa: S311  (the same edits each time)
    (kept_file,) = folder.glob("*.head")
    kept = HeadFile(folder, json.loads(kept_file.read_bytes())["ledger"])
    made: Counter[str] = Counter()
    unseen: list[tuple[int, str]] = []
    with _undone(url, folder, kept) as begin:
        with begin() as connection:
            assert not _is_told(connection, kept, head), "nothing was edited yet"
        for number in range(edits):
            way = WAYS[number % len(WAYS)]
            while not (told := _tried(begin, way, kept, rng, head)):
                pass
            made[way.__name__] += 1
            if told == "no":
                unseen.append((number, way.__name__))
    return made, unseen


def _tried(begin: Callable[[], Any], way: Way, kept: HeadFile, rng: random.Random, head: str) -> str:
    """Make one edit, and return whether it is told; nothing for one that the database itself lets nobody make."""
    with begin() as connection:
        try:
            way(connection, kept, rng)
        except (IntegrityError, DataError):
            return ""
        return "yes" if _is_told(connection, kept, head) else "no"


@contextmanager
def _undone(url: str, folder: Path, kept: HeadFile) -> Iterator[Callable[[], Any]]:
    """Yield connections whose edits, and those of the file that keeps the head, are taken back."""
    engine, text = connect(url, folder), kept.path.read_bytes()

    @contextmanager
    def begin() -> Iterator[Connection]:
        with connection.begin() as transaction:
            yield connection
            transaction.rollback()
        if kept.path.read_bytes() != text:
            kept.path.write_bytes(text)

    with engine.connect() as connection:
        yield begin
    engine.dispose()


def _is_told(connection: Connection, kept: HeadFile, head: str) -> bool:
    """Whether the check of the audit speaks against what is there now, given one head."""
    try:
        rows = LedgerRows.of_tables(connection)
        chain, _ = rows.check(head)
        return bool(problems_of(rows, kept.read())) or not chain.is_whole or chain.after_expected_head > 0
    except Refused:
        return True


def one_value(connection: Connection, kept: HeadFile, rng: random.Random) -> None:
    """Change one column of one row to another value of its type."""
    table = rng.choice([STEPS, STEPS, CASES, EVENTS])
    row = _any_row(connection, table, rng)
    column = rng.choice([each for each in table.columns if each.name != _ROW_NUMBER])
    _put(connection, table, row, {column.name: _other(row[column.name], column, rng)})


def rows_gone(connection: Connection, kept: HeadFile, rng: random.Random) -> None:
    """Delete one row, or all of a case."""
    table = rng.choice([STEPS, CASES, EVENTS])
    row = _any_row(connection, table, rng)
    if table is EVENTS or rng.random() < 0.5:
        connection.execute(delete(table).where(*_keys(table, row)))
    else:
        connection.execute(delete(table).where(table.c.case_id == row["case_id"]))


def rows_put_in(connection: Connection, kept: HeadFile, rng: random.Random) -> None:
    """Put in a copy of a row, where its keys let it stand."""
    table = rng.choice([STEPS, CASES, EVENTS])
    row = _any_row(connection, table, rng)
    far = rng.randrange(100, 1_000_000)
    keys: dict[str, Any] = {"seq": far} if table is EVENTS else {"case_id": f"D-{far}"}
    if table is STEPS:
        keys = rng.choice([keys, {"number": far}])
    connection.execute(insert(table).values({name: row[name] for name in row if name != _ROW_NUMBER} | keys))


def contents_exchanged(connection: Connection, kept: HeadFile, rng: random.Random) -> None:
    """Let two rows of a table change what they say, or who stands behind it."""
    table, names = rng.choice([(STEPS, ("kind", "step")), (STEPS, ("case_id",)), (EVENTS, ("body", "hash"))])
    rows = [dict(row._mapping) for row in connection.execute(select(table))]
    pairs = [(a, b) for a in rows for b in rows if any(a[name] != b[name] for name in names)]
    one, other = rng.choice(pairs)
    if names == ("case_id",):
        _put(connection, table, one, {"number": 900})
        _put(connection, table, other, {"case_id": one["case_id"], "number": one["number"]})
        _put(connection, table, one, {"case_id": other["case_id"], "number": other["number"]}, number=900)
        return
    _put(connection, table, one, {name: other[name] for name in names})
    _put(connection, table, other, {name: one[name] for name in names})


def step_and_chain(connection: Connection, kept: HeadFile, rng: random.Random) -> None:
    """Change a step, and hash its event and all that follow anew, as who knows how they are made."""
    row = _any_row(connection, STEPS, rng)
    day = (DAY + timedelta(days=rng.randrange(1, 400))).isoformat()
    old = _digests(step_rows(connection))
    _put(connection, STEPS, row, {"step": {**row["step"], "on": day}})
    new = _digests(step_rows(connection))
    exchanged = {old[key]: new[key] for key in old if old[key] != new[key]}
    previous = START
    for held in all_links(connection):
        rows = tuple(exchanged.get(digest, digest) for digest in held.event.row_sha256)
        again = link(held.seq, held.event.model_copy(update={"row_sha256": rows}), previous)
        connection.execute(update(EVENTS).where(EVENTS.c.seq == held.seq).values(**again.model_dump()))
        previous = again.hash
    _keep(kept, connection)


def end_cut_off(connection: Connection, kept: HeadFile, rng: random.Random) -> None:
    """Take the latest events away with their rows, and keep the head of what is left."""
    links = all_links(connection)
    left = rng.randrange(1, len(links))
    gone = {digest for held in links[left:] for digest in held.event.row_sha256}
    for (case_id, number), digest in _digests(step_rows(connection)).items():
        if digest in gone:
            connection.execute(delete(STEPS).where(STEPS.c.case_id == case_id, STEPS.c.number == int(number)))
    connection.execute(delete(EVENTS).where(EVENTS.c.seq > left))
    _keep(kept, connection)


def end_put_on(connection: Connection, kept: HeadFile, rng: random.Random) -> None:
    """Put an event of one's own behind the latest, rightly chained, and keep its head."""
    last = all_links(connection)[-1]
    more = link(last.seq + 1, event(AuditAction.PURGE, actor=f"n{rng.randrange(10**6)}"), last.hash)
    connection.execute(insert(EVENTS).values(**more.model_dump()))
    _keep(kept, connection)


def kept_head(connection: Connection, kept: HeadFile, rng: random.Random) -> None:
    """Change the file that keeps the head: its hash, its number, or the ledger that it is of."""
    plain = json.loads(kept.path.read_bytes())
    name = rng.choice(sorted(plain))
    plain[name] = plain[name] + rng.randrange(1, 9) if name == "seq" else _other_text(plain[name], rng)
    kept.path.write_text(json.dumps(plain))


WAYS: Sequence[Way] = (
    one_value,
    rows_gone,
    rows_put_in,
    contents_exchanged,
    step_and_chain,
    end_cut_off,
    end_put_on,
    kept_head,
)


def _keep(kept: HeadFile, connection: Connection) -> None:
    last = all_links(connection)[-1]
    kept.keep(last.seq, last.hash)


def _digests(rows: Sequence[StepRow]) -> dict[tuple[str, str], str]:
    return {(row.case_id, row.number): row.digest for row in rows}


def _any_row(connection: Connection, table: Table, rng: random.Random) -> dict[str, Any]:
    rows = connection.execute(select(table).order_by(*table.primary_key.columns)).all()
    return dict(rng.choice(rows)._mapping)


def _keys(table: Table, row: dict[str, Any]) -> list[Any]:
    return [column == row[column.name] for column in table.primary_key.columns]


def _put(connection: Connection, table: Table, row: dict[str, Any], values: dict[str, Any], **keys: Any) -> None:
    connection.execute(update(table).where(*_keys(table, row)).values(values))


def _other(value: Any, column: Column[Any], rng: random.Random) -> Any:
    """Return another value of a column's type."""
    if isinstance(column.type, Integer):
        return value + rng.choice([-1, 1, 500]) * 1000
    if isinstance(column.type, DateTime):
        return value + timedelta(seconds=rng.randrange(1, 10**7))
    if isinstance(column.type, Date):
        return (value or DAY) + timedelta(days=rng.randrange(1, 400))
    if isinstance(value, dict):
        name = rng.choice(sorted(value))
        return {**value, name: _other_leaf(value[name], rng)}
    other = value
    while other == value:  # what was put in may be cut off again
        other = _other_text(value, rng)[: getattr(column.type, "length", None)]
    return other


def _other_leaf(value: Any, rng: random.Random) -> Any:
    """Return another value in a place of a step or an entry."""
    if isinstance(value, bool) or value is None:
        return rng.choice([7, "x", not value])
    if isinstance(value, int):
        return value + rng.randrange(1, 9)
    if isinstance(value, str):
        return _other_text(value, rng)
    if isinstance(value, list):
        return value[:-1] if value and rng.random() < 0.5 else [*value, "L3"]
    return {**value, "more": 1}


def _other_text(text: str, rng: random.Random) -> str:
    """Exchange, drop or double a character of a text."""
    at = rng.randrange(len(text))
    other = rng.choice([sign for sign in '0123456789abcdefXYZ {}":,' if sign != text[at]])
    return rng.choice(
        [text[:at] + other + text[at + 1 :], text[:at] + text[at + 1 :], text[: at + 1] + other + text[at + 1 :]]
    )
