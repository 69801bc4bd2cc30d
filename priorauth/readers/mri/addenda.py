"""What an addendum takes back: every finding of the levels it names, or of the whole report when it names none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from priorauth.domain.spine import DiscLevel
from priorauth.readers.mri.report_tokens import lex
from priorauth.reading.finding_values import Place, Types
from priorauth.reading.model import Standing
from priorauth.reading.reader import Draft
from priorauth.reading.statements import Statement

_TAKES_BACK = re.compile(
    r"\b(?:correct\w*|amend\w*|revis\w*|instead|rather|not|should|error\w*|mistak\w*|withdr\w+|retract\w*|disregard\w*|incorrect\w*"
    r"|void\w*|supersed\w*|replac\w*|chang(?:ed|e)\s+to|belongs?|wrong\w*|misread|misprint|typo\w*|artifact\w*|artefact\w*|struck|deleted?)\b",
    re.IGNORECASE,
)
_OPEN = frozenset({Standing.STATED, Standing.HEDGED, Standing.NOT_UNDERSTOOD})


def after_addenda(drafts: Sequence[Draft], statements: Iterable[Statement]) -> Iterator[Draft]:
    """Return the drafts of a report, those that an addendum takes back retracted.

    An addendum never makes a finding of the report more certain; what it states itself is a finding of its own.
    """
    takings = [_levels(item) for item in statements if _takes_back(item)]
    first = min((start for start, _ in takings), default=None)
    taken = frozenset(place for _, places in takings for place in places)
    is_whole = any(not places for _, places in takings)
    for draft in drafts:
        place = draft.value.place if isinstance(draft.value, Types) else None
        is_named = is_whole or place is None or any(_touch(place, other) for other in taken)
        if first is not None and draft.start < first and is_named and draft.standing in _OPEN:
            yield replace(draft, standing=Standing.RETRACTED)
        else:
            yield draft


def _takes_back(statement: Statement) -> bool:
    return statement.section.name == "addendum" and _TAKES_BACK.search(statement.words) is not None


def _levels(statement: Statement) -> tuple[int, frozenset[Place]]:
    tokens = lex(statement.text, statement.start, statement.end)
    return statement.start, frozenset(place for token in tokens for place in token.places)


def _touch(one: Place, two: Place) -> bool:
    """Whether two places are one, or a level and a body of it: a correction of L4 touches what L4-L5 has."""
    if one == two:
        return True
    level, body = (one, two) if isinstance(one, DiscLevel) else (two, one)
    return isinstance(level, DiscLevel) and not isinstance(body, DiscLevel) and body in level.bodies
