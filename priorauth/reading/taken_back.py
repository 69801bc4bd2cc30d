"""What a document says and then takes back, in other words than those it was said in.

"Entered in error", "pasted from the prior case", "belongs to another patient": such a sentence names the thing it
takes back seldom by its own word, so no cue of the statement tells it. An addendum or a correction that says so is
of the whole document before it, another sentence of its own paragraph. What stands there is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from priorauth.reading.frame import Frame
from priorauth.reading.statements import Statement

_TAKES_BACK = re.compile(
    r"\b(?:(?:entered|charted|recorded|documented|listed|added|typed|dictated|copied|pasted|scanned|filed)"
    r"\s+(?:here\s+|there\s+)?(?:in|by)\s+(?:error|mistake)"
    r"|in\s+error\b|erroneous(?:ly)?\b|misfiled\b"
    r"|(?:copied|pasted|carried(?:\s+(?:over|forward))?|pulled|imported)\s+(?:over\s+|forward\s+)?(?:from|out\s+of)\s+"
    r"(?:the\s+|an?\s+)?(?:prior|previous|earlier|other|another|different|wrong|last|old)\s+(?:case|patient|chart|report|note|study|exam)"
    r"|(?:belongs?|belonged)\s+to\s+(?:the\s+|an?\s+)?(?:[\w:']+\s+){0,3}(?:patient|case|chart|person|study)"
    r"|(?:wrong|another|different|other)\s+patient'?s?\b|wrong\s+(?:chart|record|study|level)"
    r"|(?:from|of|on)\s+the\s+day\s+before\s+the\b)",
    re.IGNORECASE,
)
_NOT_SO = re.compile(r"\b(?:no|not|never|nothing|none|without|if|whether)\b|n't\b|\?", re.IGNORECASE)
_ADDED = re.compile(
    r"\W*(?:addend\w+|amend\w+|correct(?:ed|ion)s?|corrigend\w+|errat\w+|late\s+entry|revis(?:ed|ion))\b",
    re.IGNORECASE,
)
_ADDED_WITHIN = re.compile(r"(?-i:\b(?:ADDENDUM|AMENDED|CORRECTED|CORRECTION|ERRATUM|LATE ENTRY)\b)")


def taken_back(statements: Sequence[Statement], frames: Sequence[Frame]) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a document's text that later words of it take back.

    Outside an addendum a sentence that names a thing of its own, by the words of ``frames``, speaks of that alone:
    "Stopped: warfarin - listed in error".
    """
    found: list[tuple[int, int]] = []
    added = False
    paragraph = -1
    begin = 0
    for statement in statements:
        if statement.paragraph != paragraph:
            paragraph, begin, added = statement.paragraph, statement.start, False
        added = added or _is_addition(statement)
        match = _TAKES_BACK.search(statement.words)
        if match is None or _NOT_SO.search(statement.words, 0, match.start()):
            continue
        end = statement.start + match.end()
        if added:
            found.append((0, end))
        elif not any(_names_a_thing(statement, frame) for frame in frames):
            found.append((begin, end))
    return tuple(found)


def _names_a_thing(statement: Statement, frame: Frame) -> bool:
    return any(item.trigger is not None and item.trigger.fact for item in frame.mentions(statement.tokens))


def _is_addition(statement: Statement) -> bool:
    """Whether a statement opens an addendum or a correction, or stands under the heading of one."""
    heading = statement.text[slice(*statement.heading)] if statement.heading is not None else ""
    return bool(_ADDED.match(statement.words) or _ADDED.match(heading) or _ADDED_WITHIN.search(statement.words))
