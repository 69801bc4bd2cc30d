"""What a page relies on in the ledger: who did it and when is kept, and what cannot be recorded is named by field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from priorauth.ledger.store import open_ledger
from priorauth.operations.ledger.audit_ledger import audit_head, audit_ledger
from priorauth.operations.ledger.find_ledger import LedgerPlace, ledger_if_there
from priorauth.operations.ledger.manage_ledger import (
    StepIncomplete,
    case_history,
    count_decisions,
    export_ledger,
    list_cases,
    list_due,
    purge_cases,
    record_step,
)
from priorauth.operations.sign_event import Actor, AuditAction, sign_event
from priorauth.problems import Refused
from tests.ledger.ledgers import event, step

DAY = date(2026, 10, 5)
WHO = Actor(name="riley", host="front-desk", run_id="visit-7")
WHEN = datetime(2026, 10, 5, 17, 20, tzinfo=timezone(-timedelta(hours=7)))
SIGNED: dict[str, Any] = {"actor": WHO, "moment": WHEN}
SENT = {"kind": "submitted", "on": DAY, "channel": "portal", "reference": None}


@pytest.fixture
def place(tmp_path: Path) -> LedgerPlace:
    """A practice whose ledger has one case, looked at from one of its inner folders."""
    (tmp_path / "practice.yaml").write_text("{}\n", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    with open_ledger(None, tmp_path) as book:
        book.take("C-1", step("built", date(2026, 10, 1)), event())
    return LedgerPlace(folder=tmp_path / "cases")


def test_a_step_keeps_who_took_it_and_when(place: LedgerPlace) -> None:
    assert record_step(place, "C-1", SENT, **SIGNED).state == "submitted"
    (_, taken) = case_history(place, "C-1")
    assert (taken.recorded_by, taken.recorded_at) == ("riley", WHEN)


@pytest.mark.parametrize(
    ("act", "action"),
    [
        (lambda place: record_step(place, "C-1", SENT, **SIGNED), "step"),
        (lambda place: export_ledger(place, place.folder / "ledger.csv", **SIGNED), "export"),
        (lambda place: purge_cases(place, DAY, **SIGNED), "purge"),
    ],
)
def test_each_act_is_an_event_of_its_actor_and_moment(
    place: LedgerPlace, act: Callable[[LedgerPlace], object], action: str
) -> None:
    act(place)
    with open_ledger(None, place.home) as book:
        last = book.chain()[-1].event
    assert (last.action, last.actor, last.host, last.run_id) == (action, "riley", "front-desk", "visit-7")
    assert (last.time, last.time.tzinfo) == (WHEN, UTC)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Dr. Jordan Sample", "Dr.-Jordan-Sample"), ("ễ", "-"), ("", "unknown"), ("r" * 200, "r" * 80)],
)
def test_any_name_of_a_sign_in_can_be_signed_with(name: str, kept: str) -> None:
    signed = sign_event(AuditAction.STEP, Actor(name=name, host=name, run_id=name), WHEN)
    assert (signed.actor, signed.host, signed.run_id) == (kept, kept, kept)


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"kind": "submitted", "on": DAY}, ("channel",)),
        ({"kind": "approved", "on": DAY, "bodies": ["L9", "L8"]}, ("authorization", "bodies")),
        ({"kind": "denied", "reason": "No."}, ("on",)),
        ({"kind": "forgotten", "on": DAY}, ("step",)),
        ({**SENT, "patient": "Avery Example"}, ("patient",)),
    ],
)
def test_a_step_that_is_not_whole_is_told_by_its_fields_and_not_recorded(
    place: LedgerPlace, facts: dict[str, object], fields: tuple[str, ...]
) -> None:
    with pytest.raises(StepIncomplete) as refused:
        record_step(place, "C-1", facts, **SIGNED)
    assert refused.value.fields == fields
    assert {found.code for found in refused.value.problems} == {"PA1108"}
    assert len(case_history(place, "C-1")) == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda place: record_step(place, "C-1", SENT, **SIGNED),
        lambda place: export_ledger(place, place.folder / "ledger.csv", **SIGNED),
        lambda place: purge_cases(place, DAY, **SIGNED),
        list_cases,
        lambda place: case_history(place, "C-1"),
        lambda place: list_due(place, DAY),
        count_decisions,
        audit_ledger,
        audit_head,
    ],
)
def test_where_there_is_no_ledger_none_is_begun(tmp_path: Path, act: Callable[[LedgerPlace], object]) -> None:
    place = LedgerPlace(folder=tmp_path)
    with pytest.raises(Refused, match="PA201"):
        act(place)
    assert ledger_if_there(place) is None
    assert list(tmp_path.iterdir()) == []
