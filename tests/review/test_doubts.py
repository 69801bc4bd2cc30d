"""Errors of screening that a named person may answer: another facility's number, the count of the file it came in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from priorauth.case.model import Case, ExhibitKind
from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.review.chart_pages import ChartPages
from priorauth.review.model import ReviewItem, ReviewQuestion, Settlement
from priorauth.review.review_chart import Review, review_chart
from priorauth.screening.screen import screen_exhibits
from tests.cases import clean_case
from tests.review.charts import answer
from tests.screening.records import exhibit

NAMED = "Patient: Avery Example DOB: 03/09/1974"
NUMBER = (f"{NAMED} MRN: 777-1",)
PLAN = (f"{NAMED} Member ID: OLD-1",)
COUNTED = tuple(f"{NAMED}\nMRI OF THE LUMBAR SPINE\nLeaf {page}\nPage {page} of 6" for page in (2, 3))


def opened(texts: tuple[str, ...]) -> OpenedExhibit:
    """An exhibit; a counted one is pages 2 and 3 of a file."""
    made = exhibit(*texts, kind=ExhibitKind.MRI_REPORT)
    pages = PageRanges.parse("2-3") if texts is COUNTED else None
    return replace(made, exhibit=made.exhibit.model_copy(update={"pages": pages}))


def looked_at(texts: tuple[str, ...], *entries: Settlement, case: Case | None = None) -> Review:
    found = opened(texts)
    doubts = screen_exhibits(clean_case(), [found]).doubts
    return review_chart(case or clean_case(), ChartPages({"A": found.pages}), entries, doubts)


def only_doubt(review: Review) -> ReviewItem:
    wanted = (ReviewQuestion.WHOSE_IS_IT, ReviewQuestion.IS_IT_WHOLE)
    (item,) = (item for item in review.items if item.question in wanted and not item.documents)
    return item


@pytest.mark.parametrize(
    ("texts", "question", "about", "answers"),
    [
        (NUMBER, "whose_is_it", "Exhibit A, page 1: chart number", ["confirm", "not-this-patient"]),
        (PLAN, "whose_is_it", "Exhibit A, page 1: member id", ["confirm", "not-this-patient"]),
        (COUNTED, "is_it_whole", "Exhibit A, pages 1-2: count of pages", ["confirm", "not-there"]),
    ],
)
def test_a_person_is_asked(texts: tuple[str, ...], question: str, about: str, answers: list[str]) -> None:
    item = only_doubt(looked_at(texts))
    assert (item.question.value, item.about) == (question, about)
    assert [choice.key for choice in item.choices] == [*answers, "cannot-tell", "ask"]
    assert item.may_settle.value == "clerk"


@pytest.mark.parametrize("texts", [NUMBER, PLAN, COUNTED])
def test_a_yes_takes_the_error_back_and_nothing_else_does(texts: tuple[str, ...]) -> None:
    item = only_doubt(looked_at(texts))
    (doubt,) = screen_exhibits(clean_case(), [opened(texts)]).doubts
    for choice in item.choices:
        review = looked_at(texts, answer(item, choice.outcome.value))
        assert review.answered == ((doubt.problem,) if choice.key == "confirm" else ())
        assert (only_doubt(review) in review.open_items) == (choice.key == "ask")


def test_a_no_is_an_answer_after_which_the_packet_still_waits() -> None:
    item = only_doubt(looked_at(NUMBER))
    review = looked_at(NUMBER, answer(item, "not-this-patient"))
    assert item in review.unmet_items


def test_an_answer_is_void_once_the_page_or_the_patient_is_another() -> None:
    given = answer(only_doubt(looked_at(NUMBER)), "confirm")
    assert looked_at((f"{NUMBER[0]}\nmore",), given).answered == ()
    other = clean_case(patient__name={"given": "Robin", "family": "Example"})
    assert looked_at(NUMBER, given, case=other).answered == ()


@pytest.mark.parametrize(
    "text", ["Patient: Avery Example MRN: 777-1", "Patient: Jane Roe DOB: 03/09/1974 MRN: 777-1", "MRN: 777-1"]
)
def test_nobody_is_asked_where_name_or_birth_date_is_not_the_patients(text: str) -> None:
    review = looked_at((text,))
    assert not [item for item in review.items if item.about.endswith("chart number")]
