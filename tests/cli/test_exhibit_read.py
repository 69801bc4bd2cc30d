"""`priorauth exhibit read` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from priorauth.problems import ExitCode
from tests.cli.in_process import Done, called
from tests.exhibits.chart_files import text_pdf
from tests.exhibits.sound.test_attached import pinned

REPORT = """MRI LUMBAR SPINE
DATE OF EXAM: 11/02/2026
TECHNIQUE: Sagittal T2, STIR.
FINDINGS:
L4-L5: Possible Modic type 2 changes. Moderate canal stenosis.
L5-S1: Degenerative endplate changes.
Page 1 of 3
"""


def run(*words: str, given: bytes = b"") -> Done:
    return called("exhibit", "read", *words, given=given)


def test_text_on_standard_input_is_read_as_data() -> None:
    done = run("-", "--json", given=REPORT.encode())
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert (data["modality"], data["study_date"], data["sequences"]) == ("MRI", "2026-11-02", ["T2", "STIR"])
    first, second = data["findings"]
    assert (first["place"], first["types"], first["certainty"], first["page"]) == ("L4-L5", [2], "hedged", 1)
    assert first["quote"] == "L4-L5: Possible Modic type 2 changes."
    assert (second["place"], second["types"]) == ("L5-S1", [])
    assert [(c["finding"], c["place"]) for c in data["competing"]] == [("stenosis", "L4-L5")]
    assert {w["code"] for w in data["warnings"]} == {"PA774", "PA778", "PA779", "PA781", "PA786"}
    assert set(data) == {
        "modality", "study_date", "sequences", "findings", "unplaced", "denied", "historic", "contradictions", "competing",
        "numbering", "refused", "is_final", "page_marks", "warnings",
    }  # fmt: skip


def test_the_words_name_place_page_and_quote_and_who_can_mend(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(REPORT.encode())
    done = run(str(path))
    words = done.stdout
    assert "L4-L5: Modic type 2, hedged" in words
    assert 'page 1: "L4-L5: Possible Modic type 2 changes."' in words
    assert "Fix (radiologist): " in done.stderr


def test_a_form_feed_begins_a_new_page() -> None:
    done = run("-", "--json", given=b"FINDINGS: Normal.\fIMPRESSION: Modic type 1 at L4-5.")
    assert [finding["page"] for finding in json.loads(done.stdout)["findings"]] == [2]


def test_a_pdf_is_read_and_a_page_that_is_a_scan_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(text_pdf("FINDINGS: Modic type 2 changes at L4-L5.", " "))
    data = json.loads(run(str(path), "--json").stdout)
    assert [(f["place"], f["types"]) for f in data["findings"]] == [("L4-L5", [2])]
    assert [w["where"] for w in data["warnings"] if w["code"] == "PA770"] == [{"page": 2}]


@pytest.mark.parametrize(("pages", "page"), [("", 2), ("#2", 1)])
def test_files_that_hang_on_a_report_are_told_with_their_page(tmp_path: Path, pages: str, page: int) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(text_pdf("Cover sheet", "FINDINGS: Modic type 2 changes at L4-L5.", edit=pinned(2, "old.txt")))
    told = [w for w in json.loads(run(f"{path}{pages}", "--json").stdout)["warnings"] if w["code"] == "PA791"]
    assert [(w["where"]["page"], w["where"]["file"]) for w in told] == [(page, str(path))]
    assert "files hang on the exhibit that are not in the packet: 1" in run(f"{path}{pages}").stderr


@pytest.mark.parametrize(
    ("name", "content", "code", "status"),
    [
        ("missing.txt", None, "PA201", ExitCode.FILE_ACCESS),
        ("folder", "folder", "PA207", ExitCode.FILE_ACCESS),
        ("binary.txt", b"\x00\x01\x02text", "PA772", ExitCode.INPUT_INVALID),
        ("latin.txt", b"\xe9t\xe9 Modic type 2", "PA772", ExitCode.INPUT_INVALID),
        ("empty.txt", b" \n", "PA773", ExitCode.INPUT_INVALID),
        ("report.docx", b"PK", "PA702", ExitCode.INPUT_INVALID),
        ("report.pages", b"PK", "PA787", ExitCode.INPUT_INVALID),
        ("broken.pdf", b"%PDF-1.7 nothing", "PA712", ExitCode.INPUT_INVALID),
        ("scan.pdf", text_pdf(" "), "PA771", ExitCode.INPUT_INVALID),
        ("huge.txt", b"a" * 2_000_001, "PA105", ExitCode.INPUT_INVALID),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_code(
    tmp_path: Path, name: str, content: bytes | str | None, code: str, status: ExitCode
) -> None:
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    done = run(str(path), "--json")
    assert done.returncode == status, done.stderr
    assert [problem["code"] for problem in json.loads(done.stdout)["problems"]] == [code]
    assert "Traceback" not in done.stderr
