"""What a reader brings to the engine: its triggers, its vocabulary, and what kind of thing each trigger is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from priorauth.reading.facts import Fact
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.tokens import Token
from priorauth.reading.vocabulary import Vocabulary, general, read_vocabulary
from priorauth.reading.word_tables import rows, wrong_row

WORDS = ("fact", "nature", "words", "example")
"""The columns of a reader's ``words.tsv``."""


class Nature(StrEnum):
    """What a trigger names. Only acts and drugs are planned, refused or ordered; a condition is not."""

    CONDITION = "condition"
    ACT = "act"
    DRUG = "drug"
    DEVICE = "device"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a trigger word stands for; without a fact it only eats its words ("fracture table")."""

    fact: Fact | None
    nature: Nature
    detail: str
    """The phrase as the table has it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A trigger in a statement: ``statement.tokens[first:last + 1]``."""

    first: int
    last: int
    nature: Nature = Nature.CONDITION
    trigger: Trigger | None = None


@dataclass(frozen=True, eq=False)
class Frame:
    """A reader's words. ``vocabulary`` holds the general one too.

    ``own_parts`` are parts of the body that are this reader's subject, so that no word for them leads elsewhere.
    ``past_by_date`` for a reader of studies, where a thing seen in an earlier year is a thing of that year.
    ``rows`` are the triggers one by one, and ``folder`` is where the reader keeps its tables.
    """

    subject: str
    triggers: Phrases[Trigger]
    vocabulary: Vocabulary
    own_parts: frozenset[str] = frozenset()
    past_by_date: bool = False
    rows: tuple[Trigger, ...] = ()
    folder: Path | None = None

    def mentions(self, tokens: tuple[Token, ...]) -> Iterator[Mention]:
        """Return the triggers of a statement in order; phrases that only eat their words are left out."""
        for hit in self.triggers.find(tokens):
            for trigger in hit.payloads:
                if trigger.fact is not None:
                    yield Mention(hit.first, hit.last, trigger.nature, trigger)


@cache
def read_frame(folder: Path, *, own_parts: frozenset[str] = frozenset(), past_by_date: bool = False) -> Frame:
    """Return a reader's frame from the ``words.tsv`` and ``vocabulary.tsv`` of its folder, whose name it takes.

    Raises `TableError` for a row whose fact or nature is none. A fact of ``-`` only eats its words.
    """
    every = tuple(_trigger(folder / "words.tsv", row) for row in rows(folder / "words.tsv", WORDS))
    triggers = Phrases((trigger.detail, trigger) for trigger in every)
    vocabulary = general().joined(read_vocabulary(folder / "vocabulary.tsv"))
    return Frame(folder.name, triggers, vocabulary, own_parts, past_by_date, every, folder)


def _trigger(path: Path, row: Mapping[str, str]) -> Trigger:
    try:
        fact = None if row["fact"] == "-" else Fact(row["fact"])
        return Trigger(fact, Nature(row["nature"]), row["words"])
    except ValueError:
        raise wrong_row(path, row, "there is no such fact or nature") from None
