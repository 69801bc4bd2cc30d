"""The head that the practice's folder keeps: a ledger that lacks it is not begun again in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from priorauth.ledger.audit_chain import AuditAction
from priorauth.ledger.database import connect
from priorauth.ledger.store import Ledger, open_known_ledger, open_ledger
from priorauth.operations.ledger.audit_ledger import audit_ledger
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.problems import Refused
from tests.ledger.ledgers import event, step


def recorded(url: str | None, folder: Path) -> None:
    with open_ledger(url, folder) as ledger:
        ledger.take("C-1", step("built"), event(AuditAction.BUILD, case_id="C-1"))
        ledger.take("C-1", step("submitted"), event(case_id="C-1"))


def head_file(folder: Path) -> Path:
    (found,) = folder.glob("*.head")
    return found


def test_each_step_keeps_its_head(ledger_url: str, tmp_path: Path) -> None:
    recorded(ledger_url, tmp_path)
    with open_ledger(ledger_url, tmp_path) as ledger:
        kept = ledger.kept_head()
        assert kept is not None
        assert (kept.seq, kept.hash) == (2, ledger.head())
        assert ledger.note(event(AuditAction.EXPORT)) == ledger.head()
        again = ledger.kept_head()
        assert again is not None
        assert (again.seq, again.hash) == (3, ledger.head())


def test_a_head_names_the_ledger_and_nobody(ledger_url: str, tmp_path: Path) -> None:
    recorded(ledger_url, tmp_path)
    said = head_file(tmp_path).read_text()
    assert "@" not in said
    assert str(tmp_path.parent) not in said


def without_its_end(url: str, folder: Path) -> None:
    run_statement("DELETE FROM events WHERE seq = 2", url, folder)


def without_events(url: str, folder: Path) -> None:
    run_statement("DELETE FROM events", url, folder)


def run_statement(statement: str, url: str, folder: Path) -> None:
    engine = connect(url, folder)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize("spoil", [without_its_end, without_events])
def test_a_ledger_that_lacks_its_head_takes_nothing_more(
    spoil: Callable[[str, Path], None], ledger_url: str, tmp_path: Path
) -> None:
    recorded(ledger_url, tmp_path)
    spoil(ledger_url, tmp_path)
    for opening in (open_ledger, open_known_ledger):
        with pytest.raises(Refused, match="PA1114"):
            opening(ledger_url, tmp_path)
    with open_ledger(ledger_url, tmp_path, must_have_head=False) as ledger:
        assert isinstance(ledger, Ledger), "who looks into it can open it"


def test_a_ledger_whose_file_is_gone_is_not_begun_again(tmp_path: Path) -> None:
    recorded(None, tmp_path)
    (tmp_path / "ledger.sqlite3").unlink()
    for opening in (open_ledger, open_known_ledger):
        with pytest.raises(Refused, match="PA1114"):
            opening(None, tmp_path)
    assert not (tmp_path / "ledger.sqlite3").exists()


def test_an_earlier_head_that_came_last_does_no_harm(tmp_path: Path) -> None:
    """Two that record at once may keep their heads in the other order: the earlier is still in the chain."""
    recorded(None, tmp_path)
    early = head_file(tmp_path).read_bytes()
    with open_ledger(None, tmp_path) as ledger:
        ledger.note(event(AuditAction.EXPORT))
    head_file(tmp_path).write_bytes(early)
    with open_ledger(None, tmp_path):
        assert audit_ledger(LedgerPlace(folder=tmp_path)).problems == ()


def test_a_head_with_another_number_is_told(tmp_path: Path) -> None:
    recorded(None, tmp_path)
    head_file(tmp_path).write_text(head_file(tmp_path).read_text().replace('"seq":2', '"seq":1'))
    audit = audit_ledger(LedgerPlace(folder=tmp_path))
    assert [found.code for found in audit.problems] == ["PA1114"]
    assert not audit.is_sound


def test_a_head_of_another_ledger_is_told(tmp_path: Path) -> None:
    recorded(None, tmp_path)
    head_file(tmp_path).write_text(head_file(tmp_path).read_text().replace("ledger.sqlite3", "other.sqlite3"))
    with pytest.raises(Refused, match="PA1115"):
        open_ledger(None, tmp_path)


@pytest.mark.parametrize("text", ["", "{}", '{"ledger":"x","seq":-1,"hash":"00"}', "\x00", "[" * 1000])
def test_a_head_file_changed_by_hand_is_told(text: str, tmp_path: Path) -> None:
    recorded(None, tmp_path)
    head_file(tmp_path).write_text(text)
    with pytest.raises(Refused, match="PA1115"):
        open_ledger(None, tmp_path)


def test_two_ledgers_of_one_practice_keep_a_head_each(tmp_path: Path) -> None:
    recorded(None, tmp_path)
    recorded(f"sqlite:///{tmp_path / 'second.sqlite3'}", tmp_path)
    assert len(list(tmp_path.glob("*.head"))) == 2


def test_a_practice_that_moves_takes_its_ledger_and_head_along(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    recorded(None, tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    with open_ledger(None, tmp_path / "there") as ledger:
        assert ledger.kept_head() is not None
    (tmp_path / "there" / "ledger.sqlite3").unlink()
    with pytest.raises(Refused, match="PA1114"):
        open_ledger(None, tmp_path / "there")


def test_a_step_whose_head_could_not_be_kept_says_that_it_was_recorded(ledger_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    folder.mkdir()
    with open_ledger(ledger_url, folder) as ledger:
        ledger.take("C-1", step("built"), event(AuditAction.BUILD, case_id="C-1"))
        head_file(folder).unlink()
        for seen in folder.iterdir():
            assert seen.suffix != ".head"
        (folder / head_name(ledger)).mkdir()
        with pytest.raises(Refused, match="PA1117"):
            ledger.take("C-1", step("submitted"), event(case_id="C-1"))
        assert len(ledger.history("C-1")) == 2


def head_name(ledger: Ledger) -> str:
    return ledger._kept.path.name
