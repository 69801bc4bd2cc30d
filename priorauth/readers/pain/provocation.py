"""What makes the pain worse and what eases it, as the record lists it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from priorauth.readers.pain.severity import standing_of_list
from priorauth.reading.boxes import Box, box_of
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Names
from priorauth.reading.frame import Mention
from priorauth.reading.model import Standing
from priorauth.reading.reader import FindingDraft, Mentioned

_END = re.compile(
    r"[;.|]|\b(?:but|and\s+(?:is\s+)?(?:better|worse|relieved|eased|improved|alleviated|aggravated)|better|relieved|eased|improved|alleviated|worse|since|which)\b",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"\s*(?:,\s*(?:and|or)\b|,|/|&|\band\b|\bor\b|\]|\[\s*[xX]?\s*|\(\s*[xX]?\s*\))\s*", re.IGNORECASE
)
_EDGES = re.compile(r"^(?:the|a|an|any|with|by|when|on|include[s]?|are|is|:)\s+|[\s:.]+$", re.IGNORECASE)
_MOST_WORDS = 6
_BOXES = re.compile(r"\[\s?[xX]?\s?\]|[\u2610\u2611\u2612]")
_FRONT = re.compile(
    r"\b(?:brings?|aggravates?|worsens?|provokes?|exacerbates?|increases?|reproduces?|intensifies|makes?|eases?|relieves?|alleviates?)\b",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"[;.|,]\s|\bbut\b|\bthat\b")


def provocation_drafts(item: Mentioned, fact: Fact) -> Iterator[FindingDraft]:
    """Return the list behind "worse with" or "aggravating factors", or before "brings on the pain".

    Of a list with boxes only what is ticked counts. A list no word of which is left is not read.
    """
    is_before = _FRONT.match(item.printed) is not None
    begin, end = _before(item) if is_before else _behind(item)
    names = _names(item, begin, end)
    if not names:
        return
    start, stop = item.shown
    draft = FindingDraft(fact, Names(names=tuple(names)), item.assertion, start, stop, read=item.place)
    if _BOXES.search(item.statement.words):
        is_open = item.assertion.standing in (Standing.UNFILLED, Standing.STATED, Standing.NOT_UNDERSTOOD)
        yield replace(draft, standing=Standing.STATED if is_open else None)
    else:
        yield replace(draft, standing=standing_of_list(item.assertion))


def _behind(item: Mentioned) -> tuple[int, int]:
    start = item.place[1]
    stop = _END.search(item.statement.text, start, item.statement.end)
    return start, stop.start() if stop is not None else item.statement.end


def _before(item: Mentioned) -> tuple[int, int]:
    breaks = list(_BEGIN.finditer(item.statement.text, item.statement.start, item.place[0]))
    stops = [match for match in breaks if not match.group().startswith(",")]
    return (stops[-1].end() if stops else item.statement.start), item.place[0]


def _names(item: Mentioned, begin: int, end: int) -> Sequence[str]:
    found = []
    place = begin
    text = item.statement.text
    for match in [*_PARTED.finditer(text, begin, end), None]:
        stop = match.start() if match is not None else end
        words = _EDGES.sub("", _EDGES.sub("", text[place:stop].strip()))
        if (
            words
            and re.search(r"[^\W\d]", words)
            and len(words.split()) <= _MOST_WORDS
            and _counts(item, place, stop)
        ):
            found.append(" ".join(words.split()).casefold())
        place = match.end() if match is not None else end
    return found


def _counts(item: Mentioned, begin: int, end: int) -> bool:
    """Whether a name of a list has no box of its own, or a ticked one."""
    inside = [i for i, token in enumerate(item.statement.tokens) if begin <= token.start < end and token.is_word]
    if not inside:
        return False
    box, _ = box_of(item.statement, Mention(inside[0], inside[-1]))
    return box in (Box.NO_BOX, Box.TICKED)
