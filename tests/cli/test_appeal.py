"""`priorauth appeal` as its users meet it: words, data, exit codes, and what is left on disk."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from priorauth.files.shipped_data import folder
from priorauth.ledger.store import open_ledger
from priorauth.problems import ExitCode
from tests.appeals.letters import LETTER, letter_pdf
from tests.cli.test_ledger_commands import run
from tests.ledger.ledgers import event, step

CASES = folder("examples") / "cases"
CLEAN = str(CASES / "clean-three-bodies")
DAY = ("--as-of", "2026-11-24")
ON = ("--denied-on", "2026-11-10")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_from_a_denial_letter_in_hand_to_a_packet(here: Path) -> None:
    (here / "denial.pdf").write_bytes(letter_pdf())
    code, said = run("appeal", CLEAN, *DAY, "--denial-letter", "denial.pdf")
    assert code == ExitCode.OK
    for words in (
        "date: 2026-11-10, page 1: “November 10, 2026”",
        "Reason 1 (conservative-care): answered",
        "Reason 2 (modic): answered",
        "Last day to appeal: 2027-05-09 (the denial letter)",
        "priorauth ledger appeal EX-CLEAN --level 1 --channel CHANNEL",
    ):
        assert words in said
    assert (here / "packets/EX-CLEAN-appeal-1/EX-CLEAN-peer-to-peer.pdf").is_file()
    assert not (here / "ledger.sqlite3").exists()
    assert run("appeal", CLEAN, *DAY, "--denial-letter", "denial.pdf")[0] == ExitCode.FILE_ACCESS
    assert run("appeal", CLEAN, *DAY, "--denial-letter", "denial.pdf", "--force")[0] == ExitCode.OK


def test_a_dry_run_writes_nothing_and_its_data_is_data_alone(here: Path) -> None:
    code, said = run(
        "appeal", CLEAN, *DAY, *ON, "--reason-kind", "modic", "--dry-run", "--json", "--appeal-by", "2027-05-09"
    )
    data = json.loads(said)
    assert (code, list(here.iterdir())) == (ExitCode.OK, [])
    assert data["answers"] == [
        {"kinds": ["modic"], "verdict": "shown", "criteria": {"modic-type": "met", "floor-bodies": "met"}}
    ]
    assert data["denial"]["appeal_by"] == "2027-05-09"


def test_the_ledger_gives_the_reason_and_the_days(here: Path) -> None:
    with open_ledger(None, here) as book:
        for taken in (
            step("built", date(2026, 10, 1)),
            step("submitted", date(2026, 10, 2)),
            step("denied", date(2026, 11, 12), reason="There is no record of physical therapy."),
        ):
            book.take("EX-CLEAN", taken, event())
    code, said = run("appeal", CLEAN, *DAY, "--dry-run", "--json")
    denial = json.loads(said)["denial"]
    assert code == ExitCode.OK
    assert (denial["denied_on"], denial["reference"], denial["appeal_by"]) == ("2026-11-12", "REF-1", "2027-05-01")
    assert denial["reasons"][0]["text"] == "There is no record of physical therapy."
    with open_ledger(None, here) as book:
        entry = book.entry("EX-CLEAN")
        assert entry is not None
        assert entry.state == "denied"


@pytest.mark.parametrize(
    ("case", "words", "code", "said"),
    [
        ("clean-three-bodies", (), ExitCode.USAGE, "PA1202"),
        ("clean-three-bodies", ON, ExitCode.USAGE, "PA1201"),
        ("clean-three-bodies", (*ON, "--reason", "Not in our view."), ExitCode.USAGE, "--reason-kind"),
        ("clean-three-bodies", (*ON, "--reason-kind", "money"), ExitCode.USAGE, "conservative-care"),
        ("clean-three-bodies", ("--denied-on", "11/10/2026"), ExitCode.USAGE, "YYYY-MM-DD"),
        ("clean-three-bodies", ("--denial-letter", "nowhere.pdf"), ExitCode.FILE_ACCESS, "PA201"),
        ("gaps", (*ON, "--reason-kind", "modic"), ExitCode.NOT_READY, "gap, radiologist"),
        ("conflicting-generator", (*ON, "--reason-kind", "modic"), ExitCode.NOT_READY, "conflict, clinician"),
    ],
)
def test_what_is_missing_is_asked_for_by_its_flag(
    case: str, words: tuple[str, ...], code: ExitCode, said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found, output = run("appeal", str(CASES / case), *DAY, *words)
    output += capsys.readouterr().err
    assert (found, said in output) == (code, True), output
    assert list(here.iterdir()) == []


def test_several_dates_are_put_before_a_person(here: Path) -> None:
    (here / "denial.pdf").write_bytes(letter_pdf(LETTER.replace("Date of service", "Decision date")))
    code, said = run("appeal", CLEAN, *DAY, "--denial-letter", "denial.pdf")
    assert code == ExitCode.USAGE
    assert "date: 2026-12-15, page 1: “Decision date: 12/15/2026”" in said
    assert "choose one with --denied-on" in said


def test_a_late_appeal_is_made_all_the_same(here: Path) -> None:
    code, said = run("appeal", CLEAN, *DAY, *ON, "--reason-kind", "modic", "--appeal-by", "2026-11-20", "--dry-run")
    assert code == ExitCode.OK
    assert "THE LAST DAY FOR THIS APPEAL HAS PASSED: it was 2026-11-20" in said


def test_a_name_with_odd_signs_is_printed_as_it_is(here: Path) -> None:
    words = ("--reference", "A&B <ễ>", "--reason", "No physical therapy & “nothing” <else>.")
    code, said = run("appeal", CLEAN, *DAY, *ON, *words)
    assert code == ExitCode.OK, said
