"""What differs between two versions of a letter, and that nothing else is said to."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from priorauth.authoring.change.paragraph_changes import paragraph_changes, word_pieces

TITLE = "Letter"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["a b c"], ["a b c"], []),
        (["a b c"], ["a x c"], ["paragraph 1"]),
        (["one", "two"], ["one", "new", "two"], ["new paragraph 2"]),
        (["one", "two"], ["two"], ["paragraph 1 (taken out)"]),
        (["the pain is axial"], ["quite another", "the pain is mainly axial"], ["new paragraph 1", "paragraph 1"]),
        (["the pain is axial", "gone for good"], ["the pain is mainly axial"], ["paragraph 1", "paragraph 2 (taken out)"]),
        ([], ["a"], ["new paragraph 1"]),
    ],
)  # fmt: skip
def test_which_paragraphs_differ(old: list[str], new: list[str], expected: list[str]) -> None:
    assert [change.place for change in paragraph_changes([TITLE, *old], [TITLE, *new])] == expected


def test_the_title_is_named_as_such() -> None:
    (change,) = paragraph_changes(["Letter", "a"], ["Request", "a"])
    assert (change.place, change.before, change.after) == ("title", "Letter", "Request")


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        ("six months of pain", "twelve months of pain", ["six"], ["twelve"]),
        ("a b c d", "a x y d", ["b c"], ["x y"]),
        ("met.", "met, see page 3.", ["met."], ["met, see page 3."]),
        ("", "new words", [], ["new words"]),
    ],
)
def test_the_words_that_differ_are_marked(before: str, after: str, gone: list[str], come: list[str]) -> None:
    left, right = word_pieces(before, after)
    assert [piece.text for piece in left if piece.is_changed] == gone
    assert [piece.text for piece in right if piece.is_changed] == come


WORDS = st.lists(st.sampled_from(["a", "b", "pain", "L4-L5", "&", "<b>", "ễ"]), max_size=8).map(" ".join)


@given(WORDS, WORDS)
def test_no_word_is_lost_and_what_is_not_marked_is_shared(before: str, after: str) -> None:
    left, right = word_pieces(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    shared = ["".join(p.text for p in side if not p.is_changed).split() for side in (left, right)]
    assert shared[0] == shared[1]


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_the_changes_turn_one_version_into_the_other(old: list[str], new: list[str]) -> None:
    changes = paragraph_changes([TITLE, *old], [TITLE, *new])
    gone = {change.old_place for change in changes if change.old_place is not None}
    come = {change.new_place for change in changes if change.new_place is not None}
    kept_old = [text for place, text in enumerate([TITLE, *old]) if place not in gone]
    kept_new = [text for place, text in enumerate([TITLE, *new]) if place not in come]
    assert kept_old == kept_new
    assert all([TITLE, *new][c.new_place] == c.after for c in changes if c.new_place is not None)
