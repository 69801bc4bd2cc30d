"""Words of a letter that tell what a value near them is about, and what a line tells of."""

from __future__ import annotations

import re

from priorauth.letters.checks.facts_in_text import FactKind, has

_I = re.IGNORECASE

CARE_WORDS = re.compile(
    r"\b(physical\s+therapy|PT|chiropract\w*|NSAIDs?|naproxen|ibuprofen|meloxicam|celecoxib|gabapentin|duloxetine|"
    r"home\s+exercise|exercise\s+program|acupuncture|massage|epidural\w*|steroids?|injections?|activity\s+modification|"
    r"cognitive\s+behaviou?ral|brace|muscle\s+relaxants?|medications?|conservative\s+(?:care|treatment|management))\b",
    _I,
)
GENERATOR_WORDS = re.compile(
    r"\b(facet|medial\s+branch|sacroiliac|SI\s+joint|radicul\w*|stenosis|spondylolisthesis|straight\s+leg|discogenic)\b",
    _I,
)
RELIEF_WORDS = re.compile(r"\b(relief|better|improve\w*|blocks?)\b", _I)
IMAGING_WORDS = re.compile(r"\b(MRI|magnetic\s+resonance|imaging|radiolog\w*|scan)\b", _I)
PAIN_WORDS = re.compile(r"\b(back\s+pain|pain|symptoms?)\b", _I)
ONSET_WORDS = re.compile(r"\b(since|began|began\s+in|onset|started)\b[^.]{0,30}\Z", _I)
PLANNED_WORDS = re.compile(r"\b(scheduled|planned|plan\s+to|date\s+of\s+service|perform\w*)\b[^.]{0,60}\Z", _I)
CALL_WORDS = re.compile(r"\b(peer|(?:reach|contact|call)\s+me|discuss|available)\b", _I)
BORN_WORDS = re.compile(r"\b(born|birth|DOB)\b[^.]{0,20}\Z", _I)


READ_BY_WORDS = re.compile(r",?\s*(?:as\s+)?(?:read|interpreted|reported)\s+by\s+(?:Dr\.?\s+)?\Z")
GENERAL_WORDS = re.compile(
    r"\b(trials?|stud(?:y|ies)|policy|criteri\w*|require\w*|patients\s+(?:who|with|in)|randomi[sz]ed|literature|published|FDA)\b",
    _I,
)


def is_care(text: str) -> bool:
    """Whether a text tells of conservative care with a date, a span of time, a number of visits or its result."""
    has_result = re.search(r"\d", text) is not None or has(text, FactKind.SPAN, FactKind.SESSIONS, FactKind.PERCENT)
    return has_result and CARE_WORDS.search(text) is not None


def is_imaging(text: str) -> bool:
    """Whether a text gives a Modic type with its level."""
    return has(text, FactKind.LEVELS, FactKind.BODIES) and has(text, FactKind.MODIC)


def is_work_up(text: str) -> bool:
    """Whether a text tells how another source of pain was looked for, with a date, a level or a result."""
    negative = re.search(r"\b(negative|excluded|ruled\s+out|no\s+evidence|normal)\b", text, _I)
    is_told = negative is not None or has(text, FactKind.PERCENT, FactKind.LEVELS, FactKind.DATE)
    return is_told and GENERATOR_WORDS.search(text) is not None


def scores_in(sentence: str) -> bool:
    """Whether a sentence gives a score of this patient's, such as an ODI in percent."""
    return has(sentence, FactKind.SCORE) and not GENERAL_WORDS.search(sentence)
