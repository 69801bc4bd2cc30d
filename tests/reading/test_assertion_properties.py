"""What holds for every text: nothing raises, nothing unknown is stated, and work grows with the text."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, strategies as st

from priorauth.readers.safety.safety_reader import SafetyReader
from priorauth.reading.assertion import assess
from priorauth.reading.model import Standing
from priorauth.reading.statements import find_statements
from priorauth.reading.tokens import tokens_of
from tests.measured import holds_once
from tests.readers.reading_one import read_text
from tests.reading.frames import FRAME, SUBJECTS

PIECES = st.sampled_from(
    ["fracture", "no", "not", ",", ".", ";", "or", "and", "is", "seen", "which", "absent", "[ ]", "[x]", "?", ":",
     "may", "mother", "if", "L2", "\n", "PLAN\n", "edema", "this", "artifact", "pacemaker", "(", ")", "____", "|"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map(" ".join)


@given(TEXTS)
def test_every_mention_of_every_text_gets_a_standing(text: str) -> None:
    statements = find_statements(text)
    for index, statement in enumerate(statements):
        for mention in FRAME.mentions(statement.tokens):
            before = statements[index - 1] if index else None
            after = statements[index + 1] if index + 1 < len(statements) else None
            assert assess(statement, mention, FRAME, before, after).standing in Standing


PRINTED = st.lists(
    st.sampled_from(
        ["Alpha", "beta", "L4-5:", "Plan:", "PLAN", "History:", "1.", "-", ".", "\n", "\n\n", "\f", "Zorb:", "\t"]
    ),
    max_size=30,
).map(" ".join)


@given(PRINTED)
def test_every_word_of_a_text_stands_in_a_statement_or_is_a_heading(text: str) -> None:
    lines = text.replace("\f", "\n").split("\n")
    statements = find_statements(text)
    covered = {place for item in statements for place in range(item.start, item.end)}
    start = 0
    for line in lines:
        words = [token for token in tokens_of(text, start, start + len(line)) if token.text in ("alpha", "beta")]
        missing = [token for token in words if token.start not in covered]
        assert not missing
        start += len(line) + 1


UNKNOWN = st.from_regex(r"[b-df-hj-np-tv-z]{2}[aeiou][b-df-hj-np-tv-z]{3}", fullmatch=True).filter(
    lambda word: not FRAME.vocabulary.categories(tokens_of(word)[0]) and word not in SUBJECTS
)
FORMS = st.sampled_from(
    ["fracture of L2 is {}.", "fracture of L2 {}.", "{} fracture of L2.", "There is a {} fracture.",
     "fracture of L2, which is {}.", "fracture of L2 was {} on this study.", "fracture at L2. This is {}."]
)  # fmt: skip


@given(FORMS, UNKNOWN)
def test_no_word_that_nobody_knows_is_passed_over(form: str, word: str) -> None:
    statements = find_statements(form.format(word))
    mention = next(FRAME.mentions(statements[0].tokens))
    after = statements[1] if len(statements) > 1 else None
    found = assess(statements[0], mention, FRAME, None, after)
    assert found.standing is not Standing.STATED


def test_statements_do_not_overlap_and_come_in_order() -> None:
    text = "HISTORY: pain. Plan: none.\n- a\n- b. c\nL4-5: flat. Note: Dr. B. saw it.\n" * 5
    spans = [(item.start, item.end) for item in find_statements(text)]
    assert spans == sorted(spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


def test_a_line_that_is_a_known_heading_with_a_result_is_a_statement_too() -> None:
    words = [
        item.words for item in find_statements("Sensation: dull.\nMotor 4/5.\n\nReflexes 1+\nPlan 11/4/2026\nRest.")
    ]
    assert words == ["dull.", "Motor 4/5.", "Reflexes 1+", "Rest."]


@pytest.mark.slow
def test_the_time_for_one_phrase_grows_with_its_count_and_not_with_its_square() -> None:
    phrases = (
        "no fracture, ",
        "a ",
        "pacemaker",
        "No fracture at L4. ",
        "Pacemaker or defibrillator in the chest: no\n",
        "The garden was green. ",
    )

    def in_proportion(phrase: str) -> bool:
        short, long = (_seconds(phrase * (length // len(phrase))) for length in (125_000, 1_000_000))
        return long < 16 * max(short, 0.05)  # eight times the text; its square would be sixty-four

    assert [phrase for phrase in phrases if not holds_once(partial(in_proportion, phrase))] == []


def _seconds(text: str) -> float:
    before = process_time()
    read_text(SafetyReader(), text)
    return process_time() - before


REPEATED = "She has a pacemaker. "


def test_what_stands_over_and_over_is_read_a_number_of_times_and_then_left_to_a_person() -> None:
    """Where its surroundings are others it is read all the same."""
    reading = read_text(
        SafetyReader(), REPEATED * 300 + "The next page. She has a pacemaker. That is her mother's."
    )
    assert [(item.trigger, item.why) for item in reading.leftovers] == [("pacemaker", "repeated")]
    assert 250 < len(reading.findings) < 260
    assert reading.findings[-1].where.start > len(REPEATED) * 300


@pytest.mark.parametrize("times", [1, 7, 249])
def test_what_stands_a_few_times_is_read_each_time(times: int) -> None:
    reading = read_text(SafetyReader(), REPEATED * times)
    assert len(reading.findings) == times
    assert not reading.leftovers


@given(st.integers(min_value=0, max_value=900))
def test_nothing_is_lost_where_the_stretches_of_a_long_statement_meet(place: int) -> None:
    text = "a " * place + "spinal cord stimulator " + "a " * 800
    assert [item.trigger for item in read_text(SafetyReader(), text).leftovers] == ["spinal cord stimulator"]
