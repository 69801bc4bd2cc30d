"""A table that was written wrongly says where, and no word of one is read silently in another sense."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.tokens import tokens_of
from priorauth.reading.word_tables import TableError, rows, version


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sense\twords\nhedged\tperhaps\n", "heading"),
        ("sense\treach\nhedged\n", "line 2: has 1 cells"),
        ("# a remark\nsense\treach\nhedged\t\n", "line 3: the cell under reach is empty"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_its_line(tmp_path: Path, text: str, says: str) -> None:
    table = tmp_path / "table.tsv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=says):
        rows(table, ("sense", "reach"))


def test_remarks_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text("# why\n\nsense\treach\nhedged\tclause\n", encoding="utf-8")
    assert rows(table, ("sense", "reach")) == ({"sense": "hedged", "reach": "clause"},)


def test_the_tables_have_one_version() -> None:
    assert len(version()) == 12
    assert version() == version()


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("no evidence|sign of", "There is no sign of it", ["no sign of"]),
        ("not clearly? seen", "It was not seen, or not clearly seen", ["not seen", "not clearly seen"]),
        ("resolv*", "Resolved; it resolves", ["Resolved", "resolves"]),
        ("rule|ruled out", "Rule-out study", ["Rule-out"]),
        ("as_well_as|and more", "as well as more", ["as well as more"]),
        ("no * pain", "no back pain, no , pain", ["no back pain"]),
        ("doesn't show", "It doesn\u2019t show", ["doesn\u2019t show"]),
    ],
)
def test_phrases_are_found_in_all_their_forms(phrase: str, text: str, found: list[str]) -> None:
    tokens = tokens_of(text)
    hits = Phrases([(phrase, 1)]).find(tokens)
    assert [text[tokens[hit.first].start : tokens[hit.last].end] for hit in hits] == found


WORDS = st.sampled_from(["no", "new", "fracture", "fractures", "of", "the", "L2", "is", "seen", "7"])
PARTS = st.sampled_from(
    ["no", "no|new", "new?", "fractur*", "of_the|of", "of_the?", "is_seen|seen?", "*", "the?", "*?"]
)


def stands(word: str, text: str) -> bool:
    return not text.isdigit() if word == "*" else text.startswith(word[:-1]) if word.endswith("*") else text == word


def ends(parts: list[str], texts: list[str], place: int) -> set[int]:
    """Where a phrase that begins at a place can end, tried part by part."""
    if not parts:
        return {place}
    part, rest = parts[0], parts[1:]
    found = ends(rest, texts, place) if part.endswith("?") else set()
    for choice in part.removesuffix("?").split("|"):
        words = choice.split("_")
        here = texts[place : place + len(words)]
        if len(here) == len(words) and all(map(stands, words, here)):
            found |= ends(rest, texts, place + len(words))
    return found


@given(st.lists(st.lists(PARTS, min_size=1, max_size=4), min_size=1, max_size=6), st.lists(WORDS, max_size=8))
def test_the_longest_of_many_phrases_is_found_at_each_word(phrases: list[list[str]], words: list[str]) -> None:
    tokens = tokens_of(" ".join(words))
    texts = [token.text for token in tokens]
    together = Phrases([(" ".join(parts), number) for number, parts in enumerate(phrases)])
    for start in range(len(tokens)):
        alone = {number: max(ends(parts, texts, start), default=0) for number, parts in enumerate(phrases)}
        last = max(alone.values())
        hit = together.longest_at(tokens, start)
        assert (hit.last + 1 if hit is not None else None) == (last if last > start else None)
        assert set(hit.payloads if hit is not None else ()) == {
            n for n, end in alone.items() if end == last > start
        }


def test_a_phrase_does_not_reach_over_a_taken_word() -> None:
    tokens = tokens_of("no new fracture")
    phrases = Phrases([("no new? fracture", 1), ("new fracture", 2), ("fracture", 3)])
    assert [(hit.first, hit.payloads) for hit in phrases.find(tokens, [1])] == [(2, (3,))]


def test_the_longer_phrase_wins() -> None:
    tokens = tokens_of("no change in size")
    (hit,) = Phrases([("no", "denied"), ("no change in", "pseudo")]).find(tokens)
    assert hit.payloads == ("pseudo",)


def test_what_the_same_words_stand_for_is_told_in_the_order_of_the_phrases() -> None:
    phrases = Phrases([("no fractur*", 1), ("no fracture", 2), ("* fracture", 3), ("no|new fracture", 4)])
    (hit,) = phrases.find(tokens_of("no fracture"))
    assert hit.payloads == (1, 2, 3, 4)
