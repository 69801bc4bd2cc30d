"""The cue rows: words that say how a thing stands, with how far they reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from priorauth.reading.model import Standing
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.tokens import Token
from priorauth.reading.word_tables import rows, wrong_row

CUES = Path(__file__).parent / "cues.tsv"
COLUMNS = ("sense", "reach", "words", "example")


class Sense(StrEnum):
    """What a cue says. Most are standings; the others tell whom or what, or take part in a rule."""

    PSEUDO = "pseudo"
    """Looks like a cue and is none: it eats its words."""
    OTHER_PERSON = "other_person"
    OTHER_PART = "other_part"
    POSITIVE = "positive"
    """Together with a denial: not understood."""
    UNFILLED = "unfilled"
    GENERIC = "generic"
    ASKED = "asked"
    CONDITIONAL = "conditional"
    RETRACTED = "retracted"
    NOT_EXAMINED = "not_examined"
    REFUSED = "refused"
    DENIED = "denied"
    PLANNED = "planned"
    HISTORIC = "historic"
    HEDGED = "hedged"

    @property
    def standing(self) -> Standing | None:
        """The standing it gives, or none."""
        return Standing(self.value) if self.value in _STANDINGS else None


_STANDINGS = {standing.value for standing in Standing}

ORDER = (
    Sense.UNFILLED, Sense.GENERIC, Sense.ASKED, Sense.CONDITIONAL, Sense.RETRACTED, Sense.NOT_EXAMINED,
    Sense.REFUSED, Sense.DENIED, Sense.PLANNED, Sense.HISTORIC, Sense.HEDGED,
)  # fmt: skip
"""Which sense decides when several reach one thing."""


class Reach(StrEnum):
    """Where a cue stands to what it speaks of."""

    NEXT = "next"
    """Before it, with nothing but articles, adjectives and adverbs between."""
    BEFORE = "before"
    AFTER = "after"
    AROUND = "around"
    ANSWER = "answer"
    CLAUSE = "clause"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase says, and how far."""

    sense: Sense
    reach: Reach


@dataclass(frozen=True, slots=True)
class CueRow:
    """A row of the table, for its test."""

    cue: Cue
    words: str
    example: str


@cache
def cue_rows() -> tuple[CueRow, ...]:
    """Return the rows of the table. Raises `TableError` for a sense, a reach or an example that is none."""
    found = []
    for row in rows(CUES, COLUMNS):
        try:
            cue = Cue(Sense(row["sense"]), Reach(row["reach"]))
        except ValueError:
            raise wrong_row(CUES, row, "there is no such sense or reach") from None
        if "{" not in row["example"]:
            raise wrong_row(CUES, row, "the example marks nothing with braces")
        found.append(CueRow(cue, row["words"], row["example"]))
    return tuple(found)


@cache
def pseudo_phrases() -> Phrases[Cue]:
    """Return the phrases that eat their words."""
    return Phrases((row.words, row.cue) for row in cue_rows() if row.cue.sense is Sense.PSEUDO)


@cache
def cue_phrases() -> Phrases[Cue]:
    """Return all other cue phrases."""
    return Phrases((row.words, row.cue) for row in cue_rows() if row.cue.sense is not Sense.PSEUDO)


def is_cue_word(token: Token) -> bool:
    """Whether a word alone says how a thing stands, or is known to say nothing of it."""
    return bool(cue_phrases().find((token,)) or pseudo_phrases().find((token,)))
