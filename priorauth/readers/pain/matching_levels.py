"""Which levels the pain is said to match."""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.domain.spine import DiscLevel
from priorauth.readers.mri.report_tokens import lex
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Levels, Place
from priorauth.reading.model import Standing
from priorauth.reading.reader import Draft, Mentioned

_OF_ANOTHER = re.compile(r"\b(?:facets?|sacroiliac|si|joints?|blocks?|branch|hips?)\b", re.IGNORECASE)


def level_drafts(item: Mentioned) -> Iterator[Draft]:
    """Return the levels of a statement that says what the pain matches; without a level it says nothing.

    Levels parted by "or" leave open which.
    """
    statement = item.statement
    tokens = lex(statement.text, statement.start, statement.end)
    places: list[Place] = list(dict.fromkeys(place for token in tokens for place in token.places))
    start, end = item.shown
    if item.assessment.standing is Standing.DENIED and _OF_ANOTHER.search(statement.words):
        places = []  # what is no source is the joint that was tried there, not the level
    if not places:
        standing = item.assessment.standing
        if standing not in (Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.HEDGED):
            yield Draft(Fact.MATCHING_LEVELS, Levels(places=()), item.assessment, start, end, read=item.place)
        return
    if any(isinstance(place, DiscLevel) for place in places):
        places = [place for place in places if isinstance(place, DiscLevel)]
    words = [token.text for token in statement.tokens]
    is_open = len(places) > 1 and "or" in words
    standing = item.assessment.standing
    if is_open and standing is Standing.STATED:
        standing = Standing.HEDGED
    yield Draft(
        Fact.MATCHING_LEVELS, Levels(places=tuple(places)), item.assessment, start, end, standing=standing,
        read=item.place,
    )  # fmt: skip
