"""A page that no machine can read: what a named person types of it is read like any other, and no further."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.comparison.settled_claims import ReviewOutcome
from priorauth.review.model import Settlement
from tests.review.charts import answer, reviewed

MODIC = [f"imaging.1.findings.{level}.modic_types" for level in (1, 2)]
SENTENCES = (
    "L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates.\n"
    "L5-S1: Modic type 2 changes of the inferior L5 and superior S1 endplates."
)


def typed(text: str = SENTENCES, ink: str = "ink", **changes: Any) -> Settlement:
    (item,) = reviewed(scans={"B": ink}).items
    return answer(item, "confirm", **{"role": "clerk", "text": text, "page": 1, **changes})


def verdicts(*entries: Settlement, ink: str = "ink") -> dict[str, str]:
    found = reviewed(entries=entries, scans={"B": ink})
    return {item.claim: item.verdict.value for item in found.comparison.compared if item.claim in MODIC}


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (SENTENCES, "supported", "supported"),
        (SENTENCES.split("\n")[0], "supported", "not_found"),
        (SENTENCES.replace("type 1", "type 2"), "contradicted", "supported"),
        (SENTENCES.replace("L4-L5: Modic", "L4-L5: Possible Modic"), "by_a_person", "supported"),
        (SENTENCES.replace("L4-L5: Modic", "L4-L5: No Modic"), "contradicted", "supported"),
        (f"Patient: Rowan Madeup   DOB: 01/02/1960\n{SENTENCES}", "not_found", "not_found"),
        (f"CT OF THE LUMBAR SPINE\n{SENTENCES}", "second_hand", "second_hand"),
        (f"Date of exam: 08/18/2024\n{SENTENCES}", "not_found", "not_found"),
        ("The disc is dry.", "not_found", "not_found"),
    ],
)
def test_a_typed_sentence_is_read_as_if_it_were_printed(text: str, first: str, second: str) -> None:
    assert list(verdicts(typed(text)).values()) == [first, second]


def test_a_page_that_was_read_says_by_whom_and_asks_nothing_more() -> None:
    found = reviewed(entries=[typed(by="Robin Clerk")], scans={"B": "ink"})
    assert found.open_items == ()
    assert found.unmet_items == ()
    assert found.read.by["B", 1].by == "Robin Clerk"


def test_sentences_typed_at_different_times_count_together() -> None:
    first, second = SENTENCES.split("\n")
    assert list(verdicts(typed(first), typed(second)).values()) == ["supported", "supported"]


@pytest.mark.parametrize("outcome", ["not-there", "not-this-patient"])
def test_a_page_that_bears_on_nothing_leaves_what_waited_for_it_without_a_record(outcome: str) -> None:
    (item,) = reviewed(scans={"B": "ink"}).items
    found = reviewed(entries=[answer(item, outcome)], scans={"B": "ink"})
    assert set(verdicts(answer(item, outcome)).values()) == {"not_found"}
    assert [(each.question.value, len(each.claims)) for each in found.open_items] == [("get_the_record", 4)]


@pytest.mark.parametrize("outcome", ["cannot-tell", "ask"])
def test_a_page_that_nobody_could_read_still_waits(outcome: str) -> None:
    (item,) = reviewed(scans={"B": "ink"}).items
    found = reviewed(entries=[answer(item, outcome)], scans={"B": "ink"})
    assert [each.claims for each in found.items] == [item.claims]
    assert {claim.outcome for claim in found.settled.values()} == {ReviewOutcome(outcome)}
    assert (len(found.open_items), len(found.unmet_items)) == ((1, 0) if outcome == "ask" else (0, 1))


def test_what_was_typed_of_a_page_is_void_once_the_page_is_another_picture() -> None:
    kept = typed()
    assert set(verdicts(kept, ink="ink").values()) == {"supported"}
    assert set(verdicts(kept, ink="another scan").values()) == {"by_a_person"}
    assert reviewed(entries=[kept], scans={"B": "another scan"}).void == (kept,)


def test_words_typed_for_a_page_that_became_readable_count_no_longer() -> None:
    kept = typed(SENTENCES.replace("type 1", "type 2"))
    found = reviewed(entries=[kept])
    assert found.items == ()
    assert found.void == (kept,)


def test_a_settled_passage_of_a_typed_page_is_void_once_other_words_are_typed() -> None:
    vague = typed(SENTENCES.replace("L4-L5: Modic", "L4-L5: Possible Modic"))
    found = reviewed(entries=[vague], scans={"B": "ink"})
    asked = [item for item in found.open_items if MODIC[0] in item.claims]
    assert [item.question.value for item in asked] == ["is_it_there"]
    more = typed("Axial T2 wug.")
    again = reviewed(entries=[vague, answer(asked[0], "not-there"), more], scans={"B": "ink"})
    assert MODIC[0] not in again.settled
