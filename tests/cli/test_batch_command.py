"""A worklist from the command line: built, resumed, reported, recorded, and the bad rows told by their cells."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from priorauth.cli import cli
from priorauth.cli.failures import exit_code_of
from priorauth.ledger.audit_chain import check_chain
from priorauth.ledger.store import open_ledger
from priorauth.problems import ExitCode, Refused
from tests.batch.runs import practice

DAY = "2026-11-24"
NAMES = ("clean-three-bodies-0", "gaps-0", "strictest-0")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "practice"
    practice(folder, copies=1)
    monkeypatch.chdir(folder)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Case", "Case file"])
    for name in NAMES:
        sheet.append([name, f"cases/{name}"])
    sheet.append([12345678, "cases/nobody"])
    book.save(folder / "week.xlsx")
    assert run("map", "week.xlsx", "--yes")[0] == ExitCode.OK
    return folder


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ("batch", *words), standalone_mode=False)
    if isinstance(result.exception, Refused):
        return exit_code_of(result.exception), result.output
    assert result.exception is None, result.exception
    return int(result.return_value or 0), result.stdout


def build(*words: str) -> tuple[int, list[dict[str, object]]]:
    code, said = run("week.xlsx", "--as-of", DAY, "--engine", "inline", "--json", *words)
    return code, [json.loads(line) for line in said.splitlines()]


@pytest.mark.parametrize(
    ("name", "place_named", "fix"),
    [
        ("other week.csv", "worklist.map.yaml", "priorauth batch map 'other week.csv'"),
        ("nowhere.csv", "nowhere.csv", "check the name"),
    ],
)
def test_what_is_missing_is_named_and_a_missing_map_is_told_how_to_make(
    place: Path, capsys: pytest.CaptureFixture[str], name: str, place_named: str, fix: str
) -> None:
    (place / "other week.csv").write_text("Case\nEX-1\n")
    code, _ = run(name)
    said = capsys.readouterr().err
    assert code == ExitCode.FILE_ACCESS
    assert said.startswith(f"{place_named}: error PA201")
    assert fix in said


def test_an_empty_worklist_is_not_blamed_on_its_map(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "empty.csv").touch()
    assert run("map", "empty.csv", "--yes")[0] == ExitCode.INPUT_INVALID
    assert "is this the right file?" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("--scheduler", "tls://127.0.0.1:1"),
        ("--tls-ca", "ca.pem"),
        ("--engine", "dask", "--tls-ca", "ca.pem"),
    ],
)
def test_options_that_would_do_nothing_are_refused(place: Path, words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(cli, ("batch", "week.xlsx", "--as-of", DAY, *words))
    assert done.exit_code == ExitCode.USAGE
    assert not (place / "packets").exists()


def test_refused_rows_are_told_on_stderr_beside_json(place: Path) -> None:
    done = CliRunner().invoke(cli, ("batch", "week.xlsx", "--as-of", DAY, "--dry-run", "--json"))
    assert "PA1028" in done.stderr


def test_a_worklist_is_built_reported_and_given_back(place: Path) -> None:
    code, lines = build()
    assert code == ExitCode.BATCH_HAD_FAILURES
    assert {line["task_id"]: line["outcome"] for line in lines[:-1]} == {
        "clean-three-bodies-0": "built",
        "gaps-0": "open",
        "strictest-0": "built",
    }
    assert lines[-1] == {
        "summary": {
            "built": 2,
            "open": 1,
            "failed": 0,
            "refused_rows": 1,
            "left_out_rows": 0,
            "report": "report.html",
        }
    }
    out = place / "packets"
    assert {path.name for path in out.iterdir()} == {
        ".run",
        "clean-three-bodies-0",
        "strictest-0",
        "report.html",
        "report.json",
        "report.xlsx",
        "worklist.xlsx",
    }
    page = (out / "report.html").read_text()
    assert "radiologist" in page.lower()
    assert "Avery" not in page
    copy = openpyxl.load_workbook(out / "worklist.xlsx").active
    assert copy is not None
    assert copy["A5"].comment is not None
    assert "week.xlsx" in {path.name for path in place.iterdir()}


@pytest.mark.slow
def test_the_second_run_builds_nothing_again(place: Path) -> None:
    build()
    code, lines = build()
    assert (code, len(lines)) == (ExitCode.BATCH_HAD_FAILURES, 1)
    assert run("week.xlsx", "--as-of", DAY, "--dry-run") == (ExitCode.OK, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "built"),
    [
        pytest.param(("--only", "strictest-0"), ["strictest-0"], marks=pytest.mark.slow),
        (("--limit", "1"), ["clean-three-bodies-0"]),
        (("--since", "2026-12-16"), []),
        (("--since", "2026-12-15", "--only", "clean-three-bodies-0"), ["clean-three-bodies-0"]),
    ],
)
def test_a_part_of_the_worklist_can_be_asked_for(words: tuple[str, ...], built: list[str], place: Path) -> None:
    _, lines = build(*words)
    assert [line["task_id"] for line in lines[:-1] if line["outcome"] == "built"] == built


def test_a_case_that_is_not_in_the_worklist_is_an_error(place: Path) -> None:
    assert run("week.xlsx", "--only", "nobody")[0] == ExitCode.USAGE
    assert not (place / "packets").exists()


@pytest.mark.slow
def test_built_packets_are_recorded_once(place: Path) -> None:
    build("--record")
    build("--record")
    with open_ledger(None, place) as ledger:
        assert [(entry.case_id, entry.state, entry.steps) for entry in ledger.entries()] == [
            ("clean-three-bodies-0", "built", 1),
            ("strictest-0", "built", 1),
        ]
        assert [str(row.code) for row in ledger.entries()[0].requested_units] == ["64628", "64629"]
        assert check_chain(ledger.chain()).is_whole


@pytest.mark.parametrize("words", [("nowhere.xlsx",), ("week.xlsx", "--map", "nowhere.yaml")])
def test_what_is_not_there_is_told_and_nothing_is_written(words: tuple[str, ...], place: Path) -> None:
    assert run(*words)[0] == ExitCode.FILE_ACCESS
    assert not (place / "packets").exists()
