"""Which levels the pain is said to match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.case.pain import PainPattern
from priorauth.domain.spine import DiscLevel
from priorauth.readers.mri.report_tokens import Token, lex
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Levels, Pattern, Place
from priorauth.reading.model import Standing
from priorauth.reading.reader import Draft, Mentioned

_OF_ANOTHER = re.compile(r"\b(?:facets?|sacroiliac|si|joints?|blocks?|branch|hips?)\b", re.IGNORECASE)


_JOINS = frozenset({",", "and", "&", "/", "+", "-", "to", "through", "level", "levels"})


def _run_of_levels(tokens: Sequence[Token], start: int) -> tuple[Token, ...]:
    """Return the levels together behind a diagnosis: "vertebrogenic pain at L4-5, facets at L5-S1 normal"."""
    behind = [token for token in tokens if token.start >= start]
    first = next((i for i, token in enumerate(behind) if token.places), len(behind))
    end = next(
        (i for i, t in enumerate(behind) if i > first and not t.places and t.text not in _JOINS), len(behind)
    )
    return tuple(behind[first:end])


def level_drafts(item: Mentioned) -> Iterator[Draft]:
    """Return the levels of a statement that says what the pain matches; without a level it says nothing.

    Levels parted by "or" leave open which.
    """
    statement = item.statement
    tokens = lex(statement.text, statement.start, statement.end)
    if is_diagnosis := item.printed.casefold().startswith("vertebrogenic"):
        tokens = _run_of_levels(tokens, item.place[0])
    places: list[Place] = list(dict.fromkeys(place for token in tokens for place in token.places))
    start, end = item.shown
    if is_diagnosis:
        axial = Pattern(pattern=PainPattern.AXIAL)
        yield Draft(Fact.PATTERN, axial, item.assessment, start, end, read=item.place)
    if item.assessment.standing is Standing.DENIED and _OF_ANOTHER.search(statement.words):
        places = []  # what is no source is the joint that was tried there, not the level
    if not places:
        standing = item.assessment.standing
        if standing not in (Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.HEDGED):
            yield Draft(Fact.MATCHING_LEVELS, Levels(places=()), item.assessment, start, end, read=item.place)
        return
    if any(isinstance(place, DiscLevel) for place in places):
        places = [place for place in places if isinstance(place, DiscLevel)]
    is_open = len(places) > 1 and any(token.text == "or" for token in statement.tokens)
    standing = item.assessment.standing
    if is_open and standing is Standing.STATED:
        standing = Standing.HEDGED
    yield Draft(
        Fact.MATCHING_LEVELS, Levels(places=tuple(places)), item.assessment, start, end, standing=standing,
        read=item.place,
    )  # fmt: skip
