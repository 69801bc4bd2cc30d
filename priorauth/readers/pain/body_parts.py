"""What part of the body the words of a statement name, and on which side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from priorauth.reading.finding_values import Laterality
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.tokens import Token
from priorauth.reading.word_tables import rows

_TABLE = Path(__file__).parent / "body_words.tsv"
_SIDES_NEAR = 4
_STOPS = frozenset({";", ".", "|"})


class Part(StrEnum):
    """What a word names."""

    COMPLAINT = "complaint"
    """That something hurts or is odd, wherever it is."""
    BACK = "back"
    LEG = "leg"
    NOTHING = "nothing"
    """Words that name no complaint and no part: a raised leg as a test, a leg press, a pain clinic."""
    BUTTOCK = "buttock"
    ELSEWHERE = "elsewhere"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class PartWords:
    """Words at ``tokens[first:last + 1]`` and what they name."""

    first: int
    last: int
    parts: frozenset[Part]


@cache
def _phrases(parts: frozenset[Part]) -> Phrases[Part]:
    table = [(row["words"], Part(row["part"])) for row in rows(_TABLE, ("part", "words"))]
    return Phrases(item for item in table if item[1] in parts)


_PLACES = frozenset({Part.COMPLAINT, Part.BACK, Part.LEG, Part.NOTHING, Part.BUTTOCK, Part.ELSEWHERE})
_SIDES = frozenset({Part.LEFT, Part.RIGHT, Part.BOTH})
_REGIONS = frozenset({Part.BACK, Part.LEG, Part.BUTTOCK, Part.ELSEWHERE})


@lru_cache(maxsize=64)
def parts_in(tokens: tuple[Token, ...]) -> tuple[PartWords, ...]:
    """Return the words of a statement that name a complaint or a part of the body, in order."""
    return tuple(PartWords(hit.first, hit.last, frozenset(hit.payloads)) for hit in _phrases(_PLACES).find(tokens))


def side_at(tokens: Sequence[Token], first: int, last: int) -> Laterality:
    """Return the side named at ``tokens[first:last + 1]`` or near it, in its own part of the line."""
    begin, end = first, last
    while begin > 0 and first - begin < _SIDES_NEAR and tokens[begin - 1].text not in _STOPS:
        begin -= 1
    while end < len(tokens) - 1 and end - last < _SIDES_NEAR and tokens[end + 1].text not in _STOPS:
        end += 1
    return side_in(tokens[begin : end + 1])


def side_in(tokens: Sequence[Token]) -> Laterality:
    """Return the side these words name; both when they name both."""
    found = {part for hit in _phrases(_SIDES).find(tokens) for part in hit.payloads}
    if Part.BOTH in found or {Part.LEFT, Part.RIGHT} <= found:
        return Laterality.BOTH
    if Part.LEFT in found:
        return Laterality.LEFT
    return Laterality.RIGHT if Part.RIGHT in found else Laterality.NOT_SAID


def regions_between(found: Iterable[PartWords], begin: int, end: int) -> frozenset[Part]:
    """Return the parts of the body named from token ``begin`` up to ``end``."""
    return frozenset(part for item in found if begin <= item.first < end for part in item.parts if part in _REGIONS)


def stretch_of(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """Return the stretch around a token that no stop and no "but" divides."""
    first = index
    while first > 0 and tokens[first - 1].text not in _STOPS and tokens[first - 1].text != "but":
        first -= 1
    end = index + 1
    while end < len(tokens) and tokens[end].text not in _STOPS and tokens[end].text != "but":
        end += 1
    return first, end
