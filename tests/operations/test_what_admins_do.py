"""What admins do with profiles, letters and practices, called as a page would call it: from any folder, in two steps."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.operations.approvals.text_kinds import TEMPLATES, files_named, require_practice
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.operations.list_open_cases import list_open_cases
from priorauth.operations.profiles.compare_profiles import compare_profiles, measure_profile_impact
from priorauth.operations.profiles.find_profiles import describe_profile, list_profiles
from priorauth.operations.profiles.maintain_profiles import (
    PolicyReview,
    begin_profile,
    check_profiles,
    draft_profile,
    mark_profile_reviewed,
    plan_review,
)
from priorauth.operations.start_practice import draft_case, start_case, start_practice
from priorauth.operations.templates.check_templates import check_templates, fields_used, list_fields
from priorauth.operations.templates.compare_letters import VersionPair, compare_letters
from priorauth.operations.templates.draw_previews import PreviewRequest, is_sound, open_previews, save_preview
from priorauth.operations.templates.find_templates import LetterUse, list_templates, locate_letter
from priorauth.operations.templates.import_letter_template import LetterImport, import_letter_template
from priorauth.problems import Refused
from tests.authoring.letters import small_letter
from tests.authoring.practices import PLAN, TWELVE, record, write_case, write_practice
from tests.quick_sample import one_in

DAY = date(2026, 11, 24)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = write_practice(tmp_path / "practice", example_plan=PLAN)
    (made / "new.yaml").write_text(TWELVE)
    write_case(made / "cases", "FLIPS", onset="2026-05-01")
    write_case(made / "cases", "CLOSED", onset="2026-05-01")
    record(made, "CLOSED", "built", "submitted", "approved")
    letter = made / "templates" / "thanks.md"
    letter.parent.mkdir()
    letter.write_text('---\ntitle: Thanks\nversion: "1"\n---\nThank you for seeing {{ patient.name }}.\n')
    return made


ASKED: dict[str, Callable[[Path], object]] = {
    "profiles": lambda home: [p.id for p in list_profiles(home)],
    "profile": lambda home: describe_profile(home, "example-plan", as_of=DAY).lines,
    "checked profiles": lambda home: check_profiles(home, (), DAY).count,
    "compared profiles": lambda home: compare_profiles(home, "example-plan", str(home / "new.yaml")).comparisons,
    "open cases": lambda home: [c.case.case_id for c in list_open_cases(LedgerPlace(folder=home), (), DAY).cases],
    "impact": lambda home: (
        measure_profile_impact(
            LedgerPlace(folder=home),
            str(home / "new.yaml"),
            replaces=str(home / "payer_profiles/example-plan.yaml"),
            as_of=DAY,
        ).flips
    ),
    "templates": lambda home: [t.name for t in list_templates(home)],
    "checked templates": lambda home: check_templates(home, ("thanks",)),
    "used fields": lambda home: [used.row.path for used in fields_used(home, "thanks")],
    "located letter": lambda home: locate_letter(home, "thanks", LetterUse(), as_of=DAY),
    "drafted profile": lambda home: draft_profile(home, "heir-plan", extends="example-plan"),
    "approvable files": lambda home: files_named(TEMPLATES, require_practice(home), "thanks"),
}


@pytest.mark.parametrize("what", one_in(3, ASKED))
def test_the_folder_that_is_named_counts_and_not_the_one_a_server_stands_in(
    what: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    from_afar = ASKED[what](home)
    monkeypatch.chdir(home)
    assert from_afar == ASKED[what](home)
    assert list(elsewhere.iterdir()) == []
    if not what.startswith("checked t"):
        assert from_afar


def test_impact_leaves_closed_cases_out_and_begins_no_ledger(home: Path) -> None:
    impact = measure_profile_impact(
        LedgerPlace(folder=home),
        str(home / "new.yaml"),
        replaces=str(home / "payer_profiles/example-plan.yaml"),
        as_of=DAY,
    )
    assert [flip.case_id for flip in impact.flips] == ["FLIPS"]
    assert (impact.closed, impact.unreadable, impact.unread) == (1, 0, ())
    (home / "ledger.sqlite3").unlink()
    with pytest.raises(Refused, match="PA1114"):  # whoever lost it is told that closed cases would count as open
        list_open_cases(LedgerPlace(folder=home), (), DAY)
    next(home.glob("*.head")).unlink()
    found = list_open_cases(LedgerPlace(folder=home), (), DAY)
    assert {item.case.case_id for item in found.cases} == {"FLIPS", "CLOSED"}
    assert not (home / "ledger.sqlite3").exists()


def test_with_no_folder_of_cases_nobody_is_told_that_nothing_changes(tmp_path: Path) -> None:
    with pytest.raises(Refused) as error:
        list_open_cases(LedgerPlace(folder=tmp_path), (), DAY)
    assert [p.code for p in error.value.problems] == ["PA342"]


def test_a_reading_is_shown_before_it_is_noted(home: Path) -> None:
    file = home / "payer_profiles" / "example-plan.yaml"
    plan = plan_review(home, "example-plan", PolicyReview(on=DAY, by="Riley Placeholder"), None, today=DAY)
    assert plan.file == file
    assert "+review_by: 2027-02-24" in plan.changes
    assert file.read_text() == PLAN
    mark_profile_reviewed(plan)
    assert describe_profile(home, "example-plan", as_of=DAY).profile.reviews[0].by == "Riley Placeholder"


def test_a_profile_is_begun_once_and_within_the_practice(home: Path) -> None:
    text = draft_profile(home, "second-plan", copied="example-plan")
    file = begin_profile(home, "second-plan", text)
    assert file == home / "payer_profiles" / "second-plan.yaml"
    assert "second-plan" in [p.id for p in list_profiles(home)]
    for wrong, code, fix in (("second-plan", "PA203", "choose another id"), ("../outside", "PA336", "at most 40")):
        with pytest.raises(Refused) as error:
            begin_profile(home, wrong, text)
        assert [p.code for p in error.value.problems] == [code]
        assert fix in error.value.problems[0].fix
    with pytest.raises(ValueError, match="extends another or is a copy"):
        draft_profile(home, "third-plan", extends="example-plan", copied="example-plan")


def test_a_practice_is_started_on_the_day_that_is_given(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    planned = start_practice(folder, today=DAY, dry_run=True)
    assert not folder.exists()
    assert start_practice(folder, today=DAY) == planned
    assert all(file.is_file() for file in planned)
    assert json.loads((folder / "approvals.jsonl").read_text())["on"] == str(DAY)
    with pytest.raises(Refused):
        start_practice(folder, today=DAY)


def test_a_case_is_shown_before_it_is_started_and_never_replaced(tmp_path: Path) -> None:
    draft = draft_case(tmp_path, "CASE-1")
    assert "case_id: CASE-1" in draft.text
    assert not draft.folder.exists()
    start_case(draft)
    assert draft.case_file.read_text() == draft.text
    assert "properties" in json.loads((draft.folder / "case.schema.json").read_text())
    with pytest.raises(Refused) as error:
        draft_case(tmp_path, "CASE-1")
    assert [p.code for p in error.value.problems] == ["PA203"]


@pytest.mark.slow
def test_a_letter_is_imported_without_its_patient(home: Path) -> None:
    letter = home / "Thank You.docx"
    letter.write_bytes(small_letter("Patient: Avery Sample", "Date of birth: 04/12/1970", "Thank you."))
    asked = LetterImport(letter=letter, folder=home / "templates", name="imported", dry_run=True)
    planned = import_letter_template(home, asked, today=DAY)
    assert (planned.written, planned.template.exists()) == ((), False)
    done = import_letter_template(home, asked.model_copy(update={"dry_run": False}), today=DAY)
    assert done.template in done.written
    text = done.template.read_text()
    assert {"Avery", "1970"}.isdisjoint(text.replace("/", " ").split())
    assert done.proposals == planned.proposals
    letterhead, second = home / "templates" / "letterhead.docx", home / "templates" / "second.md"
    assert letterhead in done.written
    with pytest.raises(Refused) as error:
        import_letter_template(home, LetterImport(letter=letter, folder=second.parent, name="second"), today=DAY)
    assert [(p.code, p.where.file) for p in error.value.problems] == [("PA203", str(letterhead))]
    assert not second.exists()


def test_a_preview_is_drawn_in_memory_and_saved_when_asked(home: Path, tmp_path: Path) -> None:
    asked = PreviewRequest(template="thanks", cases=("clean-three-bodies",), as_of=DAY)
    session = open_previews(home, asked)
    preview = session.draw()
    assert [drawn.scenario for drawn in preview.drawn] == ["clean-three-bodies"]
    assert is_sound(preview)
    out = tmp_path / "out"
    save_preview(preview, out)
    assert (
        {path.name for path in out.iterdir()}
        == set(preview.files)
        == {
            "clean-three-bodies.pdf",
            "clean-three-bodies-1.png",
        }
    )
    (home / "templates" / "thanks.md").write_text("no front matter")
    assert [p.code for p in session.redraw(out, preview, lambda drawn: None)] == ["PA501"]
    assert {path.name for path in out.iterdir()} == set(preview.files)


def test_two_versions_are_compared_for_named_cases(home: Path) -> None:
    old, new = home / "old.md", home / "templates" / "thanks.md"
    old.write_text(new.read_text().replace("seeing", "having seen"))
    shipped = shipped_folder("examples") / "cases" / "clean-three-bodies" / "case.yaml"
    pair = VersionPair(old=str(old), new="thanks", letter="thanks")
    compared = compare_letters(LedgerPlace(folder=home), pair, [shipped], as_of=DAY)
    (change,) = [item for change in compared.shown for item in change.changes]
    assert change.before is not None
    assert "having seen" in change.before
    assert change.after is not None
    assert "having seen" not in change.after
    assert not compared.breaks
    assert (compared.before.path, compared.after.path) == (old, new)
    assert compared.closed == 1


def test_the_fields_of_a_letter_name_who_supplies_them() -> None:
    fields = {field.path: field for field in list_fields()}
    assert fields["patient.name"].doc.supplier
    assert all(str(field.kind).endswith("or empty") is field.kind.optional for field in fields.values())
