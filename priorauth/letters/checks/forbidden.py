"""Phrases that claim what no source supports, looked for in the finished letter.

What the practice typed (a rationale, an answer to a contrary finding) stands in the document and is looked at too.
``not FDA-approved`` passes, since it denies the claim; nothing else that denies one does, because a sentence such
as "does not guarantee relief" can always be written without the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from priorauth.document import Document, texts_of
from priorauth.letters.citations import CitationLibrary
from priorauth.problems import Refused, Where, problem


@dataclass(frozen=True, slots=True)
class ForbiddenPhrase:
    """One find: what the phrase claims, and where the text has it, in characters from the text's start."""

    says: str
    start: int
    end: int


def find_forbidden(source: Document | str) -> tuple[ForbiddenPhrase, ...]:
    """Find every forbidden phrase in a document or a text; in a document, places count within its one paragraph."""
    texts = [source] if isinstance(source, str) else texts_of(source)
    return tuple(
        ForbiddenPhrase(says, match.start(), match.end())
        for text in texts
        for says, pattern in _patterns()
        for match in pattern.finditer(text)
    )


def refuse_forbidden(document: Document, *, file: str, quoted: Iterable[str] = ()) -> None:
    """Raise `Refused` (PA505), once for each kind of forbidden phrase; ``file`` is the template to look into.

    ``quoted`` are words of others, such as a denial's, that the document repeats between quotation marks: they are
    not its own claims.
    """
    others = tuple(f"“{words}" for words in quoted)
    kinds: dict[str, None] = {}
    for text in texts_of(document):
        for words in others:
            text = text.replace(words, "“")  # noqa: PLW2901 - the same text, less what it quotes
        kinds |= dict.fromkeys(phrase.says for phrase in find_forbidden(text))
    if kinds:
        raise Refused([problem("PA505", Where(file), phrase=says) for says in kinds])


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (forbidden.says, re.compile(_any_gap(pattern), re.IGNORECASE))
        for forbidden in CitationLibrary.load().file.forbidden
        for pattern in forbidden.patterns
    )


def _any_gap(pattern: str) -> str:
    # Lookbehinds have a fixed width, so their one space stays one character.
    return re.sub(r"(\(\?<![^)]*?) ([^)]*\))|( )", lambda m: f"{m[1]}[\\s-]{m[2]}" if m[1] else _GAP, pattern)


_GAP = r"[\s\-\u2010-\u2015]+"
