"""A ledger's rows as lines of JSON, which any database takes: written, read, and put into an empty ledger.

The table of cases is not among them: it is folded again from the steps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, func, insert, select

from priorauth.ledger.audit_chain import ChainedEvent, ChainReport, check_chain
from priorauth.ledger.covered_rows import CaseRow, RowReport, StepRow, check_rows, folded
from priorauth.ledger.ledger_rows import all_links, case_rows, keep_case, step_rows
from priorauth.ledger.tables import CASES, EVENTS, STEPS
from priorauth.parsing.model import Record
from priorauth.problems import Refused, problem

_R = TypeVar("_R")


class LedgerRows(Record):
    """All rows of a ledger, as they stood in one moment; nothing in them is trusted yet."""

    links: tuple[ChainedEvent, ...]
    steps: tuple[StepRow, ...]
    cases: tuple[CaseRow, ...] = ()

    def check(self, head: str | None = None) -> tuple[ChainReport, RowReport]:
        """Return whether the chain is whole, has ``head``, and put these rows there."""
        return check_chain(self.links, head), check_rows(self.links, self.steps, self.cases)

    @property
    def step_lines(self) -> Iterator[bytes]:
        """Yield the steps, by case and number, a line of JSON each."""
        return (_line(row.plain) for row in self.steps)

    @property
    def event_lines(self) -> Iterator[bytes]:
        """Yield the events of the chain, in order, a line of JSON each."""
        return (_line(link.model_dump()) for link in self.links)

    @classmethod
    def of_lines(cls, steps: Iterable[bytes], events: Iterable[bytes]) -> LedgerRows:
        """Read what was written. Raises `Refused` (PA1122) for a line that is no row."""
        return cls(links=_read(events, _link), steps=_read(steps, _step))

    @classmethod
    def of_tables(cls, connection: Connection) -> LedgerRows:
        """Read the tables of a ledger."""
        return cls(links=all_links(connection), steps=step_rows(connection), cases=case_rows(connection))


def fill_tables(connection: Connection, rows: LedgerRows) -> None:
    """Put rows into the empty tables of a ledger, and prove them by what the tables then say.

    Raises `Refused`: PA1124 where the tables are not empty, PA1122 for rows or a chain that are not whole.
    """
    if any(connection.scalar(select(func.count()).select_from(table)) for table in (STEPS, CASES, EVENTS)):
        raise Refused([problem("PA1124")])
    for case_id, steps in groupby(rows.steps, key=lambda row: row.case_id):
        _fill_case(connection, case_id, tuple(steps))
    if rows.links:
        connection.execute(insert(EVENTS), [link.model_dump() for link in rows.links])
    held = LedgerRows.of_tables(connection)
    chain, found = held.check()
    is_same = held.links == rows.links and [row.digest for row in held.steps] == [row.digest for row in rows.steps]
    if not (is_same and chain.is_whole and found.first_bad is None):
        raise Refused([problem("PA1122")])


def _fill_case(connection: Connection, case_id: str, steps: Sequence[StepRow]) -> None:
    entry = folded(case_id, steps)
    if entry is None:
        raise Refused([problem("PA1122")])
    try:
        values = [
            {
                **row.model_dump(include={"case_id", "kind", "recorded_by"}),
                "number": int(row.number),
                "on_day": date.fromisoformat(row.on_day),
                "recorded_at": datetime.fromisoformat(row.recorded_at),
                "step": json.loads(row.step),
            }
            for row in steps
        ]
    except ValueError:
        raise Refused([problem("PA1122")]) from None
    connection.execute(insert(STEPS), values)
    keep_case(connection, entry, is_new=True)


def _line(plain: object) -> bytes:
    return json.dumps(plain, sort_keys=True).encode() + b"\n"


def _read(lines: Iterable[bytes], row_of: Callable[[bytes], _R]) -> tuple[_R, ...]:
    try:
        return tuple(row_of(line) for line in lines)
    except (ValidationError, ValueError, TypeError, KeyError, RecursionError):
        raise Refused([problem("PA1122")]) from None


def _link(line: bytes) -> ChainedEvent:
    return ChainedEvent.model_validate_json(line)


def _step(line: bytes) -> StepRow:
    plain = json.loads(line)
    return StepRow.model_validate({**plain, "step": json.dumps(plain["step"])})
