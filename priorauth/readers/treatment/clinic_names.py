"""Names of clinics: words with capitals that nobody knows, behind "at" or where a practice prints its name."""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.reading.cues import is_cue_word
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Form
from priorauth.reading.vocabulary import Vocabulary

_NAME_WORDS = 4
_HEAD_LINES = 2
_PRACTICES = frozenset(
    {
        "physical", "pt", "rehab", "rehabilitation", "therapy", "chiropractic", "chiro", "psychology",
        "acupuncture", "behavioral", "chiropractor", "therapist", "physiotherapy",
    }
)  # fmt: skip
"""Words by which a practice is called."""


def clinic_names(statement: Statement, vocabulary: Vocabulary) -> set[int]:
    """Return the tokens of clinics' names; in a text all in capitals only those of a letterhead."""
    text, tokens = statement.text, statement.tokens
    is_letterhead = _is_letterhead(statement)
    if statement.words.isupper() and not is_letterhead:
        return set()
    found = set(_beside_practices(statement, vocabulary))
    for index, token in enumerate(tokens):
        is_head = index == 0 and is_letterhead
        if token.text not in ("at", "@", "in") and not is_head:
            continue
        first = index if is_head else index + 1
        for place in range(first, min(first + _NAME_WORDS, len(tokens))):
            if not text[tokens[place].start].isupper():
                break
            if _is_name(statement, place, vocabulary):
                found.add(place)
    return found


def _is_letterhead(statement: Statement) -> bool:
    """Whether a statement begins with what a practice is called: "Examplewell Physical Therapy - Eval"."""
    first = [token.text for token in statement.tokens[: _NAME_WORDS + 1]]
    return statement.line <= _HEAD_LINES and not _PRACTICES.isdisjoint(first[1:])


def _beside_practices(statement: Statement, vocabulary: Vocabulary) -> Iterator[int]:
    """Return the unknown words with capitals right before or behind what a practice is called: "PT Examplewell".

    What begins a statement is a name only before the practice's own full name: "Skipped PT" is none.
    """
    tokens, text = statement.tokens, statement.text
    for index, token in enumerate(tokens):
        if token.text not in _PRACTICES:
            continue
        is_full = text[token.start].isupper() and len(token.text) > _SHORT
        set_apart = index + 1 < len(tokens) and tokens[index + 1].text in _OPENS
        first = index + 1 + set_apart
        behind = range(first, min(first + _NAME_WORDS, len(tokens)))
        if set_apart and not _is_closed(statement, behind, vocabulary):
            behind = range(0)
        before = range(index - 1, max(index - 1 - _NAME_WORDS, -1 if is_full else 0), -1)
        for places in (behind, before):
            for place in places:
                if not _is_name(statement, place, vocabulary):
                    break
                yield place


def _is_closed(statement: Statement, places: range, vocabulary: Vocabulary) -> bool:
    """Whether names alone stand up to the comma or the bracket: "PT (Examplewell)", "PT, Examplewell, 3/2025"."""
    for place in places:
        if not _is_name(statement, place, vocabulary):
            return place > places.start and statement.tokens[place].text in _CLOSES
    return False


_OPENS = frozenset({"(", ","})
_CLOSES = frozenset({")", ","})
_SHORT = 3
"""Letters of a shorthand for a practice, which is in capitals anyway."""
_OF_WORDS = ("ed", "ing", "able", "ible", "ive", "ly", "ful", "less", "ant", "ent")
"""How words end that tell something and are seldom names."""


OTHER_THERAPY = frozenset(
    {
        "vestibular", "pelvic", "hand", "lymphedema", "cardiac", "pulmonary", "balance", "gait", "oncology",
        "pediatric", "speech", "occupational", "jaw", "tmj", "tmd", "wound", "swallowing", "voice", "vision",
        "neurologic", "neuro", "amputee", "prosthetic", "equine", "canine", "feline", "prenatal", "postpartum",
        "geriatric", "stroke", "otologic", "lymphatic", "perinatal", "facial", "temporomandibular", "bladder",
    }
)  # fmt: skip
"""Words for therapy that is none of the back's, and no name wherever they have a capital."""


def _is_name(statement: Statement, place: int, vocabulary: Vocabulary) -> bool:
    token = statement.tokens[place]
    return (
        token.form is Form.WORD
        and statement.text[token.start].isupper()
        and not token.text.endswith(_OF_WORDS)
        and token.text not in OTHER_THERAPY
        and not vocabulary.categories(token)
        and not is_cue_word(token)
    )
