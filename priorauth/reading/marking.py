"""A statement's tokens with what each is: eaten, part of a cue, a kind of word, or unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from priorauth.reading.cues import Cue, Reach, Sense, cue_phrases, pseudo_phrases
from priorauth.reading.frame import Frame, Mention
from priorauth.reading.phrase_matching import Hit
from priorauth.reading.tokens import Form, Token
from priorauth.reading.vocabulary import Category

_TITLES = frozenset({"dr", "mr", "mrs", "ms", "doctor", "nurse", "professor"})
_CREDENTIALS = frozenset(
    {"md", "do", "dc", "pa", "np", "pt", "dpt", "rn", "phd", "psyd", "mba", "facs", "pac", "aprn", "fnp"}
)
_MOST_NAME_WORDS = 4


@dataclass(frozen=True)
class Marked:
    """Tokens, and for each the kinds of word it can be, the cue it is part of and whether a pseudo row ate it."""

    tokens: tuple[Token, ...]
    kinds: tuple[frozenset[Category], ...]
    cues: tuple[Hit[Cue], ...]
    cue_at: tuple[int | None, ...]
    eaten: frozenset[int]
    names: frozenset[int]

    def is_(self, index: int, *categories: Category) -> bool:
        """Whether a token can be one of these."""
        return not self.kinds[index].isdisjoint(categories)

    def is_only(self, index: int, *categories: Category) -> bool:
        """Whether a token can be nothing else."""
        return bool(self.kinds[index]) and self.kinds[index] <= frozenset(categories)

    def is_unknown(self, index: int) -> bool:
        """Whether nobody knows a token: no kind of word, no cue, no name."""
        if index in self.eaten or index in self.names or self.cue_at[index] is not None:
            return False
        return not self.kinds[index]

    def senses(self, index: int) -> frozenset[Sense]:
        """Return what the cue at a token can say."""
        cue = self.cue_at[index]
        return frozenset() if cue is None else frozenset(item.sense for item in self.cues[cue].payloads)


def mark(
    text: str, tokens: tuple[Token, ...], frame: Frame, own: Iterable[int] = (), others: Iterable[Mention] = (),
    values: frozenset[int] = frozenset(),
) -> Marked:  # fmt: skip
    """Return a statement's tokens marked. No cue takes those of the mention (``own``); ``others`` are things.

    ``values`` are read by a grammar already: no cue takes them, and they are measures that a cue cannot be about.
    """
    eaten, cues = _cues(frame, tokens, frozenset(own) | values)
    eaten |= values
    cue_at: list[int | None] = [None] * len(tokens)
    for number, hit in enumerate(cues):
        cue_at[hit.first : hit.last + 1] = [number] * (hit.last - hit.first + 1)
    kinds = list(_kinds(frame, tokens))
    for index in values:
        kinds[index] = _VALUE
    for other in others:
        kinds[other.first : other.last + 1] = [_SUBJECT] * (other.last - other.first + 1)
    return Marked(tokens, tuple(kinds), cues, tuple(cue_at), eaten, _names(text, tokens))


@lru_cache(maxsize=64)
def _cues(
    frame: Frame, tokens: tuple[Token, ...], own: frozenset[int]
) -> tuple[frozenset[int], tuple[Hit[Cue], ...]]:
    """Return the eaten tokens and the cues; a letter inside a thing's name is no answer: the N of "N/T"."""
    pseudo = pseudo_phrases().find(tokens, own)
    eaten = frozenset(index for hit in pseudo for index in range(hit.first, hit.last + 1))
    named = {index for hit in frame.triggers.find(tokens) for index in range(hit.first, hit.last + 1)}
    found = cue_phrases().find(tokens, eaten | own)
    return eaten, tuple(hit for hit in found if hit.first not in named or not _is_of_a_name(hit))


def _is_of_a_name(hit: Hit[Cue]) -> bool:
    """Whether a cue inside a thing's name is only a part of it: the N of "N/T", the raise of a leg raise test."""
    return all(cue.reach is Reach.ANSWER or cue.sense is Sense.HEDGED for cue in hit.payloads)


@lru_cache(maxsize=64)
def _kinds(frame: Frame, tokens: tuple[Token, ...]) -> tuple[frozenset[Category], ...]:
    kinds = [frame.vocabulary.categories(token) for token in tokens]
    for hit in frame.triggers.find(tokens):
        kinds[hit.first : hit.last + 1] = [_SUBJECT] * (hit.last - hit.first + 1)
    return tuple(kinds)


_SUBJECT = frozenset({Category.SUBJECT, Category.NOUN})
_VALUE = frozenset({Category.MEASURE})


def _names(text: str, tokens: tuple[Token, ...]) -> frozenset[int]:
    """Return the tokens of proper names, told by a title before or a credential behind them."""
    found: set[int] = set()
    for index, token in enumerate(tokens):
        if token.text in _TITLES:
            found |= set(_capitals(text, tokens, index + 1, step=1))
        elif token.text in _CREDENTIALS and index and text[token.start].isupper():
            before = index - 1 if tokens[index - 1].text != "," else index - 2
            named = _capitals(text, tokens, before, step=-1)
            found |= {*named, index} if named else set()
    return frozenset(found)


def _capitals(text: str, tokens: tuple[Token, ...], start: int, *, step: int) -> list[int]:
    found: list[int] = []
    index = start
    while 0 <= index < len(tokens) and len(found) < _MOST_NAME_WORDS:
        token = tokens[index]
        if token.form is Form.WORD and re.fullmatch(r"[A-Z][\w'\u2019]*", text[token.start : token.end]):
            found.append(index)
        elif token.text != ".":
            break
        index += step
    return found
