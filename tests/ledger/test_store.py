"""The ledger on disk: what is recorded stays, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from priorauth.ledger.audit_chain import AuditAction, check_chain
from priorauth.ledger.database import connect
from priorauth.ledger.states import State
from priorauth.ledger.statistics import statistics
from priorauth.ledger.store import Ledger, open_ledger
from priorauth.problems import Refused
from tests.ledger.ledgers import DAY, event, step


def opened(url: str) -> Ledger:
    return open_ledger(url, Path("unused"))


def test_what_was_recorded_is_there_when_the_ledger_is_opened_again(ledger_url: str) -> None:
    with opened(ledger_url) as ledger:
        ledger.take("C-1", step("built"), event())
        ledger.take("C-1", step("submitted"), event())
    with opened(ledger_url) as ledger:
        entry = ledger.entry("C-1")
        assert entry is not None
        assert (entry.state, entry.reference) == (State.SUBMITTED, "REF-1")
        assert [taken.step.kind for taken in ledger.history("C-1")] == ["built", "submitted"]
        assert check_chain(ledger.chain()).is_whole


def test_a_refused_step_leaves_no_trace(ledger_url: str) -> None:
    with opened(ledger_url) as ledger:
        ledger.take("C-1", step("built"), event())
        head = ledger.head()
        with pytest.raises(Refused, match="PA1101"):
            ledger.take("C-1", step("approved"), event())
        assert (ledger.head(), len(ledger.history("C-1"))) == (head, 1)


def test_cases_are_listed_by_state_and_payer(ledger_url: str) -> None:
    with opened(ledger_url) as ledger:
        for case_id in ("C-2", "C-1", "C-3"):
            ledger.take(case_id, step("built"), event())
        ledger.take("C-3", step("submitted"), event())
        assert [entry.case_id for entry in ledger.entries()] == ["C-1", "C-2", "C-3"]
        assert [entry.case_id for entry in ledger.entries(state=State.SUBMITTED)] == ["C-3"]
        assert ledger.entries(profile_id="hcsc") == ()


def test_writers_at_once_lose_nothing_and_break_no_chain(ledger_url: str) -> None:
    with opened(ledger_url) as ledger:
        ledger.head()

    def write(number: int) -> None:
        with opened(ledger_url) as own:
            own.take(f"C-{number}", step("built"), event())
            own.take(f"C-{number}", step("submitted"), event())

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    with opened(ledger_url) as ledger:
        assert len(ledger.entries(state=State.SUBMITTED)) == 24
        report = check_chain(ledger.chain())
        assert (report.is_whole, report.events) == (True, 48)


def test_a_purge_takes_closed_cases_and_leaves_its_event(ledger_url: str) -> None:
    with opened(ledger_url) as ledger:
        for case_id in ("C-1", "C-2"):
            ledger.take(case_id, step("built"), event())
        ledger.take("C-1", step("done", outcome="withdrawn"), event())
        assert ledger.purge(DAY, event(AuditAction.PURGE)) == 0
        assert ledger.purge(date(2026, 11, 3), event(AuditAction.PURGE)) == 1
        assert ledger.entry("C-1") is None
        assert ledger.history("C-1") == ()
        assert ledger.entry("C-2") is not None
        assert [link.event.counts for link in ledger.chain()][-2:] == [{"purged": 0}, {"purged": 1}]
        assert check_chain(ledger.chain()).is_whole


def test_figures_carry_the_number_of_cases_they_rest_on(ledger_url: str) -> None:
    with opened(ledger_url) as ledger:
        for number, days in enumerate((2, 4, 9)):
            ledger.take(f"C-{number}", step("built", date(2026, 11, 1)), event())
            ledger.take(f"C-{number}", step("submitted", date(2026, 11, 1)), event())
            ledger.take(f"C-{number}", step("denied", date(2026, 11, 1 + days)), event())
        figures = statistics(ledger.entries(), ledger.all_steps())
    assert [(d.code, d.n) for d in figures.denials] == [("50", 3)]
    assert [(t.n, t.median_days, t.longest_days) for t in figures.decision_times] == [(3, 4, 9)]
    assert figures.payers[0].by_state == {State.DENIED: 3}


def test_a_ledger_of_a_newer_version_is_left_alone(ledger_url: str) -> None:
    opened(ledger_url).close()
    engine = connect(ledger_url, Path("unused"))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(Refused, match="PA1105"):
        opened(ledger_url)


def test_the_file_is_private_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with open_ledger(None, tmp_path / "practice") as ledger:
            ledger.take("C-1", step("built"), event())
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "practice").iterdir()}
    finally:
        os.umask(before)
    assert set(modes.values()) == {0o600}
    assert "ledger.sqlite3" in modes


@pytest.mark.parametrize("url", ["mysql://x@localhost/y", "not a url", "http://example.test"])
def test_another_database_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="PA1106"):
        open_ledger(url, tmp_path)


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    path.write_bytes(b"this is not a database" * 100)
    with pytest.raises(Refused, match="PA1104"):
        open_ledger(None, tmp_path)
    assert path.read_bytes() == b"this is not a database" * 100


RIGHTS = """
CREATE ROLE {role} LOGIN;
GRANT SELECT, INSERT ON steps, events TO {role};
GRANT SELECT, INSERT, UPDATE ON cases TO {role};
GRANT SELECT ON alembic_version TO {role};
GRANT USAGE ON SEQUENCE steps_id_seq TO {role};
"""


@pytest.fixture
def recorder_url(ledger_url: str) -> Iterator[str]:
    """The URL of an account of the server that may add rows and no more, as docs/ledger.md sets it up."""
    if ledger_url.startswith("sqlite"):
        pytest.skip("a file has no accounts")
    opened(ledger_url).close()
    role = f"recorder_{secrets.token_hex(4)}"
    engine = connect(ledger_url, Path("unused"))
    with engine.begin() as connection:
        connection.execute(text(RIGHTS.format(role=role)))
    yield re.sub("//[^@]*@", f"//{role}@", ledger_url)
    with engine.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {role}"))
        connection.execute(text(f"DROP ROLE {role}"))
    engine.dispose()


def test_an_account_that_only_adds_records_and_can_change_nothing(recorder_url: str) -> None:
    with opened(recorder_url) as ledger:
        ledger.take("C-1", step("built"), event(case_id="C-1"))
        ledger.take("C-1", step("done", outcome="withdrawn"), event(case_id="C-1"))
        assert ledger.check_rows().first_bad is None
        with pytest.raises(Refused, match="PA1104"):
            ledger.purge(DAY + timedelta(days=9), event(AuditAction.PURGE))
    engine = connect(recorder_url, Path("unused"))
    for statement in ("DELETE FROM steps", "UPDATE events SET body = ''", "UPDATE steps SET number = 2"):
        with pytest.raises(ProgrammingError, match="permission denied"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()
