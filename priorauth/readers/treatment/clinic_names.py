"""Names of clinics: words with capitals that nobody knows, behind "at" or where a practice prints its name."""

from __future__ import annotations

from priorauth.reading.cues import is_cue_word
from priorauth.reading.statements import Statement
from priorauth.reading.vocabulary import Vocabulary

_NAME_WORDS = 4
_HEAD_LINES = 2
_PRACTICES = frozenset(
    {
        "physical", "pt", "rehab", "rehabilitation", "therapy", "chiropractic", "chiro", "psychology",
        "acupuncture", "behavioral",
    }
)  # fmt: skip
"""Words by which a practice is called."""


def clinic_names(statement: Statement, vocabulary: Vocabulary) -> set[int]:
    """Return the tokens of clinics' names; in a text all in capitals only those of a letterhead."""
    text, tokens = statement.text, statement.tokens
    is_letterhead = _is_letterhead(statement)
    if statement.words.isupper() and not is_letterhead:
        return set()
    found: set[int] = set()
    for index, token in enumerate(tokens):
        is_head = index == 0 and is_letterhead
        if token.text not in ("at", "@") and not is_head:
            continue
        first = index if is_head else index + 1
        for place in range(first, min(first + _NAME_WORDS, len(tokens))):
            if not text[tokens[place].start].isupper():
                break
            if not vocabulary.categories(tokens[place]) and not is_cue_word(tokens[place]):
                found.add(place)
    return found


def _is_letterhead(statement: Statement) -> bool:
    """Whether a statement begins with what a practice is called: "Examplewell Physical Therapy - Eval"."""
    first = [token.text for token in statement.tokens[: _NAME_WORDS + 1]]
    return statement.line <= _HEAD_LINES and not _PRACTICES.isdisjoint(first[1:])
