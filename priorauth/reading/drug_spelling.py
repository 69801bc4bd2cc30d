"""Blood thinners whose name is spelled wrong: a list of drugs is typed by hand, and one letter hides the drug."""

from __future__ import annotations

import re
from functools import cache

_NAMES = (
    "warfarin", "coumadin", "jantoven", "xarelto", "rivaroxaban", "eliquis", "apixaban", "pradaxa", "dabigatran",
    "savaysa", "edoxaban", "lovenox", "enoxaparin", "fragmin", "dalteparin", "heparin", "fondaparinux", "arixtra",
    "plavix", "clopidogrel", "brilinta", "ticagrelor", "effient", "prasugrel", "pletal", "cilostazol", "aggrenox",
)  # fmt: skip
_LONG = 9
"""Letters from which a name may be wrong in two of them."""
_WORD = re.compile(r"[a-z]{6,}")


def names_misspelled_thinner(words: str) -> bool:
    """Whether a word is a blood thinner's name but for a letter, in a long one for two: "Zarelto 20 mg"."""
    return any(_is_misspelled(match.group()) for match in _WORD.finditer(words.lower()))


@cache
def _is_misspelled(word: str) -> bool:
    near = [name for name in _NAMES if abs(len(word) - len(name)) <= _most(name)]
    return word not in _NAMES and any(_distance(word, name) <= _most(name) for name in near)


def _most(name: str) -> int:
    return 2 if len(name) >= _LONG else 1


def _distance(one: str, two: str) -> int:
    """Return the number of letters to change, add or leave out between two words (Levenshtein)."""
    before = list(range(len(two) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, other in enumerate(two, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != other)))
        before = now
    return before[-1]
