"""Approving, retiring and bringing back texts without a terminal: shown and checked first, then entered as shown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from priorauth.ledger.store import open_ledger
from priorauth.operations.approvals.decide_texts import (
    Decision,
    approve_texts,
    list_decisions,
    plan_approval,
    plan_restoration,
    plan_retirement,
    restore_text,
    retire_text,
)
from priorauth.operations.approvals.text_kinds import PROFILES, TEMPLATES, FileKind
from priorauth.operations.sign_event import Actor
from priorauth.problems import Refused
from tests.authoring.practices import PLAN, TWELVE, write_practice

NOON = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
TODAY = NOON.date()
ACTOR = Actor(name="riley placeholder", host="front-desk", run_id="r1")
FILE = "payer_profiles/example-plan.yaml"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return write_practice(tmp_path / "practice", example_plan=PLAN)


def decision(effective: date = TODAY, moment: datetime = NOON) -> Decision:
    return Decision(by="Riley Placeholder", note="as the bulletin", effective=effective, moment=moment)


def approved(home: Path, moment: datetime = NOON) -> None:
    plan = plan_approval(home, PROFILES, (), decision(moment.date(), moment))
    assert approve_texts(plan, actor=ACTOR)


def codes(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [p.code for p in error.value.problems]


def test_what_was_planned_is_entered_with_its_signature_and_day(home: Path) -> None:
    plan = plan_approval(home, PROFILES, ("example-plan",), decision())
    assert [text.file for text in plan.texts] == [FILE]
    assert list_decisions(home, PROFILES, None, TODAY).texts[0].status == "not approved"
    (entry,) = approve_texts(plan, actor=ACTOR)
    assert (entry.file, entry.sha256, entry.by, entry.on) == (
        FILE,
        plan.texts[0].sha256,
        "Riley Placeholder",
        TODAY,
    )
    found = list_decisions(home, PROFILES, "example-plan", TODAY)
    assert (found.entries, found.texts[0].status, found.count) == ((entry,), "approved", 1)
    again = plan_approval(home, PROFILES, (), decision())
    assert (again.texts, approve_texts(again, actor=ACTOR)) == ((), ())
    assert list_decisions(home, TEMPLATES, None, TODAY).entries == ()


def test_a_text_saved_after_it_was_shown_is_not_approved(home: Path) -> None:
    plan = plan_approval(home, PROFILES, (), decision())
    (home / FILE).write_text(TWELVE)
    with pytest.raises(Refused) as error:
        approve_texts(plan, actor=ACTOR)
    assert codes(error) == ["PA583"]
    assert list_decisions(home, PROFILES, None, TODAY).count == 0


def test_what_is_wrong_is_never_planned(home: Path) -> None:
    (home / FILE).write_text(PLAN.replace("kind: symptom_duration", "kind: moon_phase"))
    with pytest.raises(Refused):
        plan_approval(home, PROFILES, (), decision())


def test_everything_of_a_kind_is_nothing_of_the_other(home: Path) -> None:
    (home / "templates" / "partials").mkdir(parents=True)
    (home / "templates" / "partials" / "greeting.md").write_text("Thank you.\n")
    planned = {kind: plan_approval(home, kind, (), decision()).texts for kind in (TEMPLATES, PROFILES)}
    assert [text.file for text in planned[PROFILES]] == [FILE]
    assert [text.file for text in planned[TEMPLATES]] == ["templates/partials/greeting.md"]


@pytest.mark.parametrize("kind", [TEMPLATES, PROFILES], ids=["templates", "profiles"])
def test_outside_of_a_practice_nothing_is_decided(kind: FileKind, tmp_path: Path) -> None:
    for attempt in (
        lambda: plan_approval(tmp_path, kind, (), decision()),
        lambda: plan_retirement(tmp_path, kind, "any"),
        lambda: plan_restoration(tmp_path, kind, "any", None, today=TODAY),
        lambda: list_decisions(tmp_path, kind, None, TODAY),
    ):
        with pytest.raises(Refused) as error:
            attempt()
        assert codes(error) == ["PA579"]


def test_the_audit_chain_names_who_and_when_where_a_ledger_is_kept(home: Path) -> None:
    approved(home)
    assert not (home / "ledger.sqlite3").exists()
    with open_ledger(None, home):
        pass
    later = datetime(2026, 12, 1, 8, tzinfo=UTC)
    retire_text(plan_retirement(home, PROFILES, "example-plan"), decision(later.date(), later), actor=ACTOR)
    with open_ledger(None, home) as book:
        (event,) = [link.event for link in book.chain()]
    assert (event.time, event.actor, event.host, event.step) == (later, "riley-placeholder", "front-desk", "retire")
    assert event.output_sha256 == (list_decisions(home, PROFILES, None, TODAY).head,)


def test_a_ledger_elsewhere_is_told_as_well(home: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"
    approve_texts(plan_approval(home, PROFILES, (), decision()), actor=ACTOR, ledger=url)
    with open_ledger(url, home) as book:
        assert [link.event.step for link in book.chain()] == ["approve"]


def test_bringing_a_text_back_says_first_whether_an_edit_is_lost(home: Path) -> None:
    approved(home)
    (home / FILE).write_text(TWELVE)
    planned = plan_restoration(home, PROFILES, "example-plan", None, today=TODAY)
    assert planned.loses_edit
    assert (home / FILE).read_text() == TWELVE
    restore_text(planned, decision(), actor=ACTOR)
    assert (home / FILE).read_text() == PLAN
    assert not planned.loses_edit


def test_a_retired_text_that_still_lies_there_is_told(home: Path) -> None:
    approved(home)
    planned = plan_retirement(home, PROFILES, "example-plan")
    retire_text(planned, decision(), actor=ACTOR)
    before = planned.is_file_there
    (home / FILE).unlink()
    assert (before, planned.is_file_there) == (True, False)
    with pytest.raises(Refused) as error:
        plan_retirement(home, PROFILES, "example-plan")
    assert codes(error) == ["PA582"]


@pytest.mark.parametrize("flaw", [{"by": ""}, {"note": "x" * 201}, {"by": "Riley\x07"}, {"by": "  "}])
def test_a_signature_that_cannot_be_kept_is_no_decision(flaw: dict[str, str]) -> None:
    given = {"by": "Riley Placeholder", "note": "n", "effective": TODAY, "moment": NOON, **flaw}
    with pytest.raises(ValidationError) as error:
        Decision.model_validate(given)
    assert [found["loc"] for found in error.value.errors(include_input=False)] == [(*flaw,)]


@pytest.mark.parametrize(
    ("effective", "is_past"), [("2026-11-23", True), ("2026-11-24", False), ("2026-11-25", False)]
)
def test_a_decision_for_a_day_before_its_own_changes_what_was(effective: str, is_past: bool) -> None:
    assert decision(date.fromisoformat(effective)).is_of_the_past is is_past
