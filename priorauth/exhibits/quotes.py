"""Checking that every page a case points to exists, and that every quoted sentence stands on its page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from priorauth.case.coherence import dotted, sources
from priorauth.case.model import Case, Source
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.problems import Problem, Where, problem

_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        **dict.fromkeys("\u2014\u2015", " - "),
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
        **dict.fromkeys("\u200b\u200c\u200d\ufeff"),
    }
)
"""Quotes, dashes and ligatures that typesetting puts for plain characters, and marks that are not seen."""

_BROKEN_WORD = re.compile(r"[\x02\ufffe]\s*|\u00ad\s*\n\s*|(?<=\w)-[ \t\r]*\n\s*")
"""A hyphen at the end of a line: as printed, as a soft hyphen, or as PDFium writes it."""

_LINE_END_HYPHEN = "-\n"
_PERHAPS_BROKEN = "(?:-\n)?"
_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")

_NOT_INSIDE_A_WORD = r"(?<!\w)(?<![^\W\d]-)(?<![^\W\d]-\n)(?<!\d[.,])"
"""Before a word: no part of it may lie outside the quote. ``stable`` does not stand in ``unstable``, ``specific``
not in ``non-specific``, ``1.5`` not in ``11.5``."""

_WORD_ENDS = r"(?!\w|-\n?\w|[.,]\d)"
"""After a word, likewise: ``type 1`` does not stand in ``type 1-2``."""


def check_sources(case: Case, opened: Sequence[OpenedExhibit]) -> tuple[Problem, ...]:
    """Check every reference of a case against its opened exhibits.

    PA704: the page does not exist. PA705: the quoted words are not on it. PA706: the page has no text to compare
    and nobody has attested to it.
    """
    by_id = {item.exhibit.id: item for item in opened}
    return tuple(
        found
        for path, source in sources(case)
        if source.exhibit in by_id
        for found in _check(dotted(path), source, by_id[source.exhibit])
    )


def _check(key: str, source: Source, opened: OpenedExhibit) -> Iterator[Problem]:
    where = Where(exhibit=source.exhibit, page=source.page, field=key)
    if source.page is not None and source.page > len(opened.pages):
        yield problem("PA704", where, key=key, page=source.page, count=len(opened.pages))
        return
    pages = opened.pages if source.page is None else (opened.pages[source.page - 1],)
    if not any(page.is_readable for page in pages):
        if opened.exhibit.attested_by is None:
            yield problem("PA706", where, key=key)
        return
    if source.quote is not None and not any(contains(page.text, source.quote) for page in pages):
        yield problem("PA705", where, key=key)


def contains(page: str, quote: str) -> bool:
    """Whether a page says these words, whole and in this order.

    White space, line breaks, words hyphenated at a line's end, ligatures, capitals and the forms of quotes and
    dashes may differ; letters, digits and signs may not.
    """
    pattern = _pattern(quote)
    return pattern is not None and pattern.search(_plain(page)) is not None


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    """Write a text with plain characters; a hyphen that ends a line keeps its line break behind it."""
    joined = _BROKEN_WORD.sub(_LINE_END_HYPHEN, unicodedata.normalize("NFC", text))
    return joined.replace("\u00ad", "").translate(_LOOKALIKES).casefold()


@lru_cache(maxsize=256)
def _pattern(quote: str) -> re.Pattern[str] | None:
    tokens = _WORD_OR_SIGN.findall(_plain(quote))
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
