"""A leaf of a printed chart that is a scan with the print's own foot on it: a person types what it says, as of any scan."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.cli.in_process import called
from tests.exhibits.sound.building import EXAMPLES, case_file

_ODI = EXAMPLES / "cases" / "clean-three-bodies" / "odi-form.pdf"


def scanned(foot: str) -> bytes:
    """The case's Oswestry form as a scan, with a line that a program has printed under it."""
    document = pypdfium2.PdfDocument(_ODI)
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    canvas.drawImage(ImageReader(document[0].render(scale=2, grayscale=True).to_pil()), 0, 0, 612, 792)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(250, 8, foot)
    canvas.showPage()
    canvas.save()
    document.close()
    return stream.getvalue()


def checked(folder: Path, foot: str) -> tuple[int, str]:
    case_file(folder, {})
    (folder / "odi-form.pdf").write_bytes(scanned(foot))
    done = called("check", "case.yaml", "--as-of", "2026-11-10", cwd=folder)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_a_named_person_types_what_it_prints(tmp_path: Path) -> None:
    code, said = checked(tmp_path, "Page 18 of 33")
    assert (code, "PA706" in said, "PA705" in said, "PA749" in said) == (3, True, False, False), said
    asked = called("review", "case.yaml", "--as-of", "2026-11-10", "--json", cwd=tmp_path)
    items = json.loads(asked.stdout)["items"]
    (item,) = (item for item in items if item["about"] == "Exhibit D, page 1")
    words = "Oswestry Disability Index, completed 11/03/2026: score 48 percent."
    who = ("--by", "Riley Placeholder", "--role", "clerk", "--on", "2026-11-10")
    answer = ("--item", item["id"], "--answer", "confirm", "--text", words, *who)
    done = called("review", "case.yaml", "--as-of", "2026-11-10", *answer, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = called("check", "case.yaml", "--as-of", "2026-11-10", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_without_one_it_is_a_page_that_nobody_read(tmp_path: Path) -> None:
    code, said = checked(tmp_path, "Page 18 of 33")
    assert (code, "PA706" in said, "PA705" in said) == (3, True, False), said


@pytest.mark.slow
def test_the_foot_is_held_against_the_patient(tmp_path: Path) -> None:
    code, said = checked(tmp_path, "Patient: Quinn Sample  DOB: 01/02/1961")
    assert code == 3, said
    assert "PA752" in said, said
