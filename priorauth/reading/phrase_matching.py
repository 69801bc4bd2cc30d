"""Phrases found in a line of tokens in one pass: exact words, word beginnings, choices, and words left out.

A phrase is written as its words. ``seen|noted`` is either, ``clear?`` may be left out, ``resolv*`` is any word that
begins so, ``*`` is any one word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from priorauth.reading.tokens import Token

Payload = TypeVar("Payload")
_MOST_WORDS = 20_000
"""How many words a set of phrases remembers before it forgets them all."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Position:
    """One place of a phrase: its choices by their first word, those that begin with a word beginning, or none."""

    exact: dict[str, list[Words]]
    begins: tuple[Words, ...]
    is_optional: bool

    def ends(self, tokens: Sequence[Token], start: int) -> Iterator[int]:
        """Return where the choices that stand at ``start`` end."""
        if start >= len(tokens):
            return
        for words in (*self.exact.get(tokens[start].text, ()), *self.begins):
            if start + len(words) <= len(tokens) and all(map(_is, words, tokens[start : start + len(words)])):
                yield start + len(words)

    @property
    def first_words(self) -> Iterator[str]:
        """The first word of each choice."""
        return (words[0] for words in (*(w for group in self.exact.values() for w in group), *self.begins))


def _is(word: str, token: Token) -> bool:
    if word == "*":
        return token.is_word
    if word.endswith("*"):
        return token.text.startswith(word[:-1])
    return token.text == word


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Payload]):
    positions: tuple[_Position, ...]
    payload: Payload

    def end(self, tokens: Sequence[Token], start: int) -> int | None:
        """Return where the longest form of the phrase that stands at ``start`` ends, or none."""
        ends = {start}
        for position in self.positions:
            found = {end for place in ends for end in position.ends(tokens, place)}
            if position.is_optional:
                found |= ends
            elif not found:
                return None
            ends = found
        return max(ends, default=None) if max(ends) > start else None


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """A phrase at ``tokens[first:last + 1]``."""

    first: int
    last: int
    payloads: tuple[Payload, ...]


class Phrases(Generic[Payload]):
    """A set of phrases, each with what it stands for."""

    def __init__(self, items: Iterable[tuple[str, Payload]]) -> None:
        self._exact: dict[str, list[_Phrase[Payload]]] = {}
        self._by_word: dict[str, tuple[_Phrase[Payload], ...]] = {}
        self._begins: dict[str, list[tuple[str, _Phrase[Payload]]]] = {}
        for text, payload in items:
            phrase = _Phrase(_positions(text), payload)
            for word in dict.fromkeys(_openings(phrase.positions)):
                if word.endswith("*"):
                    self._begins.setdefault(word[:1], []).append((word[:-1], phrase))
                else:
                    self._exact.setdefault(word, []).append(phrase)

    def _likely(self, word: str) -> tuple[_Phrase[Payload], ...]:
        """Return the phrases that can begin with a word; kept for each word, since most words begin none."""
        known = self._by_word.get(word)
        if known is None:
            if len(self._by_word) > _MOST_WORDS:
                self._by_word.clear()
            likely = (*self._begins.get(word[:1], ()), *self._begins.get("*", ()))
            begun = [phrase for beginning, phrase in likely if word.startswith(beginning)]
            known = self._by_word[word] = (*self._exact.get(word, ()), *begun)
        return known

    def longest_at(self, tokens: Sequence[Token], start: int) -> Hit[Payload] | None:
        """Return the longest phrase that begins at ``start``, with all that its words stand for, or none."""
        found: dict[int, list[Payload]] = {}
        for phrase in self._likely(tokens[start].text):
            end = phrase.end(tokens, start)
            if end is not None:
                found.setdefault(end, []).append(phrase.payload)
        if not found:
            return None
        end = max(found)
        return Hit(start, end - 1, tuple(dict.fromkeys(found[end])))

    def find(self, tokens: Sequence[Token], taken: Iterable[int] = ()) -> tuple[Hit[Payload], ...]:
        """Return the phrases of a line, left to right, none over another and none that begins at a taken token."""
        closed = set(taken)
        found: list[Hit[Payload]] = []
        place = 0
        for stop in [*sorted(closed), len(tokens)]:
            free = tokens[:stop]
            while place < stop:
                hit = self.longest_at(free, place) if self._likely(free[place].text) else None
                if hit is not None:
                    found.append(hit)
                    place = hit.last
                place += 1
            place = max(place, stop + 1)
        return tuple(found)


def _positions(text: str) -> tuple[_Position, ...]:
    found = []
    for part in text.lower().split():
        bare = part.removesuffix("?") if len(part) > 1 else part
        choices = [
            tuple(choice.replace("_", " ").split()) for choice in (bare.split("|") if len(bare) > 1 else [bare])
        ]
        exact: dict[str, list[Words]] = {}
        if not all(choices):
            raise ValueError(f"the phrase {text!r} has an empty choice")
        for words in choices:
            if not words[0].endswith("*"):
                exact.setdefault(words[0], []).append(words)
        begins = tuple(words for words in choices if words[0].endswith("*"))
        found.append(_Position(exact, begins, bare != part))
    return tuple(found)


def _openings(positions: Sequence[_Position]) -> Iterator[str]:
    """Return the words a phrase can begin with."""
    for position in positions:
        yield from position.first_words
        if not position.is_optional:
            break
