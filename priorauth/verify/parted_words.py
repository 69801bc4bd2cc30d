"""What parts the words of a sentence: by a full stop, a list of what is absent becomes another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
"""A word, with the hyphens and apostrophes in it."""
_END = re.compile(r"[.?!]+(?=[\s)\]\"'\u201d\u2019]|\Z)")
_DASH = re.compile(r"(?:\s-+\s|\u2014)")
_ABBREVIATIONS = frozenset(
    ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "eg", "ie", "cf", "approx", "fig", "jr", "sr", "al", "inc",
     "ltd", "dept", "ext", "tel", "ph"]
)  # fmt: skip
_DENIES = frozenset(
    ["no", "not", "nor", "never", "none", "neither", "nothing", "nobody", "hardly", "barely", "without", "denies",
     "denied", "absence", "absent", "negative", "lacks", "lack"]
)  # fmt: skip
"""Words whose reach ends where their sentence does, and often at a semicolon."""


@dataclass(frozen=True, slots=True)
class StoppedWord:
    """A word in small letters, and what parts it from the next: one of ``: . ; - ,`` or nothing."""

    text: str
    stop: str
    is_capital: bool


def words_with_stops(text: str) -> tuple[StoppedWord, ...]:
    """Return the words of a text, each with the strongest sign behind it."""
    found = list(WORD.finditer(text))
    ends = [*(match.start() for match in found[1:]), *[len(text)] * bool(found)]
    return tuple(
        StoppedWord(
            word.group().casefold().replace("\u2019", "'"),
            _stop(word.group().casefold(), text[word.end() : end]),
            word.group()[0].isupper(),
        )
        for word, end in zip(found, ends, strict=True)
    )


def _stop(word: str, behind: str) -> str:
    if ":" in behind:
        return ":"
    if _END.search(behind) and (behind[0] != "." or not (len(word) == 1 or word in _ABBREVIATIONS)):
        return "."
    if ";" in behind:
        return ";"
    if _DASH.search(behind):
        return "-"
    return "," if "," in behind else ""


def stops_otherwise(was: str, now: str) -> bool:
    """Whether two texts part their words so differently that one may say something else than the other.

    A colon belongs to what follows it, and a full stop ends the reach of what stood before; a semicolon or a comma
    does so only where something is denied.
    """
    before, after = words_with_stops(was), words_with_stops(now)
    if not before or not after:
        return False
    if {before[-1].stop, after[-1].stop} == {":", "."}:
        return True
    return any(
        _is_parted_otherwise(before[a : c + 1], after[b : d + 1], before[:a]) for a, c, b, d in _gaps(before, after)
    )


def _gaps(before: Sequence[StoppedWord], after: Sequence[StoppedWord]) -> Iterator[tuple[int, int, int, int]]:
    """Visit the words that both texts have, each with the next such: their places in the one and in the other."""
    matcher = SequenceMatcher(None, [each.text for each in before], [each.text for each in after], autojunk=False)
    both = [
        pair
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag == "equal" or b - a == d - c
        for pair in zip(range(a, b), range(c, d), strict=True)
    ]
    for (a, b), (c, d) in itertools.pairwise(both):
        yield a, c, b, d


def _is_parted_otherwise(
    was: Sequence[StoppedWord], now: Sequence[StoppedWord], ahead: Sequence[StoppedWord]
) -> bool:
    """Whether other signs stand between two words; ``ahead`` is what stands before them."""
    old, new = ({each.stop for each in words[:-1]} for words in (was, now))
    if old == new:
        return False
    if (":" in old) != (":" in new) and "-" not in old | new:
        return True
    denies = any(_DENIES & {each.text} for each in (*_sentence(ahead), was[0]))
    if ("." in old) != ("." in new):
        is_still_seen = was[-1].is_capital and now[-1].is_capital and not {","} & (old | new)
        return not is_still_seen and (denies or ";" not in old | new)
    if (";" in old) != (";" in new):
        return denies and "." not in old
    return ("," in old) != ("," in new) and bool(_DENIES & {was[0].text, was[-1].text})


def _sentence(words: Sequence[StoppedWord]) -> Sequence[StoppedWord]:
    """Return the words of the sentence that is not yet ended."""
    start = max((at + 1 for at, each in enumerate(words) if each.stop == "."), default=0)
    return words[start:]
