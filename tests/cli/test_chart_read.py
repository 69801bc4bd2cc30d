"""`priorauth chart read` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from priorauth.problems import ExitCode
from tests.cli.in_process import called
from tests.exhibits.chart_files import text_pdf

NOTE = (
    "OFFICE VISIT",
    "Patient: Avery Example   DOB: 03/09/1974",
    "Date of service: 11/03/2026",
    "She takes no blood thinner. Her father has a pacemaker.",
)
REPORT = (
    "MRI OF THE LUMBAR SPINE WITHOUT CONTRAST",
    "Patient: Avery Example   DOB: 03/09/1974",
    "Date of exam: 08/18/2026",
    "L4-L5: Modic type 1 changes.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "note.txt").write_text("\n".join(NOTE), "utf-8")
    (tmp_path / "report.txt").write_text("\n".join(REPORT), "utf-8")
    return tmp_path


def test_a_folder_is_read_as_documents_and_findings(folder: Path) -> None:
    done = called("chart", "read", str(folder), "--json")
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert [(d["id"], d["kind"], d["day"], d["patient"], d["pages"]) for d in data["documents"]] == [
        ("A-1", "office_note", "2026-11-03", "same", [1]),
        ("B-1", "mri_report", "2026-08-18", "same", [1]),
    ]
    assert data["documents"][1]["why"] == REPORT[0]
    (modic,) = (f for f in data["findings"] if f["fact"] == "modic")
    assert (modic["standing"], modic["page"], modic["quote"]) == ("stated", 1, REPORT[3])
    assert (modic["value"]["place"], modic["value"]["types"]) == ("L4-L5", ["1"])
    assert Path(modic["file"]).name == "report.txt"
    (device,) = (f for f in data["findings"] if f["fact"] == "implanted_pulse_generator")
    assert (device["about"], device["side"]) == ("other_person", "neutral")


def test_the_words_tell_document_standing_person_page_and_quote(folder: Path) -> None:
    words = called("chart", "read", str(folder / "note.txt"), str(folder / "report.txt")).stdout
    assert f"B-1  mri report, August 18, 2026; page 1 of {folder / 'report.txt'}" in words
    assert f"    modic: stated; page 1: “{REPORT[3]}”" in words
    assert "implanted pulse generator: stated, of another person; page 1" in words


def test_what_nobody_understood_is_shown(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("OFFICE VISIT\nFracture blorps the wug quuxly.", "utf-8")
    done = called("chart", "read", str(tmp_path), "--json")
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["standing"] == "not_understood"
    assert {"blorps", "wug"} <= set(finding["not_understood"])


def test_a_file_that_cannot_be_opened_is_told_and_the_rest_is_read(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = called("chart", "read", str(folder), "--json")
    data = json.loads(done.stdout)
    assert done.returncode == ExitCode.INPUT_INVALID
    assert {item["kind"] for item in data["documents"]} == {"office_note", "mri_report"}
    assert [item["code"] for item in data["problems"]]
    assert "broken.pdf" in done.stderr


@pytest.mark.parametrize(("name", "code"), [("missing.pdf", "PA201"), (".", "PA690")])
def test_nothing_to_read_is_an_error_with_a_code(tmp_path: Path, name: str, code: str) -> None:
    done = called("chart", "read", str(tmp_path / name))
    assert done.returncode in (ExitCode.INPUT_INVALID, ExitCode.FILE_ACCESS)
    assert code in done.stderr


def test_whose_chart_it_is_is_not_guessed_between_two_people(folder: Path) -> None:
    (folder / "other.txt").write_text("\n".join(REPORT).replace("03/09/1974", "01/02/1960"), "utf-8")
    (folder / "third.txt").write_text("\n".join(NOTE).replace("03/09/1974", "01/02/1960") + " x", "utf-8")
    data = json.loads(called("chart", "read", str(folder), "--json").stdout)
    assert {item["patient"] for item in data["documents"]} == {"not_named"}


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    (tmp_path / "chart.pdf").write_bytes(text_pdf("MRI OF THE LUMBAR SPINE", "Modic type 2 changes at L5-S1."))
    data = json.loads(called("chart", "read", str(tmp_path), "--json").stdout)
    (modic,) = (f for f in data["findings"] if f["fact"] == "modic")
    assert (modic["page"], modic["value"]["place"]) == (2, "L5-S1")
