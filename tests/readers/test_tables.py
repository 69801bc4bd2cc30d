"""Every word row of every reader finds what its example marks, and every table can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

import priorauth.readers
from priorauth.reading.frame import WORDS, read_frame
from priorauth.reading.knowing import rules
from priorauth.reading.sections import known_sections
from priorauth.reading.statements import find_statements
from priorauth.reading.word_tables import rows
from tests.reading.frames import marked

FOLDERS = sorted(path.parent for path in Path(priorauth.readers.__file__).parent.glob("*/words.tsv"))
EXAMPLES = [(folder, row) for folder in FOLDERS for row in rows(folder / "words.tsv", WORDS)]


@pytest.mark.parametrize(("folder", "row"), EXAMPLES, ids=[f"{f.name}: {r['example']}" for f, r in EXAMPLES])
def test_a_word_row_finds_what_its_example_marks(folder: Path, row: dict[str, str]) -> None:
    text, starts = marked(row["example"])
    frame = read_frame(folder)
    found = [(s, m) for s in find_statements(text) for m in frame.mentions(s.tokens)]
    assert [s.tokens[m.first].start for s, m in found] == starts
    for statement, mention in found:
        shown = text[statement.tokens[mention.first].start : statement.tokens[mention.last].end]
        assert f"{{{shown}}}" in row["example"]
        assert mention.trigger is not None
        assert row["fact"] in ("-", mention.trigger.fact)


def test_there_are_readers_to_test() -> None:
    assert FOLDERS


def test_every_fact_has_a_rule_and_every_label_one_section() -> None:
    assert rules()
    assert known_sections()
