"""Phrases found in a line of tokens in one pass: exact words, word beginnings, choices, and words left out.

A phrase is written as its words. ``seen|noted`` is either, ``clear?`` may be left out, ``resolv*`` is any word that
begins so, ``*`` is any one word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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


_Place = tuple[int, int, Words]
"""A place in a phrase: which phrase, which of its positions, and what is left of a choice begun there."""


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
        for number, position, rest in state.places:
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
