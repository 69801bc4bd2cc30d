"""Checking that every page a case points to exists, and that every quoted sentence stands on its page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

_CLUSTER = re.compile(r".[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]*", re.DOTALL)
"""A character with the accents that follow it."""

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


def find(page: str, quote: str) -> tuple[int, int] | None:
    """Find where a page says these words, as `contains` compares them: ``page[start:end]``, the first time.

    ``None`` when it does not, or when its characters cannot be told apart again from their plain forms.
    """
    pattern, plain = _pattern(quote), _traced(page)
    found = pattern.search(plain.text) if pattern and plain else None
    if found is None or plain is None:
        return None
    return plain.starts[found.start()], plain.ends[found.end() - 1]


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    """Write a text with plain characters; a hyphen that ends a line keeps its line break behind it."""
    joined = _BROKEN_WORD.sub(_LINE_END_HYPHEN, unicodedata.normalize("NFC", text))
    return _folded(joined)


def _folded(text: str) -> str:
    return text.replace("\u00ad", "").translate(_LOOKALIKES).casefold()


@dataclass(frozen=True, slots=True)
class _Traced:
    """A plain text, and for each of its characters the part of the original it was made from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=64)
def _traced(text: str) -> _Traced | None:
    """Write a text plain, remembering places; nothing where piece by piece is not the same as all at once."""
    composed = [(unicodedata.normalize("NFC", match.group()), match.span()) for match in _CLUSTER.finditer(text)]
    whole = "".join(piece for piece, _ in composed)
    spans = [span for piece, span in composed for _ in piece]
    pieces: list[tuple[str, int, int]] = []
    last = 0
    for match in _BROKEN_WORD.finditer(whole):
        pieces += [(_folded(whole[place]), *spans[place]) for place in range(last, match.start())]
        pieces.append((_LINE_END_HYPHEN, spans[match.start()][0], spans[match.end() - 1][1]))
        last = match.end()
    pieces += [(_folded(whole[place]), *spans[place]) for place in range(last, len(whole))]
    traced = _Traced(
        "".join(plain for plain, _, _ in pieces),
        tuple(start for plain, start, _ in pieces for _ in plain),
        tuple(end for plain, _, end in pieces for _ in plain),
    )
    return traced if traced.text == _plain(text) else None


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
