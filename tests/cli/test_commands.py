"""The command line as its users meet it: words, data, exit codes, and what is left on disk."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from priorauth.assembly import pipeline
from priorauth.files.shipped_data import folder
from priorauth.practice.approvals.effective import own_texts
from priorauth.problems import ExitCode
from tests.cli.in_process import called as run

CASES = folder("examples") / "cases"
DAY = "2026-11-24"


def process(*words: str) -> subprocess.CompletedProcess[str]:
    """Call a command as the shell does."""
    command = [sys.executable, "-c", "from priorauth.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True)


EXIT_CODES = [
    (["check", str(CASES / "clean-three-bodies"), "--as-of", DAY], ExitCode.OK),
    (["check", str(CASES / "gaps"), "--as-of", DAY], ExitCode.NOT_READY),
    (["check", str(CASES / "not-covered"), "--as-of", DAY], ExitCode.OK),
    (["check", "nowhere.yaml"], ExitCode.FILE_ACCESS),
    (["check", str(CASES / "gaps"), "--payer", "nobody"], ExitCode.TEMPLATE_OR_PROFILE_INVALID),
    (["check", str(CASES / "gaps"), "--as-of", "11/24/2026"], ExitCode.USAGE),
    (["build", str(CASES / "gaps"), "--as-of", DAY, "--override", "modic-type"], ExitCode.NOT_READY),
    (["explain", "PA401"], ExitCode.OK),
    (["explain", "PA000"], ExitCode.USAGE),
    (["payer", "lint"], ExitCode.OK),
    (["doctor"], ExitCode.OK),
    (["template", "list"], ExitCode.OK),
    (["chekc"], ExitCode.USAGE),
]


@pytest.mark.parametrize(("words", "code"), EXIT_CODES)
def test_exit_codes(words: list[str], code: ExitCode) -> None:
    done = run(*words)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("words", "code"), EXIT_CODES)
def test_a_process_ends_with_the_exit_code(words: list[str], code: ExitCode) -> None:
    done = process(*words)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_shell_sees_words_and_exit_code() -> None:
    done = process("check", str(CASES / "gaps"), "--as-of", DAY)
    assert done.returncode == ExitCode.NOT_READY
    assert "floor-modic" in done.stdout


def test_check_json_is_data_alone_and_says_what_the_words_say() -> None:
    done = run("check", str(CASES / "gaps"), "--as-of", DAY, "--json")
    data = json.loads(done.stdout)
    assert data["ready"] is False
    modic = next(result for result in data["results"] if result["id"] == "floor-modic")
    assert modic["shortfalls"][0]["owner"] == "radiologist"
    words = run("check", str(CASES / "gaps"), "--as-of", DAY).stdout
    for result in data["results"]:
        assert result["id"] in words


def test_a_refused_build_says_who_must_act_and_leaves_nothing(tmp_path: Path) -> None:
    done = run("build", str(CASES / "conflicting-generator"), "--as-of", DAY, "-o", str(tmp_path / "out"))
    assert done.returncode == ExitCode.NOT_READY
    assert "conflict, clinician" in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_an_override_is_written_down_and_never_called_met(tmp_path: Path) -> None:
    text = (CASES / "strictest" / "case.yaml").read_text()
    case = CASES / "strictest"
    for name in case.iterdir():
        (tmp_path / name.name).write_bytes(name.read_bytes())
    for line in text.splitlines():
        if line.strip().startswith(("unremitting:", "functional_impairment:")):
            text = text.replace(line, "")
    (tmp_path / "case.yaml").write_text(text)
    (tmp_path / "practice.yaml").write_bytes((CASES.parent / "practice.yaml").read_bytes())
    words = ["build", str(tmp_path), "--as-of", DAY, "-o", str(tmp_path / "out"), "--override", "severity"]
    done = run(*words, "--by", "Riley Placeholder", "--reason", "note requested")
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "out" / "EX-STRICT" / "manifest.json").read_text())
    assert manifest["overrides"] == [
        {"criterion": "severity", "by": "Riley Placeholder", "reason": "note requested"}
    ]
    assert manifest["criteria"]["severity"] == "not_documented"


@pytest.mark.slow
def test_several_cases_go_on_after_a_failure(tmp_path: Path) -> None:
    cases = [str(CASES / name) for name in ("gaps", "clean-three-bodies", "strictest")]
    done = run("build", *cases, "--as-of", DAY, "-o", str(tmp_path), "--json")
    assert done.returncode == ExitCode.NOT_READY
    refused, *built = json.loads(done.stdout)
    assert [problem["code"] for problem in refused["problems"]] == ["PA401"]
    assert [row["case_id"] for row in built] == ["EX-CLEAN", "EX-STRICT"]


def test_each_of_several_refused_cases_is_named_before_what_it_lacks(tmp_path: Path) -> None:
    cases = [str(CASES / name) for name in ("gaps", "conflicting-generator")]
    for command in (["build", "-o", str(tmp_path)], ["check", "--payer", "nobody"]):
        said = run(command[0], *cases, "--as-of", DAY, *command[1:]).stderr
        first, second = (said.index(f"{case}:\n") for case in cases)
        assert said.startswith(f"{cases[0]}:\n")
        assert first < second
        assert said[second:].count("error PA") == 1


@pytest.mark.parametrize("command", ["build", "check"])
def test_an_exhibit_taken_for_a_case_is_told_and_the_cases_beside_it_are_worked_on(
    tmp_path: Path, command: str
) -> None:
    note = tmp_path / "README.txt"
    note.write_text("One folder per case.", encoding="utf-8")
    more = ["-o", str(tmp_path / "out")] if command == "build" else []
    done = run(command, str(note), str(CASES / "clean-three-bodies"), "--as-of", DAY, *more)
    assert done.returncode == ExitCode.INPUT_INVALID
    assert "PA193" in done.stderr
    assert "PA101" not in done.stderr
    assert "EX-CLEAN" in done.stdout


def test_a_name_that_may_be_a_patient_s_is_not_repeated(tmp_path: Path) -> None:
    done = run("new", "Example, Avery", cwd=tmp_path)
    assert "PA205" in done.stderr
    assert "Avery" not in done.stderr


@pytest.mark.slow
def test_a_packet_that_was_not_made_again_is_not_called_more_than_it_is(tmp_path: Path) -> None:
    run("build", str(CASES / "clean-three-bodies"), "--as-of", DAY, "-o", str(tmp_path))
    alone = run("verify", str(tmp_path / "EX-CLEAN"))
    assert "is not proven" in alone.stdout
    assert alone.returncode == ExitCode.NOT_PROVEN
    whole = run("verify", str(tmp_path / "EX-CLEAN"), "--case", str(CASES / "clean-three-bodies"))
    assert "This is the packet that was made, and nothing speaks against it." in whole.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [(["init", "."], "PA203"), (["demo", ".", "--force"], "PA203"), (["new", "CON"], "PA205")],
)
def test_a_folder_that_cannot_be_made_is_refused_in_plain_words(
    tmp_path: Path, words: list[str], code: str
) -> None:
    done = run(*words, cwd=tmp_path)
    assert done.returncode == ExitCode.FILE_ACCESS
    assert code in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["init"], ["new"], ["init", "--dry-run"], ["new", "--dry-run"]])
def test_a_folder_that_is_there_is_left_alone_and_no_option_is_named_that_there_is_not(
    tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "P").mkdir()
    done = run(*words, "P", cwd=tmp_path)
    assert done.returncode == ExitCode.FILE_ACCESS
    assert "name a folder that is not there yet" in done.stderr
    assert "--force" not in done.stderr


def test_a_new_practice_and_case_can_be_checked_at_once(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "p")).returncode == 0
    assert run("new", "CASE-1", cwd=tmp_path / "p" / "cases").returncode == 0
    done = run("check", "CASE-1", cwd=tmp_path / "p" / "cases")
    assert done.returncode == ExitCode.INPUT_INVALID
    assert "'patient.name.given' is missing" in done.stderr
    again = run("init", str(tmp_path / "p"))
    assert again.returncode == ExitCode.FILE_ACCESS


def test_a_new_practices_letterhead_is_approved_whatever_a_later_version_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("init", str(tmp_path / "p")).returncode == 0
    monkeypatch.setattr("priorauth.practice.approvals.effective.shipped_sha256", lambda file: "0" * 64)
    (text,) = own_texts(tmp_path / "p", date.today()).texts.values()  # noqa: DTZ011
    assert text.file == "templates/letterhead.docx"
    assert text.is_approved


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    words = ["build", str(CASES / "clean-three-bodies"), "--as-of", DAY, "-o", str(tmp_path / "out"), "--dry-run"]
    assert run(*words).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_did_you_mean() -> None:
    assert "Did you mean 'check'?" in run("chekc").stderr


def test_help_imports_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys; sys.argv = ['priorauth', '--help']\n"
        "from priorauth.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('pydantic', 'reportlab', 'docx', 'pikepdf', 'jinja2', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip().endswith("[]")


def test_a_fault_of_ours_shows_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*words: object, **options: object) -> None:
        raise KeyError("Avery Example")

    monkeypatch.setattr(pipeline, "check", broken)
    done = run("check", str(CASES / "gaps"))
    assert done.returncode == ExitCode.INTERNAL_ERROR
    assert "PA999" in done.stderr
    assert "Avery" not in done.stderr + done.stdout


def test_the_schema_is_json() -> None:
    assert json.loads(run("schema", "case").stdout)["title"] == "Case"
    assert json.loads(run("schema", "payer").stdout)["title"] == "Profile"
