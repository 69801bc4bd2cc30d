"""The rows of the ledger against the events that cover them: which row was changed, removed or put in.

Each event that adds a row to the table of steps holds the row's digest, so the audit chain vouches for the table:
whoever changes a row without its event is found, and whoever changes the event too is found by the chain's head.
The table of cases is made from the steps, and has to say what they say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import ConfigDict, ValidationError

from priorauth.ledger.audit_chain import AuditAction, ChainedEvent
from priorauth.ledger.entry import LedgerEntry, after
from priorauth.ledger.steps import STEP
from priorauth.parsing.model import Record
from priorauth.problems import Refused


class StepRow(Record):
    """A row of the table of steps as the database has it: every column as text, nothing trusted yet."""

    model_config = ConfigDict(str_strip_whitespace=False)

    case_id: str
    number: str
    kind: str
    on_day: str
    recorded_at: str
    recorded_by: str
    step: str

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what the row says, the same from every database."""
        return hashlib.sha256(_text_of(self.plain).encode()).hexdigest()

    @property
    def plain(self) -> dict[str, object]:
        """Return what the row says as plain data, the same from every database."""
        return {**self.model_dump(), "recorded_at": _moment(self.recorded_at), "step": _plain(self.step)}


class CaseRow(Record):
    """A row of the table of cases as the database has it, every column as text; ``None`` where it holds nothing."""

    model_config = ConfigDict(str_strip_whitespace=False)

    case_id: str
    state: str | None
    profile_id: str | None
    planned_date: str | None
    steps: str | None
    entry: str


class RowFault(StrEnum):
    """How a row differs from what the events say."""

    CHANGED = "changed"
    MISSING = "missing"
    NOT_COVERED = "not covered by an event"
    NOT_AS_ITS_STEPS = "another state than its steps lead to"
    ADOPTED_TWICE = "taken over a second time"


class BadRow(Record):
    """The first row that differs, by its case and number."""

    case_id: str
    number: int
    fault: RowFault


class RowReport(Record):
    """What comparing the tables with the events found."""

    rows: int
    adopted: int
    """How many rows were taken over from before events covered rows: nothing shows what they were earlier."""
    first_bad: BadRow | None = None


def check_rows(links: Iterable[ChainedEvent], steps: Sequence[StepRow], cases: Sequence[CaseRow]) -> RowReport:
    """Return whether the tables hold exactly what the events of a chain put there.

    Says nothing about whether the chain itself is whole: see `priorauth.ledger.audit_chain.check_chain`.
    """
    covered = _Covered.of(links)
    by_case: dict[str, list[StepRow]] = {}
    for row in steps:
        by_case.setdefault(row.case_id, []).append(row)
    bad = covered.adopted_twice or _first_bad_step(covered.digests, by_case) or _first_bad_case(by_case, cases)
    return RowReport(rows=len(steps), adopted=covered.adopted, first_bad=bad)


class _Covered(Record):
    """The digests of the rows that have to stand in the table, by case and in order."""

    digests: Mapping[str, tuple[str, ...]]
    adopted: int
    adopted_twice: BadRow | None

    @classmethod
    def of(cls, links: Iterable[ChainedEvent]) -> _Covered:
        digests: dict[str, list[str]] = {}
        adopted, has_begun, twice = 0, False, None
        for link in links:
            try:
                event = link.event
            except ValueError:  # a damaged event is found by the check of the chain
                continue
            for gone in event.removed:
                digests.pop(gone, None)
            if event.case_id is None or not event.row_sha256:
                continue
            if event.action is AuditAction.ADOPT:
                adopted += len(event.row_sha256)
                if has_begun and twice is None:
                    twice = BadRow(case_id=event.case_id, number=1, fault=RowFault.ADOPTED_TWICE)
            else:
                has_begun = True
            digests.setdefault(event.case_id, []).extend(event.row_sha256)
        return cls(
            digests={case: tuple(found) for case, found in digests.items()}, adopted=adopted, adopted_twice=twice
        )


def _first_bad_step(
    covered: Mapping[str, Sequence[str]], by_case: Mapping[str, Sequence[StepRow]]
) -> BadRow | None:
    for case_id in sorted(covered.keys() | by_case.keys()):
        expected, rows = covered.get(case_id, ()), by_case.get(case_id, ())
        found = {row.number: row.digest for row in rows}
        for number, digest in enumerate(expected, 1):
            if str(number) not in found:
                return BadRow(case_id=case_id, number=number, fault=RowFault.MISSING)
            if found[str(number)] != digest:
                return BadRow(case_id=case_id, number=number, fault=RowFault.CHANGED)
        if len(rows) > len(expected):
            return BadRow(case_id=case_id, number=len(expected) + 1, fault=RowFault.NOT_COVERED)
    return None


def _first_bad_case(by_case: Mapping[str, Sequence[StepRow]], cases: Sequence[CaseRow]) -> BadRow | None:
    held = {row.case_id: row for row in cases}
    for case_id in sorted(by_case.keys() | held.keys()):
        steps = by_case.get(case_id, ())
        if not _says(held.get(case_id), folded(case_id, steps)):
            return BadRow(case_id=case_id, number=len(steps), fault=RowFault.NOT_AS_ITS_STEPS)
    return None


def folded(case_id: str, rows: Iterable[StepRow]) -> LedgerEntry | None:
    """Return where a case stands by its steps, in order; ``None`` where they lead nowhere."""
    entry: LedgerEntry | None = None
    try:
        for row in rows:
            entry = after(case_id, entry, STEP.validate_json(row.step))
    except (ValidationError, Refused):
        return None
    return entry


def _says(row: CaseRow | None, entry: LedgerEntry | None) -> bool:
    """Whether the row of a case says what its steps lead to; a field that was unknown then may lack."""
    if row is None or entry is None:
        return False
    plain, held = entry.model_dump(mode="json"), _plain(row.entry)
    if not isinstance(held, dict):
        return False
    lacking = {name: value for name, value in plain.items() if name not in held and not value}
    columns = (entry.state.value, entry.profile_id, plain["planned_date"], str(entry.steps))
    return _text_of(held | lacking) == _text_of(plain) and columns == (
        row.state,
        row.profile_id,
        row.planned_date,
        row.steps,
    )


def _moment(text: str) -> str:
    """Write a moment in UTC, whichever way the database does; what is no moment stays as it is."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)).isoformat()


def _text_of(plain: object) -> str:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def _plain(text: str) -> object:
    """Return what a JSON text says; what is no JSON stays as it is."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
