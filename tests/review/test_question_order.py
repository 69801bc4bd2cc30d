"""The order of questions: what a payer's criteria rest on comes first, what nothing waits for last."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from priorauth.payers.library import default_library
from priorauth.review.model import ReviewItem, ReviewQuestion
from priorauth.review.question_order import needed_first
from tests.review.charts import reviewed, said

MODEL = reviewed(said("C", "18 visits", "16 visits")).items[0]


def asking(number: int, *claims: str) -> ReviewItem:
    """A question about these fields of a case."""
    return MODEL.model_copy(
        update={"id": f"{number:012x}", "question": ReviewQuestion.IS_IT_THERE, "claims": claims}
    )


def order(profile: str, *claims: tuple[str, ...]) -> list[tuple[str, ...]]:
    criteria = default_library().load(profile).profile.criteria
    items = [asking(number, *each) for number, each in enumerate(claims)]
    return [item.claims for item in needed_first(items, criteria)]


@pytest.mark.parametrize(
    ("profile", "first"),
    [
        ("highmark-wy-15-01-004", "pain.onset"),
        ("highmark-wy-15-01-004", "conservative_care.2.sessions"),
        ("highmark-wy-15-01-004", "imaging.1.findings.1.modic_types"),
        ("medicare-l39420", "safety.infection.present"),
        ("medicare-l39420", "raised.infection"),
    ],
)
def test_what_the_payers_criteria_rest_on_is_asked_first(profile: str, first: str) -> None:
    other = "pain.worse_with"
    assert order(profile, (), (other,), (first,)) == [(first,), (other,), ()]


def test_a_question_of_several_fields_comes_first_for_any_of_them() -> None:
    both = ("pain.worse_with", "pain.onset")
    assert order("highmark-wy-15-01-004", ("pain.worse_with",), both) == [both, ("pain.worse_with",)]


def test_a_field_is_not_taken_for_another_that_its_name_begins() -> None:
    assert order("highmark-wy-15-01-004", ("pain.worse_with",), ("pain.onset_source",))[0] == ("pain.worse_with",)


def test_another_payer_asks_in_another_order() -> None:
    claims = (("safety.infection.present",), ("pain.onset",))
    assert order("highmark-wy-15-01-004", *claims) == [("pain.onset",), ("safety.infection.present",)]


@given(st.permutations(["pain.onset", "pain.worse_with", "imaging.1.date", "safety.tumor.present", "raised.disc"]))
def test_every_question_is_kept_and_equals_keep_their_order(claims: list[str]) -> None:
    found = [each[0] for each in order("highmark-wy-15-01-004", *((claim,) for claim in claims))]
    needed = [claim for claim in claims if claim in ("pain.onset", "imaging.1.date")]
    assert found == needed + [claim for claim in claims if claim not in needed]
