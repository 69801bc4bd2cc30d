"""Which part of a letter a paragraph belongs to: top, the payer's address, text, criteria, or signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from priorauth.authoring.word_import.detected_values import Zone
from priorauth.authoring.word_import.known_values import CLOSING, SALUTATION, Known
from priorauth.authoring.word_import.word_letter import WordParagraph
from priorauth.domain.written_dates import dates_in

_CRITERIA = re.compile(r"\b(criteri(?:a|on)|requirements?|indications?|coverage\s+polic(?:y|ies))\b", re.IGNORECASE)
_WORDS_OF_A_SENTENCE = 18


def zones_of(paragraphs: Sequence[WordParagraph], known: Known) -> dict[int, Zone]:
    """Return the part of the letter of each paragraph, by its number."""
    zones: dict[int, Zone] = {}
    closing = next((p.number for p in reversed(paragraphs) if CLOSING.match(p.text)), None)
    zone: Zone = "top"
    in_criteria = False
    for paragraph in paragraphs:
        text = paragraph.text
        if zone in ("top", "recipient"):
            zone = _of_head(text, zone, known)
        if closing is not None and paragraph.number > closing:
            zone = "closing"
        is_item = paragraph.kind in ("bullet", "numbered") or re.match(r"\s*(?:\d+[.)]|[•·▪-])\s", text)
        in_criteria = (in_criteria and bool(is_item)) or (zone == "body" and not is_item and _leads_in(paragraph))
        zones[paragraph.number] = "criteria" if zone == "body" and in_criteria and is_item else zone
    return zones


def _leads_in(paragraph: WordParagraph) -> bool:
    text = paragraph.text.rstrip()
    return bool(_CRITERIA.search(text)) and (paragraph.kind == "heading" or paragraph.is_bold or text.endswith(":"))


def _of_head(text: str, zone: Zone, known: Known) -> Zone:
    if SALUTATION.match(text) or len(text.split()) > _WORDS_OF_A_SENTENCE:
        return "body"
    is_payer = any(name in text for name in known.payer)
    stripped = text.strip()
    is_date = any(stripped == text[found.start : found.end] for found in dates_in(text))
    return "recipient" if zone == "recipient" or is_payer or is_date else "top"
