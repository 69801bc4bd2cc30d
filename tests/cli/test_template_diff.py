"""`template diff` on the command line: made-up words are shown, a patient's only when asked for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from priorauth.files.shipped_data import folder
from priorauth.problems import ExitCode
from tests.authoring.practices import own_settings
from tests.cli.in_process import called
from tests.cli.test_commands import CASES, DAY

ASKS = "I ask you to authorize the procedure above."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice with one case that is not marked as made up, and a changed letter."""
    made = tmp_path_factory.mktemp("practice")
    shutil.copytree(CASES / "clean-three-bodies", made / "cases" / "one")
    case = made / "cases" / "one" / "case.yaml"
    case.write_text(case.read_text().replace("sample: true", "sample: false").replace("EX-CLEAN", "REAL-1"))
    (made / "practice.yaml").write_text(own_settings())
    letter = (folder("templates") / "medical_necessity.md").read_text()
    (made / "good.md").write_text(letter.replace(ASKS, f"{ASKS} {{{{ patient.name }}}} asks too."))
    (made / "bad.md").write_text(letter.replace(ASKS, f"{ASKS} {{{{ patient.nmae }}}}"))
    return made


def diff(home: Path, *words: str) -> tuple[int, str, str]:
    done = called("template", "diff", *words, "--as-of", DAY, cwd=home)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_a_template_by_its_name_alone_is_held_against_the_shipped_one(home: Path) -> None:
    code, out, _ = diff(home, "medical_necessity", "--case", "cases/one", "--json")
    found = json.loads(out)
    assert (code, found["before"]["sha256"]) == (ExitCode.OK, found["after"]["sha256"])
    assert [row["changes"] for row in (*found["letters"], *found["open_cases"])] == [[], []]


@pytest.mark.slow
def test_a_real_cases_words_are_shown_only_when_asked_for(home: Path) -> None:
    words = ["medical_necessity", "good.md", "--case", "cases/one"]
    code, out, err = diff(home, *words)
    assert code == ExitCode.OK, err
    assert "REAL-1: changes: paragraph" in out
    assert "--show-values" in out
    assert "Avery" not in out + err
    asked = diff(home, *words, "--show-values")[1]
    assert "Avery Example asks too." in " ".join(asked.replace("|", " ").replace("{+", "").split())


def test_a_made_up_cases_words_are_shown_with_their_marks(home: Path) -> None:
    _, out, _ = diff(home, "medical_necessity", "good.md", "--case", str(CASES / "clean-three-bodies"))
    assert "EX-CLEAN: changes: paragraph" in out
    assert "{+" in out
    assert "\x1b" not in out


def test_what_would_break_is_told_with_code_and_line_and_ends_with_5(home: Path) -> None:
    code, out, _ = diff(home, "medical_necessity", "bad.md", "--case", "cases/one", "--json")
    assert code == ExitCode.TEMPLATE_OR_PROFILE_INVALID
    (row,) = json.loads(out)["open_cases"]
    line = (home / "bad.md").read_text().split("nmae")[0].count("\n") + 1
    assert (row["case_id"], row["breaks"]) == ("REAL-1", True)
    assert [(p["code"], p["where"]["line"]) for p in row["refused_after"]] == [("PA502", line)]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nothing"], ExitCode.TEMPLATE_OR_PROFILE_INVALID),
        (["medical_necessity", "nowhere.md"], ExitCode.FILE_ACCESS),
        (["medical_necessity", "good.md", "--case", "nowhere"], ExitCode.FILE_ACCESS),
        (["medical_necessity", "0123456789abcdef"], ExitCode.TEMPLATE_OR_PROFILE_INVALID),
        ([], ExitCode.USAGE),
    ],
)
def test_exit_codes(home: Path, words: list[str], code: ExitCode) -> None:
    assert diff(home, *words)[0] == code
