"""Phrases found in a line of tokens in one pass: exact words, word beginnings, choices, and words left out.

A phrase is written as its words. ``seen|noted`` is either, ``clear?`` may be left out, ``resolv*`` is any word that
begins so, ``*`` is any one word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from priorauth.reading.tokens import Token

Payload = TypeVar("Payload")
_MOST_STEPS = 60_000
"""How many steps from word to word a set of phrases remembers before it forgets them all."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Position:
    """One place of a phrase: its choices by their first word, those that begin with a word beginning, or none."""

    exact: dict[str, list[Words]]
    begins: tuple[Words, ...]
    is_optional: bool

    def behind(self, token: Token) -> Iterator[Words]:
        """Return what is left of each choice once its first word is read."""
        yield from (words[1:] for words in self.exact.get(token.text, ()))
        yield from (words[1:] for words in self.begins if _is(words[0], token))


def _is(word: str, token: Token) -> bool:
    if word == "*":
        return token.is_word
    if word.endswith("*"):
        return token.text.startswith(word[:-1])
    return token.text == word


_NOWHERE = _Position({}, (), is_optional=False)
"""Stands for the end of a phrase, which no word leads on from."""

_Place = tuple[int, int, Words]
"""A place in a phrase: which phrase, which of its positions, and what is left of a choice begun there."""


class _Beginnings:
    """Which of many places a word can lead on from, found by the word and not place by place."""

    def __init__(self, positions: Iterable[_Position]) -> None:
        self._exact: dict[str, list[int]] = {}
        self._begun: dict[str, list[int]] = {}
        self._any_word: list[int] = []
        for number, position in enumerate(positions):
            for word in position.exact:
                self._exact.setdefault(word, []).append(number)
            for word, *_ in position.begins:
                kept = self._any_word if word == "*" else self._begun.setdefault(word[:-1], [])
                kept.append(number)

    def of(self, token: Token) -> list[int]:
        """Return the numbers of the places that lead on with a word, in their order."""
        text = token.text
        found = {*self._exact.get(text, ()), *(self._any_word if token.is_word else ())}
        for end in range(1, len(text) + 1):
            found.update(self._begun.get(text[:end], ()))
        return sorted(found)


@dataclass(slots=True)
class _State(Generic[Payload]):
    """Every place that the words read so far can lead to, what they are the whole of, and the steps from here."""

    places: tuple[_Place, ...]
    whole: tuple[Payload, ...]
    steps: dict[str, _State[Payload] | None]


_UNTAKEN: Any = object()
"""Stands for a step that has not been worked out."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """A phrase at ``tokens[first:last + 1]``."""

    first: int
    last: int
    payloads: tuple[Payload, ...]


class Phrases(Generic[Payload]):
    """A set of phrases, each with what it stands for.

    All phrases are followed at once. A step from one word to the next is worked out when a text first takes it and
    then remembered, so that a text costs a look-up for each word however many phrases there are.
    """

    def __init__(self, items: Iterable[tuple[str, Payload]]) -> None:
        every = [(_positions(text), payload) for text, payload in items]
        self._phrases = tuple(positions for positions, _ in every)
        self._payloads = tuple(payload for _, payload in every)
        self._beginnings: _Beginnings | None = None
        self._forget()

    def _forget(self) -> None:
        places = tuple(p for number in range(len(self._phrases)) for p in self._open(number, 0))
        self._start: _State[Payload] = _State(places, (), {})
        self._states: dict[tuple[_Place, ...], _State[Payload]] = {}
        self._known = 0

    def _open(self, number: int, position: int) -> Iterator[_Place]:
        """Return a place and those reached from it by leaving words out."""
        positions = self._phrases[number]
        yield number, position, ()
        while position < len(positions) and positions[position].is_optional:
            position += 1
            yield number, position, ()

    def _step(self, state: _State[Payload], token: Token) -> _State[Payload] | None:
        """Work out where a word leads, or none, and remember it."""
        found: dict[_Place, None] = {}
        for number, position, rest in self._beginning_with(token) if state is self._start else state.places:
            positions = self._phrases[number]
            if rest:
                ends: Iterable[Words] = (rest[1:],) if _is(rest[0], token) else ()
            else:
                ends = positions[position].behind(token) if position < len(positions) else ()
            for left in ends:
                places = ((number, position, left),) if left else self._open(number, position + 1)
                found.update(dict.fromkeys(places))
        state.steps[token.text] = following = self._state(tuple(found)) if found else None
        self._known += 1
        return following

    def _beginning_with(self, token: Token) -> list[_Place]:
        """Return the places that a first word leads on from: few of them, where the phrases are many."""
        places = self._start.places
        if self._beginnings is None:
            every = (self._phrases[number] for number, _, _ in places)
            self._beginnings = _Beginnings(
                positions[place[1]] if place[1] < len(positions) else _NOWHERE
                for positions, place in zip(every, places, strict=True)
            )
        return [places[number] for number in self._beginnings.of(token)]

    def _state(self, places: tuple[_Place, ...]) -> _State[Payload]:
        known = self._states.get(places)
        if known is None:
            ended = (number for number, position, _ in places if position == len(self._phrases[number]))
            whole = tuple(dict.fromkeys(self._payloads[number] for number in ended))
            known = self._states[places] = _State(places, whole, {})
        return known

    def longest_at(self, tokens: Sequence[Token], start: int, stop: int | None = None) -> Hit[Payload] | None:
        """Return the longest phrase that begins at ``start``, with all that its words stand for, or none.

        No phrase reaches beyond ``stop``.
        """
        if self._known > _MOST_STEPS:
            self._forget()
        state = self._start
        found: Hit[Payload] | None = None
        for place in range(start, len(tokens) if stop is None else stop):
            token = tokens[place]
            following = state.steps.get(token.text, _UNTAKEN)
            if following is _UNTAKEN:
                following = self._step(state, token)
            if following is None:
                break
            state = following
            if state.whole:
                found = Hit(start, place, state.whole)
        return found

    def find(self, tokens: Sequence[Token], taken: Iterable[int] = ()) -> tuple[Hit[Payload], ...]:
        """Return the phrases of a line, left to right, none over another and none over a taken token."""
        closed = set(taken)
        found: list[Hit[Payload]] = []
        place = 0
        for stop in [*sorted(closed), len(tokens)]:
            while place < stop:
                begins = self._start.steps.get(tokens[place].text, _UNTAKEN) is not None
                hit = self.longest_at(tokens, place, stop) if begins else None
                if hit is not None:
                    found.append(hit)
                    place = hit.last
                place += 1
            place = max(place, stop + 1)
        return tuple(found)


@lru_cache(maxsize=20_000)
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
