"""Exhibits that are pages of a chart: the chart's own page count is not the report's, and a page goes in once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from priorauth.case.model import Exhibit, ExhibitKind
from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.readers.mri.cautions import cautions
from priorauth.readers.mri.read_report import read_report
from priorauth.screening.redaction import redact_social_security
from priorauth.screening.screen import screen_exhibits
from tests.cases import clean_case
from tests.screening.records import HEAD, REPORT, exhibit, lines_pdf

MRI, NOTE, THERAPY = ExhibitKind.MRI_REPORT, ExhibitKind.PROGRESS_NOTE, ExhibitKind.PHYSICAL_THERAPY


def part(
    pages: str,
    *counts: str,
    kind: ExhibitKind = MRI,
    name: str = "A",
) -> OpenedExhibit:
    """An exhibit that is these pages of one chart, each page with a count at its foot."""
    texts = (f"{HEAD}\n{REPORT} Leaf {name}{place}.\n{count}" for place, count in enumerate(counts))
    made = exhibit(*texts, kind=kind, name=name)
    listed = made.exhibit.model_copy(update={"pages": PageRanges.parse(pages)})
    return replace(made, exhibit=listed, sha256="hash of the chart")


def codes(*opened: OpenedExhibit) -> list[str]:
    return [f"{problem.code} {problem.where.exhibit}" for problem in screen_exhibits(clean_case(), opened).told()]


def through(first: int, last: int, of: int) -> list[str]:
    return [f"Page {number} of {of}" for number in range(first, last + 1)]


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        # the count of the chart, as a dump of it prints
        ([part("18-20", *through(18, 20, 33))], []),
        ([part("1-2", *through(1, 2, 33))], []),
        ([part("3, 5-7", "Page 3 of 33", *through(5, 7, 33))], []),
        ([part("19-21", *through(18, 20, 33))], []),  # a fax cover lies before it
        ([part("18-20", *through(118, 120, 400))], []),  # only a part of it was sent
        ([part("18-20", *(f"{a}\n{b}" for a, b in zip(through(18, 20, 33), through(1, 3, 3), strict=True)))], []),
        # the report's own count
        ([part("18-20", *through(1, 3, 3))], []),
        ([part("18-19", *through(1, 2, 3))], ["PA759 A"]),
        ([part("19-20", *through(2, 3, 3))], ["PA759 A"]),
        ([part("18-19", *(f"{a}\n{b}" for a, b in zip(through(18, 19, 33), through(1, 2, 3), strict=True)))], ["PA759 A"]),
        ([part("18-31", *through(1, 14, 15), kind=THERAPY)], ["PA760 A"]),
        ([part("3, 5", "Page 3 of 33", "Page 4 of 33")], ["PA759 A"]),
        # a count so short that it may be either
        ([part("2-3", *through(2, 3, 6))], ["PA759 A"]),
        ([part("2-3", *through(2, 3, 6)), part("5", *through(5, 5, 6), kind=NOTE, name="B")], []),
        ([part("2", *through(2, 2, 6)), part("3", *through(3, 3, 6), name="B")], ["PA759 A", "PA759 B"]),
    ],
)  # fmt: skip
def test_a_count_of_the_whole_chart_asks_for_no_page(opened: list[OpenedExhibit], expected: list[str]) -> None:
    assert codes(*opened) == expected


def test_a_named_person_may_say_that_the_count_is_the_files() -> None:
    found = screen_exhibits(clean_case(), [part("2-3", *through(2, 3, 6))])
    (doubt,) = found.doubts
    assert (doubt.problem.code, doubt.pages) == ("PA759", (1, 2))
    assert [problem.code for problem in found.told([doubt.problem])] == ["PA760"]


def test_nobody_may_say_so_of_a_whole_file() -> None:
    opened = part("18-20", *through(18, 20, 33))
    whole = replace(opened, exhibit=opened.exhibit.model_copy(update={"pages": None}))
    assert screen_exhibits(clean_case(), [whole]).doubts == ()


def test_the_same_count_on_a_whole_file_still_asks_for_its_pages() -> None:
    opened = part("18-20", *through(18, 20, 33))
    whole = replace(opened, exhibit=opened.exhibit.model_copy(update={"pages": None}))
    assert codes(whole) == ["PA759 A"]


def test_a_report_read_from_a_chart_is_whole_beside_the_charts_count() -> None:
    words = ("Conus", "Discs", "Facets")
    pages = tuple(
        f"{word}\n{REPORT} {word}\n{count}" for word, count in zip(words, through(18, 20, 33), strict=True)
    )
    report = read_report(pages)
    told = [problem.code for problem in cautions(report, pages, PageRanges.parse("18-20"))]
    assert "PA781" not in told
    assert "PA781" in [problem.code for problem in cautions(report, pages)]


def opened_from(folder: Path, *parts: tuple[str, str | None]) -> tuple[OpenedExhibit, ...]:
    """Exhibits of one file of five pages: three of text, one with next to nothing on it, and one with a number."""
    lines = [[HEAD, f"{REPORT} Leaf {number}."] for number in range(1, 4)]
    (folder / "chart.pdf").write_bytes(lines_pdf(*lines, ["ok"], [HEAD, "SSN 219-09-9999", REPORT]))
    rows = (
        {"id": name, "kind": "other", "title": "T", "file": "chart.pdf", "pages": pages} for name, pages in parts
    )
    exhibits = tuple(Exhibit.model_validate({k: v for k, v in row.items() if v}) for row in rows)
    return open_exhibits(clean_case().model_copy(update={"exhibits": exhibits}), folder)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("A", "1-2"), ("B", "3")], []),
        ([("A", "1-2"), ("B", "2-3")], ["exhibit B, page 1 the page is the same as page 2 of exhibit A"]),
        ([("A", "1, 4"), ("B", "3-4")], ["exhibit B, page 2 the page is the same as page 2 of exhibit A"]),
        ([("A", "1-2"), ("B", "1-2")], ["exhibit B the document is the same as exhibit A"]),
        ([("A", None), ("B", "2")], ["exhibit B, page 1 the page is the same as page 2 of exhibit A"]),
    ],
)
def test_a_page_of_the_file_in_two_exhibits_is_told(
    tmp_path: Path, parts: list[tuple[str, str | None]], expected: list[str]
) -> None:
    found = screen_exhibits(clean_case(), opened_from(tmp_path, *parts)).told()
    told = [p for p in found if p.code in ("PA761", "PA762")]
    assert [f"{p.where} {p.message}" for p in told] == expected


def test_a_number_on_a_page_that_stays_behind_is_no_matter_and_one_that_goes_is_taken_out(tmp_path: Path) -> None:
    without, within = opened_from(tmp_path, ("A", "1-2"), ("B", "4-5"))
    assert redact_social_security(without) is without
    assert b"219-09-9999" not in redact_social_security(within).pdf
    assert [str(p.where) for p in screen_exhibits(clean_case(), (without, within)).told() if p.code == "PA758"] == [
        "exhibit B, page 2"
    ]
