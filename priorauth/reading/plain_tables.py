"""The words of plain statements, fact by fact: the tables ``plain.tsv`` of this folder and of each reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from priorauth.reading.cues import Sense, cue_rows
from priorauth.reading.facts import Fact
from priorauth.reading.frame import Frame
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.vocabulary import Category
from priorauth.reading.word_tables import rows

COLUMNS = ("facts", "words", "example")
GENERAL = Path(__file__).parent / "plain.tsv"
_EVERY, _ASIDE, _IMAGING, _TURNING = "every", "aside", "imaging", "turning"


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The words of one fact's plain statements; ``aside`` also those of what may be told beside it."""

    own: Phrases[str]
    aside: Phrases[str]
    endings: tuple[str, ...]
    kinds: frozenset[Category]
    tells_how: bool
    """Whether it may be told how it happened: "when she moved a chest freezer"."""
    turning: Phrases[str]
    """Words that are never plain by their kind alone."""
    is_open: bool
    """Whether every other word is plain."""


@cache
def plain_words(frame: Frame, fact: Fact, is_report: bool) -> PlainWords | None:
    """Return the words in which a fact is plainly said, or none where no table is kept for it."""
    if frame.folder is None or not (frame.folder / "plain.tsv").exists():
        return None
    table = [(row["facts"].split("|"), _words(row["words"])) for row in rows(frame.folder / "plain.tsv", COLUMNS)]
    own = [word for names, words in table if _is_of(fact, names) for word in words]
    if not own:
        return None
    if is_report:
        own += [word for names, words in table if _IMAGING in names for word in words]
    every = [*_general(_EVERY), *own]
    is_list = any("*" in names for names, _ in table)
    mine = [t.detail for t in frame.rows if t.fact is not None and (is_list or _is_near(t.fact, fact))]
    aside = every + [word for names, words in table if not {_IMAGING, _TURNING} & set(names) for word in words]
    is_open = "<any>" in own
    return PlainWords(
        own=_phrases(own if is_open else every, () if is_open else mine),
        aside=_phrases(aside, [trigger.detail for trigger in frame.rows if trigger.fact is not None]),
        endings=tuple(word[1:] for word in every if len(word) > 1 and word.startswith("*")),
        kinds=frozenset(Category(word[1:-1]) for word in every if word in _KINDS),
        tells_how="<how>" in own,
        turning=_phrases([word for names, words in table if _TURNING in names for word in words], ()),
        is_open=is_open,
    )


_KINDS = frozenset(f"<{kind.value}>" for kind in Category)


@cache
def turning_words() -> frozenset[str]:
    """Return single words that may turn, limit, doubt or quote what is said: those of cues, and a row."""
    senses = set(Sense) - {Sense.PSEUDO, Sense.POSITIVE, Sense.OTHER_PART}
    return _cue_words(frozenset(senses)) | set(_general(_TURNING))


@cache
def leading_words() -> frozenset[str]:
    """Return the words that turn what is said, and those that lead to another part of the body."""
    return turning_words() | _cue_words(frozenset({Sense.OTHER_PART}))


@cache
def administration() -> frozenset[str]:
    """Return the words of paper work, which speak of care that nobody may have had: "on the waitlist"."""
    return frozenset(_general("administration"))


def _cue_words(senses: frozenset[Sense]) -> frozenset[str]:
    """Return the words that are cues by themselves, and not only beside others."""
    rows_of_one = (row.words for row in cue_rows() if row.cue.sense in senses and " " not in row.words)
    return frozenset(word for words in rows_of_one for word in words.split("|") if word.isalpha())


@cache
def _general(name: str) -> tuple[str, ...]:
    return tuple(word for row in rows(GENERAL, COLUMNS) if row["facts"] == name for word in _words(row["words"]))


@cache
def _classes() -> dict[str, str]:
    """Return the classes of words that phrases name: ``@month`` stands for the choice of all months."""
    named = (row for row in rows(GENERAL, COLUMNS) if row["facts"].startswith("@"))
    return {row["facts"]: "|".join(row["words"].split()) for row in named}


def _words(cell: str) -> list[str]:
    return [re.sub(r"@\w+?(?=[|?_]|$)", _class, word) for word in cell.split()]


def _class(match: re.Match[str]) -> str:
    return _classes()[match.group()]


def _is_of(fact: Fact, names: Iterable[str]) -> bool:
    return any(
        name in (fact.value, "*") or (name.endswith("*") and fact.value.startswith(name[:-1])) for name in names
    )


def _is_near(one: Fact, fact: Fact) -> bool:
    return one is fact or one.value.split("_")[0] == fact.value.split("_")[0]


def _phrases(words: Sequence[str], triggers: Iterable[str]) -> Phrases[str]:
    return _same_phrases((*_chosen(words), *((detail, detail) for detail in triggers)))


@cache
def _same_phrases(items: tuple[tuple[str, str], ...]) -> Phrases[str]:
    """Return one set for equal phrases: many facts share theirs, and with them the steps that texts have taken."""
    return Phrases(items)


def _chosen(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Return the words of a table as phrases: ``a_b`` is two words, ``a+b`` two words of one choice."""
    for word in dict.fromkeys(words):
        if len(word) == 1:
            yield word, word
        elif word not in _KINDS and word not in ("<any>", "<how>") and not word.startswith("*"):
            yield word.replace("_", " ").replace("+", "_"), word
