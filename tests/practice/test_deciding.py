"""Deciding: what is pending, what a rollback goes back to, and that a decision is whole or not made."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from priorauth.files import exclusive_lock
from priorauth.files.shipped_data import folder
from priorauth.practice.approvals.approval_log import read_registry
from priorauth.practice.approvals.decisions import (
    Signatory,
    approve,
    pending,
    retire,
    roll_back,
    rollback_target,
    would_lose,
)
from priorauth.practice.approvals.effective import approved_instead
from priorauth.practice.approvals.own_files import hash_of, place_in_store
from priorauth.problems import Refused

FILE = "templates/partials/closing.md"
TODAY = date(2026, 11, 24)


def signature(effective: date = TODAY) -> Signatory:
    return Signatory("Pat Example", "a note", TODAY, effective)


def put(practice: Path, text: str) -> str:
    path = practice / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return hash_of(path) or ""


def approved(practice: Path, text: str, effective: date = TODAY) -> str:
    sha256 = put(practice, text)
    assert approve(practice, pending(practice, [FILE], effective), signature(effective))
    return sha256


def test_what_is_approved_is_pending_no_more(tmp_path: Path) -> None:
    put(tmp_path, "One.")
    (item,) = pending(tmp_path, [FILE], TODAY)
    assert item.before is None
    approved(tmp_path, "One.")
    assert pending(tmp_path, [FILE], TODAY) == ()
    assert pending(tmp_path, [FILE], date(2027, 1, 1)) == ()
    (item,) = pending(tmp_path, [FILE], date(2026, 11, 23))
    assert item.before is not None
    put(tmp_path, "Two.")
    (item,) = pending(tmp_path, [FILE], TODAY)
    assert item.before is not None


def test_a_copy_of_the_shipped_file_is_not_pending(tmp_path: Path) -> None:
    put(tmp_path, (folder("templates") / "partials" / "closing.md").read_text())
    assert pending(tmp_path, [FILE], TODAY) == ()
    assert pending(tmp_path, ["templates/cover.md"], TODAY) == ()


def test_an_approval_takes_the_place_of_one_to_come_and_says_so(tmp_path: Path) -> None:
    approved(tmp_path, "January.", date(2027, 1, 1))
    put(tmp_path, "Now.")
    (item,) = pending(tmp_path, [FILE], TODAY)
    assert [entry.effective for entry in item.coming] == [date(2027, 1, 1)]


def test_every_approved_text_is_kept_privately(tmp_path: Path) -> None:
    texts = {approved(tmp_path, text): text for text in ("One.", "Two.", "One.")}
    for sha256, text in texts.items():
        kept = place_in_store(tmp_path, FILE, sha256)
        assert kept.read_text() == text
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_file_that_changes_meanwhile_is_not_approved(tmp_path: Path) -> None:
    put(tmp_path, "One.")
    items = pending(tmp_path, [FILE], TODAY)
    put(tmp_path, "Two.")
    with pytest.raises(Refused, match="PA583"):
        approve(tmp_path, items, signature())
    assert read_registry(tmp_path).entries == ()


def test_one_decides_at_a_time(tmp_path: Path) -> None:
    put(tmp_path, "One.")
    items = pending(tmp_path, [FILE], TODAY)
    with exclusive_lock(tmp_path / "approved" / "lock"), pytest.raises(Refused, match="PA584"):
        approve(tmp_path, items, signature())
    assert read_registry(tmp_path).entries == ()


def test_where_a_rollback_goes(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="PA578"):
        rollback_target(tmp_path, FILE, TODAY, None)
    one = approved(tmp_path, "One.")
    with pytest.raises(Refused, match="PA578"):
        rollback_target(tmp_path, FILE, TODAY, None)
    two = approved(tmp_path, "Two.")
    three = approved(tmp_path, "Three.")
    assert rollback_target(tmp_path, FILE, TODAY, None) == two
    assert rollback_target(tmp_path, FILE, TODAY, one[:6].upper()) == one
    for none in ("ffffff", ""):
        with pytest.raises(Refused, match="PA578"):
            rollback_target(tmp_path, FILE, TODAY, none)
    put(tmp_path, "An edit.")
    assert rollback_target(tmp_path, FILE, TODAY, None) == three
    (tmp_path / FILE).unlink()
    assert rollback_target(tmp_path, FILE, TODAY, None) == three
    put(tmp_path, "One.")
    assert rollback_target(tmp_path, FILE, TODAY, None) == three
    put(tmp_path, "Three.")
    retire(tmp_path, FILE, signature())
    assert rollback_target(tmp_path, FILE, TODAY, None) == three


def test_a_text_that_the_store_lost_is_not_brought_back(tmp_path: Path) -> None:
    one = approved(tmp_path, "One.")
    approved(tmp_path, "Two.")
    place_in_store(tmp_path, FILE, one).write_text("Other words.")
    with pytest.raises(Refused, match="PA573"):
        roll_back(tmp_path, FILE, one, signature())
    assert (tmp_path / FILE).read_text() == "Two."
    assert len(read_registry(tmp_path).entries) == 2
    approved(tmp_path, "One.")
    assert place_in_store(tmp_path, FILE, one).read_text() == "One."


def test_an_edit_that_stands_nowhere_else_would_be_lost(tmp_path: Path) -> None:
    approved(tmp_path, "One.")
    assert not would_lose(tmp_path, FILE)
    put(tmp_path, "An edit.")
    assert would_lose(tmp_path, FILE)


def test_nothing_is_retired_twice(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="PA582"):
        retire(tmp_path, FILE, signature())
    one = approved(tmp_path, "One.")
    assert retire(tmp_path, FILE, signature()).sha256 == one
    with pytest.raises(Refused, match="PA582"):
        retire(tmp_path, FILE, signature())


def test_an_edit_that_nobody_approved_is_passed_over_for_the_text_before_it(tmp_path: Path) -> None:
    path = tmp_path / FILE
    put(tmp_path, "Nobody has read this.")
    assert approved_instead(tmp_path, TODAY) == {path: None}
    one = approved(tmp_path, "One.")
    assert approved_instead(tmp_path, TODAY) == {}
    put(tmp_path, "An edit.")
    assert approved_instead(tmp_path, TODAY) == {path: place_in_store(tmp_path, FILE, one)}
    retire(tmp_path, FILE, signature())
    assert approved_instead(tmp_path, TODAY) == {path: None}
