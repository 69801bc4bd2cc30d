"""Levels as procedure notes write them: ``L4-5``, ``L4/L5``, ``L5S1``, ``L4 through S1``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.domain.spine import DiscLevel, VertebralBody, body_range, levels_within

_LEVEL = re.compile(
    r"(?<![\w])(?P<upper>l[1-6])(?:\s*(?:[-/_]|to|through|thru)\s*|(?=s1\b)|(?=l?[2-6]\b))(?P<lower>l?[2-6]|s1)(?!\w|[.,]\d)"
)


@dataclass(frozen=True, slots=True)
class Level:
    """A disc level named in a text: ``text[start:end]``."""

    place: DiscLevel
    start: int
    end: int


def levels_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Level]:
    """Find the disc levels named in a plain text, in small letters; a range is the levels inside it."""
    for match in _LEVEL.finditer(text, start, len(text) if end is None else end):
        lower = match["lower"] if match["lower"][0] in "ls" else f"l{match['lower']}"
        upper_body, lower_body = VertebralBody(match["upper"].upper()), VertebralBody(lower.upper())
        if upper_body.order < lower_body.order:
            for place in levels_within(body_range(upper_body, lower_body)):
                yield Level(place, match.start(), match.end())
