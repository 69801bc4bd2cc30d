"""Numbers as records write them: in digits, or in words up to sixty."""

from __future__ import annotations

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_VALUES = {
    **{word: value for value, word in enumerate(_SMALL)},
    **_TENS,
    **{
        f"{ten}{sign}{_SMALL[unit]}": value + unit
        for ten, value in _TENS.items()
        for unit in range(1, 10)
        for sign in "- "
    },
}

COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
"""A pattern for a whole number up to 999, in digits or in small letters."""


def count_of(text: str) -> int:
    """Read what `COUNT` has matched."""
    return int(text) if text.isdigit() else _VALUES[text]


def number_in_words(text: str) -> int | None:
    """Return the number that a word says, such as ``twenty-four``; ``None`` for any other word."""
    return _VALUES.get(text.casefold())
