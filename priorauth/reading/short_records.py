"""Records of a line or two: a call, a procedure and its relief, noted without any parts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from priorauth.domain.written_dates import dates_in
from priorauth.reading.model import DocumentKind

_MOST_WORDS = 50
_CALL = re.compile(
    r"\b(?:called|calls|rang|rings|phoned|telephoned|cb|call(?:ed)?\s+back|returned\s+(?:a\s+)?call|left\s+(?:a\s+)?(?:message|vm|voicemail)"
    r"|lm|lvm|vm|spoke\s+(?:with|to)|by\s+phone|on\s+the\s+phone|portal\s+(?:message|reply)|reply)\b",
    re.IGNORECASE,
)
_CARE = re.compile(r"\b(?:exam|slr|rom|bp|vitals|tender\w*|impression|assessment|plan|rtc)\b", re.IGNORECASE)
_NOT_THIS = re.compile(
    r"\b(?:s/?p|status\s+post|last|previous|prior|after|since|history|hx|plan\w*|schedul\w+|will|order\w*|consider\w*|request\w*|call\w*|authori\w+)\b",
    re.IGNORECASE,
)
"""What tells of a procedure that was another day's, or is to come."""


def kind_of_few_words(text: str, signs: Mapping[DocumentKind, set[str]]) -> DocumentKind | None:
    """Return what a text of few words is, or none.

    A call begins with its day and tells who called. A procedure's first line gives its day and what was done, with
    the drug or the relief, and nothing of a visit beside it.
    """
    if len(text.split()) > _MOST_WORDS:
        return None
    first = text.strip().partition("\n")[0]
    days = dates_in(first)
    if not days or _CARE.search(text):
        return None
    if _CALL.search(text) and (days[0].start == 0 or "telephone" in first.casefold()):
        return DocumentKind.TELEPHONE
    acts = signs.get(DocumentKind.PROCEDURE_NOTE, set())
    is_done = "act" in acts and bool(acts & {"drug", "relief"}) and not signs.get(DocumentKind.UNKNOWN)
    return DocumentKind.PROCEDURE_NOTE if is_done and not _NOT_THIS.search(text) else None
