"""What is not asked, or asked once: and the one word more for which it still is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.review.charts import CLAIMS, HEAD, LETTER, NOTE, RECORDS, REPORT, answer, reviewed, said

CALL = f"TELEPHONE ENCOUNTER\n{HEAD}Date: 11/10/2026\n"
SCAN = f"BONE DENSITY (DXA)\n{HEAD}Date of exam: 06/18/2025\n"


def questions(records: dict[str, Any] | None = None, **changes: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(item.question.value, item.claims) for item in reviewed(records, **changes).items]


def test_pages_of_one_file_that_name_nobody_are_one_question() -> None:
    pages = [
        REPORT.replace(HEAD, ""),
        "PROCEDURE NOTE\nDate of service: 06/02/2026\nShe had a BVN ablation in 2023.",
    ]
    (item,) = reviewed({"B": pages}).items
    assert (item.question.value, item.documents) == ("whose_is_it", ("B-1", "B-2"))
    assert [page.page for page in item.seen] == [1, 2]
    assert [each.claims for each in reviewed({"B": pages}, [answer(item, "confirm")]).open_items] == [
        ("raised.prior_ablation",)
    ]


def test_what_no_record_shows_is_one_list_that_says_whom_to_ask() -> None:
    claims = {"pain": {**CLAIMS["pain"], "matching_levels": {"disc_levels": ["L4-L5"]}}}
    (item,) = reviewed(said("C", "18 visits attended. ", ""), claims=claims).items
    assert (item.question.value, len(item.claims)) == ("get_the_record", 2)
    assert "from the clinician, in the chart: levels the pain matches" in item.asked
    assert "the record of: physical therapy: visits kept" in item.asked


@pytest.mark.parametrize(
    ("record", "asks"),
    [
        ({"D": f"{LETTER}\nHe carries no grievous infection."}, False),
        ({"D": f"{LETTER}\nHe has an infection of the spine."}, True),
        ({"D": f'{CALL}She asks: "Could this be a fracture?"'}, False),
        ({"D": f"{CALL}Could be a fracture, she was told at the ER."}, True),
    ],
)
def test_only_words_that_may_speak_against_a_denial_are_asked_about(record: dict[str, str], asks: bool) -> None:
    assert bool(questions(record)) is asks


@pytest.mark.parametrize(
    ("line", "asks"), [("T-score of the hip -0.4.", False), ("T-score of the hip -2.9.", True)]
)
def test_the_title_of_a_test_without_a_result_asks_nothing(line: str, asks: bool) -> None:
    claims = {"safety": {**CLAIMS["safety"], "bone_disease": {"present": "no"}}}
    records = {"A": f"{NOTE}\nNo osteoporosis.", "D": f"{SCAN}FINDINGS\n{line}"}
    assert bool(questions(records, claims=claims)) is asks


def test_doubtful_words_of_the_safety_review_in_one_document_are_one_question() -> None:
    note = NOTE.replace("No infection. No fracture.", "No zonal infection. No zonal fracture.")
    ((question, claims),) = questions({"A": note})
    assert (question, claims) == ("is_it_there", ("safety.infection.present", "safety.fracture.present"))


@pytest.mark.parametrize(("line", "asks"), [("", False), ("Growth plates are open.", True)])
def test_a_birth_date_shows_maturity_unless_words_speak_against_it(line: str, asks: bool) -> None:
    claims = {"safety": {**CLAIMS["safety"], "skeletally_mature": {"present": "yes"}}}
    assert bool(questions({"A": f"{NOTE}\n{line}"}, claims=claims)) is asks


def test_every_record_as_it_stands_asks_nothing() -> None:
    assert questions(dict(RECORDS)) == []
