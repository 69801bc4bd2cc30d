"""What kind of word a word is. A word in no table is unknown, and what holds one is not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from priorauth.reading.tokens import Form, Token
from priorauth.reading.word_tables import rows, wrong_row


class Category(StrEnum):
    """What a word does in a clause."""

    GLUE = "glue"
    ARTICLE = "article"
    BACK = "back"
    PREPOSITION = "preposition"
    BARRIER = "barrier"
    AUXILIARY = "auxiliary"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    NOUN = "noun"
    MEASURE = "measure"
    TIME = "time"
    SIGN = "sign"
    OBJECT = "object"
    """A thing that may be denied beside a mention ("without enhancement"), and that is no subject of its own."""
    SUBJECT = "subject"
    """A noun of a reader's own field: a clause that has one speaks of a thing the reader knows."""


COLUMNS = ("category", "words")
_GENERAL = Path(__file__).parent / "vocabulary.tsv"
ORDINARY = Path(__file__).parent / "ordinary.tsv"
ORDINARY_COLUMNS = ("kind", "category", "words", "example")


@dataclass(frozen=True)
class Vocabulary:
    """Words with their categories; ``begins`` holds word beginnings, ``ends`` word endings."""

    exact: Mapping[str, frozenset[Category]]
    begins: Mapping[str, frozenset[Category]] = field(default_factory=dict)
    ends: Mapping[str, frozenset[Category]] = field(default_factory=dict)

    def categories(self, token: Token) -> frozenset[Category]:
        """Return what a token can be; nothing for an unknown word. Numbers and codes of a level are measures."""
        found = self.exact.get(token.text)
        if found is not None:
            return found
        if token.form is Form.NUMBER:
            return _NUMBER
        for beginning, categories in self.begins.items():
            if token.text.startswith(beginning):
                return categories
        for ending, categories in self.ends.items():
            if token.text.endswith(ending) and len(token.text) > len(ending) + _LEAST_STEM:
                return categories
        return _NUMBER if token.form is Form.CODE and _is_plain_code(token.text) else _UNKNOWN

    def joined(self, other: Vocabulary) -> Vocabulary:
        """Return both vocabularies as one; a word in both is of all its categories."""
        return Vocabulary(
            _merge(self.exact, other.exact), _merge(self.begins, other.begins), _merge(self.ends, other.ends)
        )


_LEAST_STEM = 1
"""How many letters more than this stand before an ending: "spondylitis" has it, "void" does not."""

_NUMBER = frozenset({Category.MEASURE})
_UNKNOWN: frozenset[Category] = frozenset()


def _merge(
    one: Mapping[str, frozenset[Category]], two: Mapping[str, frozenset[Category]]
) -> dict[str, frozenset[Category]]:
    merged = dict(one)
    for word, categories in two.items():
        merged[word] = merged.get(word, _UNKNOWN) | categories
    return merged


def _is_plain_code(text: str) -> bool:
    """Whether a code is a level, a sequence, an ordinal or a number with its unit."""
    letters = "".join(c for c in text if c.isalpha())
    if re.fullmatch(r"[a-z]{1,3}\d{4,}", text):
        return True  # a number of a chart or a page
    level = len(letters) <= 2 and set(letters) <= set("lsct") and text[0].isalpha()
    return level or (text[0].isdigit() and letters in _UNITS)


_UNITS = frozenset(
    {
        "st",
        "nd",
        "rd",
        "th",
        "mm",
        "cm",
        "mg",
        "mcg",
        "ml",
        "g",
        "kg",
        "lb",
        "lbs",
        "x",
        "yo",
        "yof",
        "yom",
        "f",
        "m",
        "y",
        "s",
        "hr",
        "h",
        "t",
    }
)


def read_vocabulary(path: Path, columns: tuple[str, ...] = COLUMNS) -> Vocabulary:
    """Return the vocabulary of a table. Raises `TableError` for a category that is none."""
    exact: dict[str, frozenset[Category]] = {}
    begins: dict[str, frozenset[Category]] = {}
    ends: dict[str, frozenset[Category]] = {}
    for row in rows(path, columns):
        try:
            category = Category(row["category"])
        except ValueError:
            raise wrong_row(path, row, "there is no such category") from None
        for word in _words(row["words"]):
            table, key = exact, word
            if len(word) > 1 and word.endswith("*"):
                table, key = begins, word[:-1]
            elif len(word) > 1 and word.startswith("*"):
                table, key = ends, word[1:]
            table[key] = table.get(key, _UNKNOWN) | {category}
    return Vocabulary(exact, begins, ends)


def _words(cell: str) -> Iterable[str]:
    return (part for word in cell.lower().split() for part in word.split("_") if part)


@cache
def general() -> Vocabulary:
    """Return the vocabulary all readers share."""
    return read_vocabulary(_GENERAL).joined(read_vocabulary(ORDINARY, ORDINARY_COLUMNS))


@cache
def ordinary_words() -> Mapping[str, str]:
    """Return the ordinary words, which name what somebody does, uses or wears, each with its kind."""
    return {word: row["kind"] for row in rows(ORDINARY, ORDINARY_COLUMNS) for word in _words(row["words"])}
