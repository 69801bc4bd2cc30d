"""Each row of the tables of plain words is shown by its example: a plain statement that needs the row's words."""

from __future__ import annotations

import re

import pytest

from priorauth.readers.whole_chart import READERS
from priorauth.reading.document_text import plain_text
from priorauth.reading.facts import Fact
from priorauth.reading.frame import Frame
from priorauth.reading.model import DocumentKind
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.plain_speech import odd_words
from priorauth.reading.plain_tables import COLUMNS, GENERAL, plain_words, turning_words
from priorauth.reading.statements import find_statements
from priorauth.reading.tokens import tokens_of
from priorauth.reading.word_tables import rows

_FRAMES = [
    reader.frame for reader in READERS if reader.frame.folder and (reader.frame.folder / "plain.tsv").exists()
]
_TABLES = {frame.subject: rows(frame.folder / "plain.tsv", COLUMNS) for frame in _FRAMES if frame.folder}
_OWN = [(frame, row["facts"], row["words"], row["example"]) for frame in _FRAMES for row in _TABLES[frame.subject]]
_SHARED = [(row["facts"], row["words"], row["example"]) for row in rows(GENERAL, COLUMNS)]
_CLASSES = {facts: "|".join(words.split()) for facts, words, _ in _SHARED if facts.startswith("@")}


def has_words(cell: str, example: str) -> bool:
    """Return whether an example holds one of a row's words; an ending or a kind of word stands for any."""
    words = [re.sub(r"@\w+?(?=[|?_]|$)", lambda match: _CLASSES[match.group()], word) for word in cell.split()]
    if any(len(word) > 1 and word[0] in "<*" for word in words):
        return True
    phrases = Phrases((word.replace("_", " ").replace("+", "_"), word) for word in words)
    return any(True for _ in phrases.find(tokens_of(example)))


def odd(frame: Frame, example: str, *, is_report: bool = False) -> dict[Fact, tuple[str, ...]]:
    """Return the words of an example's statements that are odd for each fact of a reader."""
    is_report = is_report or frame.subject == "mri"
    kind = DocumentKind.MRI_REPORT if is_report else DocumentKind.OFFICE_NOTE
    text = plain_text(f"Note\n\n{example}")
    facts = {trigger.fact for trigger in frame.rows if trigger.fact is not None}
    known = {fact for fact in facts if plain_words(frame, fact, is_report) is not None}
    said = [statement for statement in find_statements(text.text) if statement.words != "Note"]
    return {fact: tuple(word for one in said for word in odd_words(one, fact, frame, kind)) for fact in known}


@pytest.mark.parametrize(("frame", "facts", "words", "example"), _OWN)
def test_an_example_is_plain_and_one_of_a_turning_row_is_not(
    frame: Frame, facts: str, words: str, example: str
) -> None:
    found = odd(frame, example, is_report=facts == "imaging")
    assert all(found.values()) if facts == "turning" else not all(found.values()), found


@pytest.mark.parametrize(("frame", "facts", "words", "example"), _OWN)
def test_an_example_has_words_of_its_row(frame: Frame, facts: str, words: str, example: str) -> None:
    assert has_words(words, example)


@pytest.mark.parametrize(("facts", "words", "example"), _SHARED)
def test_an_example_of_the_shared_table_is_plain_to_a_reader(facts: str, words: str, example: str) -> None:
    found = [odd(frame, example) for frame in _FRAMES]
    assert has_words(words, example)
    if facts in ("turning", "administration"):
        assert all(all(one.values()) for one in found[1:])
    else:
        assert any(not all(one.values()) for one in found)


def test_a_word_that_is_a_cue_by_itself_turns_what_is_said() -> None:
    assert {"possibly", "unless", "cancelled", "wife", "template"} <= turning_words()
    assert not {"pain", "the", "of", "leg", "fell"} & turning_words()
