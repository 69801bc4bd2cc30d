"""The ledger's rows: each is covered by an event, and whoever changes one without the other is found."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from priorauth.ledger.audit_chain import START, AuditAction, ChainedEvent, check_chain, link
from priorauth.ledger.covered_rows import CaseRow, RowFault, RowReport, StepRow, check_rows
from priorauth.ledger.database import bring_up_to_date, connect
from priorauth.ledger.ledger_rows import all_links, case_rows, step_rows
from priorauth.ledger.store import Ledger, open_ledger
from priorauth.problems import Refused
from tests.ledger.ledgers import DAY, MOMENT, event, step
from tests.property_budget import tried
from tests.quick_sample import one_in

EDITS = tried(10_000)
STEPS_OF = {
    "C-1": ("built", "submitted", "denied", "appealed"),
    "C-2": ("built", "submitted", "approved", "scheduled"),
    "C-3": ("built",),
}


def filled(url: str, folder: Path) -> Ledger:
    ledger = open_ledger(url, folder)
    for case_id, kinds in STEPS_OF.items():
        for number, kind in enumerate(kinds):
            action = AuditAction.BUILD if kind == "built" else AuditAction.STEP
            moment = MOMENT + timedelta(minutes=number)
            ledger.take(case_id, step(kind), event(action, case_id=case_id, time=moment))
    return ledger


def test_rows_that_nobody_touched_are_as_the_events_put_them(ledger_url: str, tmp_path: Path) -> None:
    with filled(ledger_url, tmp_path) as ledger:
        assert ledger.check_rows() == RowReport(rows=9, adopted=0)
        assert check_chain(ledger.chain()).is_whole


def bad(report: RowReport) -> tuple[str, int, RowFault] | None:
    found = report.first_bad
    return None if found is None else (found.case_id, found.number, found.fault)


@pytest.mark.parametrize(
    ("statement", "expected"),
    one_in(
        4,
        [
            ("DELETE FROM steps", ("C-1", 1, RowFault.MISSING)),
            ("DELETE FROM steps WHERE case_id = 'C-2' AND number = 3", ("C-2", 3, RowFault.MISSING)),
            ("UPDATE steps SET recorded_by = 'morgan' WHERE case_id = 'C-2'", ("C-2", 1, RowFault.CHANGED)),
            ("UPDATE steps SET on_day = '2026-01-01' WHERE number = 4", ("C-1", 4, RowFault.CHANGED)),
            ("UPDATE steps SET kind = 'approved' WHERE kind = 'denied'", ("C-1", 3, RowFault.CHANGED)),
            (
                "UPDATE steps SET recorded_at = '2020-01-01 00:00:00' WHERE case_id = 'C-3'",
                ("C-3", 1, RowFault.CHANGED),
            ),
            (
                "UPDATE steps SET recorded_by = recorded_by || ' ' WHERE case_id = 'C-3'",
                ("C-3", 1, RowFault.CHANGED),
            ),
            ("UPDATE steps SET number = 9 WHERE case_id = 'C-3'", ("C-3", 1, RowFault.MISSING)),
            (
                "INSERT INTO steps (case_id, number, kind, on_day, recorded_at, recorded_by, step) "
                "SELECT case_id, 2, kind, on_day, recorded_at, recorded_by, step FROM steps WHERE case_id = 'C-3'",
                ("C-3", 2, RowFault.NOT_COVERED),
            ),
            ("UPDATE cases SET state = 'approved' WHERE case_id = 'C-1'", ("C-1", 4, RowFault.NOT_AS_ITS_STEPS)),
            ("UPDATE cases SET planned_date = NULL WHERE case_id = 'C-2'", ("C-2", 4, RowFault.NOT_AS_ITS_STEPS)),
            ("DELETE FROM cases WHERE case_id = 'C-3'", ("C-3", 1, RowFault.NOT_AS_ITS_STEPS)),
        ],
    ),
)
def test_a_row_changed_in_the_database_is_named(
    statement: str, expected: tuple[str, int, RowFault], ledger_url: str, tmp_path: Path
) -> None:
    filled(ledger_url, tmp_path).close()
    engine = connect(ledger_url, tmp_path)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    with open_ledger(ledger_url, tmp_path) as ledger:
        assert bad(ledger.check_rows()) == expected


def test_an_amount_changed_inside_a_step_is_named(ledger_url: str, tmp_path: Path) -> None:
    filled(ledger_url, tmp_path).close()
    engine = connect(ledger_url, tmp_path)
    with engine.begin() as connection:
        plain = connection.execute(text("SELECT CAST(step AS TEXT) FROM steps WHERE case_id = 'C-3'")).scalar_one()
        changed = plain.replace('"units": 1', '"units": 2', 1)
        assert changed != plain
        connection.execute(text("UPDATE steps SET step = :step WHERE case_id = 'C-3'"), {"step": changed})
    engine.dispose()
    with open_ledger(ledger_url, tmp_path) as ledger:
        assert bad(ledger.check_rows()) == ("C-3", 1, RowFault.CHANGED)


def test_a_purge_takes_its_rows_out_of_what_is_covered(ledger_url: str, tmp_path: Path) -> None:
    with filled(ledger_url, tmp_path) as ledger:
        ledger.take("C-3", step("done", outcome="withdrawn"), event(case_id="C-3"))
        assert ledger.purge(DAY + timedelta(days=1), event(AuditAction.PURGE)) == 1
        assert ledger.check_rows() == RowReport(rows=8, adopted=0)
        assert ledger.chain()[-1].event.removed == ("C-3",)
        ledger.take("C-3", step("built"), event(AuditAction.BUILD, case_id="C-3"))
        assert ledger.check_rows() == RowReport(rows=9, adopted=0)


def test_a_row_that_is_no_step_any_more_is_an_error_and_not_a_crash(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite3'}"
    filled(url, tmp_path).close()
    engine = connect(url, tmp_path)
    with engine.begin() as connection:
        connection.execute(text("UPDATE steps SET step = '{' WHERE case_id = 'C-3'"))
        connection.execute(text("UPDATE cases SET entry = '[1' WHERE case_id = 'C-3'"))
    engine.dispose()
    with open_ledger(url, tmp_path) as ledger:
        assert bad(ledger.check_rows()) == ("C-3", 1, RowFault.CHANGED)
        for ask in (lambda: ledger.history("C-3"), lambda: ledger.entry("C-3"), ledger.entries):
            with pytest.raises(Refused, match="PA1116"):
                ask()


# Ten thousand edits of rows, events and heads: every one is found, given one head.

Tables = tuple[list[StepRow], list[CaseRow], list[ChainedEvent]]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    folder = tmp_path_factory.mktemp("ledger")
    url = f"sqlite:///{folder / 'ledger.sqlite3'}"
    filled(url, folder).close()
    engine = connect(url, folder)
    with engine.connect() as connection:
        yield list(step_rows(connection)), list(case_rows(connection)), list(all_links(connection))
    engine.dispose()


def other_text(value: str, rng: random.Random) -> str:
    """Change a digit or letter of what is said, not how it is laid out."""
    place = rng.choice([at for at, sign in enumerate(value) if sign.isalnum()])
    signs = "0123456789" if value[place].isdigit() else "abcdefXYZ"
    return value[:place] + rng.choice([sign for sign in signs if sign != value[place]]) + value[place + 1 :]


def edit_step(tables: Tables, rng: random.Random) -> None:
    rows = tables[0]
    at, name = rng.randrange(len(rows)), rng.choice(list(StepRow.model_fields))
    rows[at] = rows[at].model_copy(update={name: other_text(getattr(rows[at], name), rng)})


def edit_case(tables: Tables, rng: random.Random) -> None:
    rows = tables[1]
    at = rng.randrange(len(rows))
    name = rng.choice([name for name in CaseRow.model_fields if getattr(rows[at], name)])
    rows[at] = rows[at].model_copy(update={name: other_text(getattr(rows[at], name), rng)})


def remove_row(tables: Tables, rng: random.Random) -> None:
    if rng.random() < 0.5:
        del tables[0][rng.randrange(len(tables[0]))]
    else:
        del tables[1][rng.randrange(len(tables[1]))]


def repeat_row(tables: Tables, rng: random.Random) -> None:
    row = rng.choice(tables[0])
    tables[0].append(row.model_copy(update={"number": str(int(row.number) + rng.randrange(1, 9))}))


def swap_steps(tables: Tables, rng: random.Random) -> None:
    one, other = rng.sample(range(len(tables[0])), 2)
    a, b = tables[0][one], tables[0][other]
    keys = ("case_id", "number")
    tables[0][one] = b.model_copy(update={key: getattr(a, key) for key in keys})
    tables[0][other] = a.model_copy(update={key: getattr(b, key) for key in keys})


def edit_event(tables: Tables, rng: random.Random) -> None:
    links = tables[2]
    at, name = rng.randrange(len(links)), rng.choice(["body", "hash", "previous"])
    links[at] = links[at].model_copy(update={name: other_text(getattr(links[at], name), rng)})


def cut_events_and_rows(tables: Tables, rng: random.Random) -> None:
    """Take the latest steps away with their events, as though they had never been."""
    kept = rng.randrange(1, len(tables[2]))
    cut = {(link.event.case_id, digest) for link in tables[2][kept:] for digest in link.event.row_sha256}
    del tables[2][kept:]
    tables[0][:] = [row for row in tables[0] if (row.case_id, row.digest) not in cut]


def edit_row_and_event(tables: Tables, rng: random.Random) -> None:
    """Change a row and hash its event and everything after it anew, as somebody would who knows how it is made."""
    steps, _, links = tables
    at = rng.randrange(len(steps))
    old = steps[at]
    step_text = json.dumps({**json.loads(old.step), "on": f"2025-0{rng.randrange(1, 9)}-11"})
    steps[at] = old.model_copy(update={"step": step_text})
    previous = START
    for place, held in enumerate(links):
        what = held.event
        if what.row_sha256 == (old.digest,):
            what = what.model_copy(update={"row_sha256": (steps[at].digest,)})
        links[place] = link(place + 1, what, previous)
        previous = links[place].hash


WAYS: list[Callable[[Tables, random.Random], None]] = [
    edit_step,
    edit_case,
    remove_row,
    repeat_row,
    swap_steps,
    edit_event,
    cut_events_and_rows,
    edit_row_and_event,
]


@pytest.mark.slow
def test_every_edit_is_found_given_one_head(tables: Tables) -> None:
    rng, head, missed = random.Random(20261130), tables[2][-1].hash, []  # noqa: S311  (the same edits each time)
    for number in range(EDITS):
        way = WAYS[number % len(WAYS)]
        edited: Tables = (list(tables[0]), list(tables[1]), list(tables[2]))
        way(edited, rng)
        whole, rows = check_chain(edited[2], head), check_rows(edited[2], edited[0], edited[1])
        if whole.is_whole and whole.after_expected_head == 0 and rows.first_bad is None and edited != tables:
            missed.append((number, way.__name__))
    assert missed == []


# Ledgers from before events covered rows.


def of_the_first_version(url: str, folder: Path) -> None:
    """Make a ledger whose events cover no row, as the first version of the tables had it."""
    filled(url, folder).close()
    engine = connect(url, folder)
    with engine.begin() as connection:
        previous = START
        for held in all_links(connection):
            bare = link(held.seq, held.event.model_copy(update={"row_sha256": ()}), previous)
            previous = bare.hash
            values = {"body": bare.body, "previous": bare.previous, "hash": bare.hash, "seq": bare.seq}
            connection.execute(
                text("UPDATE events SET body = :body, previous = :previous, hash = :hash WHERE seq = :seq"), values
            )
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    for head in folder.glob("*.head"):
        head.unlink()


def test_rows_of_an_earlier_version_are_taken_over_and_counted(ledger_url: str, tmp_path: Path) -> None:
    of_the_first_version(ledger_url, tmp_path)
    with open_ledger(ledger_url, tmp_path) as ledger:
        assert ledger.check_rows() == RowReport(rows=9, adopted=9)
        assert check_chain(ledger.chain()).is_whole
        ledger.take("C-3", step("submitted"), event(case_id="C-3"))
        assert ledger.check_rows() == RowReport(rows=10, adopted=9)


def test_rows_taken_over_a_second_time_are_told(ledger_url: str, tmp_path: Path) -> None:
    """Otherwise whoever sets the version back could have any row covered."""
    filled(ledger_url, tmp_path).close()
    engine = connect(ledger_url, tmp_path)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        bring_up_to_date(connection)
    engine.dispose()
    with open_ledger(ledger_url, tmp_path) as ledger:
        assert bad(ledger.check_rows()) == ("C-1", 1, RowFault.ADOPTED_TWICE)
