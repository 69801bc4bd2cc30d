"""Whether a clause speaks of an earlier day: what a study shows "in 2021" is of 2021, "since 2021" is of now."""

from __future__ import annotations

import re

from priorauth.reading.marking import Marked
from priorauth.reading.reach import Within
from priorauth.reading.tokens import Form

_YEAR = re.compile(r"(?:19|20)\d\d")
_COMPARES = frozenset({"since", "from", "than", "to", "with", "compared", "unlike", "dating"})
"""Words that set a study against an earlier one, and say what is there now."""

_NEAR = 5


def is_of_another_day(marked: Marked, within: Within, this_year: int | None) -> bool:
    """Whether a year, before ``this_year`` if that is given, stands in the words said of a mention by itself."""
    for clause in within.said:
        for index in clause.places:
            token = marked.tokens[index]
            if token.form is not Form.NUMBER or index in marked.eaten or not _YEAR.fullmatch(token.text):
                continue
            if this_year is not None and int(token.text) >= this_year:
                continue
            before = {marked.tokens[place].text for place in range(max(clause.first, index - _NEAR), index)}
            if not before & _COMPARES:
                return True
    return False
