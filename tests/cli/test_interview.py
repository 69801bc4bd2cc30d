"""`priorauth new --interview`: questions in plain words, and only those that this payer needs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from priorauth.assembly.case_basis import read_basis
from priorauth.case.model import Case
from priorauth.submission.build_spec import CaseQuery
from tests.cli.in_process import Done, called
from tests.intake.chart_texts import CHART

PRACTICE = Path(__file__).parent.parent.parent / "examples" / "practice.yaml"
WYOMING = "highmark-wy-15-01-004"
PERSON = ["Wilma", "Placeholder", "4/11/1970", "fem"]
PLAN = [WYOMING, "Example Plan", "XEH1", "L5, l4", "", "M54.51"]
CARE = ["physical_therapy", "9/8/2025", "January 15, 2026", "18", "completed", "temp", "physical_therapist", ""]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "practice.yaml").write_bytes(PRACTICE.read_bytes())
    return tmp_path


def asked(home: Path, *answers: str, words: tuple[str, ...] = ()) -> Done:
    """A case CASE-7 with answers typed in order, each on a line."""
    return called("new", "CASE-7", "--interview", *words, cwd=home, given="\n".join([*answers, ""]).encode())


def case_in(home: Path) -> Case:
    """The case as it is read; it is made up, and so is the practice."""
    file = home / "CASE-7" / "case.yaml"
    if "\nsample: true" not in file.read_text():
        file.write_text(f"{file.read_text()}\nsample: true\n")
    return read_basis(CaseQuery(home / "CASE-7" / "case.yaml", date(2026, 11, 24))).loaded.case


def test_answers_become_a_case_that_can_be_read(home: Path) -> None:
    done = asked(home, *PERSON, *PLAN, "February 2025", *CARE)
    assert done.returncode == 0, done.stderr
    case = case_in(home)
    assert (case.patient.name.full, case.patient.birth_date, str(case.pain.onset)) == (
        "Wilma Placeholder", date(1970, 4, 11), "2025-02",
    )  # fmt: skip
    assert [str(body) for body in case.request.vertebral_bodies] == ["L4", "L5"]
    (row,) = case.conservative_care
    assert (row.sessions, row.status, row.response, str(row.end)) == (
        18,
        "completed",
        "temporary_relief",
        "2026-01-15",
    )


def test_only_what_the_payer_needs_is_asked(home: Path) -> None:
    said = asked(home, *PERSON, *PLAN, "2025", "").stderr
    assert "When did the pain begin" in said
    assert "unremitting" not in said
    assert "infection" not in said
    more = called("new", "CASE-8", "--interview", "--dry-run", cwd=home,
                  given="\n".join([*PERSON, "medicare-l39420", *PLAN[1:], *[""] * 40]).encode())  # fmt: skip
    assert "Does the chart say that there is" in more.stderr


def test_an_answer_that_cannot_be_read_is_asked_again(home: Path) -> None:
    done = asked(home, "Wilma", "Placeholder", "last spring", "4/11/1970", "fem", "acme", *PLAN, "2025", "")
    assert "It should be a date" in done.stderr
    assert "It should be one of" in done.stderr
    assert case_in(home).coverage.payer == WYOMING


def test_a_payer_may_be_named_as_its_card_has_it(home: Path) -> None:
    done = asked(home, *PERSON, "Acme Mutual", "Blue Cross Blue Shield of Wyoming", *PLAN[1:], "2025", "")
    assert "highmark-wy-15-01-004    Highmark" in done.stderr
    assert case_in(home).coverage.payer == WYOMING


def test_an_interview_without_a_payer_says_what_it_could_not_ask(home: Path) -> None:
    assert "nothing was asked about the payer's criteria" in asked(home, *PERSON, *[""] * 20).stderr


@pytest.mark.slow
def test_a_treatment_is_asked_for_while_a_kind_that_every_request_shows_is_missing(home: Path) -> None:
    medicine = ["nsaid", "4/2025", "", "", "ongoing", "temp", "physician"]
    rest = ["activity_modification", "4/2025", "", "", "ongoing", "no_relief", ""]
    asked(home, *PERSON, *PLAN, "2025", *CARE)
    done = asked(home, "", *medicine, *rest, "")
    assert "No activity modification and no medication was read" in done.stderr
    assert [row.modality for row in case_in(home).conservative_care] == [
        "physical_therapy",
        "nsaid",
        "activity_modification",
    ]
    assert done.stderr.count("no medication was read") == 1
    assert done.stderr.count("was read, and every request") == 2
    assert [[str(who) for who in row.supervised_by] for row in case_in(home).conservative_care] == [
        ["physical_therapist"],
        ["physician"],
        [],
    ]
    assert "treatment" not in asked(home, "").stderr


def test_an_empty_answer_leaves_the_field_open(home: Path) -> None:
    done = asked(home, *PERSON, WYOMING, *[""] * 20)
    assert done.returncode == 0
    text = (home / "CASE-7" / "case.yaml").read_text()
    assert "member_id:\n" in text


@pytest.mark.slow
def test_a_draft_from_a_chart_is_gone_on_with_and_keeps_what_was_read(home: Path) -> None:
    for name, text in CHART.items():
        if name != "face":
            (home / f"{name}.txt").write_text(text)
    files = [f"{name}.txt" for name in CHART if name != "face"]
    assert called("intake", *files, "--case-id", "CASE-7", "--payer", WYOMING, cwd=home).returncode == 0
    before = (home / "CASE-7" / "case.yaml").read_text()
    done = asked(home, "female", "Example Plan", "XEH1", "12/14/2026", "")
    assert done.returncode == 0, done.stderr
    assert "When did the pain begin" not in done.stderr
    after = (home / "CASE-7" / "case.yaml").read_text()
    assert "onset: 2025-02-10  # page 1 of record-1.txt, office note of November 3, 2026" in after
    assert "member_id: XEH1" in after
    kept = {line.strip() for line in before.splitlines() if "#" in line and "open" not in line}
    assert kept <= {line.strip() for line in after.splitlines()}


def test_the_result_of_a_treatment_is_asked_where_only_that_is_missing(home: Path) -> None:
    for name, text in CHART.items():
        said = text.replace("18 visits completed. Temporary relief.", "18 visits completed.")
        (home / f"{name}.txt").write_text(said)
    files = [f"{name}.txt" for name in CHART]
    assert called("intake", *files, "--case-id", "CASE-7", "--payer", WYOMING, cwd=home).returncode == 0
    done = asked(home, "12/14/2026", "temp", "")
    assert "What relief did physical therapy (2025-09-08 to 2026-01-15) bring" in done.stderr
    assert "Naproxen" not in done.stderr
    (row,) = [row for row in case_in(home).conservative_care if row.modality == "physical_therapy"]
    assert (row.response, row.sessions) == ("temporary_relief", 18)
    assert (
        "response: temporary_relief  # typed, not read in the chart" in (home / "CASE-7" / "case.yaml").read_text()
    )


def test_breaking_off_writes_nothing(home: Path) -> None:
    asked(home, "Wilma")
    assert not (home / "CASE-7").exists()


def test_a_file_of_another_form_is_left_as_it_is(home: Path) -> None:
    (home / "CASE-7").mkdir()
    (home / "CASE-7" / "case.yaml").write_text("- a\n- list\n")
    assert "PA1404" in asked(home, *PERSON).stderr
    assert (home / "CASE-7" / "case.yaml").read_text() == "- a\n- list\n"
