"""Denials that leave out what they deny: "None elsewhere.", "Not at L5-S1.", "There are not."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.readers.mri.report_tokens import lex
from priorauth.reading.assertion import Assertion
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Types
from priorauth.reading.model import Standing
from priorauth.reading.reader import FindingDraft
from priorauth.reading.statements import Statement

_PLACE = r"L[1-5]\s?[-/]\s?(?:[LS]\s?)?[1-5]"
_OTHERS = r"(?:elsewhere|at\s+(?:any|the)?\s*(?:other|remaining)\s+(?:levels?|discs?)|others?|anywhere\s+else)"
_ELSEWHERE = re.compile(
    rf"(?:and\s+)?(?:there\s+(?:is|are)\s+)?(?:none|nothing|not|no|nil)\s+{_OTHERS}\W*", re.IGNORECASE
)
_AT_LEVELS = re.compile(
    rf"(?:(?:and\s+|but\s+)?(?:not|none|nor|neither)\s+(?:at|in)?\s*{_PLACE}(?:\s*(?:,|and|or|nor)\s*(?:at\s+)?{_PLACE})*[\s,;.]*)+",
    re.IGNORECASE,
)
_NOT_AT_ALL = re.compile(
    r"(?:(?:there|they)\s+(?:is|are)\s+(?:not|none|no\s+such\s+changes?)|none\s+(?:is|are|was|were)?\s*(?:seen|present|found|identified))\W*",
    re.IGNORECASE,
)


def denials_of_before(statement: Statement, before: Sequence[FindingDraft]) -> Iterator[FindingDraft]:
    """Return what a statement without a word for a change denies of the change the statement before it names.

    "There are not" denies all only where the one before asks; behind a finding nobody can say what it denies.
    """
    if _AT_LEVELS.fullmatch(statement.words):
        tokens = lex(statement.text, statement.start, statement.end)
        for place in dict.fromkeys(place for token in tokens for place in token.places):
            yield _denied(statement, Types(place=place, types=()))
        return
    is_asked = all(draft.standing is Standing.ASKED for draft in before)
    if _ELSEWHERE.fullmatch(statement.words) or (is_asked and _NOT_AT_ALL.fullmatch(statement.words)):
        yield _denied(statement, Types(types=()))


def _denied(statement: Statement, value: Types) -> FindingDraft:
    span = statement.start, statement.end
    found = Assertion(Standing.DENIED, cues=(statement.words.split()[0],))
    return FindingDraft(Fact.MODIC, value, found, *span, standing=Standing.DENIED, read=span)
