"""Whether two spellings are one person's name.

Order, case, accents, hyphens, apostrophes, middle names, initials, titles and suffixes may differ; nicknames are
not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import product

from priorauth.case.model import Name
from priorauth.screening.name_words import CREDENTIALS, HONORIFICS, SUFFIXES


class Likeness(IntEnum):
    """How far a printed name is the patient's."""

    OTHER = 0
    SIMILAR = 1
    """One letter off, or another suffix: a slip of the pen, or somebody else."""
    PARTIAL = 2
    """An initial, a middle name alone or half of a double name: the same person if the birth date says so."""
    SAME = 3


class _NamePart(IntEnum):
    NO = 0
    NEAR = 1
    HALF = 2
    FULL = 3


Words = tuple[str, ...]
_Split = tuple[Words, Words]

_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h"}
_STROKES = str.maketrans(_LETTERS)
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
"""How accents are written where a system has no letters for them: Müller, Muller and Mueller are one name."""

_MAX_WORDS = 10


@lru_cache(maxsize=1024)
def likeness(name: Name, printed: str) -> Likeness:
    """Compare the words printed on a page with the patient's name; words after the name do no harm."""
    suffixes = _suffixes(f"{name.given} {name.family}")
    best = Likeness.OTHER
    for given, family in product(_folds(name.given), _folds(name.family)):
        own = (_bare(given), _bare(family))
        for before, after in _printed(printed):
            best = max([best, *(_compare(own, split) for split in _splits(_bare(before), _bare(after)))])
    if best >= Likeness.PARTIAL and suffixes and (other := _suffixes(printed)) and suffixes != other:
        return Likeness.SIMILAR
    return best


@lru_cache(maxsize=1024)
def _folds(text: str) -> tuple[Words, ...]:
    """Return the words of a name in plain small letters, in each way its accents may be written."""
    lower = unicodedata.normalize("NFC", text.casefold())
    return tuple(dict.fromkeys((_plain(lower), _plain(lower.translate(_WRITTEN_OUT)))))


def _plain(text: str) -> Words:
    bare = unicodedata.normalize("NFKD", text.translate(_STROKES))
    letters = "".join(c for c in bare if not unicodedata.combining(c)).translate(_STROKES)
    joined = re.sub(r"(?<=\w)['\u2019`\u02bc.](?=\w)", "", letters)
    return tuple(re.findall(r"[^\W\d_]+", joined))


def _printed(text: str) -> Iterator[tuple[Words, Words]]:
    """Return the words before and after the first comma; HL7 parts names with carets."""
    before, _, after = text.replace("^", ",", 1).replace("^", " ").partition(",")
    return product(_folds(before), _folds(after))


def _bare(words: Words) -> Words:
    """Leave out titles and suffixes, unless nothing else is left."""
    kept = tuple(word for word in words if word not in HONORIFICS | SUFFIXES)
    return (kept or words)[:_MAX_WORDS]


def _suffixes(text: str) -> frozenset[str]:
    return frozenset(word for fold in _folds(text) for word in fold if word in SUFFIXES)


def _splits(before: Words, after: Words) -> Iterator[_Split]:
    """Return each way to read words as a given and a family name."""
    is_turned = bool(after) and not all(word in CREDENTIALS | SUFFIXES for word in after)
    if is_turned and before:
        yield after, before
    if len(before) > 1 or not is_turned:
        words = before + after
        for place in range(1, len(words)):
            yield words[:place], words[place:]
            yield words[place:], words[:place]


def _compare(own: _Split, printed: _Split) -> Likeness:
    given, family = _given(own[0], printed[0]), _family(own[1], printed[1])
    low, high = sorted((given, family))
    if high is not _NamePart.FULL:
        return Likeness.OTHER
    return {
        _NamePart.FULL: Likeness.SAME,
        _NamePart.HALF: Likeness.PARTIAL,
        _NamePart.NEAR: Likeness.SIMILAR,
        _NamePart.NO: Likeness.OTHER,
    }[low]


def _family(own: Words, printed: Words) -> _NamePart:
    """Compare family names; a second one behind the patient's does no harm, one before it makes it half."""
    whole, shown = "".join(own), "".join(printed)
    starts = _starts(printed)
    if whole in starts:
        return _NamePart.FULL
    if whole in _runs(printed) or (len(shown) > 2 and shown in _runs(own)):
        return _NamePart.HALF
    return _NamePart.NEAR if any(one_slip(whole, start) for start in starts) else _NamePart.NO


def _given(own: Words, printed: Words) -> _NamePart:
    if not own or not printed:
        return _NamePart.NO
    whole = "".join(own)
    starts = _starts(printed)
    if whole in starts:
        return _NamePart.FULL
    if own[0] == printed[0]:
        return _NamePart.FULL if _middles_agree(own[1:], printed[1:]) else _NamePart.HALF
    if own[0] in printed[1:] or (len(printed[0]) > 1 and printed[0] in own[1:]):
        return _NamePart.HALF
    if own[0][0] == printed[0][0] and 1 in (len(own[0]), len(printed[0])):
        return _NamePart.HALF
    return (
        _NamePart.NEAR if one_slip(own[0], printed[0]) or any(one_slip(whole, s) for s in starts) else _NamePart.NO
    )


def _middles_agree(own: Words, printed: Words) -> bool:
    """Whether middle names may be the same; one that is not printed says nothing, an initial its letter."""
    if not own or not printed:
        return True
    is_initial = 1 in (len(own[0]), len(printed[0]))
    return own[0][0] == printed[0][0] if is_initial else own[0] == printed[0]


def _starts(words: Words) -> set[str]:
    """Join the first words, one and more of them: a name may be printed in one, with a hyphen or apart."""
    return {"".join(words[:count]) for count in range(1, len(words) + 1)}


def _runs(words: Sequence[str]) -> set[str]:
    """Join every run of words, likewise."""
    return {"".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}


def one_slip(one: str, two: str) -> bool:
    """Whether two words differ by one letter added, left out or changed, or by two that changed places."""
    if one == two or abs(len(one) - len(two)) > 1 or min(len(one), len(two)) < 3:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    a, b = one[start:], two[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:] and len(a) > 1)
