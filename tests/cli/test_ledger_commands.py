"""The ledger from the command line: steps recorded by id, deadlines told, exports that cannot act."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner

from priorauth.cli import cli
from priorauth.cli.failures import exit_code_of
from priorauth.ledger.store import open_ledger
from priorauth.problems import ExitCode, Refused
from tests.ledger.ledgers import event, step


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with open_ledger(None, tmp_path) as ledger:
        for case_id in ("C-1", "C-2"):
            ledger.take(case_id, step("built", date(2026, 10, 1)), event())
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, words, standalone_mode=False)
    if result.exception is not None:
        assert isinstance(result.exception, Refused | click.ClickException), result.exception
        return exit_code_of(result.exception), result.output
    return int(result.return_value or 0), result.output


def steps(*lines: str) -> Sequence[tuple[int, str]]:
    return [run("ledger", *line.split()) for line in lines]


def test_a_request_from_submission_to_procedure(practice: Path) -> None:
    done = steps(
        "submit C-1 --channel portal --reference REF-7 --on 2026-10-05",
        "inform C-1 --wanted records --respond-by 2026-10-20 --on 2026-10-08",
        "submit C-1 --channel portal --on 2026-10-09",
        "decide C-1 approved --authorization A1 --bodies l4,L5,S1 --units 64628:1,64629:1 --valid-to 2027-01-31 --on 2026-10-12",
        "schedule C-1 --date 2026-12-15 --bodies L4,L5,S1 --on 2026-10-13",
        "close C-1 performed --on 2026-12-15",
    )
    assert [code for code, _ in done] == [0] * 6
    _, out = run("ledger", "show", "C-1", "--json")
    assert [taken["step"]["kind"] for taken in json.loads(out)] == [
        "built",
        "submitted",
        "information_requested",
        "submitted",
        "approved",
        "scheduled",
        "done",
    ]
    _, listed = run("ledger", "list", "--state", "done")
    assert "C-1  done since 2026-12-15" in listed
    assert "C-2" not in listed


def test_the_list_shows_levels_units_and_days(practice: Path) -> None:
    steps(
        "submit C-1 --channel portal --on 2026-10-05",
        "decide C-1 denied --reason no --appeal-by 2027-04-01 --on 2026-10-06",
    )
    assert "C-1  denied since 2026-10-06, planned 2026-12-15, appeal by 2027-04-01" in run("ledger", "list")[1]
    steps("appeal C-1 --level 1 --channel fax --on 2026-10-07")
    assert "C-1  appealed, level 1 since 2026-10-07" in run("ledger", "list")[1]
    steps("decide C-1 approved --authorization A1 --units 64628:1 --valid-to 2027-01-31 --on 2026-10-08")
    assert "authorization A1, 64628 × 1 authorized, valid to 2027-01-31" in run("ledger", "list")[1]
    steps("close C-1 performed --on 2026-12-15")
    assert "authorization A1, 64628 × 1 used" in run("ledger", "list")[1]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("submit C-9 --channel portal", ExitCode.INPUT_INVALID),
        ("decide C-1 approved --authorization A1", ExitCode.INPUT_INVALID),
        ("submit C-1", ExitCode.USAGE),
        ("decide C-1 denied --code 50", ExitCode.USAGE),
        ("decide C-1 approved --authorization A --bodies L9", ExitCode.USAGE),
        ("decide C-1 approved --authorization A --units 64628:many", ExitCode.USAGE),
        ("submit C-1 --channel portal --on 10/05/2026", ExitCode.USAGE),
        ("submit C-1 --channel portal --on 2026-09-30", ExitCode.INPUT_INVALID),
        ("export somewhere.docx", ExitCode.USAGE),
        ("purge --before 2027-01-01", ExitCode.USAGE),
        ("list --ledger mysql://x/y", ExitCode.USAGE),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_changes_nothing(practice: Path, line: str, code: ExitCode) -> None:
    before = run("ledger", "list", "--json")[1]
    assert run("ledger", *line.split())[0] == code
    assert run("ledger", "list", "--json")[1] == before


@pytest.mark.parametrize(
    "line", ["ledger due", "ledger list", "ledger stats", "ledger submit C-1 --channel fax", "audit head"]
)
@pytest.mark.parametrize("named", [(), ("--ledger", "sqlite:///nowhere/ledger.sqlite3")])
def test_no_command_takes_the_wrong_folder_for_an_empty_ledger(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    line: str,
    named: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _ = run(*line.split(), *named)
    said = capsys.readouterr().err
    assert code == ExitCode.FILE_ACCESS
    assert "ledger.sqlite3: error PA201" in said
    assert "--ledger" in said
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_value_is_named_by_its_option(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("ledger", "schedule", "C-1", "--date", "2026-12-20", "--bodies", "L4-L5")
    said = capsys.readouterr().err
    assert "'--bodies'" in said
    assert "priorauth ledger schedule --help" in said


def test_due_says_who_must_act_and_ends_with_4_when_late(practice: Path) -> None:
    steps(
        "submit C-1 --channel fax --on 2026-10-05",
        "inform C-1 --respond-by 2026-10-20 --on 2026-10-08",
    )
    on_time, late = (run("ledger", "due", "--as-of", day, "--json") for day in ("2026-10-20", "2026-10-21"))
    assert (on_time[0], late[0]) == (ExitCode.OK, ExitCode.NOT_READY)
    (item,) = [item for item in json.loads(late[1]) if item["is_late"]]
    assert (item["case_id"], item["reason"], item["owner"]) == ("C-1", "answer_due", "billing")


def test_an_export_is_harmless_in_a_spreadsheet(practice: Path) -> None:
    run("ledger", "submit", "C-1", "--channel", "=cmd|' /C calc'!A0", "--on", "2026-10-05")
    assert run("ledger", "export", "ledger.xlsx")[0] == 0
    sheet = openpyxl.load_workbook(practice / "ledger.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert (rows[0][0], rows[1][0], rows[2][0]) == ("case", "C-1", "C-2")
    assert rows[1][7] == "'=cmd|' /C calc'!A0"
    assert run("ledger", "export", "ledger.xlsx")[0] == ExitCode.FILE_ACCESS
    assert run("ledger", "export", "ledger.csv")[0] == 0


def test_the_audit_notices_a_change_in_the_database(practice: Path) -> None:
    import sqlite3

    code, head = run("audit", "head")
    assert run("audit", "verify", "--head", head.strip())[0] == 0
    with sqlite3.connect(practice / "ledger.sqlite3") as connection:
        connection.execute("UPDATE events SET body = replace(body, 'riley', 'other') WHERE seq = 1")
    connection.close()
    code, said = run("audit", "verify")
    assert code == ExitCode.INPUT_INVALID
    assert "event 1" in said


def test_figures_are_counts_of_this_ledger(practice: Path) -> None:
    steps(
        "submit C-1 --channel portal --on 2026-10-05",
        "decide C-1 denied --reason No. --code 50 --appeal-by 2027-03-01 --on 2026-10-12",
    )
    _, said = run("ledger", "stats")
    assert "denied for 50, n = 1" in said
    assert "decisions took 7 days (median), longest 7, n = 1" in said


def test_what_shows_that_it_was_sent_is_kept_and_chained_with_the_packet(practice: Path) -> None:
    (practice / "Avery Example fax.PDF").write_bytes(b"%PDF-1.4 sent")
    sha256 = hashlib.sha256(b"%PDF-1.4 sent").hexdigest()
    code, _ = run(
        "ledger", "submit", "C-1", "--channel", "fax", "--proof", "Avery Example fax.PDF", "--on", "2026-10-05"
    )
    assert code == ExitCode.OK
    kept = practice / "proofs" / "C-1" / f"{sha256}.pdf"
    assert kept.read_bytes() == b"%PDF-1.4 sent"
    assert kept.stat().st_mode & 0o077 == 0
    _, out = run("ledger", "show", "C-1", "--json")
    assert json.loads(out)[-1]["step"]["proof_sha256"] == sha256
    with open_ledger(None, practice) as book:
        body = json.loads(book.chain()[-1].body)
    assert body["output_sha256"] == [sha256, "ab" * 32]
    assert run("audit", "verify")[0] == ExitCode.OK


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("submit C-1 --channel fax --proof receipt.exe", "PA1113"),
        ("submit C-1 --channel fax --proof nowhere.pdf", "PA201"),
        ("appeal C-1 --level 1 --channel fax --proof receipt.pdf", "PA1101"),
        ("submit C-9 --channel fax --proof receipt.pdf", "PA1102"),
    ],
)
def test_a_proof_of_a_step_that_is_not_taken_is_not_kept(
    words: str, code: str, practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (practice / "receipt.pdf").write_bytes(b"sent")
    (practice / "receipt.exe").write_bytes(b"sent")
    run("ledger", *words.split(), "--on", "2026-10-05")
    assert code in capsys.readouterr().err
    assert not [path for path in practice.rglob("*") if path.is_file() and "proofs" in path.parts]


def test_a_ledger_is_begun_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("ledger", "list")[0] == ExitCode.FILE_ACCESS
    assert run("ledger", "init") == (ExitCode.OK, "The ledger has begun.\n")
    code, said = run("ledger", "list", "--json")
    assert (code, json.loads(said)) == (ExitCode.OK, [])
    for words in (("ledger", "init"), ("ledger", "init", "--anew", "--yes")):
        assert run(*words)[0] == ExitCode.INPUT_INVALID


def test_a_lost_ledger_is_told_until_another_takes_its_place(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_ledger(None, practice) as book:
        lost = book.head()
    (practice / "ledger.sqlite3").unlink()
    for words in ("ledger list", "ledger due", "audit verify", "audit head", "ledger init"):
        assert run(*words.split())[0] == ExitCode.INPUT_INVALID, words
        assert "PA1114" in capsys.readouterr().err
    assert not (practice / "ledger.sqlite3").exists()
    assert run("ledger", "init", "--anew", "--yes")[1].strip().endswith(f"holds the earlier one's head, {lost}.")
    assert run("audit", "verify")[0] == ExitCode.OK
    with open_ledger(None, practice) as book:
        assert [link.event.output_sha256 for link in book.chain()] == [(lost,)]


def test_an_audit_names_the_row_that_was_changed(practice: Path) -> None:
    code, said = run("audit", "verify")
    assert code == ExitCode.OK
    assert "2 rows of cases' steps as the events put them there" in said
    connection = sqlite3.connect(practice / "ledger.sqlite3")
    with connection:
        connection.execute("UPDATE steps SET recorded_by = 'morgan' WHERE case_id = 'C-2'")
    connection.close()
    code, said = run("audit", "verify", "--json")
    assert code == ExitCode.INPUT_INVALID
    data, _ = json.JSONDecoder().raw_decode(said)
    assert data["rows"]["first_bad"] == {"case_id": "C-2", "number": 1, "fault": "changed"}
    assert "C-2: error PA1118: step 1 of this case in the ledger: changed" in said


def test_a_practice_is_backed_up_and_put_back(practice: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (practice / "practice.yaml").write_text("{}\n")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    code, said = run("practice", "backup", str(elsewhere / "b.zip"))
    assert code == 0
    assert "4 rows of its ledger" in said
    head = said.split("head ")[1].strip()
    code, said = run("practice", "restore", str(elsewhere / "b.zip"), str(elsewhere / "again"))
    assert (code, said.split("head ")[1].strip()) == (0, head)
    with sqlite3.connect(practice / "ledger.sqlite3") as connection:
        connection.execute("DELETE FROM steps WHERE case_id = 'C-2'")
    code, said = run("practice", "backup", str(elsewhere / "c.zip"))
    assert code == ExitCode.INPUT_INVALID
    assert "PA1123" in said
    assert run("practice", "restore", str(elsewhere / "c.zip"), str(elsewhere / "third"))[0] == 3
    assert not (elsewhere / "third").exists()
