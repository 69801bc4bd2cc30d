"""What a check of a whole practice's case comes to when one thing in its chart is changed, or a person answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from priorauth.operations.check_case import CheckedCase, check_case
from priorauth.operations.review_case import (
    CaseQuery,
    GivenAnswer,
    Person,
    PracticeRole,
    ReviewOutcome,
    answer_item,
    review_case,
    withdraw_item,
)
from tests.cases import AS_OF, clean_data
from tests.comparison.packets import CHART

HEAD = "Patient: Avery Example   DOB: 03/09/1974\n"
FILES = {"A": "note.txt", "B": "report.txt", "C": "therapy.txt", "D": "form.txt"}


def written(folder: Path, *changes: tuple[str, str], more: str = "", where: str = "B") -> Path:
    """The clean case in a folder of its own, with text files for exhibits; ``more`` goes on the last page of one.

    Each change puts its second words where its first stand, which have to be there.
    """
    texts = {name: "\f".join(pages) for name, pages in CHART.items()}
    texts = {name: text if "DOB" in text else HEAD + text for name, text in texts.items()}
    for old, new in changes:
        assert any(old in text for text in texts.values())
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    texts[where] += more
    data = clean_data()
    for exhibit in data["exhibits"]:
        exhibit["file"] = FILES[exhibit["id"]]
    for name, text in texts.items():
        (folder / FILES[name]).write_text(text)
    (folder / "case.yaml").write_text(json.dumps(data, indent=1))
    return folder / "case.yaml"


def checked(case: Path) -> CheckedCase:
    return check_case(CaseQuery(case, AS_OF))


def open_points(found: CheckedCase) -> set[str]:
    """The codes of errors, and what is required and not met."""
    results = {item.id for item in found.assessment.results if item.required and item.status != "met"}
    return results | {item.code for item in found.problems if item.severity == "error"}


def test_the_chart_bears_the_case_out(tmp_path: Path) -> None:
    found = checked(written(tmp_path))
    assert (open_points(found), found.is_ready) == (set(), True)


@pytest.mark.parametrize(
    ("more", "where", "point"),
    [
        (
            "\n\nADDENDUM, September 2, 2026\nThe marrow signal described at L4-L5 is an artifact; please disregard it.",
            "B", "evidence-imaging.1.findings.1.disc_level",
        ),
        (
            "\nCORRECTION (09/02/2026 8:15 AM)\nThe Modic change at L5-S1 was dictated in error and is withdrawn.",
            "B", "evidence-imaging.1.findings.2.disc_level",
        ),
        ("\fOther reading: Robin Sampleton, born 1951\nL4-L5: Modic type 1 changes.", "B", "PA752"),
        (" Since then she has been free of her back pain.", "C", "evidence-conservative_care.1.response"),
        (" Later complete relief.", "C", "evidence-conservative_care.1.response"),
    ],
)  # fmt: skip
def test_words_behind_take_back_what_was_said(tmp_path: Path, more: str, where: str, point: str) -> None:
    found = checked(written(tmp_path, more=more, where=where))
    assert point in open_points(found)
    assert not found.is_ready


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ("\n\nADDENDUM, September 2, 2026\nThe images were seen again. The report stands unchanged.", "B"),
        ("\nRead again for Avery Example, born 1974.", "B"),
        (" She was not free of pain for a day.", "C"),
    ],
)
def test_words_behind_that_take_nothing_back_stop_nothing(tmp_path: Path, more: str, where: str) -> None:
    assert open_points(checked(written(tmp_path, more=more, where=where))) == set()


DOUBTED = ("No tumor.", "Tumor was thought of.")
CLINICIAN = Person("Jordan Sample, MD", PracticeRole.CLINICIAN, AS_OF)
WORDS = "It was thought of when the pain began and is ruled out."


def answered(case: Path, claim: str, outcome: ReviewOutcome) -> str:
    """Answer the one item that a claim waits for, and return its id."""
    shown = review_case(CaseQuery(case, AS_OF))
    (item,) = [item for item in shown.review.items if claim in item.claims]
    answer_item(shown, GivenAnswer(item.id, outcome, statement=WORDS), CLINICIAN, today=AS_OF)
    return item.id


def test_an_answer_closes_what_the_chart_leaves_open_until_it_is_taken_back_or_the_page_changes(
    tmp_path: Path,
) -> None:
    case, claim = written(tmp_path, DOUBTED), "safety.tumor.present"
    assert f"evidence-{claim}" in open_points(checked(case))
    item = answered(case, claim, ReviewOutcome.CONFIRMED)
    assert open_points(checked(case)) == set()
    note = tmp_path / "note.txt"
    text = note.read_text()
    note.write_text(text.replace("was thought of", "was talked of"))
    assert f"evidence-{claim}" in open_points(checked(case))
    note.write_text(text)
    assert open_points(checked(case)) == set()
    withdraw_item(review_case(CaseQuery(case, AS_OF)), item, CLINICIAN, today=AS_OF)
    assert f"evidence-{claim}" in open_points(checked(case))


@pytest.mark.parametrize(
    ("words", "stated", "points"),
    [
        ("Well nourished.", None, set()),
        ("Growth plates are wide open.", None, {"PA692"}),
        ("Growth plates are wide open.", "yes", {"PA693", "PA745"}),
    ],
)
def test_an_adult_is_mature_unless_the_chart_says_otherwise(
    tmp_path: Path, words: str, stated: str | None, points: set[str]
) -> None:
    case = written(tmp_path, ("Skeletally mature adult.", words))
    data = json.loads(case.read_text())
    if stated is None:
        del data["safety"]["skeletally_mature"]
    case.write_text(json.dumps(data, indent=1))
    found = open_points(checked(case))
    assert bool(found) == bool(points)
    assert not points or found & points
