"""From a Word letter to a packet, as the page "I have a Word letter" tells it; and the commands' words and data."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from priorauth.cli.template import COMMANDS
from priorauth.files.shipped_data import folder
from priorauth.problems import ExitCode
from tests.cli.in_process import called as run

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "word-letter.md").read_text(encoding="utf-8")
LETTERS = ROOT / "examples" / "word_letters"
VALUES = ("Robin", "EMI-4477", "8/2/1971", "555-0188", "0091-553", "Specimen", "46%", "Placeholder")


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    home = tmp_path / "my-practice"
    assert run("init", str(home), cwd=tmp_path).returncode == 0
    shutil.copy(folder("examples") / "practice.yaml", home)
    shutil.copytree(folder("examples") / "cases" / "not-covered", home / "cases" / "not-covered")
    return home


@pytest.mark.slow
def test_from_a_word_letter_to_a_packet_by_the_page(practice: Path) -> None:
    letter = str(LETTERS / "exception-request.docx")
    words = ("template", "import", letter, "--name", "exception_request")
    refused = run(*words, cwd=practice)
    assert (refused.returncode, "--no-letterhead" in refused.stderr) == (ExitCode.FILE_ACCESS, True)
    assert not (practice / "templates" / "exception_request.md").exists()
    done = run(*words, "--force", cwd=practice)
    assert (done.returncode, done.stderr) == (0, "")
    assert [value for value in VALUES if value in done.stdout] == []

    build = ("build", "cases/not-covered", "--as-of", "2026-11-24")
    signed = (
        "--by",
        "Jordan Sample, MD",
        "--note",
        "Our exception letter, read in full",
        "--effective",
        "2026-11-24",
    )
    approve = ("template", "approve", "exception_request", "letterhead", *signed)
    assert "PA570" in run(*build, cwd=practice).stderr
    linted = run("template", "lint", "exception_request", cwd=practice)
    assert (linted.returncode, linted.stdout.count("PA596")) == (ExitCode.TEMPLATE_OR_PROFILE_INVALID, 4)
    assert run(*approve, cwd=practice).stderr.count("PA596") == 4

    path = practice / "templates" / "exception_request.md"
    kept = [line for line in path.read_text().split("\n") if not re.search("FILL IN .*(fax|claim)", line)]
    text = "\n".join(kept).replace("Dear Dr. \\[FILL IN 3: a person's name\\]:", "Dear Medical Director:")
    path.write_text(text.replace("is a \\[FILL IN 4: an age\\] woman with", "has had"))
    _settle(practice, "exception_request")
    scenario, tests = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    for name, content in (("scenarios/no-device.yaml", scenario), ("template_tests/exception_request.yaml", tests)):
        (practice / name).parent.mkdir()
        (practice / name).write_text(content)

    seen = run(
        "template",
        "preview",
        "exception_request",
        "--case",
        "no-device",
        "--case",
        "cases/not-covered",
        "--json",
        cwd=practice,
    )
    data = json.loads(seen.stdout)
    assert (seen.returncode, data["problems"]) == (0, [])
    assert [item["scenario"] for item in data["scenarios"]] == ["no-device", "not-covered"]
    pictures = practice / data["folder"]
    assert {file for item in data["scenarios"] for file in item["files"]} == {
        path.name for path in pictures.iterdir()
    }

    tried = run("template", "test", "exception_request", cwd=practice)
    assert (tried.returncode, tried.stdout) == (0, "2 tests, 0 failed.\n")

    linted = run("template", "lint", "exception_request", cwd=practice)
    assert linted.returncode == 0, linted.stdout
    approved = run(*approve, cwd=practice)
    assert approved.returncode == 0, approved.stderr
    built = run(*build, cwd=practice)
    assert built.returncode == 0, built.stderr
    (file,) = practice.glob("packets/*/*-letter.docx")
    said = [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]
    assert "If you decline, please send the specific reason and the policy text you relied on." in said
    assert any(
        text.startswith("MRI of August 18, 2026, read by Casey Specimen, MD, reports Modic type 2") for text in said
    )


@pytest.mark.parametrize(
    ("letter", "payer", "sentence"),
    [
        pytest.param(
            "medical-necessity",
            "highmark-wy-15-01-004",
            "Injections and facet ablation act on other structures",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "policy-inquiry",
            "anthem-surg-00052",
            "Name the policy or guideline that you apply.",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_the_other_letters_go_the_same_way(practice: Path, letter: str, payer: str, sentence: str) -> None:
    name = letter.replace("-", "_")
    shutil.copytree(folder("examples") / "cases" / "clean-three-bodies", practice / "cases" / "clean")
    words = ("template", "import", str(LETTERS / f"{letter}.docx"), "--name", name, "--force")
    assert run(*words, cwd=practice).returncode == 0
    path = practice / "templates" / f"{name}.md"
    _take_out(path, lambda number, line: "FILL IN" in line)
    assert _settle(practice, name)
    assert "0 errors" in run("template", "lint", name, cwd=practice).stdout
    signed = ("--by", "Jordan Sample, MD", "--note", "Read in full", "--effective", "2026-11-24")
    approved = run("template", "approve", name, "letterhead", *signed, cwd=practice)
    assert approved.returncode == 0, approved.stderr
    built = run("build", "cases/clean", "--payer", payer, "--as-of", "2026-11-24", cwd=practice)
    assert built.returncode == 0, built.stderr
    (file,) = practice.glob("packets/*/*-letter.docx")
    assert any(sentence in paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


def _settle(practice: Path, name: str) -> int:
    """Take out the lines that state something of one patient, and settle the other sentences; count the first."""
    told = json.loads(run("template", "settle", name, "--json", cwd=practice).stdout)
    untrue = {int(item["where"].rsplit(":", 2)[1]) for item in told if item["states"]}
    _take_out(practice / "templates" / f"{name}.md", lambda number, line: number in untrue)
    still_open = json.loads(run("template", "settle", name, "--json", cwd=practice).stdout)
    fixed = [word for item in still_open if not item["states"] for word in ("--fixed", item["says"])]
    settled = run("template", "settle", name, "--by", "Jordan Sample, MD", *fixed, cwd=practice)
    assert settled.returncode == 0, settled.stdout + settled.stderr
    return len(untrue)


def _take_out(path: Path, is_left_out: Callable[[int, str], bool]) -> None:
    lines = enumerate(path.read_text().split("\n"), 1)
    path.write_text("\n".join(line for number, line in lines if not is_left_out(number, line)))


@pytest.mark.slow
def test_values_are_printed_only_when_asked(tmp_path: Path) -> None:
    words = ("template", "import", str(LETTERS / "exception-request.docx"), "--dry-run", "--json")
    hidden, shown = run(*words, cwd=tmp_path), run(*words, "--show-values", cwd=tmp_path)
    assert [value for value in VALUES if value in hidden.stdout + hidden.stderr] == []
    assert {"Robin Q. Example", "EMI-4477-0012", "307-555-0188"} <= {
        item["value"] for key in ("proposals", "to_fill_in") for item in json.loads(shown.stdout)[key]
    }
    assert list(tmp_path.iterdir()) == []
    data = json.loads(hidden.stdout)
    assert (data["name"], data["written"], data["problems"]) == ("exception_request", [], [])
    assert [item["fill_in"] for item in data["to_fill_in"]] == [1, 2, 3, 4]


def test_a_failed_test_ends_with_5_and_tells_the_line(practice: Path) -> None:
    (practice / "template_tests").mkdir()
    path = practice / "template_tests" / "exception_request.yaml"
    path.write_text("tests:\n  - scenario: not-covered\n    says: [I do argue that the policy says otherwise.]\n")
    done = run("template", "test", "exception_request", "--json", cwd=practice)
    assert done.returncode == ExitCode.TEMPLATE_OR_PROFILE_INVALID
    (failed,) = [item for item in json.loads(done.stdout) if not item["passed"]]
    (failure,) = failed["failures"]
    assert failure["where"]["line"] == 3
    assert "I do not argue that the policy says otherwise." in failure["fix"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("import", "nowhere.docx"), ExitCode.FILE_ACCESS, "PA201"),
        (("import", str(LETTERS)), ExitCode.FILE_ACCESS, "PA207"),
        (("import", str(ROOT / "README.md")), ExitCode.INPUT_INVALID, "PA590"),
        (("import", str(LETTERS / "policy-inquiry.docx"), "--name", "My letter"), ExitCode.INPUT_INVALID, "PA593"),
        (("preview", "medical_necesity"), ExitCode.TEMPLATE_OR_PROFILE_INVALID, "did you mean 'medical_necessity'"),
        (("preview", "cover", "--case", "nobody"), ExitCode.TEMPLATE_OR_PROFILE_INVALID, "PA610"),
        (("preview", "cover", "--case", "covered", "--as-of", "today"), ExitCode.USAGE, "YYYY-MM-DD"),
        (("preview", "record_request", "--case", "covered"), ExitCode.TEMPLATE_OR_PROFILE_INVALID, "PA618"),
        (("test", "none_such"), ExitCode.TEMPLATE_OR_PROFILE_INVALID, "PA504"),
    ],
)
def test_what_goes_wrong_is_told_in_words(
    tmp_path: Path, words: tuple[str, ...], code: ExitCode, said: str
) -> None:
    done = run("template", *words, cwd=tmp_path)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_page_names_only_commands_and_partials_there_are() -> None:
    # Commands of other files come and go with them; these three are told here.
    assert {"import", "preview", "test"} <= set(COMMANDS)
    partials = set(re.findall(r"partials/(\w+)\.md", PAGE)) | set(
        re.findall(r"`(codes|diagnoses|modic_findings|scores|radiologist_quotes)`", PAGE)
    )
    assert len(partials) > 5
    assert [name for name in partials if not (folder("templates") / "partials" / f"{name}.md").is_file()] == []
