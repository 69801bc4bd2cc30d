"""Letters: known by a salutation and a close, and taken for the record that one of them may be."""

from __future__ import annotations

import re

from priorauth.domain.written_dates import dates_in
from priorauth.reading.model import DocumentKind
from priorauth.reading.signatures import Role, roles_of

_SALUTATION = re.compile(
    r"^[ \t]*(?:dear\b[^\n]{0,60}?|to\s+whom\s+it\s+may\s+concern|to\s+(?:the\s+)?(?-i:[A-Z])[^\n:,]{3,50}"
    r"|(?-i:(?:Dr|Mr|Mrs|Ms|Doctor)\.?[ ][A-Z][\w'\u2019-]+(?:[ ][A-Z][\w'\u2019-]+){0,2}))[ ]?[,:][ \t]*$"
    r"|^[ \t]*to\s+(?:dr|mr|mrs|ms|doctor)\.?\s+(?-i:[A-Z])[^\n:,\d]{2,40}\s{2,}re\s?:",
    re.IGNORECASE | re.MULTILINE,
)
_CLOSE = re.compile(
    r"^[ \t]*(?:sincerely|yours\b|respectfully|cordially|(?:with\s+)?(?:kind(?:est)?|best|warm(?:est)?)\s+regards"
    r"|with\s+(?:regards|thanks|appreciation)|regards,|thank\s+you,[ \t]*$|thanks,[ \t]*$"
    r"|thank\s+you\s+for\s+(?:reading|allowing|your\s+(?:time|consideration|referral)))",
    re.IGNORECASE | re.MULTILINE,
)
_COUNT = (
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty(?:[- ]\w+)?|thirty)"
)
_KEPT = re.compile(
    rf"\b{_COUNT}\b\s*(?:\(\d+\)\s*)?(?:\w+\s+)?(?:times|visits|sessions|treatments|appointments|occasions|adjustments)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:appeal\w*|reconsider\w*|authoriz\w+|medical(?:ly)?\s+necess\w+|approv\w+|coverage|grievance|remit|amount\s+due|your\s+balance|(?:I|we)\s+(?:\w+\s+)?request)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(r"\b(?:pain|relief|improve\w*|oswestry|odi|symptoms|function\w*|tolerance)\b", re.IGNORECASE)
_THERAPISTS = re.compile(r"\b(?:physical|occupational)\s+therap(?:y|ists?)\b|\bphysiotherap", re.IGNORECASE)
_TOP = 200
"""Characters of a letter's head, where its writer's profession stands."""

_LEAST_DAYS = 2


def is_letter(text: str) -> bool:
    """Whether a text greets somebody on a line of its own and ends with a close or a professional's signature."""
    return _SALUTATION.search(text) is not None and (_CLOSE.search(text) is not None or bool(roles_of(text)))


def kind_of_letter(text: str, settings: frozenset[str]) -> DocumentKind:
    """Return what a letter is: the summary of a course of care where who gave it writes it on the practice's paper.

    Such a summary counts the visits, names their days and what came of them, and asks for nothing.
    """
    roles = roles_of(text)
    tells_course = _KEPT.search(text) and _OUTCOME.search(text) and not _ASKS.search(text)
    if not tells_course or len({day.date for day in dates_in(text)}) < _LEAST_DAYS:
        return DocumentKind.LETTER
    if roles == {Role.THERAPIST} and ("therapy" in settings or _THERAPISTS.search(text[:_TOP])):
        return DocumentKind.THERAPY_DISCHARGE
    if "chiropractic" in settings and roles == {Role.CHIROPRACTOR}:
        return DocumentKind.CHIROPRACTIC_NOTE
    return DocumentKind.LETTER
