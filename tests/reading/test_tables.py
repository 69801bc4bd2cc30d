"""A table that was written wrongly says where, and no word of one is read silently in another sense."""

from __future__ import annotations

from pathlib import Path

import pytest

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


def test_the_longer_phrase_wins() -> None:
    tokens = tokens_of("no change in size")
    (hit,) = Phrases([("no", "denied"), ("no change in", "pseudo")]).find(tokens)
    assert hit.payloads == ("pseudo",)
