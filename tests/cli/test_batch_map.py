"""`priorauth batch map`, and the way a worklist's name finds the group's default command."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from priorauth.batch.worklist.map_reading import read_column_map
from priorauth.cli import cli
from priorauth.cli.batch import group
from priorauth.problems import ExitCode, Refused
from tests.batch.worklist.books import SHEET, as_bytes, workbook


@pytest.fixture
def worklist(tmp_path: Path) -> Path:
    path = tmp_path / "week49.xlsx"
    path.write_bytes(as_bytes(workbook([1, 2])))
    return path


def test_yes_saves_the_proposal_beside_the_worklist(worklist: Path) -> None:
    outcome = CliRunner().invoke(cli, ["batch", "map", str(worklist), "--yes"])
    assert outcome.exit_code == 0
    saved = read_column_map(worklist.with_name("week49.map.yaml"))
    assert saved.sheet == SHEET
    assert saved.columns["birth_date"] == "DOB"


def test_headers_and_kinds_are_shown_and_no_value_is(worklist: Path) -> None:
    outcome = CliRunner().invoke(cli, ["batch", "map", str(worklist), "--yes", "--dry-run"])
    assert "DOB" in outcome.stderr
    assert "2 day as YYYY-MM-DD" in outcome.stderr
    assert not any(text in outcome.output for text in ("Avery", "1974", "XEH", "BV-0001"))
    assert not worklist.with_name("week49.map.yaml").exists()


def test_the_map_alone_is_on_stdout_in_a_dry_run(worklist: Path, tmp_path: Path) -> None:
    outcome = CliRunner().invoke(cli, ["batch", "map", str(worklist), "--yes", "--dry-run"])
    (tmp_path / "again.yaml").write_text(outcome.stdout, encoding="utf-8")
    assert read_column_map(tmp_path / "again.yaml").columns["payer"] == "Insurance"


def test_in_a_pipe_the_flag_is_named(worklist: Path) -> None:
    outcome = CliRunner().invoke(cli, ["batch", "map", str(worklist)])
    assert outcome.exit_code == ExitCode.USAGE
    assert "--yes" in outcome.output
    assert not worklist.with_name("week49.map.yaml").exists()


def test_a_map_that_stands_there_is_kept_unless_force_is_given(worklist: Path) -> None:
    target = worklist.with_name("week49.map.yaml")
    target.write_text("mine", encoding="utf-8")
    kept = CliRunner().invoke(cli, ["batch", "map", str(worklist), "--yes"])
    assert isinstance(kept.exception, Refused)
    assert target.read_text(encoding="utf-8") == "mine"
    CliRunner().invoke(cli, ["batch", "map", str(worklist), "--yes", "--force"], catch_exceptions=False)
    assert read_column_map(target).columns


def test_answers_replace_the_proposal(worklist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("priorauth.cli.batch.map.has_someone_to_ask", lambda: True)
    # A wrong field is asked for again; '-' leaves a column out; an empty answer takes what is proposed.
    answers = ["", "", "", "", "nonsense", "coverage.group_id", "-", *[""] * 8, "month_first"]
    out = worklist.with_name("mine.yaml")
    outcome = CliRunner().invoke(
        cli, ["batch", "map", str(worklist), "--out", str(out)], input="\n".join(answers) + "\n"
    )
    assert outcome.exit_code == 0, outcome.output
    saved = read_column_map(out)
    assert saved.columns["coverage.group_id"] == "Member ID"
    assert "payer" not in saved.columns
    assert saved.dates.value == "month_first"


def test_a_sheet_without_a_case_id_gets_no_map(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"Last Name,DOB\r\nExample,1974-03-09\r\n")
    outcome = CliRunner().invoke(cli, ["batch", "map", str(path), "--yes"])
    assert isinstance(outcome.exception, Refused)
    assert [found.code for found in outcome.exception.problems] == ["PA1002"]
    assert list(tmp_path.iterdir()) == [path]


@click.command()
@click.argument("words", nargs=-1)
@click.option("--only")
def run(words: tuple[str, ...], only: str | None) -> None:
    click.echo(f"ran {words} {only}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["week49.xlsx"], "ran ('week49.xlsx',) None"),
        (["week49.xlsx", "--only", "BV-1"], "ran ('week49.xlsx',) BV-1"),
        (["--only", "BV-1", "week49.xlsx"], "ran ('week49.xlsx',) BV-1"),
        (["run", "week49.xlsx"], "ran ('week49.xlsx',) None"),
        (["run", "map"], "ran ('map',) None"),
    ],
)
def test_a_worklist_goes_to_the_default_command(arguments: list[str], said: str) -> None:
    both = group({"map": ("priorauth.cli.batch.map:map_columns", ""), "run": ("tests.cli.test_batch_map:run", "")})
    outcome = CliRunner().invoke(both, arguments)
    assert outcome.output.strip() == said


def test_help_names_the_commands_without_importing_them() -> None:
    outcome = CliRunner().invoke(cli, ["batch", "--help"])
    assert outcome.exit_code == 0
    assert "map" in outcome.output
