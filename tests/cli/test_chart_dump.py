"""One print of a chart that is several exhibits: checked, built and verified as separate files would be."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.cli.in_process import called

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = {"A": "office-note.pdf", "B": "mri-report.pdf", "C": "therapy-notes.pdf", "D": "odi-form.pdf"}
LEADING = 6
"""Leaves of the chart before the first that any exhibit needs."""


def footer(number: int, of: int) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(500, 770, f"Page {number} of {of}")
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def chart_of(folder: Path) -> tuple[bytes, dict[str, str]]:
    """The case's files as one print with a count of its own on every leaf, and where in it each exhibit lies."""
    pages: dict[str, str] = {}
    with pikepdf.Pdf.new() as chart:
        for _ in range(LEADING):
            chart.add_blank_page(page_size=(612, 792))
        for name, file in FILES.items():
            first = len(chart.pages) + 1
            with pikepdf.open(folder / file) as source:
                chart.pages.extend(source.pages)
            pages[name] = f"{first}-{len(chart.pages)}"
        for number, page in enumerate(chart.pages, 1):
            with pikepdf.open(io.BytesIO(footer(number, len(chart.pages)))) as mark:
                page.add_overlay(mark.pages[0], None)
        out = io.BytesIO()
        chart.save(out, deterministic_id=True)
    return out.getvalue(), pages


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """The clean example with all but its scan in one file."""
    shutil.copy(EXAMPLES / "practice.yaml", tmp_path)
    folder = tmp_path / "cases" / "clean-three-bodies"
    shutil.copytree(EXAMPLES / "cases" / "clean-three-bodies", folder)
    data, pages = chart_of(folder)
    text = (folder / "case.yaml").read_text()
    for name, file in FILES.items():
        (folder / file).unlink()
        text = text.replace(f"file: {file}", f"file: chart.pdf, pages: {pages[name]}")
    (folder / "chart.pdf").write_bytes(data)
    (folder / "case.yaml").write_text(text)
    return folder / "case.yaml"


def told(case: Path) -> list[dict[str, object]]:
    done = called("check", str(case), "--as-of", "2026-11-24", "--json")
    found: list[dict[str, object]] = json.loads(done.stdout)["problems"]
    return found


def edit(case: Path, old: str, new: str) -> int:
    """Change a case; give the line of what is new."""
    text = case.read_text()
    assert text.count(old) == 1
    case.write_text(text.replace(old, new))
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.slow
def test_a_chart_that_is_four_exhibits_is_built_and_verified(case: Path) -> None:
    assert told(case) == []
    out = case.parent / "packet"
    built = called("build", str(case), "--as-of", "2026-11-24", "--out", str(out))
    assert built.returncode == 0, built.stderr
    (manifest,) = out.rglob("manifest.json")
    exhibits = {item["id"]: item for item in json.loads(manifest.read_text())["exhibits"]}
    assert exhibits["B"]["file_pages"] == "10-12"
    assert exhibits["B"]["pages"] == 3
    assert exhibits["A"]["sha256"] == exhibits["B"]["sha256"]
    assert "file_pages" not in exhibits["E"]
    verified = called("verify", str(manifest.parent), "--case", str(case))
    assert verified.returncode == 0, verified.stderr + verified.stdout
    edit(case, "file: medication-list.png\n", "file: medication-list.png\n    pages: 1\n")
    again = called("verify", str(manifest.parent), "--case", str(case), "--json")
    assert "exhibit E" in again.stdout
    assert "exhibit A" not in again.stdout


@pytest.mark.parametrize(
    ("pages", "code", "said"),
    [
        ("9-50", "PA695", "page 50 is asked for, and the file has"),
        ("11-9", "PA112", "'exhibits.2.pages' has a range that runs backwards"),
        ("9-10, 10", "PA112", "'exhibits.2.pages' names a page twice, or its pages out of order"),
        ("nine", "PA112", "'exhibits.2.pages' should be pages of the file, such as 18-20 or 3, 5-7"),
        ("'  '", "PA112", "'exhibits.2.pages' is empty"),
        ("0-2", "PA112", "'exhibits.2.pages' names page 0"),
    ],
)
def test_pages_that_are_not_there_are_told_at_their_line(case: Path, pages: str, code: str, said: str) -> None:
    pages = f'"{pages}"' if "," in pages else pages
    line = edit(case, "pages: 10-12", f"pages: {pages}")
    done = called("check", str(case), "--as-of", "2026-11-24")
    shown = done.stdout + done.stderr
    assert f"case.yaml:{line}:" in shown
    assert code in shown
    assert said in shown


def test_a_page_counted_in_the_file_is_told_with_both_numbers(case: Path) -> None:
    text = case.read_text()
    case.write_text(text.replace("{exhibit: B, page: 2,", "{exhibit: B, page: 11,"))
    found = [item for item in told(case) if item["code"] == "PA704"]
    assert len(found) == 2
    assert "points to page 11, and the exhibit has 3 (of its file 10-12)" in str(found[0]["message"])
    assert found[0]["fix"] == "correct the page: page 11 of the file is page 2 of the exhibit"


def test_a_page_of_neither_is_told_how_pages_are_counted(case: Path) -> None:
    case.write_text(case.read_text().replace("{exhibit: B, page: 2,", "{exhibit: B, page: 4,"))
    (found, _) = (item for item in told(case) if item["code"] == "PA704")
    assert "counted, from 1" in str(found["fix"])


def test_the_report_in_a_chart_is_read_by_its_pages(case: Path) -> None:
    chart = case.with_name("chart.pdf")
    done = called("exhibit", "read", f"{chart}#10-12", "--json")
    data = json.loads(done.stdout)
    assert {(found["place"], found["page"]) for found in data["findings"]} == {("L4-L5", 2), ("L5-S1", 2)}
    assert [warning["code"] for warning in data["warnings"]] == []
    far = called("exhibit", "read", f"{chart}#10-99")
    assert "PA695" in far.stderr
    assert called("exhibit", "read", f"{chart}#10-x").returncode == 3
