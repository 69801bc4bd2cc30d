"""What answers make of claims, whatever was answered before, taken back, or seen otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from priorauth.comparison.settled_claims import PracticeRole, ReviewOutcome
from priorauth.problems import Owner
from priorauth.reading.facts import Fact
from priorauth.review.model import Choice, Entry, ReviewItem, ReviewQuestion, Settlement, ShownPage, Withdrawal
from priorauth.review.settle import refusal, settled, void

ID = "0123456789ab"
DAY = date(2026, 11, 24)
PAGE = ShownPage(exhibit="C", page=2, text_sha256="a" * 64, boxes=((72.0, 600.5, 300.25, 612.0),))
BOTH = ("conservative_care.1.sessions", "conservative_care.1.end")


def choice(outcome: ReviewOutcome, claims: tuple[str, ...] = BOTH, **changes: Any) -> Choice:
    return Choice(outcome=outcome, says="So it is.", claims=claims, **changes)


ITEM = ReviewItem(
    id=ID, question=ReviewQuestion.WHICH_VALUE, fact=Fact.CARE_SESSIONS, claims=BOTH, about="physical therapy: sessions, end",
    asked="What does the record say?", seen=(PAGE,), may_settle=PracticeRole.CLERK, owner=Owner.BILLING,
    choices=(
        choice(ReviewOutcome.CONFIRMED, closes=True),
        choice(ReviewOutcome.CORRECTED, BOTH[:1], value="16"),
        choice(ReviewOutcome.NOT_THERE),
        choice(ReviewOutcome.ASKED),
    ),
)  # fmt: skip


def answer(outcome: str = "confirm", **changes: Any) -> Settlement:
    given = {"item": ID, "outcome": outcome, "by": "Robin Clerk", "role": "clerk", "on": DAY, "seen": (PAGE,)}
    return Settlement.model_validate({**given, **changes})


TAKEN_BACK = Withdrawal(item=ID, by="Robin Clerk", role=PracticeRole.CLERK, on=DAY)
RESCANNED = PAGE.model_copy(update={"text_sha256": "b" * 64})
MOVED = PAGE.model_copy(update={"boxes": ((72.0, 500.5, 300.25, 512.0),)})


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], {}),
        ([answer()], dict.fromkeys(BOTH, "confirm")),
        ([answer("correct", value="16")], {BOTH[0]: "correct"}),
        ([answer(), answer("correct", value="16")], {BOTH[0]: "correct", BOTH[1]: "confirm"}),
        ([answer("correct", value="16"), answer()], {BOTH[0]: "correct", BOTH[1]: "confirm"}),
        ([answer("correct", value="16"), TAKEN_BACK, answer()], dict.fromkeys(BOTH, "confirm")),
        ([answer("correct", value="16"), answer("not-there")], dict.fromkeys(BOTH, "not-there")),
        ([answer("ask")], dict.fromkeys(BOTH, "ask")),
        ([answer(), TAKEN_BACK], {}),
        ([answer(), TAKEN_BACK, answer("not-there")], dict.fromkeys(BOTH, "not-there")),
        ([TAKEN_BACK, answer()], dict.fromkeys(BOTH, "confirm")),
        ([answer(item="f" * 12)], {}),
        ([answer(seen=(RESCANNED,))], {}),
        ([answer(seen=(MOVED,))], {}),
        ([answer(seen=())], {}),
        ([answer("correct", value="18")], {}),
        ([answer("cannot-tell")], {}),
    ],
)
def test_claims_come_to_what_the_answers_in_force_say(entries: list[Entry], expected: dict[str, str]) -> None:
    assert {claim: item.outcome.value for claim, item in settled([ITEM], entries).items()} == expected


def test_a_settled_claim_says_who_settled_it_when_and_as_what() -> None:
    found = settled([ITEM], [answer("correct", value="16")])[BOTH[0]]
    assert (found.by, found.role, found.on, found.value, found.item) == ("Robin Clerk", "clerk", DAY, "16", ID)


def test_what_was_seen_is_the_same_after_it_was_kept_as_a_line() -> None:
    kept = Settlement.model_validate_json(answer().model_dump_json())
    assert set(settled([ITEM], [kept])) == set(BOTH)


@pytest.mark.parametrize(
    ("changes", "item", "code"),
    [
        ({}, {}, None),
        ({"outcome": "correct", "value": "17"}, {}, "PA1302"),
        ({"outcome": "correct"}, {}, "PA1302"),
        ({"outcome": "not-this-patient"}, {}, "PA1302"),
        ({}, {"may_settle": "clinician"}, "PA1303"),
        ({"role": "clinician"}, {"may_settle": "clinician"}, None),
        ({"role": "clinician"}, {}, None),
        ({"outcome": "ask"}, {"may_settle": "clinician"}, None),
        ({}, {"choices": (choice(ReviewOutcome.CONFIRMED, (), needs_statement=True),)}, "PA1304"),
        (
            {"statement": "It healed."},
            {"choices": (choice(ReviewOutcome.CONFIRMED, (), needs_statement=True),)},
            None,
        ),
        ({"text": "L4-L5: Modic type 1."}, {}, "PA1305"),
        ({}, {"question": "read_this_page"}, "PA1305"),
        ({"text": "L4-L5: Modic type 1."}, {"question": "read_this_page"}, "PA1306"),
        ({"text": "L4-L5: Modic type 1.", "page": 3}, {"question": "read_this_page"}, "PA1306"),
        ({"text": "L4-L5: Modic type 1.", "page": 2}, {"question": "read_this_page"}, None),
        ({"page": 2}, {}, "PA1306"),
    ],
)
def test_an_answer_that_may_not_be_given_is_refused_and_settles_nothing(
    changes: dict[str, Any], item: dict[str, Any], code: str | None
) -> None:
    asked = ReviewItem.model_validate({**dict(ITEM), **item})
    found = refusal(asked, answer(**changes))
    assert (found and found.code) == code
    if code is not None:
        assert settled([asked], [answer(**changes)]) == {}


def test_answers_to_what_is_no_longer_so_are_told_as_void() -> None:
    given = [answer(), answer(item="f" * 12), answer(seen=(RESCANNED,))]
    assert void([ITEM], given) == (given[1], given[2])
