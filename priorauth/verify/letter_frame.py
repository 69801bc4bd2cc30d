"""What frames a letter and says nothing of a patient: letterhead, salutation, phrases of courtesy and closing."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ADDRESSEE = (
    r"the|of|and|or|to|all|at|in|for|sir|sirs|madam|mesdames|medical|clinical|associate|chief|director|directors|"
    r"reviewer|reviewers|reviewing|review|utilization|utilisation|management|manager|team|colleague|colleagues|doctor|"
    r"physician|physicians|appeals?|authorization|authorisation|prior|department|office|committee|claims|"
    r"ladies|gentlemen|members?|whom|it|may|concern"
)
_SALUTATION = re.compile(
    rf"^(?:dear|hello|greetings|good (?:morning|day|afternoon)|to whom|attention|attn\.?)\b:?"
    rf"(?:[\s/]+(?:{_ADDRESSEE})\b)*\s*(?:[,:.!]|$)\s*",
    re.IGNORECASE,
)
_GREETING = re.compile(r"dear\s+(?P<whom>[^.;:]+)[,:]?", re.IGNORECASE)
_CLOSING = re.compile(
    r"^(?:(?:with |many )?(?:kind(?:est)?|best|warm(?:est)?|my) (?:personal )?(?:regards|wishes)|"
    r"(?:yours )?(?:very |most )?(?:sincerely|faithfully|truly|respectfully|cordially)(?: yours| submitted)?|"
    r"(?:with )?(?:many )?thanks(?: in advance)?)\s*[,.!]?$",
    re.IGNORECASE,
)
_PHRASES = re.compile(
    r"\b(?:(?:please )?(?:do not|never) hesitate to|(?:please )?feel free to|(?:should you|if you) have (?:any )?"
    r"(?:further |more )?questions|at your (?:earliest )?convenience|i would be (?:happy|glad) to|in advance|"
    r"let me know)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[,;|\u00b7\u2022\n\t]+|\s[-\u2013\u2014/]\s")
_LABEL = re.compile(r"^(?:from|tel|telephone|phone|fax|ph|t|f|p)\b[.:]?\s*", re.IGNORECASE)


def without_frame(text: str) -> str:
    """Return a paragraph without its salutation, or its closing, and without set phrases of courtesy."""
    return " ".join(_PHRASES.sub(" ", _CLOSING.sub("", _SALUTATION.sub("", text))).split())


def greeted(text: str) -> str | None:
    """Return whom a salutation greets; ``None`` for what is no salutation."""
    found = _GREETING.fullmatch(text.strip())
    return found["whom"] if found else None


def is_letterhead(text: str, sender: Sequence[str]) -> bool:
    """Whether each part of a paragraph stands in one of the lines that say who sends or gets the letter."""
    lines = [_words(line) for line in sender]
    parts = [words for part in _PARTS.split(text) if (words := _words(_LABEL.sub("", part.strip())))]
    return bool(parts) and all(any(_stands_in(part, line) for line in lines) for part in parts)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _stands_in(part: Sequence[str], line: Sequence[str]) -> bool:
    return any(line[at : at + len(part)] == part for at in range(len(line) - len(part) + 1))
