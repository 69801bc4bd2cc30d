"""Missing, doubled, blank and unreadable pages, and reports that are not final."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from priorauth.case.model import ExhibitKind
from priorauth.case.read_case import read_case
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import TextOrigin
from priorauth.practice.settings import find_practice
from priorauth.screening.page_marks import marks_on
from priorauth.screening.screen import screen_exhibits
from priorauth.screening.screening_findings import pages_in_words
from tests.cases import clean_case
from tests.exhibits.chart_files import case_of, image_file, open_files
from tests.screening.records import HEAD, REPORT, codes, exhibit, lines_pdf

CASES = Path(__file__).parents[2] / "examples" / "cases"
MRI, NOTE = ExhibitKind.MRI_REPORT, ExhibitKind.PROGRESS_NOTE


@pytest.mark.parametrize("folder", sorted(path.name for path in CASES.iterdir() if path.is_dir()))
def test_the_shipped_examples_give_nothing_to_say(folder: str) -> None:
    file = CASES / folder / "case.yaml"
    practice = find_practice(file.parent)
    loaded = read_case(file, as_of=date(2026, 11, 24), defaults=practice.defaults if practice else None)
    opened = open_exhibits(loaded.case, loaded.folder)
    assert opened
    found = screen_exhibits(loaded.case, opened)
    assert found.told(read=found.pictures) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Page 1 of 3", [(1, 3)]),
        ("page: 2 of 3", [(2, 3)]),
        ("PAGE 1/3", [(1, 3)]),
        ("Pg 2 of 3", [(2, 3)]),
        ("Pg. 2/3", [(2, 3)]),
        ("Made-up record Page 2 of 3", [(2, 3)]),
        ("p. 2 of 3", [(2, 3)]),
        ("- 1 of 3 -", [(1, 3)]),
        ("Printed 11/03/2026 4:52 PM Page 1 of 3", [(1, 3)]),
        ("Page 1 of 3\r\nwords\r\nPage 1 of 3", [(1, 3)]),
        ("P.02/05", []),
        ("11/03/2026 16:52 307-555-0140 EXAMPLE CLINIC PAGE 2/5", []),
        ("FROM: EXAMPLE CLINIC 11/03/26 16:52 Page 2 of 5", []),
        ("Page 02/05", []),
        ("as listed on page 2 of 3", []),
        ("Sections answered 10 of 10", []),
        ("Pain today is 7 of 10.", []),
        ("Page 4 of 3", []),
        ("Page 0 of 3", []),
        ("Page 1/3/2026", []),
        ("one\r\ntwo\r\nthree\r\n5 of 5\r\nfour\r\nfive\r\nsix", []),
    ],
)
def test_a_pages_own_count_is_told_from_other_numbers(text: str, expected: list[tuple[int, int]]) -> None:
    assert [(mark.number, mark.of) for mark in marks_on(1, text)] == expected


def counted(*marks: str) -> list[str]:
    return [f"{HEAD}\r\n{REPORT} {number} {mark}\r\n{mark}" for number, mark in enumerate(marks)]


COUNTS = [
    (["Page 1 of 3"], "PA759"),
    (["Page 1 of 3", "Page 3 of 3"], "PA759"),
    (["Page 2 of 2"], "PA759"),
    (["Page 1/2", "Page 1/2", "Page 2/2"], "PA759"),
    (["Page 1 of 3", "Page 2 of 3", "Page 3 of 3", "Page 1 of 2"], "PA759"),
    (["Page 1 of 3", "no count", "no count"], "PA759"),
    (["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"], None),
    (["Page 1 of 1", "Page 1 of 1"], None),
    (["Page 1 of 2", "Page 2 of 2", "Page 1 of 2", "Page 2 of 2"], None),
    (["Page 1 of 3", "Page 1 of 2", "Page 2 of 2", "Page 2 of 3", "Page 3 of 3"], None),
    (["Page 1 of 2\r\nPage 2 of 5", "Page 2 of 2\r\nPage 3 of 5"], None),
    (["no count"], None),
    (["Page 2 of 3", "Page 1 of 3", "Page 3 of 3"], "PA766"),
]


@pytest.mark.parametrize(("marks", "code"), COUNTS)
def test_a_report_whose_own_count_goes_on_is_stopped(marks: list[str], code: str | None) -> None:
    assert codes(exhibit(*counted(*marks), kind=MRI)) == ([code] if code else [])


BEGINNING = "MRI LUMBAR SPINE\r\nTECHNIQUE: Sagittal T1 and STIR.\r\nFINDINGS:\r\nL4-L5: Disc desiccation."


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (BEGINNING, "Page 2 of 2", None),
        (BEGINNING, "Page 2 of 3", "PA759"),  # page 3 is not there
        (BEGINNING, "Page 3 of 3", "PA759"),
        (f"{BEGINNING}\r\nElectronically signed by Casey Specimen, MD", "Page 2 of 2", "PA759"),  # it ends here
        (f"{BEGINNING}\r\nIMPRESSION: No change.", "Page 2 of 2", "PA759"),
        (f"{BEGINNING}\r\nPage 4 of 4", "Page 2 of 2", "PA759"),
        ("FAX COVER\r\nComparison of rates: see our site.", "Page 2 of 2", "PA759"),
    ],
)
def test_a_report_may_count_from_its_second_page(first: str, second: str, code: str | None) -> None:
    found = codes(exhibit(f"{HEAD}\r\n{first}", f"{HEAD}\r\nIMPRESSION: as above.\r\n{second}", kind=MRI))
    assert ("PA759" in found) is (code is not None)


@pytest.mark.parametrize(("marks", "code"), COUNTS)
def test_another_record_with_pages_missing_is_told(marks: list[str], code: str | None) -> None:
    expected = "PA760" if code == "PA759" else code
    assert codes(exhibit(*counted(*marks), kind=NOTE)) == ([expected] if expected else [])


def test_the_missing_pages_are_named() -> None:
    (found,) = screen_exhibits(clean_case(), [exhibit(*counted("Page 2 of 5", "Page 3 of 5"), kind=MRI)]).told()
    assert "has 5 pages" in found.message
    assert "without pages 1, 4 and 5" in found.message


def test_a_count_read_from_a_scan_never_stops() -> None:
    assert codes(exhibit(*counted("Page 1 of 8"), kind=MRI, origin=TextOrigin.OCR)) == ["PA760"]


def test_a_page_scanned_twice_does_not_make_the_report_incomplete() -> None:
    one, two = counted("Page 1 of 2", "Page 2 of 2")
    found = screen_exhibits(clean_case(), [exhibit(one, one.replace(" ", "  "), two, kind=MRI)]).told()
    assert [(problem.code, problem.where.page) for problem in found] == [("PA761", 2)]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([2], "page 2"),
        ([1, 2], "pages 1 and 2"),
        ([1, 2, 3, 7], "pages 1 to 3 and 7"),
        ([9, 1, 5], "pages 1, 5 and 9"),
    ],
)
def test_page_numbers_read_as_people_write_them(numbers: list[int], words: str) -> None:
    assert pages_in_words(numbers) == words


def test_the_same_page_in_two_exhibits_is_told_once() -> None:
    shared = f"{HEAD} {REPORT}"
    found = screen_exhibits(
        clean_case(), [exhibit(shared, HEAD + " a"), exhibit(HEAD + " b", shared, name="B")]
    ).told()
    assert [(p.code, p.where.exhibit, p.where.page) for p in found] == [("PA761", "B", 2)]
    assert "page 1 of exhibit A" in found[0].message


def test_the_same_document_twice_is_told_as_such() -> None:
    pages = (f"{HEAD} {REPORT}", f"{HEAD} second")
    found = screen_exhibits(clean_case(), [exhibit(*pages), exhibit(*pages, name="B")]).told()
    assert [(p.code, p.where.exhibit) for p in found] == [("PA762", "B")]


def test_pages_with_little_on_them_are_not_called_copies() -> None:
    assert codes(exhibit(f"{HEAD} {REPORT}", "Section 2", "Section 2")) == []


def test_scans_are_compared_by_their_picture(tmp_path: Path) -> None:
    other = image_file(size=(420, 500))
    files = {"a.png": image_file(), "b.png": other, "c.png": image_file(kind="PNG", compress_level=1)}
    found = screen_exhibits(case_of(files, tmp_path), open_files(files, tmp_path)).told()
    assert [(p.code, p.where.exhibit) for p in found if p.code != "PA764"] == [("PA762", "C")]


def test_an_empty_page_is_noted_and_not_taken_for_a_scan(tmp_path: Path) -> None:
    files = {"a.pdf": lines_pdf([HEAD], [], ["More words"])}
    (found,) = screen_exhibits(case_of(files, tmp_path), open_files(files, tmp_path)).told()
    assert (found.code, found.where.page) == ("PA763", 2)


def test_two_empty_pages_are_not_called_copies(tmp_path: Path) -> None:
    files = {"a.pdf": lines_pdf([HEAD], [], [])}
    assert [p.code for p in screen_exhibits(case_of(files, tmp_path), open_files(files, tmp_path)).told()] == [
        "PA763"
    ]


def test_a_scan_is_told_until_a_named_person_has_read_it(tmp_path: Path) -> None:
    files = {"a.png": image_file()}
    found = screen_exhibits(case_of(files, tmp_path), open_files(files, tmp_path))
    ((exhibit_id, page),) = found.pictures
    assert [problem.code for problem in found.told()] == ["PA764"]
    assert found.told(read={(exhibit_id, page)}) == ()


NOT_FINAL = [
    "PRELIMINARY REPORT",
    "*** PRELIMINARY ***",
    "DRAFT",
    "Status: Preliminary",
    "Report status: DRAFT",
    "STATUS PRELIM",
    "Status: Unsigned",
    "This report has not been reviewed by the radiologist.",
    "Not yet reviewed",
    "Not yet electronically signed",
    "Dictated but not read",
    "Awaiting radiologist signature",
    "Pending final review",
    "Preliminary interpretation by the resident on call.",
    "UNSIGNED TRANSCRIPT",
    "This is not a final report.",
]
FINAL = [
    "Final report. Electronically signed by Casey Specimen, MD",
    "Status Final",
    "FINAL REPORT\r\nThis replaces the preliminary report of August 18, 2026.",
    "Electronically signed. The preliminary interpretation was discussed by phone.",
    "A preliminary trial of therapy was made.",
    "The disc has not been operated on.",
    "Signed by Casey Specimen, MD",
]


@pytest.mark.parametrize("text", NOT_FINAL)
def test_a_report_that_is_not_final_is_stopped_and_another_record_told(text: str) -> None:
    page = f"{HEAD}\r\n{text}\r\n{REPORT}"
    assert codes(exhibit(page, kind=MRI)) == ["PA765"]
    assert codes(exhibit(page, kind=NOTE)) == ["PA768"]
    assert codes(exhibit(page, kind=MRI, origin=TextOrigin.OCR)) == ["PA768"]


@pytest.mark.parametrize("text", FINAL)
def test_a_final_report_may_speak_of_a_preliminary_one(text: str) -> None:
    assert codes(exhibit(f"{HEAD}\r\n{text}\r\n{REPORT}", kind=MRI)) == []
