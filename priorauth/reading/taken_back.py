"""What a document says and then takes back, or copies, in other words than those it was said in.

"Entered in error", "pasted from the prior case", "belongs to another patient": such a sentence names the thing it
takes back seldom by its own word, so no cue of the statement tells it. An addendum or a correction that says so is
of the whole document before it, another sentence of its own paragraph. What stands there is left to a person.
A heading or a neighboring sentence does the same for one statement, in weaker words: "Correction:", "template".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from priorauth.reading.facts import Fact
from priorauth.reading.frame import Frame
from priorauth.reading.statements import Statement

OTHER_PATIENT = r"(?:wrong|another|different|other)\s+patient"
"""Words that give a record to somebody else."""

_TAKES_BACK = re.compile(
    r"\b(?:(?:entered|charted|recorded|documented|listed|added|typed|dictated|copied|pasted|scanned|filed|clicked"
    r"|selected|chosen|picked|ticked|checked|marked|coded|billed|imported|placed|put)"
    r"\s+(?:here\s+|there\s+|in\s+)?(?:in|by)\s+(?:error|mistake|accident)"
    r"|in\s+error\b|erroneous(?:ly)?\b|misfiled\b"
    r"|(?:copied|pasted|carried(?:\s+(?:over|forward))?|pulled|imported)\s+(?:over\s+|forward\s+)?(?:from|out\s+of)\s+"
    r"(?:the\s+|an?\s+)?(?:prior|previous|earlier|other|another|different|wrong|last|old)\s+(?:case|patient|chart|report|note|study|exam)"
    r"|(?:belongs?|belonged)\s+to\s+(?:the\s+|an?\s+)?(?:[\w:']+\s+){0,3}(?:patient|case|chart|person|study)"
    rf"|{OTHER_PATIENT}'?s?\b|wrong\s+(?:chart|record|study|level)"
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
    words = statement.words
    return bool(_ADDED.match(words) or _ADDED.match(statement.heading_words) or _ADDED_WITHIN.search(words))


_DOUBTS = re.compile(
    r"^\W*correction\b|\bcorrection\s*:|\bcorrected\b|\bdisregard\b|\b(?:in|an|by)\s+error\b|\berroneous|\bmistake"
    rf"|\bmisprint|\btypo\b|\bwrong\b|\b{OTHER_PATIENT}|\bprevious\s+patient|\btemplates?\b"
    r"|\bcop(?:y|ied)\b.{0,20}\bforward\b|\bcarried\s+forward\b|\bcopied\b|\bpasted\b|\bvoid(?:ed)?\b|\bstrike\b"
    r"|\b(?:not|never)\s+(?:reviewed|verified|asked|confirmed|true|correct|examined|performed)\b|\bstruck\b|\bretract"
    r"|\bauto-?(?:filled|populated|text)|\bdefault\s+text\b|\bnot\s+(?:his|her|this\s+patient|hers)\b|\bactually\b"
    r"|\bon\s+(?:second|further)\s+(?:thought|questioning|review)\b|\bin\s+fact\b|\brevised\b|\bamended\b",
    re.IGNORECASE,
)
"""Words of a sentence that takes back or doubts what stands before it: "Correction:", "This was the template."."""

_COPIED = re.compile(
    r"\btemplates?\b|\bcopied\b|\bpasted\b|\bcarried\s+forward\b|\b(?:an?|for|this)\s+example\b"
    r"|\b(?:sample|example|specimen)(?:\s+(?:text|note|report|wording|only|sentence|case|entry|answers?|form)\b|\s*:|$)"
    r"|\bnot\s+(?:reviewed|verified|confirmed)\b|\bunverified\b|\bauto-?(?:filled|populated|text)",
    re.IGNORECASE,
)
"""Words of a heading, or of a sentence before, that make what follows a copy or a pattern."""


_OF_ANOTHER = re.compile(rf"\b{OTHER_PATIENT}", re.IGNORECASE)

_CONSEQUENCE = re.compile(
    r"\W*(?:the\s+)?(?:findings?|impression|conclusion|report|text|body)(?:\s+and\s+\w+)?\s+(?:(?:above|has|have|is|are|was|were|been|now)\s+)*"
    r"(?:amended|corrected|revised|updated|changed|adjusted)(?:\s+(?:accordingly|above|to\s+match|to\s+reflect\s+th\w+))*\W*",
    re.IGNORECASE,
)


def is_consequence(statement: Statement) -> bool:
    """Whether an addendum only says that the report follows what it has said: "The impression is amended"."""
    return statement.section.name == "addendum" and _CONSEQUENCE.fullmatch(statement.words) is not None


_TOLD = re.compile(r"\b(?:history|indications?|reason|clinical|referr\w+|request)\b", re.IGNORECASE)
"""Headings of a report under which stands what somebody else told."""


def _copied(words: str) -> re.Match[str] | None:
    """Return the words that make what follows a copy or a pattern; none where somebody went through the copy."""
    return None if _REVIEWED.search(words) else _COPIED.search(words)


_ERROR = re.compile(r"\b(?:in|an|by)\s+error\b|\berroneous", re.IGNORECASE)
_REVIEWED = re.compile(r"(?<!not )(?<!never )\b(?:reviewed|updated|reconciled)\b", re.IGNORECASE)
_NOTHING = re.compile(r"\W*(?:nothing|none|no\b)", re.IGNORECASE)


def _is_of_something_else(statement: Statement, after: Statement, words: str, frame: Frame) -> bool:
    """Whether words behind a statement speak of an error in something else, or of a copy that was reviewed.

    "Gabapentin was charted in error" names its own thing, "nothing was entered in error" has none, and behind an
    empty line another entry begins.
    """
    if _REVIEWED.search(words):
        return _COPIED.search(words) is not None
    if not _ERROR.search(words):
        return False
    is_apart = re.search(r"\n[ \t]*\n", statement.text[statement.end : after.start]) is not None
    return is_apart or _NOTHING.match(words) is not None or any(frame.mentions(after.tokens))


def corrected_nearby(
    statement: Statement, frame: Frame, fact: Fact, before: Statement | None, after: Statement | None
) -> tuple[str, ...]:
    """Return the words of a heading or a neighboring sentence that take a statement back or make it a copy."""
    found = [_copied(statement.heading_words), _OF_ANOTHER.search(statement.heading_words)]
    if before is not None:
        found.append(_copied(before.words))
        if not any(frame.mentions(before.tokens)):
            found.append(_OF_ANOTHER.search(before.words))
    if after is not None and not after.is_heading and not is_consequence(after):
        is_same = after.heading == statement.heading
        words = after.words if is_same else after.heading_words
        if not _is_of_something_else(statement, after, words, frame):
            found.append(_DOUBTS.search(words))
    if (
        fact is Fact.MODIC
        and "\n" not in statement.text[statement.heading[1] if statement.heading else 0 : statement.start]
    ):
        found.append(_TOLD.search(statement.heading_words))
    return tuple(match.group() for match in found if match is not None)
