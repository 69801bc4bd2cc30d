"""Checking that every page a case points to exists, and that every quoted sentence stands on its page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from priorauth.case.coherence import dotted, sources
from priorauth.case.model import Case, Source
from priorauth.exhibits.opening import OpenedExhibit
from priorauth.problems import Problem, Where, problem

_LOOKALIKES = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00ad": "", "\u00a0": " "}
)
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufffe\x02-]")


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
    """Whether a page says these words, whatever its line breaks, hyphenation, quotes and dashes."""
    return comparable(quote) in comparable(page)


def comparable(text: str) -> str:
    """Reduce a text to what two copies of the same sentence share."""
    plain = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    return re.sub(r"\s+", "", _DASHES.sub("", plain)).casefold()
