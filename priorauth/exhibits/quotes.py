"""Finding quoted words on a page of an exhibit: whole, in their order, and nothing else in between."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from priorauth.exhibits.plain_text import plain

_PERHAPS_BROKEN = "(?:-\n)?"
_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")

_NOT_INSIDE_A_WORD = r"(?<!\w)(?<![^\W\d]-)(?<![^\W\d]-\n)(?<!\d[.,])"
"""Before a word: no part of it may lie outside the quote. ``stable`` does not stand in ``unstable``, ``specific``
not in ``non-specific``, ``1.5`` not in ``11.5``."""

_WORD_ENDS = r"(?!\w|-\n?\w|[.,]\d)"
"""After a word, likewise: ``type 1`` does not stand in ``type 1-2``."""


def contains(page: str, quote: str) -> bool:
    """Whether a page says these words, whole and in this order; see `find`."""
    return find(page, quote) is not None


def find(page: str, quote: str) -> tuple[int, int] | None:
    """Find where a page says these words, whole and in this order: ``page[start:end]``, or ``None``.

    White space, line breaks, words hyphenated at a line's end, ligatures, capitals and the forms of quotes and
    dashes may differ; letters, digits and signs may not.
    """
    pattern, text = _pattern(quote), plain(page)
    match = pattern.search(text.text) if pattern is not None else None
    return text.original(*match.span()) if match is not None else None


@lru_cache(maxsize=256)
def _pattern(quote: str) -> re.Pattern[str] | None:
    tokens = _WORD_OR_SIGN.findall(plain(quote).text)
    if not tokens:
        return None
    parts = [_piece(tokens[0])]
    for before, after in pairwise(tokens):
        both_words = before[0].isalnum() and after[0].isalnum()
        parts += [r"\s+" if both_words else r"\s*", _piece(after)]
    start = _NOT_INSIDE_A_WORD if tokens[0][0].isalnum() else ""
    end = _WORD_ENDS if tokens[-1][0].isalnum() else ""
    return re.compile(start + "".join(parts) + end)


def _piece(word: str) -> str:
    if word == "-":
        return "-+"
    return _PERHAPS_BROKEN.join(re.escape(character) for character in word)
