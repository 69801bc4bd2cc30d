"""Words by which a report names what it sees, or says what it is worth: none of them doubts that it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.reading.frame import Mention
from priorauth.reading.tokens import Token

_LEVEL = re.compile(r"[ls]\d")
_NAMES = frozenset(
    ["classified", "graded", "categorized", "categorised", "rated", "typed", "scored", "classify", "grade", "call",
     "categorize", "categorise", "rate", "class", "definition", "criteria"]
)  # fmt: skip
_LEADS = frozenset(
    ["i", "we", "would", "which", "is", "are", "as", "meet", "meets", "meeting", "the", "of", "for", "can", "be",
     "to", "best"]
)  # fmt: skip
_TURNS = frozenset(["not", "never", "if", "cannot", "could", "once", "formerly", "was", "were", "been", "should"])
_WORTH = re.compile(
    r"(?:,|- >|->|;) an? (?:\w+ ){0,3}(?:source|cause|generator|explanation)s? (?:of|for) (?:[\w']+ ){0,4}"
    r"(?:pain|symptoms)"
    r"|(?:the )?(?:patient|she|he) (?:may|might|could|would) be an? (?:\w+ ){0,2}candidate for (?:\w+ ?)+"
)


def naming_words(tokens: Sequence[Token], mention: Mention) -> Iterator[int]:
    """Return the tokens that only name a change at a level before them, or say what it means behind it."""
    yield from _named(tokens, mention)
    yield from _worth(tokens, mention)
    for index in range(mention.last + 1, len(tokens) - 2):
        if tokens[index].text == "old" and tokens[index + 2].text in ("unchanged", "same", "stable"):
            yield index  # "Modic 2 (old, unchanged)" is there as it was
    if mention.first > 1 and tokens[mention.first - 1].text == "turned":
        yield mention.first - 1


def _named(tokens: Sequence[Token], mention: Mention) -> Iterator[int]:
    """Return "is classified as", "which I grade as", "meet the definition of" between a level and the change."""
    verb = next((i for i in range(mention.first - 1, -1, -1) if tokens[i].text in _NAMES), None)
    if verb is None or not any(_LEVEL.match(token.text) for token in tokens[: mention.first]):
        return
    first = verb
    while first > 0 and tokens[first - 1].text in _LEADS:
        first -= 1
    between = {token.text for token in tokens[verb + 1 : mention.first]}
    if _TURNS.isdisjoint(token.text for token in tokens[: mention.first]) and _is_next(
        tokens, verb, mention, between
    ):
        yield from range(first, verb + 1)
        yield from (i for i in range(verb + 1, mention.first) if tokens[i].text in _LEADS)


def _is_next(tokens: Sequence[Token], verb: int, mention: Mention, between: set[str]) -> bool:
    """Whether nothing but the place or words that lead on stands between a verb of naming and the change."""
    plain = between - _LEADS - {"endplate", "endplates", "changes", "change", "disc", "-", "/"}
    return all(re.fullmatch(r"[ls]?\d", word) for word in plain) and mention.first - verb < len(tokens)


def _worth(tokens: Sequence[Token], mention: Mention) -> Iterator[int]:
    behind = [token.text for token in tokens[mention.last + 1 :]]
    said = " ".join(behind)
    match = _WORTH.search(said)
    if match is not None and not {"no", "not", "never", "longer"} & set(match.group().split()):
        before = len(said[: match.start()].split())
        start = mention.last + 1 + before
        yield from range(start, start + len(match.group().split()))
