"""`priorauth intake`: from a chart's files to a case folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from examples.make_examples import printed_chart
from priorauth.assembly.case_basis import read_basis
from priorauth.problems import ExitCode
from priorauth.submission.build_spec import CaseQuery
from tests.cli.in_process import called
from tests.intake.chart_texts import CHART, HEAD

PRACTICE = Path(__file__).parent.parent.parent / "examples" / "practice.yaml"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A practice with a folder of a chart's files, which are named after the patient."""
    (tmp_path / "practice.yaml").write_bytes(PRACTICE.read_bytes())
    (tmp_path / "chart").mkdir()
    for name, text in CHART.items():
        (tmp_path / "chart" / f"placeholder wilma {name}.txt").write_text(text)
    return tmp_path


def test_a_folder_becomes_a_case_that_can_be_read(home: Path) -> None:
    done = called("intake", "chart", "--case-id", "CASE-7", "--payer", "highmark-wy-15-01-004", cwd=home)
    assert done.returncode == 0, done.stderr
    file = home / "CASE-7" / "case.yaml"
    file.write_text(f"{file.read_text()}\nsample: true\n")
    case = read_basis(CaseQuery(file, date(2026, 11, 24))).loaded.case
    assert (case.coverage.payer, case.coverage.member_id) == ("highmark-wy-15-01-004", "XEH4455667")
    assert [item.file for item in case.exhibits] == ["record-1.txt", "record-2.txt", "record-3.txt"]
    assert "Next: priorauth review CASE-7" in done.stdout


def test_a_draft_that_lacks_the_plan_leads_to_the_interview_first(home: Path) -> None:
    (home / "chart" / "placeholder wilma face.txt").unlink()
    done = called("intake", "chart", "--case-id", "CASE-7", "-o", "cases", cwd=home)
    assert "Next: priorauth new CASE-7 -o cases --interview" in done.stdout
    assert "PA111" in called("review", "cases/CASE-7", cwd=home).stderr


@pytest.mark.slow
def test_the_draft_is_borne_out_by_its_own_exhibits(home: Path) -> None:
    assert (
        called("intake", "chart", "--case-id", "CASE-7", "--payer", "highmark-wy-15-01-004", cwd=home).returncode
        == 0
    )
    file = home / "CASE-7" / "case.yaml"
    file.write_text(f"{file.read_text()}\nsample: true\n")
    done = called("check", "CASE-7", "--as-of", "2026-11-24", "--json", cwd=home)
    problems = [item for item in json.loads(done.stdout)["problems"] if item["severity"] == "error"]
    assert problems == []


def test_every_value_has_a_comment_that_says_where_it_was_read(home: Path) -> None:
    called("intake", "chart", "--case-id", "CASE-7", cwd=home)
    text = (home / "CASE-7" / "case.yaml").read_text()
    body = text[text.index("patient:") : text.index("exhibits:")]
    values = [line for line in body.splitlines() if ": " in line and not line.lstrip().startswith(("#", "source"))]
    assert [line for line in values if "#" not in line and "_source" not in line] == []
    assert "onset: 2025-02-10  # page 1 of record-1.txt, office note of November 3, 2026" in text


def test_no_given_name_is_kept(home: Path) -> None:
    called("intake", "chart", "--case-id", "CASE-7", cwd=home)
    names = {path.name for path in (home / "CASE-7").iterdir()}
    assert names == {"case.yaml", "case.schema.json", "record-1.txt", "record-2.txt", "record-3.txt"}


def test_a_folder_that_is_there_is_left_alone(home: Path) -> None:
    (home / "CASE-7").mkdir()
    done = called("intake", "chart", "--case-id", "CASE-7", cwd=home)
    assert (done.returncode, "PA203" in done.stderr) == (ExitCode.FILE_ACCESS, True)
    assert list((home / "CASE-7").iterdir()) == []


def test_another_patients_record_stops_it_by_document(home: Path) -> None:
    other = CHART["mri"].replace("Wilma Placeholder", "Rufus Example").replace("04/11/1970", "02/02/1961")
    (home / "chart" / "stray.txt").write_text(f"{other}\f{other.replace('MRI OF', 'MR OF')}")
    done = called("intake", "chart", "--case-id", "CASE-7", cwd=home)
    assert done.returncode == ExitCode.INPUT_INVALID
    assert "stray.txt" in done.stderr
    assert "PA1402" in done.stderr
    assert "Rufus" not in done.stderr
    assert not (home / "CASE-7").exists()


def test_a_chart_that_names_nobody_asks_whose_it_is_and_takes_an_answer(home: Path) -> None:
    bare = home / "bare.txt"
    bare.write_text(CHART["note"].replace(HEAD, "Wilma Placeholder, 56 years old.\n"))
    assert "PA1401" in called("intake", "bare.txt", cwd=home).stderr
    assert "PA1403" in called("intake", "bare.txt", "--name", "Wilma Placeholder", cwd=home).stderr
    told = ["--name", "Wilma Placeholder", "--born", "1970-04-11", "--case-id", "CASE-7"]
    assert called("intake", "bare.txt", *told, cwd=home).returncode == 0
    assert "onset: 2025-02-10" in (home / "CASE-7" / "case.yaml").read_text()


def test_a_file_that_cannot_be_opened_is_named_and_the_rest_is_read(home: Path) -> None:
    (home / "chart" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    done = called("intake", "chart", "--case-id", "CASE-7", cwd=home)
    assert done.returncode != 0
    assert "broken.pdf" in done.stderr
    assert (home / "CASE-7" / "case.yaml").is_file()


def test_a_file_of_a_kind_that_is_not_taken_is_named(home: Path) -> None:
    for name in ("letter.rtf", "old.doc", ".hidden", "Thumbs.db"):
        (home / "chart" / name).write_text("Low back pain.")
    done = called("intake", "chart", "--case-id", "CASE-7", cwd=home)
    assert [line for line in done.stdout.splitlines() if "not read:" in line] == [
        "  not read: letter.rtf, a file of no kind that an exhibit may be",
        "  not read: old.doc, a file of no kind that an exhibit may be",
    ]


def test_json_gives_the_reading_and_the_draft(home: Path) -> None:
    done = called("intake", "chart", "--case-id", "CASE-7", "--json", cwd=home)
    data = json.loads(done.stdout)
    assert {"documents", "findings", "leftovers", "tables", "draft"} <= set(data)
    filled = {item["field"]: item for item in data["draft"]["filled"]}
    assert filled["pain.onset"]["value"] == "2025-02-10"
    assert filled["pain.onset"]["from"]["page"] == 1
    assert {item["owner"] for item in data["draft"]["open"]} <= {"billing", "clinician", "radiologist"}


def test_what_a_request_needs_and_no_chart_gave_is_listed_with_who_has_to_act(home: Path) -> None:
    done = called("intake", "chart/placeholder wilma mri.txt", "--case-id", "CASE-7", cwd=home)
    assert "billing: Enter the member ID, as on the card" in done.stdout
    assert "clinician: Enter when the pain began" in done.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nowhere"], "PA201"),
        (["chart", "--payer", "no-such-payer"], "PA301"),
        (["chart", "--case-id", "../up"], "PA205"),
    ],
)
def test_what_cannot_be_done_is_told_with_a_code(home: Path, words: list[str], code: str) -> None:
    before = sorted(home.rglob("*"))
    assert code in called("intake", *words, cwd=home).stderr
    assert sorted(home.rglob("*")) == before


@pytest.mark.slow
def test_the_shipped_print_of_a_chart_becomes_a_packet_with_nothing_typed(tmp_path: Path) -> None:
    (tmp_path / "practice.yaml").write_bytes(PRACTICE.read_bytes())
    words = ["--case-id", "CASE-7", "--payer", "highmark-wy-15-01-004", "--as-of", "2026-11-24"]
    done = called("intake", str(PRACTICE.parent / "chart-print.pdf"), *words, cwd=tmp_path)
    assert "Nothing is open." in done.stdout
    assert "pages 11-12 of chart-print.pdf, a copy of pages 2-3 of chart-print.pdf" in done.stdout
    built = called("build", "CASE-7", "--as-of", "2026-11-24", cwd=tmp_path)
    assert (built.returncode, "is ready" in built.stdout) == (0, True), built.stderr
    assert "sample: true" in (tmp_path / "CASE-7" / "case.yaml").read_text()


def test_the_shipped_print_is_what_its_records_draw() -> None:
    assert (PRACTICE.parent / "chart-print.pdf").read_bytes() == printed_chart()
